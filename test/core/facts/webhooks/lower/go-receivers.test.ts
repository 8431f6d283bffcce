import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Which functions of Go receive webhooks, and which only look after them or are handed what came.

const read = await makeVerdictReader();

test('Go: `Create` and `Update` of a file called hooks manage', () => {
  expect(
    read({
      'internal/api/hooks_write.go': [
        'package api',
        'import "net/http"',
        'func (h *HooksHandler) Create(w http.ResponseWriter, r *http.Request) {',
        '\tin, ok := h.decode(w, r)',
        '\tbody, _ := io.ReadAll(r.Body)',
        '\th.store.Insert(body, in, ok)',
        '}',
      ],
    }),
  ).toEqual([]);
});

test('Go: what hands its request on in a file named for notifications is told where a route leads to it', () => {
  const files = (route: string): Record<string, string[]> => ({
    'go.mod': ['module shop'],
    'notices/notification_handler.go': [
      'package notices',
      'import "shop/live"',
      'func (h *NoticeHandler) Follow(w http.ResponseWriter, r *http.Request) { live.Serve(h.hub, w, r) }',
    ],
    'live/serve.go': [
      'package live',
      'func Serve(hub *Hub, w http.ResponseWriter, r *http.Request) { hub.Add(json.NewDecoder(r.Body)) }',
    ],
    'main.go': ['package main', 'import "shop/notices"', `func main() { h := &notices.NoticeHandler{}; ${route} }`],
  });
  expect(read(files('http.HandleFunc("/follow", h.Follow)'))).toEqual([]);
  expect(read(files('http.HandleFunc("/payment/notification", h.Follow)'))).not.toEqual([]);
});

test('Go: what a handler hands its context on to receives nothing by itself', () => {
  expect(
    read({
      'internal/handler/webhook.go': [
        'package handler',
        'import "github.com/stripe/stripe-go/v76/webhook"',
        'func (h *WebhookHandler) HandleStripeWebhook(w http.ResponseWriter, r *http.Request) {',
        '  body, err := io.ReadAll(r.Body)',
        '  if err != nil { return }',
        '  event, err := webhook.ConstructEvent(body, r.Header.Get("Stripe-Signature"), h.secret)',
        '  if err != nil { w.WriteHeader(http.StatusBadRequest); return }',
        '  h.handleCheckoutCompleted(r.Context(), w, r, event)',
        '}',
        'func (h *WebhookHandler) handleCheckoutCompleted(ctx context.Context, w http.ResponseWriter, r *http.Request, event stripe.Event) {',
        '  if err := h.onboarding.StartCheckout(ctx, event.ID); err != nil { handler.ErrorResponse(w, r, err); return }',
        '  w.WriteHeader(http.StatusOK)',
        '}',
      ],
    }),
  ).toEqual(['internal/handler/webhook.go:3 verified sdk-verifier']);
});

test('a route of events that `net/http` takes of any method', () => {
  expect(
    read({
      'main.go': [
        'package main',
        'func main() { http.HandleFunc("/slack/events", take) }',
        'func take(w http.ResponseWriter, r *http.Request) {',
        '  body, _ := io.ReadAll(r.Body)',
        '  process(body)',
        '}',
      ],
    }),
  ).toEqual(['main.go:3 unverified no-verification']);
});

test('A look-up by the id of a checkout checks nothing.', () => {
  const handler = (call: string): string[] => [
    'package handlers',
    'func HandleMpesaCallback(c *gin.Context) {',
    '\tvar callback MpesaCallback',
    '\tif err := c.ShouldBindJSON(&callback); err != nil { c.JSON(400, gin.H{}); return }',
    '\tstkCallback := callback.Body.StkCallback',
    '\tpayments := NewPayments',
    `\tpayment, err := payments.${call}(stkCallback.CheckoutRequestID)`,
    '\tif err != nil { c.JSON(200, gin.H{}); return }',
    '\tpay(payment, stkCallback)',
    '}',
  ];
  const path = 'internal/handlers/payment.go';
  expect(read({ [path]: handler('GetByCheckoutRequestID') })).toEqual([`${path}:2 unverified no-verification`]);
  expect(read({ [path]: handler('CheckRequestToken') })).toEqual([`${path}:2 unknown dynamic-dispatch`]);
});

test('a method that makes the handler, and one that is named for it, whatever its route', () => {
  const made = [
    'package handlers',
    'func (h *WebhookHandler) PaymentWebhook() http.HandlerFunc {',
    '  return func(w http.ResponseWriter, r *http.Request) {',
    '    body, _ := io.ReadAll(r.Body)',
    '    h.orders.Update(body)',
    '  }',
    '}',
  ];
  expect(read({ 'handlers/webhook.go': made })).toEqual(['handlers/webhook.go:2 unverified no-verification']);
  const routed = (name: string): string[] => [
    'package handlers',
    `func (h *BotHandler) Routes(r chi.Router) { r.Post("/lucy", h.${name}) }`,
    `func (h *BotHandler) ${name}(w http.ResponseWriter, r *http.Request) {`,
    '  payload := &whatsapp.Payload{}',
    '  json.NewDecoder(r.Body).Decode(payload)',
    '  h.users.Insert(payload)',
    '}',
  ];
  expect(read({ 'handlers/bot.go': routed('MessageWebhookEntry') })).toEqual([
    'handlers/bot.go:3 unverified no-verification',
  ]);
  expect(read({ 'handlers/bot.go': routed('CreateWebhook') })).toEqual([]);
});

test('what may be an error is thrown only where it is one', () => {
  const handler = (answer: string): string[] => [
    'package handlers',
    'func (h *Handler) StripeWebhook(w http.ResponseWriter, r *http.Request) {',
    '  body, _ := io.ReadAll(r.Body)',
    '  event, err := h.verified(body, r.Header.Get("Stripe-Signature"))',
    '  if err != nil { http.Error(w, "bad", 400); return }',
    '  h.orders.Update(event)',
    '}',
    'func (h *Handler) verified(body []byte, sig string) (*Event, error) {',
    '  event, err := webhook.ConstructEvent(body, sig, h.secret)',
    '  if err != nil { return nil, err }',
    answer,
    '}',
  ];
  for (const answer of ['  return event, h.db.Save(event).Error', '  return event, nil'])
    expect(read({ 'handlers/webhook.go': handler(answer) })).toEqual(['handlers/webhook.go:2 verified sdk-verifier']);
});

test('what reads and verifies fails where its error is one', () => {
  const files = (asked: string): Record<string, string[]> => ({
    'go.mod': ['module app'],
    'webhook/github.go': [
      'package webhook',
      'import "app/signature"',
      'func (h *Handler) GithubWebhook(w http.ResponseWriter, r *http.Request) {',
      '  body, err := signature.ReadAndVerify(r, h.secret)',
      '  if err != nil { http.Error(w, "bad", 401); return }',
      '  h.queue.Push(body)',
      '}',
    ],
    'signature/verify.go': [
      'package signature',
      'func ReadAndVerify(r *http.Request, secret []byte) ([]byte, error) {',
      '  body, err := io.ReadAll(r.Body)',
      '  if err != nil { return nil, err }',
      '  mac := hmac.New(sha256.New, secret)',
      '  mac.Write(body)',
      '  sig, err := hex.DecodeString(r.Header.Get("X-Hub-Signature-256"))',
      '  if err != nil { return nil, err }',
      asked,
      '  return body, nil',
      '}',
    ],
  });
  const refused = '  if !hmac.Equal(mac.Sum(nil), sig) { return nil, errors.New("bad signature") }';
  expect(read(files(refused))).toEqual(['webhook/github.go:3 verified signature-compared']);
  expect(read(files('  log.Println(hmac.Equal(mac.Sum(nil), sig))'))).not.toEqual([
    'webhook/github.go:3 verified signature-compared',
  ]);
});

test('a helper that fails with an error of a type of its own', () => {
  const file = (given: string, result = '*apiError'): Record<string, string[]> => ({
    'hook.go': [
      'package hook',
      'func (h *Hook) InboundWebhook(c *gin.Context) {',
      '  body, _ := io.ReadAll(c.Request.Body)',
      '  if e := h.check(body, c.GetHeader("X-Signature")); e != nil { e.Answer(c); return }',
      '  h.store.Save(body)',
      '}',
      `func (h *Hook) check(body []byte, given string) ${result} {`,
      '  mac := hmac.New(sha256.New, []byte(h.secret))',
      '  mac.Write(body)',
      `  if !hmac.Equal(mac.Sum(nil), []byte(given)) { return ${given} }`,
      '  return nil',
      '}',
    ],
  });
  expect(read(file('&apiError{401, "signature"}'))).toEqual(['hook.go:2 verified signature-compared']);
  expect(read(file('errs.New("signature")', '*errs.Error'))).toEqual(['hook.go:2 verified signature-compared']);
  expect(read(file('nil'))).toEqual(['hook.go:2 ineffective result-ignored']);
});

describe('a password of Go', () => {
  test('that the handler asks for', () => {
    const file = (asked: string): Record<string, string[]> => ({
      'hook.go': [
        'package hook',
        'func (h *Hook) InboundWebhook(w http.ResponseWriter, r *http.Request) {',
        '  user, pass, ok := r.BasicAuth()',
        `  if ${asked} { w.WriteHeader(401); return }`,
        '  var e Event',
        '  json.NewDecoder(r.Body).Decode(&e)',
        '  h.store.Save(user, e)',
        '}',
      ],
    });
    expect(read(file('!ok || pass != h.password'))).toEqual(['hook.go:2 verified token-compared']);
    expect(read(file('!ok'))).toEqual(['hook.go:2 ineffective presence-only']);
  });

  test('that a middleware asks for', () => {
    const file = (answer: string): Record<string, string[]> => ({
      'main.go': [
        'package main',
        'import "github.com/labstack/echo/v4"',
        'func main() {',
        '  g := e.Group("/webhooks")',
        `  g.Use(middleware.KeyAuth(func(key string, c echo.Context) (bool, error) { return ${answer}, nil }))`,
        '  g.POST("/orders", orders)',
        '}',
        'func orders(c echo.Context) error { var o Order; c.Bind(&o); return save(o) }',
      ],
    });
    expect(read(file('key == os.Getenv("HOOK_KEY")'))).toEqual(['main.go:8 verified token-compared']);
    expect(read(file('true'))).not.toEqual(['main.go:8 verified token-compared']);
  });
});

test('a pattern of a mux may begin with its method, and Lambda hands over an event', () => {
  const mux = [
    'package main',
    'func main() { mux := http.NewServeMux(); mux.HandleFunc("POST /webhooks/stripe", stripe) }',
    'func stripe(w http.ResponseWriter, r *http.Request) {',
    '  var event Event',
    '  json.NewDecoder(r.Body).Decode(&event)',
    '  saveOrder(event)',
    '}',
  ];
  expect(read({ 'main.go': mux })).toEqual(['main.go:3 unverified no-verification']);
  const lambda = (made: string): string[] => [
    'package main',
    'import "github.com/aws/aws-lambda-go/events"',
    'func handleWebhook(ctx context.Context, req events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {',
    made,
    '  if err != nil { return events.APIGatewayProxyResponse{StatusCode: 400}, nil }',
    '  saveOrder(event)',
    '  return events.APIGatewayProxyResponse{StatusCode: 200}, nil',
    '}',
  ];
  expect(read({ 'main.go': lambda('  event, err := parse([]byte(req.Body))') })).toEqual([
    'main.go:3 unverified no-verification',
  ]);
  const verified =
    'webhook.ConstructEvent([]byte(req.Body), req.Headers["Stripe-Signature"], os.Getenv("STRIPE_WEBHOOK_SECRET"))';
  expect(read({ 'main.go': lambda(`  event, err := ${verified}`) })).toEqual(['main.go:3 verified sdk-verifier']);
});

test('an error that nobody takes refuses nothing', () => {
  const handler = (call: string): string[] => [
    'package handler',
    'func (h *H) Webhook(w http.ResponseWriter, r *http.Request) {',
    '  body, _ := io.ReadAll(r.Body)',
    call,
    '  h.orders.Save(body)',
    '}',
    'func (h *H) check(body []byte, sig string) error {',
    '  mac := hmac.New(sha256.New, h.key); mac.Write(body)',
    '  if !hmac.Equal([]byte(sig), mac.Sum(nil)) { return ErrBad }',
    '  return nil',
    '}',
  ];
  const CALL = 'h.check(body, r.Header.Get("X-Acme-Signature"))';
  for (const call of [CALL, `_ = ${CALL}`])
    expect(read({ 'handler/webhook.go': handler(call) })).toEqual(['handler/webhook.go:2 ineffective error-swallowed']);
  const taken = `if err := ${CALL}; err != nil { http.Error(w, "no", 401); return }`;
  expect(read({ 'handler/webhook.go': handler(taken) })).toEqual(['handler/webhook.go:2 verified signature-compared']);
});

test('a type that is named for webhooks takes them by its plain methods, wherever it stands', () => {
  const handler = (type: string): string[] => [
    'package api',
    `func (h *${type}) Handle(w http.ResponseWriter, r *http.Request) {`,
    '  body, _ := io.ReadAll(r.Body)',
    '  if len(h.secret) > 0 {',
    '    mac := hmac.New(sha256.New, h.secret); mac.Write(body)',
    '    if !hmac.Equal([]byte(r.Header.Get("X-Hub-Signature-256")), mac.Sum(nil)) { http.Error(w, "no", 401); return }',
    '  }',
    '  h.builds.Save(body)',
    '}',
  ];
  expect(read({ 'api/in_process.go': handler('InProcessWebhookHandler') })).toEqual([
    'api/in_process.go:2 optional skipped-without-secret',
  ]);
});
