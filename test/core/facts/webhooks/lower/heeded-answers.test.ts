import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What becomes of the answer of a function in another file that is named for verifying.

const read = await makeVerdictReader();

const VERIFIED = 'verified signature-compared';
const STUB = 'ineffective stub';

describe('a function of Python that is told nothing', () => {
  const files = (name: string, answer: string): Record<string, string[]> => ({
    'app/routes.py': [
      `from app.security import ${name}`,
      '@bp.route("/webhooks/acme", methods=["POST"])',
      'def take_hook():',
      `    if request.json is None or not ${name}():`,
      '        return "", 403',
      '    orders.mark_paid(request.json["id"])',
    ],
    'app/security.py': [
      'import hmac',
      `def ${name}():`,
      '    mac = hmac.new(os.environ["ACME_SECRET"].encode(), request.get_data(), hashlib.sha256).hexdigest()',
      `    return ${answer}`,
    ],
  });

  test.each([
    ['compute_hmac', 'mac == request.headers.get("X-Acme-Signature")', 'verified signature-compared'],
    ['signature_fits', '1 if mac == request.headers.get("X-Acme-Signature") else 0', 'verified signature-compared'],
    ['is_genuine', 'hmac.compare_digest(mac, request.headers.get("X-Acme-Signature"))', 'verified signature-compared'],
    ['is_genuine', 'True', 'ineffective stub'],
    ['is_ready', 'True', 'unverified no-verification'],
  ])('%s answers %s', (name, answer, verdict) => {
    expect(read(files(name, answer))).toEqual([`app/routes.py:3 ${verdict}`]);
  });
});

describe('a function of Python', () => {
  const files = (caller: readonly string[], helper: readonly string[]): Record<string, string[]> => ({
    'app/routes.py': [
      'from app.security import verify_acme',
      '@bp.route("/webhooks/acme", methods=["POST"])',
      'def take_hook():',
      '    body = request.get_data()',
      '    signature = request.headers.get("X-Acme-Signature")',
      ...caller.map((line) => `    ${line}`),
      '    orders.mark_paid(json.loads(body)["id"])',
      '    return "", 200',
    ],
    'app/security.py': ['import hmac', 'def verify_acme(body, signature):', ...helper.map((line) => `    ${line}`)],
  });
  const MAC = 'mac = hmac.new(os.environ["ACME_SECRET"].encode(), body, hashlib.sha256).hexdigest()';
  const ANSWERS = [MAC, 'return hmac.compare_digest(mac, signature)'];
  const THROWS = [MAC, 'if not hmac.compare_digest(mac, signature):', '    raise ValueError("signature")'];
  const REFUSES = ['if not verify_acme(body, signature):', '    abort(401)'];

  const through = (call: string): string[] => [`if not ${call}:`, '    abort(401)'];

  test.each([
    ['that answers, and is heeded', REFUSES, ANSWERS, 'verified signature-compared'],
    ['in a thread', through('await asyncio.to_thread(verify_acme, body, signature)'), ANSWERS, VERIFIED],
    ['in an executor', through('await loop.run_in_executor(None, verify_acme, body, signature)'), ANSWERS, VERIFIED],
    ['in a loop', through('asyncio.run(verify_acme(body, signature))'), ANSWERS, VERIFIED],
    ['as a coroutine', through('await sync_to_async(verify_acme)(body, signature)'), ANSWERS, VERIFIED],
    [
      'in a thread, which agrees to all',
      through('await asyncio.to_thread(verify_acme, body, signature)'),
      ['return True'],
      STUB,
    ],
    ['that answers to nobody', ['verify_acme(body, signature)'], ANSWERS, 'ineffective result-ignored'],
    [
      'whose answer is only logged',
      ['if not verify_acme(body, signature):', '    logger.warning("signature")'],
      ANSWERS,
      'ineffective result-ignored',
    ],
    ['that throws', ['verify_acme(body, signature)'], THROWS, 'verified signature-compared'],
    ['that agrees to all', REFUSES, ['return True'], 'ineffective stub'],
    [
      'that agrees to all that bring something',
      REFUSES,
      ['if not signature or signature == "":', '    logger.warning("no signature")', '    return False', 'return True'],
      'ineffective stub',
    ],
    [
      'that asks what nobody can read',
      REFUSES,
      ['if not fits(body, signature):', '    return False', 'return True'],
      'unknown dynamic-dispatch',
    ],
    [
      'that agrees where it fails',
      REFUSES,
      ['try:', ...ANSWERS.map((line) => `    ${line}`), 'except Exception:', '    return True'],
      'ineffective result-ignored',
    ],
  ])('%s', (_title, caller, helper, verdict) => {
    expect(read(files(caller, helper))).toEqual([`app/routes.py:3 ${verdict}`]);
  });
});

describe('a service of C# that verifies, acts on what it is handed and answers how that went', () => {
  const files = (answer: string, ...before: readonly string[]): Record<string, string[]> => ({
    'Controllers/AcmeWebhookController.cs': [
      '[Route("webhooks/acme")]',
      'public class AcmeWebhookController : ControllerBase {',
      '  private readonly IAcmeService _acme;',
      '  [HttpPost] public async Task<IActionResult> Take([FromQuery] string hmac, [FromBody] AcmeDto dto) {',
      '    bool done = await _acme.HandleAsync(dto, hmac);',
      `    return ${answer};`,
      '  }',
      '}',
    ],
    'Services/AcmeService.cs': [
      'public class AcmeService : IAcmeService {',
      '  public async Task<bool> HandleAsync(AcmeDto dto, string hmac) {',
      ...before,
      '    await _orders.UpdateAsync(new Order { Id = dto.OrderId, Paid = true });',
      '    return true;',
      '  }',
      '}',
    ],
  });
  const CHECK =
    '    if (!CryptographicOperations.FixedTimeEquals(HMACSHA512.HashData(_config["Acme:Secret"], dto.Text), hmac)) return false;';
  const path = 'Controllers/AcmeWebhookController.cs:4';

  test.each([['done ? Ok() : BadRequest()'], ['Ok()']])('return %s', (answer) => {
    expect(read(files(answer, CHECK))).toEqual([`${path} verified signature-compared`]);
    expect(read(files(answer, CHECK.replace('return false;', '_log.Warn("no");')))[0]).toContain(' ineffective ');
  });
});

describe('a middleware of Laravel', () => {
  const files = (refusal: string): Record<string, string[]> => ({
    'app/Http/Middleware/VerifyAcmeSignature.php': [
      '<?php',
      'class VerifyAcmeSignature {',
      '  public function handle(Request $request, Closure $next) {',
      "    $mac = hash_hmac('sha256', $request->getContent(), config('services.acme.secret'));",
      `    if (!hash_equals($mac, (string) $request->header('X-Acme-Signature'))) { ${refusal} }`,
      '    return $next($request);',
      '  }',
      '}',
    ],
    'routes/api.php': [
      '<?php',
      'use App\\Http\\Controllers\\AcmeWebhookController;',
      'use App\\Http\\Middleware\\VerifyAcmeSignature;',
      "Route::post('/webhooks/acme', [AcmeWebhookController::class, 'handle'])->middleware(VerifyAcmeSignature::class);",
    ],
    'app/Http/Controllers/AcmeWebhookController.php': [
      '<?php',
      'class AcmeWebhookController extends Controller {',
      "  public function handle(Request $request) { Order::find($request->input('id'))->update(['paid' => true]); }",
      '}',
    ],
  });

  test.each([
    ['abort(401);', 'verified signature-compared'],
    ["Log::warning('signature');", 'ineffective result-ignored'],
  ])('%s', (refusal, verdict) => {
    expect(read(files(refusal))).toEqual([`app/Http/Controllers/AcmeWebhookController.php:3 ${verdict}`]);
  });
});

describe('an object of Ruby that is made for verifying', () => {
  const files = (caller: string): Record<string, string[]> => ({
    'app/services/acme_verifier.rb': [
      'class AcmeVerifier',
      '  def initialize(body, signature)',
      '    @body = body',
      '    @signature = signature',
      '  end',
      '  def call',
      "    mac = OpenSSL::HMAC.hexdigest('SHA256', ENV['ACME_SECRET'], @body)",
      '    ActiveSupport::SecurityUtils.secure_compare(mac, @signature)',
      '  end',
      'end',
    ],
    'app/controllers/acme_webhooks_controller.rb': [
      'class AcmeWebhooksController < ApplicationController',
      '  def create',
      `    ${caller}`,
      "    Order.find(JSON.parse(request.raw_post)['id']).update!(paid: true)",
      '    head :ok',
      '  end',
      'end',
    ],
  });
  const CALL = "AcmeVerifier.new(request.raw_post, request.headers['X-Acme-Signature']).call";

  test.each([
    [`return head(:unauthorized) unless ${CALL}`, 'verified signature-compared'],
    [CALL, 'ineffective result-ignored'],
  ])('%s', (caller, verdict) => {
    expect(read(files(caller))).toEqual([`app/controllers/acme_webhooks_controller.rb:2 ${verdict}`]);
  });
});

test.each([
  ['a log', "Rails.logger.warn('signature')"],
  ['an answer that does not end it', 'head :unauthorized'],
  ['a message to somebody', 'AdminMailer.bad_webhook.deliver_later'],
])('the branch of what is not signed may do what it likes, without the body: %s', (_title, otherwise) => {
  const controller = [
    'class AcmeWebhooksController < ApplicationController',
    '  def create',
    "    if genuine?(request.raw_post, request.headers['X-Acme-Signature'], ENV['ACME_SECRET'])",
    '      Order.find(params[:id]).update!(paid: true)',
    '    else',
    `      ${otherwise}`,
    '    end',
    '    head :ok',
    '  end',
    '  def genuine?(body, signature, secret)',
    "    ActiveSupport::SecurityUtils.secure_compare(OpenSSL::HMAC.hexdigest('SHA256', secret, body), signature)",
    '  end',
    'end',
  ];
  const path = 'app/controllers/acme_webhooks_controller.rb';
  expect(read({ [path]: controller })).toEqual([`${path}:2 verified signature-compared`]);
});

describe('a script of PHP with a token in its address', () => {
  test.each([
    ["$_GET['key'] ?? ''", 'verified token-compared'],
    ["filter_input(INPUT_GET, 'key')", 'verified token-compared'],
    ["filter_input(INPUT_SERVER, 'HTTP_X_ACME_TOKEN')", 'verified token-compared'],
    ["$_COOKIE['theme']", 'unverified no-verification'],
  ])('%s', (shown, verdict) => {
    const script = [
      '<?php',
      "$data = json_decode(file_get_contents('php://input'), true);",
      `if ((${shown}) !== getenv('WEBHOOK_TOKEN')) { http_response_code(403); exit; }`,
      "$db->query('UPDATE orders SET paid = 1 WHERE id = ?', [$data['id']]);",
    ];
    const told = read({ 'webhook/acme.php': script }).map((each) => each.replace(/^\S+ /, ''));
    expect(told).toEqual([verdict]);
  });
});

test.each([
  ['${acme.webhooks.verify:true}', 'ineffective disabled-by-env'],
  ['${acme.webhooks.verify-signature:false}', 'ineffective disabled-by-env'],
])('a switch of Spring: %s', (value, verdict) => {
  const controller = [
    '@RestController',
    'public class AcmeWebhookController {',
    `  @Value("${value}") private boolean verifies;`,
    '  @Value("${acme.webhook-secret}") private String secret;',
    '  @PostMapping("/webhooks/acme")',
    '  public ResponseEntity<Void> take(@RequestBody String body, @RequestHeader("X-Acme-Signature") String signature) {',
    '    String mac = new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmacHex(body);',
    '    if (verifies && !mac.equals(signature)) { return ResponseEntity.status(401).build(); }',
    '    orders.markPaid(body);',
    '    return ResponseEntity.ok().build();',
    '  }',
    '}',
  ];
  expect(read({ 'src/AcmeWebhookController.java': controller })).toEqual([
    `src/AcmeWebhookController.java:5 ${verdict}`,
  ]);
});

describe('the length of a secret or a signature', () => {
  const verdict = (check: string): string[] =>
    read({
      'main.go': [
        'package main',
        'func take(w http.ResponseWriter, r *http.Request) {',
        '  body, _ := io.ReadAll(r.Body)',
        '  given := r.Header.Get("X-Acme-Token")',
        '  secret := os.Getenv("ACME_TOKEN")',
        `  if ${check} { http.Error(w, "no", 401); return }`,
        '  orders.MarkPaid(body)',
        '}',
        'func main() { http.HandleFunc("/webhooks/acme", take) }',
      ],
    }).map((each) => each.split(' ').slice(1).join(' '));

  test.each([
    ['asks whether there is any', 'len(secret) > 0 && given != secret', 'optional skipped-without-secret'],
    ['asks so before all else', 'len(secret) == 0 || given != secret', 'verified token-compared'],
    ['compared with another proves nothing', 'len(given) != len(secret)', 'unverified no-verification'],
    ['is compared before the rest', 'len(given) != len(secret) || given != secret', 'verified token-compared'],
  ])('%s', (_title, check, expected) => {
    expect(verdict(check)).toEqual([expected]);
  });
});

test('a signature that the body itself tells is no digest', () => {
  const path = 'src/main/java/com/acme/HookController.java';
  const verdict = (expected: string): string[] =>
    read({
      [path]: [
        '@RestController public class HookController {',
        '  @PostMapping("/webhook/acme") public ResponseEntity<?> take(@RequestBody AcmeEvent body, @RequestHeader("X-Acme-Signature") String given) {',
        `    if (!${expected}.equals(given)) return ResponseEntity.status(401).build();`,
        '    orders.markPaid(body); return ResponseEntity.ok().build();',
        '  }',
        '}',
      ],
    });
  expect(verdict('body.getSignature()')).toEqual([`${path}:2 unverified no-verification`]);
  expect(verdict('signer.getSignature(body)')).toEqual([`${path}:2 verified signature-compared`]);
});
