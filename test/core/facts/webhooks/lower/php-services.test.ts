import { beforeAll, describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';
import type { ReadVerdicts } from '../../../../support/read-lowered-verdicts.ts';

// What controllers of PHP are told by services, by middleware, and by arrays that say whether a request is genuine.

let read: ReadVerdicts;
beforeAll(async () => {
  read = await makeVerdictReader();
});

const OPEN = 'unverified no-verification';
const PATH = 'app/Http/Controllers/AcmeWebhookController.php';

/** A controller; its action is on line 4. */
const controller = (...lines: readonly string[]): string[] => [
  '<?php',
  'use App\\Services\\PlanService;',
  'class AcmeWebhookController extends Controller {',
  '  public function handle(Request $request) {',
  ...lines,
  "    Order::find($request->input('id'))->update(['status' => 'paid']);",
  '  }',
];

describe('an array that says whether the request is genuine', () => {
  const answering = (missing: string): string[] => [
    ...controller(
      '    $result = $this->validateSignature($request);',
      "    if (!$result['valid']) { return response()->json(['error' => $result['reason']], 401); }",
    ),
    '  private function validateSignature(Request $request): array {',
    "    $secret = config('services.acme.webhook_secret');",
    `    if (empty($secret)) { return ['valid' => ${missing}, 'reason' => 'no secret']; }`,
    "    $expected = hash_hmac('sha256', $request->getContent(), $secret);",
    "    if (!hash_equals($expected, $request->header('X-Signature', ''))) { return ['valid' => false, 'reason' => 'no match']; }",
    "    return ['valid' => true];",
    '  }',
    '}',
  ];

  test.each([
    ['false', 'verified signature-compared'],
    ['true', 'optional skipped-without-secret'],
  ])('%s where no secret is set', (missing, told) => {
    expect(read({ [PATH]: answering(missing) })).toEqual([`${PATH}:4 ${told}`]);
  });
});

describe('a service', () => {
  const service = (...check: readonly string[]): string[] => [
    '<?php',
    'class PlanService {',
    '  public function handleWebhook(array $payload): array {',
    ...check,
    "    Plan::activate($payload['order_id']);",
    "    return ['success' => true];",
    '  }',
    '}',
  ];
  const CHECK = [
    "    $expected = hash('sha512', $payload['order_id'] . config('midtrans.server_key'));",
    "    if (!hash_equals($expected, $payload['signature_key'])) { return ['success' => false]; }",
  ];
  const handing = controller(
    '    $payload = $request->all();',
    "    if (str_starts_with($payload['order_id'], 'PLAN-')) {",
    '      app(PlanService::class)->handleWebhook($payload);',
    "      return response('ok');",
    '    }',
    ...CHECK.map((each) => each.replace("return ['success' => false]", 'abort(403)')),
  );

  test.each([
    ['that verifies what it takes before the check', CHECK, 'verified signature-compared'],
    ['that does not', [], 'ineffective after-use'],
  ])('%s', (_, check, told) => {
    const files = { [PATH]: [...handing, '}'], 'app/Services/PlanService.php': service(...check) };
    expect(read(files)).toEqual([`${PATH}:4 ${told}`]);
  });

  test.each([
    ['signs the body, to be compared', '$this->sdk->sign($request->getContent())', 'verified signature-compared'],
    ['only notes it', '$this->sdk->note($request->getContent())', 'ineffective presence-only'],
  ])('that %s', (_, call, told) => {
    const lines = controller(
      "    $signature = $request->header('X-Acme-Signature');",
      '    if (!$signature) { abort(400); }',
      `    if ($signature !== ${call}) { abort(403); }`,
    );
    expect(read({ [PATH]: [...lines, '}'] })).toEqual([`${PATH}:4 ${told}`]);
  });
});

describe('middleware that the constructor puts in front', () => {
  const MIDDLEWARE = [
    '<?php',
    'class VerifyAcme {',
    '  public function handle($request, $next) {',
    "    abort_unless(hash_equals(hash_hmac('sha256', $request->getContent(), env('ACME_SECRET')), $request->header('X-Signature')), 401);",
    '    return $next($request);',
    '  }',
    '}',
  ];

  test.each([
    ['', 'verified signature-compared'],
    ["->only('handle')", 'verified signature-compared'],
    ["->only(['other'])", OPEN],
    ["->except('handle')", OPEN],
  ])('VerifyAcme::class)%s', (limits, told) => {
    const files = {
      [PATH]: [
        ...controller(),
        `  public function __construct() { $this->middleware(VerifyAcme::class)${limits}; }`,
        '}',
      ],
      'app/Http/Middleware/VerifyAcme.php': MIDDLEWARE,
    };
    expect(read(files)).toEqual([`${PATH}:4 ${told}`]);
  });
});

test('pages that list what came in are no receivers', () => {
  const lines = (result: string): string[] => [
    '<?php',
    'class LogController extends Controller {',
    '  public function webhooks(Request $request) {',
    "    $logs = WebhookLog::where('type', $request->get('type'));",
    `    ${result}`,
    '  }',
    '}',
  ];
  const path = 'app/Http/Controllers/LogController.php';
  expect(read({ [path]: lines("return view('logs.index', compact('logs'));") })).toEqual([]);
  expect(read({ [path]: lines("$logs->update(['seen' => true]); return response('ok');") })).toEqual([
    `${path}:3 ${OPEN}`,
  ]);
});

describe('a script', () => {
  const IPN = [
    "$ch = curl_init('https://ipnpb.paypal.com/cgi-bin/webscr');",
    "curl_setopt($ch, CURLOPT_POSTFIELDS, 'cmd=_notify-validate&' . file_get_contents('php://input'));",
    '$answer = curl_exec($ch);',
  ];
  const PAYS = "pay($_POST['custom'], $_POST['mc_gross']);";

  test.each([
    [
      'asks the provider, whose answer it heeds',
      [...IPN, `if (strcmp($answer, 'VERIFIED') == 0) { ${PAYS} }`],
      'verified sdk-verifier',
    ],
    ['asks the provider and pays', [...IPN, PAYS], OPEN],
    [
      'ends without a word more',
      [
        "if (($_SERVER['HTTP_X_ACME_TOKEN'] ?? '') !== getenv('ACME_SECRET')) {",
        '  http_response_code(403);',
        '  die;',
        '}',
        PAYS,
      ],
      'verified token-compared',
    ],
  ])('that %s', (_, lines, told) => {
    const [found = ''] = read({ 'ipn.php': ['<?php', ...lines] });
    expect(found.replace(/:\d+/, '')).toBe(`ipn.php ${told}`);
  });
});

test('a client of webhooks that a package sets up at a route', () => {
  expect(read({ 'routes/web.php': ['<?php', "Route::webhooks('hooks/acme');"] })).toEqual([
    'routes/web.php:2 verified token-compared',
  ]);
});
