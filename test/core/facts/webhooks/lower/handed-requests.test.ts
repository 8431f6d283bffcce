import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Requests that a handler gives to code of another file.

const read = await makeVerdictReader();

test.each([
  [
    'a package without a word of verifying',
    'messages/message.go',
    'HandleIncoming',
    'hooks/webhook.go:3 unverified no-verification',
  ],
  [
    'another one, and is told of as that',
    'messages/webhook.go',
    'HandleWebhook',
    'messages/webhook.go:2 unverified no-verification',
  ],
])('a handler of Go that gives the request to %s', (_title, path, called, told) => {
  const files = {
    'go.mod': ['module example.com/shop'],
    'hooks/webhook.go': [
      'package hooks',
      'import "example.com/shop/messages"',
      `func WebhookHandler(w http.ResponseWriter, r *http.Request) { messages.${called}(w, r) }`,
    ],
    [path]: [
      'package messages',
      `func ${called}(w http.ResponseWriter, r *http.Request) {`,
      '\tvar event Event',
      '\tjson.NewDecoder(r.Body).Decode(&event)',
      '\tsave(event)',
      '}',
    ],
  };
  expect(read(files)).toEqual([told]);
});

test.each([
  [
    'that checks it first',
    'if !verifySignature(body, r.Header.Get("X-Acme-Signature"), secret) { return nil, ErrForged }',
    'verified signature-compared',
  ],
  ['that takes it as it came', '', 'unverified no-verification'],
])('a handler of Go gets the event of a function of another package %s', (_title, check, told) => {
  const files = {
    'go.mod': ['module example.com/shop'],
    'hooks/webhook.go': [
      'package hooks',
      'import "example.com/shop/acme"',
      'func (h *Handler) AcmeWebhook(w http.ResponseWriter, r *http.Request) {',
      '\tevent, err := acme.ReadWebhookEvent(r, h.config.AcmeWebhookSecret)',
      '\tif err != nil { w.WriteHeader(http.StatusBadRequest); return }',
      '\th.orders.MarkPaid(event.ID)',
      '}',
    ],
    'acme/events.go': [
      'package acme',
      'func ReadWebhookEvent(r *http.Request, secret string) (*Event, error) {',
      '\tbody, err := io.ReadAll(r.Body)',
      '\tif err != nil { return nil, err }',
      `\t${check}`,
      '\tvar event Event',
      '\tif err := json.Unmarshal(body, &event); err != nil { return nil, err }',
      '\treturn &event, nil',
      '}',
      'func verifySignature(body []byte, signature, secret string) bool {',
      '\tmac := hmac.New(sha256.New, []byte(secret))',
      '\tmac.Write(body)',
      '\treturn hmac.Equal([]byte(signature), []byte(hex.EncodeToString(mac.Sum(nil))))',
      '}',
    ],
  };
  expect(read(files)).toEqual([`hooks/webhook.go:3 ${told}`]);
});

test.each([
  ['to be answered', 'h.respondError(c, 400, err)', 'unverified no-verification'],
  ['to be written to the log', 'logrus.Errorf("bad: %v %v", c.Request.RequestURI, c)', 'unverified no-verification'],
  ['to be answered, by a name at its end', 'h.badRequestResponse(c, err)', 'unverified no-verification'],
  ['for whatever it does', 'h.ensure(c)', 'unknown dynamic-dispatch'],
])('a method of Go in another file of the package is handed the request %s', (_title, call, told) => {
  const handler = [
    'package hooks',
    'import "github.com/gin-gonic/gin"',
    'func (h *Handler) AcmeWebhook(c *gin.Context) {',
    '  var event Event',
    `  if err := c.ShouldBindJSON(&event); err != nil { ${call}; return }`,
    `  ${call.includes('ensure') ? call : ''}`,
    '  h.orders.MarkPaid(event.ID)',
    '}',
  ];
  expect(read({ 'hooks/webhook.go': handler })).toEqual([`hooks/webhook.go:3 ${told}`]);
});

test.each([
  ['reads its path', 'id := mux.Vars(r)["id"]'],
  ['reads a part of its path', 'id := chi.URLParam(r, "id")'],
  ['reads its body', 'id := 1; render.DecodeJSON(r.Body, &event)'],
  ['answers it', 'id := 1; render.Status(r, 200)'],
])('a package of a framework of Go %s and refuses none', (_title, line) => {
  const handler = (check: string): string[] => [
    'package hooks',
    'import (',
    '  "github.com/gorilla/mux"',
    '  "github.com/go-chi/chi/v5"',
    '  "github.com/go-chi/render"',
    ')',
    'func (h *Handler) AcmeWebhook(w http.ResponseWriter, r *http.Request) {',
    '  var event Event',
    `  ${line}`,
    `  ${check}`,
    '  json.NewDecoder(r.Body).Decode(&event)',
    '  h.orders.MarkPaid(id, event.ID)',
    '}',
  ];
  const verdict = (check: string): string[] => read({ 'hooks/webhook.go': handler(check) });
  expect(verdict('')).toEqual(['hooks/webhook.go:7 unverified no-verification']);
  expect(verdict('if r.Header.Get("X-Token") != os.Getenv("HOOK_TOKEN") { return }')).toEqual([
    'hooks/webhook.go:7 verified token-compared',
  ]);
});

test('a service of C# that refuses by a result of its own making', () => {
  const service = (refusal: string): Record<string, string[]> => ({
    'Controllers/StripeWebhookController.cs': [
      '[Route("api/stripe/webhook")]',
      'public class StripeWebhookController : ControllerBase {',
      '  private readonly IPayService _pay;',
      '  [HttpPost]',
      '  public async Task<IActionResult> Handle() {',
      '    using var reader = new StreamReader(Request.Body);',
      '    var payload = await reader.ReadToEndAsync();',
      '    var response = await _pay.ProcessWebhook(payload, Request.Headers["Stripe-Signature"].ToString());',
      '    return StatusCode(response.StatusCode, response);',
      '  }',
      '}',
    ],
    'Services/PayService.cs': [
      'public class PayService : IPayService {',
      '  public async Task<ResponseDto<bool>> ProcessWebhook(string payload, string signature) {',
      '    Event stripeEvent;',
      '    try { stripeEvent = EventUtility.ConstructEvent(payload, signature, _config["Stripe:WebhookSecret"]); }',
      `    catch (StripeException) { ${refusal} }`,
      '    await _orders.MarkPaid(stripeEvent.Data.Object);',
      '    return Success(true);',
      '  }',
      '  private static ResponseDto<T> Error<T>(string message) { return new ResponseDto<T> { Message = message }; }',
      '  private static ResponseDto<T> Success<T>(T data) { return new ResponseDto<T> { Data = data }; }',
      '}',
    ],
  });
  const alarms = (refusal: string): string[] =>
    read(service(refusal)).filter((each) => !/ (?:verified|unknown) /.test(each));
  expect(alarms('return Error<bool>("no");')).toEqual([]);
  expect(alarms('_log.Warn("no");')).toEqual(['Controllers/StripeWebhookController.cs:4 ineffective error-swallowed']);
});

describe('a view of Flask that leaves all to a function of another file', () => {
  const files = (...check: readonly string[]): Record<string, string[]> => ({
    'app/routes.py': [
      'from flask import Flask',
      '@bp.route("/webhooks/acme", methods=["POST"])',
      'def take_hook():',
      '    from app.acme import handle_acme_webhook',
      '    return handle_acme_webhook()',
    ],
    'app/acme.py': [
      'from flask import request',
      'def handle_acme_webhook():',
      '    mac = hmac.new(os.environ["ACME_SECRET"].encode(), request.get_data(), hashlib.sha256).hexdigest()',
      '    given = request.headers.get("X-Acme-Signature")',
      ...check,
      '        return "", 401',
      '    orders.mark_paid(request.json["id"])',
      '    return "", 200',
    ],
  });

  test.each([
    ['    if not hmac.compare_digest(mac, given):', 'verified signature-compared'],
    ['    if given and not hmac.compare_digest(mac, given):', 'ineffective skipped-without-signature'],
  ])('%s', (check, told) => {
    expect(read(files(check))).toEqual([`app/routes.py:3 ${told}`]);
  });
});

test.each([
  [
    'that verifies it',
    'Create',
    'EventUtility.ConstructEvent(body, request.Headers["Stripe-Signature"], _secret);',
    'verified sdk-verifier',
  ],
  ['that has no word of verifying', 'Create', '', 'unknown delegated-unresolved'],
  ['that has none, under another name', 'HandleAsync', '', 'unknown delegated-unresolved'],
])('a controller of C# hands its request to a class of another file %s', (_title, name, check, told) => {
  const files = {
    'Controllers/StripeWebhookController.cs': [
      '[ApiController, Route("api/stripe")]',
      'public class StripeWebhookController(StripeEvents _taker) : ControllerBase {',
      `  [HttpPost("webhook")] public async Task<IActionResult> Webhook() => await _taker.${name}(Request);`,
      '}',
    ],
    'Services/StripeEvents.cs': [
      'public class StripeEvents {',
      `  public async Task<IActionResult> ${name}(HttpRequest request) {`,
      '    var body = await new StreamReader(request.Body).ReadToEndAsync();',
      `    ${check}`,
      '    await _orders.MarkPaid(body);',
      '    return new OkResult();',
      '  }',
      '}',
    ],
  };
  expect(read(files)).toEqual([`Controllers/StripeWebhookController.cs:3 ${told}`]);
});
