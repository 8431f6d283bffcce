import { describe, expect, test } from 'vitest';
import { goShop as files, VERIFY } from '../../../../support/go-shop.ts';
import type { Files } from '../../../../support/go-shop.ts';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// A route of Go leads to a handler of another file or package, which need not be named for webhooks.

const read = await makeVerdictReader();

const TOLD = ['payments/handler.go:5 unverified no-verification'];

describe('the type of what a route names', () => {
  test.each([
    ['a parameter', ['func setup(r *gin.Engine, pay *payments.Handler) { r.POST("/pay/webhook", pay.Take) }']],
    ['a field', ['func (s *Server) setup(r *gin.Engine) { r.POST("/pay/webhook", s.pay.Take) }']],
    ['a maker', ['func main() { h := payments.NewHandler(db)', ' r.POST("/pay/webhook", h.Take) }']],
    ['a literal', ['func main() { h := &payments.Handler{}', ' r.POST("/pay/webhook", h.Take) }']],
    [
      'a wrapper',
      ['func (s *Server) setup(m *mux) { m.Handle("/pay/webhook", logged(http.HandlerFunc(s.pay.Take))) }'],
    ],
  ])('%s', (_, routes) => {
    expect(read(files(...routes))).toEqual(TOLD);
  });

  test('a maker that is named for another type than it gives out', () => {
    const { 'payments/handler.go': text, ...others } = files(
      'func main() { h := payments.NewTaker(db)',
      ' r.POST("/pay/webhook", h.Take) }',
    );
    const only = text!.filter((line) => !/Report|rows/.test(line)).slice(0, 9);
    expect(read({ ...others, 'payments/handler.go': only })).toEqual(TOLD);
  });

  test('a route that says nothing leads to no receiver', () => {
    expect(read(files('func main() { h := &payments.Handler{}', ' r.POST("/pay", h.Take) }'))).toEqual([]);
  });

  test('what stands before the route protects the handler, and what is for browsers does not', () => {
    const routes = (before: string): Files =>
      files(`func setup(r *gin.Engine, pay *payments.Handler) { r.POST("/pay/webhook", ${before}, pay.Take) }`);
    expect(read(routes('middleware.VerifySignature()'))).toEqual(['payments/handler.go:5 verified signature-compared']);
    expect(read(routes('middleware.SecureHeaders()'))).toEqual(TOLD);
  });
});

describe('what stands before a route by its name alone', () => {
  const before = (head: string, body: readonly string[]): Files => ({
    'middleware/signature.go': [
      'package middleware',
      'type Guard struct { secret string }',
      'func NewGuard() *Guard { return &Guard{secret: os.Getenv("WEBHOOK_SECRET")} }',
      head,
      ...body,
      '}'.repeat(head.split('{').length - 1),
    ],
  });
  const BITES = VERIFY.slice(3, 11);
  const LETS_PASS = ['  log.Println(c.GetHeader("X-Signature"))', '  c.Next()'];
  const SETUP = 'func setup(r *gin.Engine, pay *payments.Handler) {';

  test.each([
    [
      'a function of another package',
      'func Signed(c *gin.Context) {',
      [SETUP, ' r.POST("/pay/webhook", middleware.Signed, pay.Take) }'],
      'unverified no-verification',
    ],
    [
      'a method of what another package makes',
      'func (g *Guard) Signed(c *gin.Context) {',
      [SETUP, ' g := middleware.NewGuard()', ' r.POST("/pay/webhook", g.Signed, pay.Take) }'],
      'unknown delegated-unresolved',
    ],
    [
      'what a method of such gives back',
      'func (g *Guard) Signed() gin.HandlerFunc { return func(c *gin.Context) {',
      [SETUP, ' g := middleware.NewGuard()', ' r.POST("/pay/webhook", g.Signed(), pay.Take) }'],
      'unknown delegated-unresolved',
    ],
  ])('%s', (_, head, routes, open) => {
    expect(read({ ...files(...routes), ...before(head, BITES) })).toEqual([
      'payments/handler.go:5 verified signature-compared',
    ]);
    expect(read({ ...files(...routes), ...before(head, LETS_PASS) })).toEqual([`payments/handler.go:5 ${open}`]);
  });
});

describe('a function of the same package', () => {
  const own = (before: string): Files => ({
    'main.go': [
      'package main',
      'func main() {',
      '  r := chi.NewRouter()',
      '  r.Group(func(r chi.Router) {',
      before,
      '    r.Post("/webhooks/orders", orders)',
      '  })',
      '}',
    ],
    'notify.go': [
      'package main',
      'func orders(w http.ResponseWriter, r *http.Request) {',
      '  var o Order',
      '  json.NewDecoder(r.Body).Decode(&o)',
      '  save(o)',
      '}',
    ],
    'signature.go': [
      'package main',
      'func verifyShop(next http.Handler) http.Handler {',
      '  return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {',
      '    body, _ := io.ReadAll(r.Body)',
      '    mac := hmac.New(sha256.New, []byte(os.Getenv("SHOP_SECRET")))',
      '    mac.Write(body)',
      '    if !hmac.Equal([]byte(base64.StdEncoding.EncodeToString(mac.Sum(nil))), []byte(r.Header.Get("X-Shop-Hmac"))) {',
      '      http.Error(w, "unauthorized", 401)',
      '      return',
      '    }',
      '    next.ServeHTTP(w, r)',
      '  })',
      '}',
    ],
  });

  test('behind a middleware of a third file', () => {
    expect(read(own('    r.Use(verifyShop)'))).toEqual(['notify.go:2 verified signature-compared']);
    expect(read(own('    r.Use(logged)'))).toEqual(['notify.go:2 unverified no-verification']);
  });
});

describe('a router that another package is given', () => {
  const mounted = (group: string, ...calls: readonly string[]): Files => ({
    'go.mod': ['module shop'],
    'middleware/signature.go': VERIFY,
    'main.go': [
      'package main',
      'import (',
      '  "github.com/gin-gonic/gin"',
      '  "shop/middleware"',
      '  "shop/webhooks"',
      ')',
      'func main() {',
      `  hooks := r.Group("/webhooks"${group})`,
      ...calls,
      '}',
    ],
    'webhooks/handler.go': [
      'package webhooks',
      'func Register(r *gin.RouterGroup, h *Handler) { r.POST("/orders", h.orderWebhook) }',
      'func (h *Handler) orderWebhook(c *gin.Context) {',
      '  var e Event',
      '  c.BindJSON(&e)',
      '  save(e)',
      '}',
    ],
  });

  test.each([
    ['a function of the package', '  webhooks.Register(hooks, h)'],
    ['a function that is handed something of the package', '  register(hooks, &webhooks.Handler{})'],
  ])('%s', (_, call) => {
    expect(read(mounted(', middleware.VerifySignature()', call))).toEqual([
      'webhooks/handler.go:3 verified signature-compared',
    ]);
    expect(read(mounted('', call))).toEqual(['webhooks/handler.go:3 unverified no-verification']);
  });

  test('which alone says of no handler that it receives webhooks', () => {
    const text = mounted(', middleware.RequireToken()', '  inbox.Register(hooks, h)')['main.go']!;
    const mark = 'func (h *H) Mark(c *gin.Context) { var in In; c.BindJSON(&in); save(in) }';
    expect(
      read({
        'go.mod': ['module shop'],
        'main.go': text.map((line) => line.replace('shop/webhooks', 'shop/inbox')),
        'inbox/notifications.go': ['package inbox', mark],
      }),
    ).toEqual([]);
  });
});

test.each([
  ['orders.Settle(body)', 'optional skipped-without-secret'],
  ['http.Error(w, "no secret", 500)', 'verified signature-compared'],
])('a function of another package that takes the request does this without a secret: %s', (does, told) => {
  const take = [
    'package payments',
    'func Take(w http.ResponseWriter, r *http.Request) {',
    '  body, _ := io.ReadAll(r.Body)',
    '  secret := os.Getenv("ACME_SECRET")',
    `  if secret == "" { ${does}; return }`,
    '  mac := hmac.New(sha256.New, []byte(secret))',
    '  mac.Write(body)',
    '  if !hmac.Equal(mac.Sum(nil), []byte(r.Header.Get("X-Signature"))) { http.Error(w, "no", 401); return }',
    '  orders.Settle(body)',
    '}',
  ];
  const main = [
    'package main',
    'import "example.com/shop/payments"',
    'func acmeWebhook(w http.ResponseWriter, r *http.Request) { payments.Take(w, r) }',
    'func main() { http.HandleFunc("/webhooks/acme", acmeWebhook) }',
  ];
  const found = read({ 'main.go': main, 'payments/take.go': take });
  expect(found.map((each) => each.replace(/^\S+ /, ''))).toEqual([told]);
});
