import { beforeAll, describe, expect, test } from 'vitest';
import { compileWebhookKnowledge } from '../../../../../src/core/facts/webhooks/compile-webhook-knowledge.ts';
import { findLoweredWebhooks } from '../../../../../src/core/facts/webhooks/lower/find-lowered-webhooks.ts';
import type { SyntaxLanguage } from '../../../../../src/core/facts/webhooks/syntax.ts';
import { readRulebook } from '../../../../../src/read-rulebook.ts';
import type { Rulebook } from '../../../../../src/core/rulebook/rulebook.ts';
import { shareSyntax } from '../../../../support/share-syntax.ts';
import type { Syntax } from '../../../../../src/syntax/load-syntax.ts';

// Shapes that handlers of public repositories have, each once judged wrongly.

let parse: Syntax;
let rulebook: Rulebook;
beforeAll(async () => {
  parse = await shareSyntax();
  await parse.prepare(['a.py', 'a.rb', 'a.php', 'a.go', 'a.cs', 'a.rs']);
  rulebook = await readRulebook();
});

type Lowered = Exclude<SyntaxLanguage, 'javascript' | 'typescript' | 'tsx'>;
const verdicts = (language: Lowered, path: string, lines: readonly string[]): string[] =>
  findLoweredWebhooks(
    language,
    path,
    lines.join('\n'),
    parse,
    compileWebhookKnowledge(rulebook.rules.values(), language),
  )
    .webhooks.filter((fact) => !fact.unrouted)
    .map((fact) => `${fact.line} ${fact.verification} ${fact.why}`);

describe('Python', () => {
  test('a secret of a record that the body names is a secret', () => {
    expect(
      verdicts('python', 'webhooks/views.py', [
        '@csrf_exempt',
        'def flutterwave_webhook(request):',
        '    payload = json.loads(request.body)',
        '    shop = Shop.objects.get(reference=payload["ref"])',
        '    credentials = PaymentService.get_credentials(shop.environment)',
        '    if request.headers.get("verif-hash") != credentials["webhook_secret"]:',
        '        return JsonResponse({}, status=401)',
        '    process_order(payload)',
      ]),
    ).toEqual(['2 verified token-compared']);
  });

  test('a secret that the body itself holds is none', () => {
    expect(
      verdicts('python', 'webhooks/views.py', [
        '@csrf_exempt',
        'def acme_webhook(request):',
        '    payload = json.loads(request.body)',
        '    if request.headers.get("x-signature") != payload["webhook_secret"]:',
        '        return JsonResponse({}, status=401)',
        '    process_order(payload)',
      ]),
    ).toEqual(['2 unverified no-verification']);
  });

  test('handlers of other errors alone catch no wrong signature', () => {
    expect(
      verdicts('python', 'shop/views.py', [
        'import stripe',
        '@csrf_exempt',
        'def stripe_webhook(request):',
        '    try:',
        '        event = stripe.Webhook.construct_event(request.body, request.META["HTTP_STRIPE_SIGNATURE"], settings.SECRET)',
        '    except KeyError:',
        '        pass',
        '    fulfil_order(event)',
      ]),
    ).toEqual(['3 verified sdk-verifier']);
  });

  test('a file called webhooks.py that only takes events needs no such word in its routes', () => {
    const file = (more: string): string[] => [
      'from fastapi import APIRouter',
      'router = APIRouter()',
      '@router.post("/bep20")',
      'async def bep20_webhook(payload: dict):',
      '    await process_deposit(payload)',
      more,
    ];
    expect(verdicts('python', 'app/api/webhooks.py', file(''))).toEqual(['4 unverified no-verification']);
    expect(
      verdicts('python', 'app/api/webhooks.py', file('@router.delete("/{id}")\nasync def gone(id: str):\n    pass')),
    ).toEqual([]);
  });

  test('a view that only answers GET receives nothing', () => {
    expect(
      verdicts('python', 'sso/views.py', [
        '@csrf_exempt',
        '@api_view(["GET"])',
        'def sso_callback(request):',
        '    save(request.data)',
      ]),
    ).toEqual([]);
  });
});

describe('Ruby', () => {
  const controller = (body: readonly string[]): string[] => [
    'class WebhooksController < ActionController::API',
    '  before_action :authenticate!',
    '  def receive',
    '    Entry.create!(JSON.parse(request.raw_post))',
    '  end',
    '  private',
    '  def authenticate!',
    ...body,
    '  end',
    '  def note!(status)',
    '    Delivery.create!(status: status, payload: request.raw_post)',
    '  end',
    'end',
  ];

  test('a record of the refusal is no use of the body', () => {
    const text = controller([
      '    token = request.headers["Authorization"].to_s',
      '    return if ActiveSupport::SecurityUtils.secure_compare(ENV["HOOK_TOKEN"], token)',
      '    note!("unauthorized")',
      '    render json: {}, status: :unauthorized',
    ]);
    expect(verdicts('ruby', 'app/controllers/webhooks_controller.rb', text)).toEqual(['3 verified token-compared']);
  });

  test('a rescue of parser errors alone lets a wrong signature through to the framework', () => {
    expect(
      verdicts('ruby', 'app/controllers/webhooks_controller.rb', [
        'class WebhooksController < ApplicationController',
        '  def create',
        '    begin',
        '      event = Stripe::Webhook.construct_event(request.body.read, request.env["HTTP_STRIPE_SIGNATURE"], ENV["S"])',
        '    rescue JSON::ParserError => e',
        '      render json: {}',
        '    end',
        '    Order.create!(event)',
        '  end',
        'end',
      ]),
    ).toEqual(['2 verified sdk-verifier']);
  });

  test('a controller of events is no receiver for a word that is part of an action', () => {
    expect(
      verdicts('ruby', 'app/controllers/events_controller.rb', [
        'class EventsController < ApplicationController',
        '  def replicate_occurrences',
        '    Event.create!(params[:event]) # signature',
        '  end',
        'end',
      ]),
    ).toEqual([]);
  });
});

describe('PHP', () => {
  test('the name of a route and the middleware that it goes without are no guards', () => {
    const found = findLoweredWebhooks(
      'php',
      'routes/api.php',
      "<?php\nuse App\\Http\\Controllers\\WebhookController;\nRoute::post('/webhooks/stripe', [WebhookController::class, 'handle'])->withoutMiddleware([VerifyCsrfToken::class])->name('webhooks.stripe');\n",
      parse,
      compileWebhookKnowledge(rulebook.rules.values(), 'php'),
    ).webhooks;
    expect(found.map((fact) => fact.delegations)).toEqual([[]]);
  });

  test('a helper that refuses without a secret leaves nothing open', () => {
    expect(
      verdicts('php', 'app/Http/Controllers/PaymentWebhookController.php', [
        '<?php',
        'class PaymentWebhookController extends Controller {',
        '  public function handle(Request $request) {',
        '    try {',
        "      if (!$this->verifyWebhook($request)) { return response('Unauthorized', 401); }",
        '      Order::create($request->all());',
        "      return response('OK', 200);",
        "    } catch (\\Exception $e) { return response('Error', 500); }",
        '  }',
        '  protected function verifyWebhook(Request $request) {',
        "    $secret = config('services.pay.webhook_secret');",
        "    $signature = $request->header('X-Signature');",
        '    if (!$signature || !$secret) { return false; }',
        "    return hash_equals(hash_hmac('sha256', $request->getContent(), $secret), $signature);",
        '  }',
        '}',
      ]),
    ).toEqual(['3 verified signature-compared']);
  });

  test.each([
    ['webhook-logs.php', []],
    ['set_webhook.php', []],
    ['webhook.php', ['2 unverified no-verification']],
  ])('%s', (path, expected) => {
    expect(
      verdicts('php', path, [
        '<?php',
        "$data = json_decode(file_get_contents('php://input'), true);",
        'save_order($data);',
      ]),
    ).toEqual(expected);
  });

  test('a check that only a live mode makes', () => {
    expect(
      verdicts('php', 'app/Http/Controllers/PayPalWebhookController.php', [
        '<?php',
        'class PayPalWebhookController extends Controller {',
        '  public function handle(Request $request) {',
        "    if (!$this->verify($request)) { return response('no', 400); }",
        '    Order::create($request->all());',
        '  }',
        '  private function verify($request) {',
        "    if (config('services.paypal.mode') !== 'live') { return true; }",
        "    return hash_equals(hash_hmac('sha256', $request->getContent(), env('S')), $request->header('X-Signature'));",
        '  }',
        '}',
      ]),
    ).toEqual(['3 ineffective disabled-by-env']);
  });
});

describe('Go', () => {
  test('a function that makes the handler', () => {
    expect(
      verdicts('go', 'internal/handlers/stripe.go', [
        'package handlers',
        'import ("io"; "net/http"; "os"; "github.com/stripe/stripe-go/v86/webhook")',
        'func stripeWebhookHandler() http.HandlerFunc {',
        '\treturn func(w http.ResponseWriter, r *http.Request) {',
        '\t\tpayload, _ := io.ReadAll(r.Body)',
        '\t\tevent, err := webhook.ConstructEvent(payload, r.Header.Get("Stripe-Signature"), os.Getenv("S"))',
        '\t\tif err != nil { w.WriteHeader(400); return }',
        '\t\tprocessEvent(event)',
        '\t}',
        '}',
      ]),
    ).toEqual(['3 verified sdk-verifier']);
  });

  test('what handlers call, and what manages webhooks, are no handlers', () => {
    expect(
      verdicts('go', 'internal/webhook/webhook.go', [
        'package webhook',
        'import "net/http"',
        'func ExtractRepoFullName(r *http.Request) (string, error) {',
        '\tbody, err := io.ReadAll(r.Body)',
        '\treturn parseName(body), err',
        '}',
        'func (h *Handler) LinkProjectWebhook(c *gin.Context) {',
        '\tvar req Link',
        '\tc.ShouldBindJSON(&req)',
        '\th.db.Create(&req)',
        '}',
      ]),
    ).toEqual([]);
  });
});

describe('C#', () => {
  test('the only action of a webhook controller receives, whatever a template called it', () => {
    expect(
      verdicts('csharp', 'Controllers/WebhookController.cs', [
        '[Route("api/[controller]")]',
        'public class WebhookController : ControllerBase {',
        '  [HttpPost]',
        '  public async Task<ActionResult> CreateWebhook(WebhookEvent dto) {',
        '    await ProcessOrder(dto);',
        '    return Ok();',
        '  }',
        '}',
      ]),
    ).toEqual(['3 unverified no-verification']);
  });
});

describe('Rust', () => {
  test('bool::from around a comparison, and types with their paths', () => {
    expect(
      verdicts('rust', 'src/routes/webhook.rs', [
        '#[post("/workos/user_created")]',
        'pub async fn user_created(req: actix_web::HttpRequest, body: web::Bytes) -> Result<HttpResponse, Error> {',
        '    let token = req.headers().get("x-webhook-token").unwrap();',
        '    if !bool::from(token.as_bytes().ct_eq(config.webhook_secret.as_bytes())) {',
        '        return Err(ErrorUnauthorized("no"));',
        '    }',
        '    process_event(&body).await;',
        '    Ok(HttpResponse::Ok().finish())',
        '}',
      ]),
    ).toEqual(['2 verified token-compared']);
  });
});

test('a source of more than 300,000 characters is not written over', () => {
  const lines = ['class WebhooksController', ...Array.from({ length: 40_000 }, () => 'x = call')];
  expect(verdicts('ruby', 'app/controllers/webhooks_controller.rb', lines)).toEqual(['1 unknown too-large']);
});
