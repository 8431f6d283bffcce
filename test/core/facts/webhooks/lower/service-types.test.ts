import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What a handler of Go calls on a field, a parameter or a variable is looked up in the package of its type.

const read = await makeVerdictReader();

const HANDLER = 'internal/handlers/webhook.go';
const VERIFIES = [
  'package services',
  'func (s *AcmeService) HandleNotify(ctx context.Context, data []byte, signature string) error {',
  '  mac := hmac.New(sha256.New, []byte(s.secret))',
  '  mac.Write(data)',
  '  if !hmac.Equal([]byte(hex.EncodeToString(mac.Sum(nil))), []byte(signature)) {',
  '    return errors.New("bad signature")',
  '  }',
  '  return s.db.Save(data).Error',
  '}',
];
const FORGETS = [
  'package services',
  'func (s *AcmeService) HandleNotify(ctx context.Context, data []byte) error {',
  '  return s.db.Save(data).Error',
  '}',
];
/** Files of the same package that say nothing of it. */
const BESIDE = {
  'internal/services/mail_service.go': [
    'package services',
    'func (m *MailService) Verify(signature string) bool { return true }',
  ],
  'internal/services/token.go': ['package services', 'func validateToken(token string) error { return nil }'],
};
const file = (...lines: readonly string[]): string[] => [
  'package handlers',
  'import "example.com/shop/internal/services"',
  ...lines,
];
const TAKE = [
  '  body, _ := io.ReadAll(r.Body)',
  '  if err := SERVICE.HandleNotify(r.Context(), body, r.Header.Get("X-Acme-Signature")); err != nil {',
  '    http.Error(w, "failed", 400)',
  '  }',
  '}',
];
const take = (service: string): string[] => TAKE.map((line) => line.replace('SERVICE', service));

describe.each([
  [
    'a field',
    file(
      'type WebhookHandler struct { acme *services.AcmeService }',
      'func (h *WebhookHandler) Webhook(w http.ResponseWriter, r *http.Request) {',
      ...take('h.acme'),
    ),
  ],
  [
    'an embedded type',
    file(
      'type WebhookHandler struct { *services.AcmeService }',
      'func (h *WebhookHandler) Webhook(w http.ResponseWriter, r *http.Request) {',
      ...take('h.AcmeService'),
    ),
  ],
  [
    'a variable',
    file(
      'func Webhook(w http.ResponseWriter, r *http.Request) {',
      '  acme := services.NewAcmeService(db)',
      ...take('acme'),
    ),
  ],
  [
    'a parameter',
    file(
      'func Webhook(acme services.AcmeService) http.HandlerFunc {',
      '  return func(w http.ResponseWriter, r *http.Request) {',
      ...take('acme').slice(0, -1),
      '  }',
      '}',
    ),
  ],
])('%s', (_, handler) => {
  const verdict = (service: readonly string[], name: string): string =>
    read({ [HANDLER]: handler, [`internal/services/${name}.go`]: service, ...BESIDE })
      .map((each) => each.split(' ')[1])
      .join();

  test('of a type that verifies, whatever its file is called', () => {
    expect(verdict(VERIFIES, 'acme_service')).toBe('verified');
    expect(verdict(VERIFIES, 'notifications')).toBe('verified');
  });

  test('behind an interface', () => {
    const hidden = VERIFIES.map((line) => line.replace('*AcmeService', '*acmeImpl'));
    expect(
      verdict(
        [...hidden, 'type AcmeService interface { HandleNotify(context.Context, []byte, string) error }'],
        'acme',
      ),
    ).toBe('verified');
  });

  test('and what tests put in its place says nothing', () => {
    const mock = VERIFIES.slice(0, 2).map((line) => line.replace('*AcmeService', '*MockAcme'));
    const files = { 'internal/services/mock_acme.go': [...mock, '  return nil', '}'] };
    const hidden = VERIFIES.map((line) => line.replace('*AcmeService', '*acmeImpl'));
    expect(read({ [HANDLER]: handler, 'internal/services/impl.go': hidden, ...files })[0]).toContain(' verified ');
  });

  test('of a type that does not, though it takes the signature, is no alarm and no proof', () => {
    expect(verdict(FORGETS, 'acme_service')).toBe('unknown');
  });
});

test('a service that is handed nothing but the body is followed too', () => {
  const handler = (call: string): string[] =>
    file(
      'type AlipayWebhookHandler struct { pay *services.PayService }',
      'func (h *AlipayWebhookHandler) Notify(c *gin.Context) {',
      '  c.Request.ParseForm()',
      '  fields := map[string]string{}',
      '  for key, values := range c.Request.Form {',
      '    fields[key] = values[0]',
      '  }',
      call,
      '}',
    );
  const service = (check: string): string[] => [
    'package services',
    'import alipay "github.com/smartwalle/alipay/v3"',
    'type PayService struct { client *alipay.Client; db *gorm.DB }',
    'func (s *PayService) HandleNotify(fields map[string]string) error {',
    '  form := url.Values{}',
    '  for key, value := range fields { form.Set(key, value) }',
    check,
    '  return s.db.Save(fields["out_trade_no"]).Error',
    '}',
  ];
  const verdict = (check: string): string[] =>
    read({
      'internal/handlers/alipay_webhook.go': handler(
        'if err := h.pay.HandleNotify(fields); err != nil { c.String(400, "fail"); return }',
      ),
      'internal/services/pay_service.go': service(check),
    });
  expect(verdict('  if err := s.client.VerifySign(form); err != nil { return errors.New("bad") }')).toEqual([
    'internal/handlers/alipay_webhook.go:4 verified sdk-verifier',
  ]);
  expect(verdict('')).toEqual(['internal/handlers/alipay_webhook.go:4 unverified no-verification']);
});

test('what a package of somebody else parses may be verified there', () => {
  const files = (call: string): Record<string, string[]> => ({
    'internal/webhook/apple.go': [
      'package webhook',
      'import "github.com/acme/iap/appstore"',
      'type Handler struct { client *appstore.Client; orders Orders }',
      'func (h *Handler) AppleWebhook(w http.ResponseWriter, r *http.Request) {',
      '  body, _ := io.ReadAll(r.Body)',
      call,
      '  if err != nil { http.Error(w, "bad", 400); return }',
      '  h.orders.Update(event)',
      '}',
    ],
  });
  expect(read(files('  event, err := h.client.ParseNotification(body)'))).toEqual([
    'internal/webhook/apple.go:4 unknown delegated-unresolved',
  ]);
  expect(read(files('  event, err := decode(body)'))).toEqual([
    'internal/webhook/apple.go:4 unverified no-verification',
  ]);
});

test('a service that compares a field of the body with a digest of others and a key', () => {
  const handler = file(
    'type PayHandler struct { svc *services.PayService }',
    'func (h *PayHandler) Notification(c echo.Context) error {',
    '  var fields map[string]interface{}',
    '  if err := c.Bind(&fields); err != nil { return err }',
    '  if err := h.svc.HandleNotification(fields); err != nil { return c.JSON(400, nil) }',
    '  return c.JSON(200, nil)',
    '}',
    'func setup(e *echo.Echo, h *PayHandler) { e.POST("/pay/notification", h.Notification) }',
  );
  const service = (check: string): string[] => [
    'package services',
    'func (s *PayService) HandleNotification(fields map[string]interface{}) error {',
    '  id, _ := fields["order_id"].(string)',
    '  signature, _ := fields["signature_key"].(string)',
    '  expected := fmt.Sprintf("%x", sha512.Sum512([]byte(id+s.cfg.ServerKey)))',
    check,
    '  return s.orders.MarkPaid(id)',
    '}',
  ];
  const verdict = (check: string): string[] =>
    read({ 'internal/handlers/pay.go': handler, 'internal/services/pay.go': service(check) }).map(
      (each) => each.split(' ')[1]!,
    );
  expect(verdict('  if signature != expected { return errors.New("invalid signature") }')).toEqual(['verified']);
  expect(verdict('  if signature != expected { log.Println("invalid signature") }')).not.toEqual(['verified']);
});
