import { describe, expect, test } from 'vitest';
import { goShop as files, VERIFY } from '../../../../support/go-shop.ts';
import type { Files } from '../../../../support/go-shop.ts';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Where in the packages of Go stand the handler of a route and what stands before it.

const read = await makeVerdictReader();

describe('a package of many files', () => {
  const NAMES = ['accounts', 'banners', 'customers', 'deliveries', 'errands', 'fares'];
  const others = (folder: string): Files =>
    Object.fromEntries(
      NAMES.map((name) => [`${folder}/${name}.go`, ['package x', 'func validate() error { return nil }']]),
    );
  const LETS_PASS = VERIFY.map((line) => line.replace('!hmac.Equal(', 'debug && !hmac.Equal('));
  const ROUTE =
    'func setup(r *gin.Engine, pay *payments.Handler) { r.POST("/pay/webhook", middleware.VerifySignature(), pay.Take) }';

  test('of which the file is asked that is named like the function', () => {
    const guard = (text: string[]): Files => ({
      ...others('middleware'),
      ...files(ROUTE),
      'middleware/signature.go': text,
    });
    expect(read(guard(VERIFY))).toEqual(['payments/handler.go:5 verified signature-compared']);
    expect(read(guard(LETS_PASS))[0]).not.toContain(' verified ');
  });

  test('has the handler in any of them', () => {
    const { 'payments/handler.go': handler, ...rest } = files(ROUTE);
    const all = { ...others('payments'), 'payments/zones.go': handler!, ...rest };
    expect(read(all)).toEqual(['payments/zones.go:5 verified signature-compared']);
    expect(read({ ...all, 'middleware/signature.go': LETS_PASS })[0]).not.toContain(' verified ');
  });
});

describe('a function of another package that makes the handler', () => {
  const made = (call: string, ...before: readonly string[]): Files => ({
    'go.mod': ['module shop'],
    'payments/takes.go': [
      'package payments',
      'func HandleEvents(db *DB) gin.HandlerFunc {',
      '  return func(c *gin.Context) {',
      '    body, _ := io.ReadAll(c.Request.Body)',
      ...before,
      '    save(db, body)',
      '  }',
      '}',
      'func Timed(db *DB) gin.HandlerFunc {',
      '  return func(c *gin.Context) {',
      '    c.Next()',
      '    save(db, c.Request.URL)',
      '  }',
      '}',
    ],
    'main.go': [
      'package main',
      'import (',
      '  "github.com/gin-gonic/gin"',
      '  "shop/payments"',
      ')',
      `func main() { gin.Default().POST("/acme/webhook", ${call}) }`,
    ],
  });
  const COMPARE = [
    '    mac := hmac.New(sha256.New, []byte(os.Getenv("WEBHOOK_SECRET")))',
    '    mac.Write(body)',
    '    sum := hex.EncodeToString(mac.Sum(nil))',
    '    if !hmac.Equal([]byte(c.GetHeader("X-Signature")), []byte(sum)) { c.AbortWithStatus(401); return }',
  ];

  test.each([
    ['alone', 'payments.HandleEvents(db)'],
    ['behind another', 'payments.Timed(db), payments.HandleEvents(db)'],
  ])('%s', (_, call) => {
    expect(read(made(call))).toEqual(['payments/takes.go:2 unverified no-verification']);
    expect(read(made(call, ...COMPARE))).toEqual(['payments/takes.go:2 verified signature-compared']);
  });

  test('and is given what takes the events', () => {
    const { 'main.go': main, ...rest } = made('payments.NewWebhook(db, payments.HandleMessage)');
    const text = (check: string): string[] => [
      'package payments',
      'func NewWebhook(db *DB, on func(Event)) http.HandlerFunc {',
      '  return func(w http.ResponseWriter, r *http.Request) {',
      check,
      '    var event Event',
      '    json.NewDecoder(r.Body).Decode(&event)',
      '    on(event)',
      '  }',
      '}',
      'func HandleMessage(event Event) { save(event) }',
    ];
    const all = (check: string): Files => ({ ...rest, 'main.go': main!, 'payments/takes.go': text(check) });
    expect(read(all(''))).toEqual(['payments/takes.go:2 unverified no-verification']);
    expect(read(all('    if r.Header.Get("X-Token") != os.Getenv("HOOK_TOKEN") { return }'))).toEqual([
      'payments/takes.go:2 verified token-compared',
    ]);
  });
});

describe('a field of a type of another package, of which only the field is told here', () => {
  const routed = (...before: readonly string[]): Files =>
    files(
      'func Setup(s *server.Server) {',
      `  s.Router.POST("/payment/notification", ${[...before, 's.PaymentHandler.Take'].join(', ')})`,
      '}',
    );

  test('leads to the type that is called like it', () => {
    expect(read(routed())).toEqual(['payments/handler.go:5 unverified no-verification']);
    expect(read(routed('middleware.VerifySignature()'))).toEqual(['payments/handler.go:5 verified signature-compared']);
  });
});

test.each([
  ['middleware.RequireAdmin(http.HandlerFunc(pay.Take))', []],
  ['http.HandlerFunc(pay.Take)', ['payments/handler.go:5 unverified no-verification']],
])('a route that leads to %s', (handler, expected) => {
  const routed = files(
    'func routes(r *mux.Router, pay *payments.Handler) {',
    `  r.Handle("/pay/webhook/{id}", ${handler})`,
    '}',
  );
  expect(read(routed)).toEqual(expected);
});

describe('a route that is named for looking after webhooks', () => {
  const named = (...routes: readonly string[]): Files => ({
    ...files(...routes),
    'payments/webhook_handler.go': [
      'package payments',
      'func (h *Handler) AccountCreate(c *gin.Context) {',
      '  var in Event',
      '  c.ShouldBindJSON(&in)',
      '  h.orders.Open(in.ID)',
      '}',
    ],
  });
  const SETUP = 'func setup(r *gin.Engine, pay *payments.Handler) {';
  const CREATE = ' r.POST("/webhook/account/create", middleware.VerifySignature(), pay.AccountCreate)';
  const PROVED = ['payments/webhook_handler.go:2 verified signature-compared'];
  const OPEN = ['payments/webhook_handler.go:2 unverified no-verification'];

  test('protects the handler that it leads to by what stands before it', () => {
    expect(read(named(SETUP, CREATE, '}'))).toEqual(PROVED);
    expect(read(named(SETUP, CREATE.replace('middleware.VerifySignature(), ', ''), '}'))).toEqual(OPEN);
  });

  test('and says nothing beside one that receives them', () => {
    expect(read(named(SETUP, CREATE, ' r.POST("/webhook/accounts", pay.AccountCreate)', '}'))).toEqual(OPEN);
  });
});

describe('a route that is named for a callback and more', () => {
  const shop = (...helper: readonly string[]): Files => ({
    'go.mod': ['module shop'],
    'routes/route.go': [
      'package routes',
      'import "github.com/labstack/echo/v4"',
      'import "shop/orders"',
      'type List struct { Orders orders.OrdersHandler }',
      'func (l *List) Register(e *echo.Echo) { e.POST("/transaction/callback_invoice", l.Orders.TakeInvoice) }',
    ],
    'orders/callback_invoice.go': [
      'package orders',
      'import "shop/money"',
      'func (h *OrdersHandler) TakeInvoice(ctx echo.Context) error {',
      '  data, err := money.GetCallback(ctx)',
      '  if err != nil { return ctx.JSON(401, err) }',
      '  return h.orders.Pay(data)',
      '}',
    ],
    'money/callback.go': ['package money', 'func GetCallback(ctx echo.Context) (Invoice, error) {', ...helper, '}'],
  });
  const READ = [
    '  var data Invoice',
    '  err := json.NewDecoder(ctx.Request().Body).Decode(&data)',
    '  return data, err',
  ];

  test('leads to a handler whose body another package reads', () => {
    expect(read(shop(...READ))).toEqual(['orders/callback_invoice.go:3 unverified no-verification']);
  });

  test('leads to a handler whose body another package gives out to the provider alone', () => {
    const asked =
      '  if ctx.Request().Header.Get("x-callback-token") != os.Getenv("CALLBACK") { return Invoice{}, errors.New("no") }';
    expect(read(shop(asked, ...READ))).toEqual(['orders/callback_invoice.go:3 verified token-compared']);
  });
});

test('a use case that is handed the context, and calls what is named like it, checks nothing', () => {
  const told = read({
    'go.mod': ['module shop'],
    'controllers/webhook.go': [
      'package controllers',
      'import "shop/cases"',
      'type WebhookController struct { cases cases.WebhookCase }',
      'func (w *WebhookController) HandleNotification(c echo.Context) error {',
      '  var note cases.Note',
      '  if err := c.Bind(&note); err != nil { return err }',
      '  return w.cases.HandleNotification(c, note)',
      '}',
    ],
    'cases/webhook.go': [
      'package cases',
      'func (u *WebhookCase) HandleNotification(c echo.Context, note Note) error {',
      '  return u.rows.HandleNotification(note.OrderID)',
      '}',
    ],
  });
  expect(told).toEqual(['controllers/webhook.go:4 unverified no-verification']);
});
