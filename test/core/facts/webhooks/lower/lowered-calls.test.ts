import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What a call before the use of the body may be: a check that nobody here can read, or nothing of the kind.

const read = await makeVerdictReader();

describe('a call that nobody here can read', () => {
  test.each([
    [
      'body and headers, under a name that only parses',
      'event = provider.parse_webhook(await request.body(), request.headers)',
    ],
    ['the whole request', 'event = provider.receive(request)'],
  ])('gets %s: unknown', (_title, line) => {
    expect(
      read({
        'app/api/webhooks.py': [
          'from app.payments import get_provider',
          '@router.post("/nomba")',
          'async def nomba_webhook(request: Request, provider = Depends(get_provider)):',
          '    try:',
          `        ${line}`,
          '    except SignatureError:',
          '        raise HTTPException(400)',
          '    credit_wallet(event)',
        ],
      }),
    ).toEqual(['app/api/webhooks.py:3 unknown delegated-unresolved']);
  });

  test('each of a list of validators gets the request: unknown', () => {
    expect(
      read({
        'anymail/webhooks/base.py': [
          'class TrackingWebhookView(View):',
          '    def post(self, request):',
          '        for validator in self.validators:',
          '            validator(self, request)',
          '        self.signal.send(event=request.body)',
        ],
      }),
    ).toEqual(['anymail/webhooks/base.py:2 unknown dynamic-dispatch']);
  });

  test('a class that takes the event and verifies in a method of its own: unknown', () => {
    const handler = (method: string): string[] =>
      read({
        'app/controllers/foreign_webhooks_controller.rb': [
          'class ForeignWebhooksController < ApplicationController',
          '  def paypal',
          '    PaypalEventHandler.new(params.to_unsafe_hash).schedule_event_processing',
          '  end',
          'end',
        ],
        'app/business/paypal_event_handler.rb': [
          'class PaypalEventHandler',
          '  def schedule_event_processing',
          '    HandleEventJob.perform_async(@payload)',
          '  end',
          `  def ${method}`,
          '    raise "no" unless ActiveSupport::SecurityUtils.secure_compare(ENV["WEBHOOK_TOKEN"], request.headers["X-Token"])',
          '  end',
          'end',
        ],
      });
    expect(handler('handle_event')).toEqual([
      'app/controllers/foreign_webhooks_controller.rb:2 unknown delegated-unresolved',
    ]);
  });

  test('a class that answers the question of Meta in a method of its own takes the events apart in another', () => {
    expect(
      read({
        'main.py': [
          'from meta.client import MetaClient',
          'client = MetaClient()',
          '@app.post("/webhook")',
          'async def take(request: Request):',
          '    message = client.parse_webhook_message(await request.json())',
          '    if not message:',
          '        return {"status": "none"}',
          '    agent.process(message["text"])',
        ],
        'meta/client.py': [
          'class MetaClient:',
          '    def verify_webhook(self, verify_token, challenge):',
          '        return challenge if verify_token == self.verify_token else None',
          '    def parse_webhook_message(self, data):',
          '        return data["entry"][0]["messaging"][0]',
        ],
      }),
    ).toEqual(['main.py:4 unverified no-verification']);
  });

  test('a verb that acts on the request checks nothing', () => {
    expect(
      read({
        'src/Controller/WebhookController.php': [
          '<?php',
          'use App\\Service\\NoteService;',
          'class WebhookController extends AbstractController {',
          '  public function __construct(private readonly NoteService $noteService) {}',
          "  #[Route('/webhook/deal')]",
          '  public function deal(Request $request): Response {',
          '    $this->noteService->addDealNote($request);',
          '    return new Response(200);',
          '  }',
          '}',
        ],
      }),
    ).toEqual(['src/Controller/WebhookController.php:5 unverified no-verification']);
  });

  test('a record of body and headers, and the shape of the body, are no checks', () => {
    expect(
      read({
        'webhooks/views.py': [
          'from .models import WebhookLog',
          'from .serializers import StockSerializer',
          'class StockWebhookView(APIView):',
          '    def post(self, request):',
          '        log = WebhookLog(headers=request.headers, payload=request.data)',
          '        serializer = StockSerializer(data=request.data)',
          '        if not serializer.is_valid():',
          '            return Response(status=400)',
          '        Stock.objects.create(serializer.validated_data)',
        ],
      }),
    ).toEqual(['webhooks/views.py:4 unverified no-verification']);
  });

  test('what a dependency gives out has asked nothing of the request', () => {
    expect(
      read({
        'app/webhook.py': [
          'from api.deps import get_handler',
          '@router.post("/webhook")',
          'async def webhook(payload: dict, handler = Depends(get_handler)):',
          '    await handler(payload)',
        ],
      }),
    ).toEqual(['app/webhook.py:3 unverified no-verification']);
  });

  test('one check for each kind of signature, all in other files', () => {
    expect(
      read({
        'internal/webhook/handler.go': [
          'package webhook',
          'import "net/http"',
          'func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {',
          '\tsig := r.Header.Get("X-Signature")',
          '\ttoken := r.Header.Get("X-Webhook-Secret")',
          '\tif sig == "" && token == "" { http.Error(w, "unauthorized", 401); return }',
          '\tbody, err := io.ReadAll(r.Body)',
          '\tif err != nil { return }',
          '\tswitch {',
          '\tcase sig != "":',
          '\t\tif !ValidateHMAC(body, sig, h.secret) { http.Error(w, "unauthorized", 401); return }',
          '\tcase token != "":',
          '\t\tif !ValidateSecret(token, h.secret) { http.Error(w, "unauthorized", 401); return }',
          '\t}',
          '\th.trigger(body)',
          '}',
        ],
      }),
    ).toEqual(['internal/webhook/handler.go:3 unknown delegated-unresolved']);
  });
});

describe('a check', () => {
  test('of an empty secret is none', () => {
    expect(
      read({
        'main.go': [
          'package main',
          'import ("net/http"; "github.com/stripe/stripe-go/v80/webhook")',
          'func stripeWebhook(w http.ResponseWriter, r *http.Request) {',
          '\tpayload, _ := io.ReadAll(r.Body)',
          '\tevent, err := webhook.ConstructEvent(payload, r.Header.Get("Stripe-Signature"), "")',
          '\tif err != nil { w.WriteHeader(400); return }',
          '\tprocessEvent(event)',
          '}',
        ],
      }),
    ).toEqual(['main.go:3 unverified not-a-verifier']);
  });

  test('whose event is asked for as null', () => {
    expect(
      read({
        'webhook.py': [
          'from svix.webhooks import Webhook',
          'def verified(body, headers):',
          '    try:',
          '        return Webhook(settings.RESEND_WEBHOOK_SECRET).verify(body, headers)',
          '    except Exception:',
          '        return None',
          '@router.post("/webhook")',
          'async def webhook(request: Request):',
          '    event = verified(await request.body(), dict(request.headers))',
          '    if event is None:',
          '        return',
          '    await mark_failed(event)',
        ],
      }),
    ).toEqual(['webhook.py:8 verified sdk-verifier']);
  });

  test('whose answer is one of a pair', () => {
    expect(
      read({
        'Controllers/WebhookController.cs': [
          'public class WebhookController : ControllerBase {',
          '  public Tuple<bool, string> HashCheck(HttpRequest request, string hash) {',
          '    if (string.IsNullOrWhiteSpace(hash)) return new Tuple<bool, string>(false, string.Empty);',
          '    var body = new StreamReader(request.Body).ReadToEnd();',
          '    var mac = new HMACSHA256(Encoding.UTF8.GetBytes(_appSecret));',
          '    var computed = mac.ComputeHash(Encoding.UTF8.GetBytes(body));',
          '    return new Tuple<bool, string>(computed == hash, body);',
          '  }',
          '  [HttpPost("webhook")]',
          '  public async Task<IActionResult> Receive() {',
          '    (bool valid, string body) = HashCheck(Request, Request.Headers["x-hub-signature-256"]);',
          '    if (!valid) return StatusCode(401);',
          '    await ProcessOrder(body);',
          '    return Ok();',
          '  }',
          '}',
        ],
      }),
    ).toEqual(['Controllers/WebhookController.cs:9 verified signature-compared']);
  });

  test('that answers with a number, and one for each header', () => {
    expect(
      read({
        'internal/api/webhook.go': [
          'package api',
          'import ("net/http"; "crypto/subtle")',
          'func verify(h http.Header, body []byte, secret string) bool {',
          '\tif sig := h.Get("X-Hub-Signature-256"); sig != "" { return hmac.Equal([]byte(sig), hmac.New(sha256.New, []byte(secret)).Sum(body)) }',
          '\tif tok := h.Get("X-Gitlab-Token"); tok != "" { return subtle.ConstantTimeCompare([]byte(tok), []byte(secret)) == 1 }',
          '\treturn false',
          '}',
          'func (a *api) handleGitWebhook(w http.ResponseWriter, r *http.Request) {',
          '\tbody, err := io.ReadAll(r.Body)',
          '\tif err != nil { return }',
          '\tif !verify(r.Header, body, a.secret) { w.WriteHeader(401); return }',
          '\ta.processPush(body)',
          '}',
        ],
      }),
    ).toEqual(['internal/api/webhook.go:8 verified signature-compared']);
  });

  test('may be left away for a missing signature where that was refused before', () => {
    const handler = (first: string): string[] => [
      '@app.post("/webhook")',
      'def webhook():',
      '    sig = request.headers.get("X-Signature")',
      first,
      '    if sig:',
      '        if not hmac.compare_digest(sig, hmac.new(SECRET, request.data).hexdigest()):',
      '            abort(401)',
      '    process_event(request.json)',
    ];
    expect(read({ 'app.py': handler('    if not sig: abort(401)') })).toEqual(['app.py:2 verified signature-compared']);
    expect(read({ 'app.py': handler('    log(sig)') })).toEqual(['app.py:2 ineffective skipped-without-signature']);
  });
});
