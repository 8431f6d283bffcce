import { beforeAll, describe, expect, test } from 'vitest';
import { compileWebhookKnowledge } from '../../../../../src/core/facts/webhooks/compile-webhook-knowledge.ts';
import { findLoweredWebhooks } from '../../../../../src/core/facts/webhooks/lower/find-lowered-webhooks.ts';
import type { SyntaxLanguage } from '../../../../../src/core/facts/webhooks/syntax.ts';
import { shareSyntax } from '../../../../support/share-syntax.ts';
import type { Syntax } from '../../../../../src/syntax/load-syntax.ts';
import { readRulebook } from '../../../../../src/read-rulebook.ts';
import type { Rulebook } from '../../../../../src/core/rulebook/rulebook.ts';

let parse: Syntax;
let rulebook: Rulebook;
beforeAll(async () => {
  parse = await shareSyntax();
  await parse.prepare(['a.py', 'a.rb', 'a.php', 'a.go', 'a.cs', 'a.rs', 'a.java']);
  rulebook = await readRulebook();
});

type Lowered = Exclude<SyntaxLanguage, 'javascript' | 'typescript' | 'tsx'>;
const find = (language: Lowered, path: string, text: string) =>
  findLoweredWebhooks(language, path, text, parse, compileWebhookKnowledge(rulebook.rules.values(), language));
/** `line verification why` of every handler. */
const verdicts = (language: Lowered, path: string, text: string): string[] =>
  find(language, path, text).webhooks.map((fact) => `${fact.line} ${fact.verification} ${fact.why}`);

const FLASK =
  "import hmac, os, stripe\nfrom flask import Flask, request, abort\napp = Flask(__name__)\n@app.route('/webhook', methods=['POST'])\ndef webhook():\n";
const MAC = "    mac = hmac.new(os.environ['HOOK_SECRET'].encode(), request.data, 'sha256').hexdigest()\n";

describe('Python', () => {
  test.each([
    [
      'a verifier whose failure is answered',
      `${FLASK}    try:\n        event = stripe.Webhook.construct_event(request.data, request.headers.get('Stripe-Signature'), os.environ['S'])\n    except stripe.SignatureVerificationError:\n        return 'no', 400\n    fulfil(event)\n    return 'ok'\n`,
      ['5 verified sdk-verifier'],
    ],
    [
      'a digest that is compared in constant time',
      `${FLASK}${MAC}    if not hmac.compare_digest(mac, request.headers.get('X-Signature', '')):\n        abort(403)\n    process_order(request.json)\n    return 'ok'\n`,
      ['5 verified signature-compared'],
    ],
    [
      'a handler that checks nothing',
      `${FLASK}    process_order(request.json)\n    return 'ok'\n`,
      ['5 unverified no-verification'],
    ],
    [
      'a check only where a secret is configured',
      `${FLASK}    secret = os.environ.get('HOOK_SECRET')\n    if secret:\n        mac = hmac.new(secret.encode(), request.data, 'sha256').hexdigest()\n        if not hmac.compare_digest(mac, request.headers['X-Signature']):\n            abort(403)\n    process_order(request.json)\n    return 'ok'\n`,
      ['5 optional skipped-without-secret'],
    ],
    [
      'a failure that is caught and forgotten',
      `${FLASK}    try:\n        stripe.Webhook.construct_event(request.data, request.headers['Stripe-Signature'], os.environ['S'])\n    except Exception:\n        pass\n    process_order(request.json)\n    return 'ok'\n`,
      ['5 ineffective error-swallowed'],
    ],
    [
      'a comparison that decides nothing',
      `${FLASK}${MAC}    hmac.compare_digest(mac, request.headers['X-Signature'])\n    process_order(request.json)\n    return 'ok'\n`,
      ['5 ineffective result-ignored'],
    ],
    [
      'a decorator of the same file',
      `import hmac, os\nfrom functools import wraps\nfrom flask import Flask, request, abort\napp = Flask(__name__)\ndef verify_signature(f):\n    @wraps(f)\n    def wrapper(*args, **kwargs):\n    ${MAC}        if not hmac.compare_digest(mac, request.headers['X-Signature']):\n            abort(403)\n        return f(*args, **kwargs)\n    return wrapper\n@app.route('/webhook', methods=['POST'])\n@verify_signature\ndef webhook():\n    process_order(request.json)\n    return 'ok'\n`,
      ['15 verified signature-compared'],
    ],
    [
      'a route that a signed-in user calls',
      `from flask import Flask, request\napp = Flask(__name__)\n@app.route('/webhooks', methods=['POST'])\n@login_required\ndef add():\n    save_hook(request.json)\n`,
      [],
    ],
  ])('%s', (_title, text, expected) => {
    expect(verdicts('python', 'app/server.py', text)).toEqual(expected);
  });

  test('a dependency of FastAPI stands before its route', () => {
    const text =
      "import hmac, os\nfrom fastapi import APIRouter, Depends, HTTPException, Request\nrouter = APIRouter(prefix='/hooks')\nasync def verify(request: Request):\n    body = await request.body()\n    mac = hmac.new(os.environ['K'].encode(), body, 'sha256').hexdigest()\n    if not hmac.compare_digest(mac, request.headers['x-signature']):\n        raise HTTPException(status_code=401)\n@router.post('/github', dependencies=[Depends(verify)])\nasync def hook(payload: dict = Body(...)):\n    await process(payload)\n";
    expect(find('python', 'app/hooks.py', text).webhooks.map((w) => [w.route, w.verification])).toEqual([
      ['/hooks/github', 'verified'],
    ]);
  });

  test('a view of Django that is exempt from CSRF is a receiver, a decorated form is none', () => {
    const text =
      'from django.views.decorators.csrf import csrf_exempt\n@csrf_exempt\ndef stripe_webhook(request):\n    data = json.loads(request.body)\n    fulfil_order(data)\n    return HttpResponse()\n@login_required\ndef webhook_settings(request):\n    save(request.POST)\n';
    expect(verdicts('python', 'shop/views.py', text)).toEqual(['3 unverified no-verification']);
  });

  test('a helper of another file decides later', () => {
    const text = `from flask import Flask, request, abort\nfrom .security import verify_webhook\napp = Flask(__name__)\n@app.route('/webhook', methods=['POST'])\ndef hook():\n    if not verify_webhook(request.data, request.headers['X-Signature']):\n        abort(403)\n    process_order(request.json)\n`;
    const [fact] = find('python', 'app/hook.py', text).webhooks;
    expect([fact?.verification, fact?.delegations.map((each) => `${each.module} ${each.name}`)]).toEqual([
      'unknown',
      ['.security verify_webhook'],
    ]);
  });
});

describe('Ruby', () => {
  const rails = (body: string, more = ''): string =>
    `class WebhooksController < ActionController::Base\n  skip_before_action :verify_authenticity_token\n${more}  def stripe\n${body}\n    head :ok\n  end\n${'  private\n  def verify_signature\n    mac = OpenSSL::HMAC.hexdigest("SHA256", ENV["HOOK_SECRET"], request.raw_post)\n    head :unauthorized unless ActiveSupport::SecurityUtils.secure_compare(mac, request.headers["X-Signature"].to_s)\n  end\n'}end\n`;
  test.each([
    [
      'a filter that answers',
      rails('    Order.create!(params[:order])', '  before_action :verify_signature\n'),
      ['4 verified signature-compared'],
    ],
    [
      'the SDK with a rescue that returns',
      rails(
        '    begin\n      event = Stripe::Webhook.construct_event(request.body.read, request.env["HTTP_STRIPE_SIGNATURE"], ENV["S"])\n    rescue Stripe::SignatureVerificationError\n      return head :bad_request\n    end\n    Order.create!(event)',
      ),
      ['3 verified sdk-verifier'],
    ],
    [
      'a filter that covers another action',
      rails('    Order.create!(params[:order])', '  before_action :verify_signature, only: [:github]\n'),
      ['4 unverified no-verification'],
    ],
    ['no check', rails('    Order.create!(params[:order])'), ['3 unverified no-verification']],
    [
      'an answer without a return, after which the action goes on',
      rails(
        '    mac = OpenSSL::HMAC.hexdigest("SHA256", ENV["K"], request.raw_post)\n    head :unauthorized unless Rack::Utils.secure_compare(mac, request.headers["X-Signature"])\n    Order.create!(params[:order])',
      ),
      ['3 ineffective result-ignored'],
    ],
  ])('%s', (_title, text, expected) => {
    expect(verdicts('ruby', 'app/controllers/webhooks_controller.rb', text)).toEqual(expected);
  });

  test('Sinatra', () => {
    const text =
      "post '/webhook' do\n  payload = request.body.read\n  if ENV['S'].empty?\n    event = JSON.parse(payload)\n  else\n    event = Stripe::Webhook.construct_event(payload, request.env['HTTP_STRIPE_SIGNATURE'], ENV['S'])\n  end\n  process_event(event)\nend\n";
    expect(find('ruby', 'server.rb', text).webhooks.map((w) => w.framework)).toEqual(['sinatra']);
  });

  test('administration of webhook endpoints is no receiver', () => {
    const text =
      'class WebhooksController < ApplicationController\n  before_action :authenticate_user!\n  def index\n  end\n  def create\n    Webhook.create!(params[:webhook])\n  end\nend\n';
    expect(verdicts('ruby', 'app/controllers/webhooks_controller.rb', text)).toEqual([]);
  });
});

describe('PHP', () => {
  const laravel = (body: string): string =>
    `<?php\nnamespace App\\Http\\Controllers;\nuse Illuminate\\Http\\Request;\nclass WebhookController extends Controller {\n  public function handle(Request $request) {\n${body}\n    return response('ok');\n  }\n}\n`;
  test.each([
    [
      'hash_hmac and hash_equals',
      laravel(
        "    $mac = hash_hmac('sha256', $request->getContent(), config('services.x.secret'));\n    if (!hash_equals($mac, $request->header('X-Signature'))) { abort(403); }\n    Order::create($request->all());",
      ),
      ['5 verified signature-compared'],
    ],
    ['no check', laravel('    Order::create($request->all());'), ['5 unverified no-verification']],
    [
      'a log line instead of a refusal',
      laravel(
        "    $mac = hash_hmac('sha256', $request->getContent(), env('S'));\n    if (!hash_equals($mac, $request->header('X-Signature'))) { Log::warning('bad'); }\n    Order::create($request->all());",
      ),
      ['5 ineffective result-ignored'],
    ],
  ])('%s', (_title, text, expected) => {
    expect(verdicts('php', 'app/Http/Controllers/WebhookController.php', text)).toEqual(expected);
  });

  test('a plain script', () => {
    const text =
      "<?php\nrequire 'vendor/autoload.php';\n$payload = file_get_contents('php://input');\ntry { $event = \\Stripe\\Webhook::constructEvent($payload, $_SERVER['HTTP_STRIPE_SIGNATURE'], getenv('S')); } catch (\\Exception $e) { http_response_code(400); exit(); }\nfulfil_order($event);\n";
    expect(verdicts('php', 'public/webhook.php', text)).toEqual(['3 verified sdk-verifier']);
  });
});

describe('Go', () => {
  const go = (body: string): string =>
    `package main\nimport ("crypto/hmac"; "crypto/sha256"; "encoding/hex"; "io"; "net/http"; "os"; "github.com/stripe/stripe-go/v76/webhook")\nfunc main() { http.HandleFunc("/webhook", handleWebhook) }\nfunc handleWebhook(w http.ResponseWriter, r *http.Request) {\n\tpayload, err := io.ReadAll(r.Body)\n\tif err != nil { return }\n${body}\n\tw.WriteHeader(200)\n}\n`;
  test.each([
    [
      'a verifier whose error is returned on',
      go(
        '\tevent, err := webhook.ConstructEvent(payload, r.Header.Get("Stripe-Signature"), os.Getenv("S"))\n\tif err != nil { w.WriteHeader(400); return }\n\tprocessEvent(event)',
      ),
      ['4 verified sdk-verifier'],
    ],
    [
      'a verifier whose error is dropped',
      go(
        '\tevent, _ := webhook.ConstructEvent(payload, r.Header.Get("Stripe-Signature"), os.Getenv("S"))\n\tprocessEvent(event)',
      ),
      ['4 ineffective error-swallowed'],
    ],
    [
      'a digest that is compared',
      go(
        '\tmac := hmac.New(sha256.New, []byte(os.Getenv("S")))\n\tmac.Write(payload)\n\tif !hmac.Equal([]byte(hex.EncodeToString(mac.Sum(nil))), []byte(r.Header.Get("X-Signature"))) { http.Error(w, "no", 401); return }\n\tprocessEvent(payload)',
      ),
      ['4 verified signature-compared'],
    ],
    ['no check', go('\tprocessEvent(payload)'), ['4 unverified no-verification']],
  ])('%s', (_title, text, expected) => {
    expect(verdicts('go', 'server.go', text)).toEqual(expected);
  });
});

describe('C#', () => {
  const action = (body: string): string =>
    `[Route("api/webhooks")]\npublic class StripeWebhookController : ControllerBase {\n  [HttpPost("stripe")]\n  public async Task<IActionResult> Index() {\n    var json = await new StreamReader(HttpContext.Request.Body).ReadToEndAsync();\n${body}\n    return Ok();\n  }\n}\n`;
  test.each([
    [
      'the SDK in a try',
      action(
        '    try { var e = EventUtility.ConstructEvent(json, Request.Headers["Stripe-Signature"], _config["Stripe:Secret"]); await ProcessOrder(e); }\n    catch (StripeException) { return BadRequest(); }',
      ),
      ['3 verified sdk-verifier'],
    ],
    [
      'a parser that checks nothing',
      action('    var e = EventUtility.ParseEvent(json);\n    await ProcessOrder(e);'),
      ['3 unverified not-a-verifier'],
    ],
  ])('%s', (_title, text, expected) => {
    expect(verdicts('csharp', 'Api/StripeWebhookController.cs', text)).toEqual(expected);
  });

  test('a filter of another file decides about a minimal API', () => {
    const text =
      'app.MapPost("/webhook", async (HttpRequest request) => { var body = request.Body; ProcessOrder(body); return Results.Ok(); }).AddEndpointFilter<SignatureFilter>();\n';
    expect(find('csharp', 'Program.cs', text).webhooks[0]?.delegations.map((each) => each.module)).toEqual([
      'SignatureFilter',
    ]);
  });
});

describe('Rust', () => {
  const axum = (body: string): string =>
    `pub async fn webhook(headers: HeaderMap, body: Bytes) -> Result<StatusCode, AppError> {\n    let sig = headers.get("x-signature").and_then(|v| v.to_str().ok()).ok_or(AppError::Missing)?;\n    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();\n    mac.update(&body);\n${body}\n    Ok(StatusCode::OK)\n}\n`;
  test.each([
    [
      'a failure that is handed on',
      axum('    mac.verify_slice(sig).map_err(|_| AppError::Unauthorized)?;\n    process_event(&body).await;'),
      ['1 verified signature-compared'],
    ],
    [
      'a failure that is asked and returned',
      axum(
        '    if mac.verify_slice(sig).is_err() { return Err(AppError::Unauthorized); }\n    process_event(&body).await;',
      ),
      ['1 verified signature-compared'],
    ],
    [
      'a failure that is logged',
      axum('    if let Err(e) = mac.verify_slice(sig) { warn!("bad"); }\n    process_event(&body).await;'),
      ['1 ineffective error-swallowed'],
    ],
  ])('%s', (_title, text, expected) => {
    expect(verdicts('rust', 'src/handlers/webhook.rs', text)).toEqual(expected);
  });
});

describe('Java', () => {
  const spring = (body: string): string =>
    `@RestController\npublic class WebhookController {\n  @PostMapping("/webhook")\n  public ResponseEntity<String> handle(@RequestBody String payload, @RequestHeader("Stripe-Signature") String signature) {\n${body}\n    return ResponseEntity.ok("");\n  }\n}\n`;
  test.each([
    [
      'the SDK in a try',
      spring(
        '    Event event;\n    try { event = Webhook.constructEvent(payload, signature, secret); } catch (SignatureVerificationException e) { return ResponseEntity.status(400).body(""); }\n    processEvent(event);',
      ),
      ['3 verified sdk-verifier'],
    ],
    ['no check', spring('    processEvent(payload);'), ['3 unverified no-verification']],
    [
      'a method at the route of a webhook that is called for what it does',
      spring('    processEvent(payload);').replace(' handle(', ' updateOrder('),
      ['3 unverified no-verification'],
    ],
    [
      'a method that changes webhooks',
      spring('    processEvent(payload);')
        .replace(' handle(', ' updateWebhook(')
        .replace('"/webhook"', '"/webhooks/{id}"'),
      [],
    ],
  ])('%s', (_title, text, expected) => {
    expect(verdicts('java', 'src/WebhookController.java', text)).toEqual(expected);
  });
});

describe('hostile sources', () => {
  test.each([
    ['python', 'webhook.py', `x = ${'('.repeat(3000)}1${')'.repeat(3000)}`],
    ['ruby', 'webhook.rb', '['.repeat(3000)],
    ['go', 'webhook.go', `package main\nfunc f() { ${'{'.repeat(3000)} }`],
    ['php', 'webhook.php', `<?php ${'if (1) { '.repeat(3000)}`],
    ['rust', 'webhook.rs', `fn f() { ${'match x { _ => '.repeat(2000)} }`],
    ['java', 'Webhook.java', `class W { int f() { return ${'-'.repeat(3000)}1; } }`],
    ['csharp', 'Webhook.cs', `class W { int F() { return ${'!'.repeat(3000)}x; } }`],
  ] as const)('deep nesting in %s ends as nothing worse than unknown', (language, path, text) => {
    const found = find(language, path, text).webhooks.map((fact) => fact.verification);
    expect(found.every((each) => each === 'unknown')).toBe(true);
  });

  test('a file over the limits is unknown', () => {
    expect(verdicts('python', 'app/webhook.py', `def take(request): pass\n${'x = 1\n'.repeat(200_000)}`)).toEqual([
      '1 unknown too-large',
    ]);
  });

  test('names that objects have by themselves are ordinary names', () => {
    const text = `${FLASK}    __proto__ = request.json\n    constructor = __proto__['hasOwnProperty']\n    process_order(constructor)\n`;
    expect(verdicts('python', 'app/server.py', text)).toEqual(['5 unverified no-verification']);
  });
});
