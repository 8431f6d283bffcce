import { expect, test } from 'vitest';
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

test.each([
  ['admissionv1 "k8s.io/api/admission/v1"', 'admissionv1.AdmissionReview', 0],
  ['"shop/orders"', 'orders.Order', 1],
])('Go: what Kubernetes asks whether it may admit an object signs nothing: %s', (imported, type, count) => {
  const lines = [
    'package webhook',
    `import (\n"net/http"\n${imported}\n)`,
    'func (ac *Controller) ServeHTTP(w http.ResponseWriter, r *http.Request) {',
    `\tvar review ${type}`,
    '\tjson.NewDecoder(r.Body).Decode(&review)',
    '\tac.store.Insert(review)',
    '}',
  ];
  expect(read({ 'pkg/webhook/webhook.go': lines.join('\n').split('\n') })).toHaveLength(count);
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

test.each([
  ['asked for by staff', 'ManualUpdateStatus(c *gin.Context)', []],
  ['asked for in bulk', 'BulkUpdate(c *gin.Context)', []],
  ['named for what came', 'HandleSettlement(c *gin.Context)', ['unverified no-verification']],
  [
    'named for a provider, whose name begins with a verb',
    'HandleSendGrid(c *gin.Context)',
    ['unverified no-verification'],
  ],
  ['that answers whoever asks it', 'HandleAllowed(c *gin.Context) bool', []],
  ['that gives out what it has read', 'HandleBody(c *gin.Context) (*Event, error)', []],
  [
    'that gives its error to what wraps it',
    'HandleEvent(w http.ResponseWriter, r *http.Request) error',
    ['unverified no-verification'],
  ],
  [
    'that is handed the event by another one',
    'HandlePaid(w http.ResponseWriter, r *http.Request, event stripe.Event)',
    [],
  ],
])('a function of a file of webhooks, %s', (_title, signature, told) => {
  const lines = [
    'package handlers',
    `func (h *WebhookHandler) ${signature} {`,
    '  var event Event',
    '  json.NewDecoder(c.Request.Body).Decode(&event)',
    '  h.orders.Update(event.OrderID)',
    '}',
    'func (h *WebhookHandler) forward(event stripe.Event) { h.HandlePaid(h.w, h.r, event) }',
  ];
  if (signature.includes('http.Request')) lines[3] = lines[3]!.replace('c.Request', 'r');
  expect(read({ 'handlers/webhook_handler.go': lines })).toEqual(
    told.map((each) => `handlers/webhook_handler.go:2 ${each}`),
  );
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

test.each([
  ['by what it does', 'switch r.Method { case http.MethodPost: h.receiveMessage(w, r) }', [9]],
  ['by the path, which several webhooks have', 'switch r.URL.Path { case "/acme": h.receiveMessage(w, r) }', [9, 13]],
])('Go: what a handler hands its request on to, %s', (_title, handsOn, lines) => {
  const verdicts = (check: string): string[] =>
    read({
      'internal/hooks/webhook.go': [
        'package hooks',
        'import (',
        '  "io"',
        '  "net/http"',
        ')',
        'func (h *WebhookHandler) RegisterRoutes(mux *http.ServeMux) {',
        '  mux.HandleFunc("/webhook", h.HandleWebhook)',
        '}',
        'func (h *WebhookHandler) HandleWebhook(w http.ResponseWriter, r *http.Request) {',
        `  ${check}`,
        `  ${handsOn}`,
        '}',
        'func (h *WebhookHandler) receiveMessage(w http.ResponseWriter, r *http.Request) {',
        '  body, _ := io.ReadAll(r.Body)',
        '  h.service.Process(body)',
        '}',
      ],
    });
  const told = (verdict: string, first: string): string[] =>
    lines.map((line, index) => `internal/hooks/webhook.go:${line} ${index === 0 ? first : verdict}`);
  const open = 'unverified no-verification';
  expect(verdicts('h.count += 1')).toEqual(told(open, open));
  expect(verdicts('if r.Header.Get("X-Acme-Token") != h.secret { http.Error(w, "", 401); return }')).toEqual(
    told(open, 'verified token-compared'),
  );
});

test.each([
  [
    'if !hmac.Equal(mac.Sum(nil), []byte(r.Header.Get("X-Acme-Signature"))) { http.Error(w, "bad", 401); return }',
    ['pkg/server/server.go:2 verified signature-compared'],
  ],
  ['w.Header().Set("X-Sum", hex.EncodeToString(mac.Sum(nil)))', []],
])('Go: a method of a type is told by what it does, as a function is: %s', (does, expected) => {
  const lines = [
    'package server',
    'func (h *Handler) Enrich(w http.ResponseWriter, r *http.Request) {',
    '\tbody, _ := io.ReadAll(r.Body)',
    '\tmac := hmac.New(sha256.New, h.secret)',
    '\tmac.Write(body)',
    `\t${does}`,
    '\th.store.Insert(body)',
    '}',
  ];
  expect(read({ 'pkg/server/server.go': lines })).toEqual(expected);
});
