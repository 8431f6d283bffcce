import { describe, expect, test } from 'vitest';
import { CONTROLLER_PATH, openController } from '../../../../support/laravel-controller.ts';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What controllers of PHP are told by services and by arrays that say whether a request is genuine.

const read = await makeVerdictReader();

const OPEN = 'unverified no-verification';

describe('an array that says whether the request is genuine', () => {
  const answering = (missing: string): string[] => [
    ...openController(
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
    expect(read({ [CONTROLLER_PATH]: answering(missing) })).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
  });
});

test.each([
  ['if (! $claims)', 'verified signature-compared'],
  ["if ($claims['note'] ?? false)", 'ineffective result-ignored'],
])('an empty array, which is false, where nothing is signed: %s', (asks, told) => {
  const lines = openController(
    '    $claims = $this->claimsOf($request);',
    `    ${asks} { return response()->json(['error' => 'unknown'], 200); }`,
  );
  const claims = [
    '  private function claimsOf(Request $request): array {',
    "    if (! $request->header('X-Signature')) { return []; }",
    "    $expected = hash_hmac('sha256', $request->getContent(), env('ACME_SECRET'));",
    "    return hash_equals($expected, $request->header('X-Signature')) ? $request->all() : [];",
    '  }',
    '}',
  ];
  expect(read({ [CONTROLLER_PATH]: [...lines, ...claims] })).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
});

test.each([
  ["return [false, 'no match'];", 'verified signature-compared'],
  ["Log::warning('no match');", 'ineffective result-ignored'],
])('a list of which the first says so, where what fails does: %s', (refusal, told) => {
  const lines = openController(
    '    [$valid, $reason] = $this->check($request);',
    "    if (!$valid) { return response()->json(['error' => $reason], 401); }",
  );
  const check = [
    '  private function check(Request $request): array {',
    "    $expected = hash_hmac('sha256', $request->getContent(), env('ACME_SECRET'));",
    `    if (!hash_equals($expected, $request->header('X-Signature', ''))) { ${refusal} }`,
    "    return [true, ''];",
    '  }',
    '}',
  ];
  expect(read({ [CONTROLLER_PATH]: [...lines, ...check] })).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
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
  const handing = openController(
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
    const files = { [CONTROLLER_PATH]: [...handing, '}'], 'app/Services/PlanService.php': service(...check) };
    expect(read(files)).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
  });

  test.each([
    ['signs the body, to be compared', '$this->sdk->sign($request->getContent())', 'verified signature-compared'],
    ['only notes it', '$this->sdk->note($request->getContent())', 'ineffective presence-only'],
  ])('that %s', (_, call, told) => {
    const lines = openController(
      "    $signature = $request->header('X-Acme-Signature');",
      '    if (!$signature) { abort(400); }',
      `    if ($signature !== ${call}) { abort(403); }`,
    );
    expect(read({ [CONTROLLER_PATH]: [...lines, '}'] })).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
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

describe('what a service says of a signature', () => {
  const valid = (...body: readonly string[]): string[] => [
    '<?php',
    'class PlanService {',
    '  public function isValidSignature(string $payload, ?string $signature): bool {',
    ...body,
    '  }',
    '}',
  ];
  const asking = openController(
    "    $signature = $request->header('X-Acme-Signature');",
    '    if (!app(PlanService::class)->isValidSignature($request->getContent(), $signature)) { abort(401); }',
    '    Order::create($request->all());',
  );

  test.each([
    [
      'that it fits',
      ["    return hash_equals(hash_hmac('sha256', $payload, env('ACME_SECRET')), $signature);"],
      'verified signature-compared',
    ],
    ['yes to all', ['    // Later.', '    return true;'], 'ineffective stub'],
    [
      'yes to all that there are, and where it is developed',
      ['    if (!$signature) { return app()->isLocal(); }', '    return true;'],
      'ineffective stub',
    ],
  ])('%s', (_, body, told) => {
    const files = { [CONTROLLER_PATH]: [...asking, '}'], 'app/Services/PlanService.php': valid(...body) };
    expect(read(files)).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
  });
});

describe('what leaves off where a check fails', () => {
  const script = (refusal: string): string[] => [
    '<?php',
    "$body = file_get_contents('php://input');",
    "if (!hash_equals(hash_hmac('sha256', $body, getenv('ACME_SECRET')), $_SERVER['HTTP_X_ACME_SIGNATURE'])) {",
    `  ${refusal}`,
    '}',
    'pay(json_decode($body, true));',
  ];

  test.each([
    ["wp_die('Invalid signature', '', ['response' => 401]);", 'verified signature-compared'],
    ["wp_send_json_error('no', 401);", 'verified signature-compared'],
    ["show_error('no', 403);", 'verified signature-compared'],
    ["json_error('Invalid signature', 401);", 'verified signature-compared'],
    ["respond(401, ['error' => 'no']);", 'verified signature-compared'],
    ["log_error('Invalid signature');", 'ineffective result-ignored'],
    ["error_log('Invalid signature');", 'ineffective result-ignored'],
    ['http_response_code(401);', 'ineffective result-ignored'],
  ])('%s', (refusal, told) => {
    expect(read({ 'webhook.php': script(refusal) })).toEqual([`webhook.php:2 ${told}`]);
  });

  test.each([
    ['throw_unless($valid, new AccessDeniedHttpException());', 'verified signature-compared'],
    ['throw_if(!$valid, AccessDeniedHttpException::class);', 'verified signature-compared'],
    ['report_if(!$valid, new AccessDeniedHttpException());', 'ineffective result-ignored'],
  ])('%s', (refusal, told) => {
    const lines = openController(
      "    $valid = hash_equals(hash_hmac('sha256', $request->getContent(), env('ACME_SECRET')), $request->header('X-Signature'));",
      `    ${refusal}`,
      '    Order::create($request->all());',
    );
    expect(read({ [CONTROLLER_PATH]: [...lines, '}'] })).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
  });
});

describe('a script', () => {
  const IPN = [
    "$ch = curl_init('https://ipnpb.paypal.com/cgi-bin/webscr');",
    "curl_setopt($ch, CURLOPT_POSTFIELDS, 'cmd=_notify-validate&' . file_get_contents('php://input'));",
    '$answer = curl_exec($ch);',
  ];
  const SOCKET = [
    "$fp = fsockopen('ssl://www.paypal.com', 443);",
    "fputs($fp, $header . 'cmd=_notify-validate&' . file_get_contents('php://input'));",
    '$answer = fgets($fp, 1024);',
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
      'asks it on a socket, and closes that',
      [...SOCKET, `if ($answer == 'VERIFIED') { ${PAYS} }`, 'fclose($fp);'],
      'verified sdk-verifier',
    ],
    [
      'asks it on a socket, and pays behind that',
      [...SOCKET, "if ($answer == 'VERIFIED') { note(); }", PAYS, 'fclose($fp);'],
      'ineffective result-ignored',
    ],
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

describe('a function of a file that a script includes', () => {
  const script = (include: string): string[] => [
    '<?php',
    include,
    "$body = json_decode(file_get_contents('php://input'), true);",
    "if (!validateSignature($body['order_id'], $body['signature_key'])) { http_response_code(403); exit; }",
    "markPaid($body['order_id']);",
  ];
  const helper = (told: string): string[] => [
    '<?php',
    'function validateSignature($order, $given) {',
    "  $made = hash('sha512', $order . getenv('ACME_SERVER_KEY'));",
    `  return ${told};`,
    '}',
  ];

  test.each([
    ["require_once __DIR__ . '/../lib/acme.php';", 'hash_equals($made, $given)', 'verified signature-compared'],
    ["include '../lib/acme.php';", '$made === $given', 'verified signature-compared'],
    ["require_once base_path('lib/acme.php');", 'hash_equals($made, $given)', 'verified signature-compared'],
    ["require '../lib/acme.php';", 'true', 'ineffective stub'],
    ["require '../lib/other.php';", 'hash_equals($made, $given)', 'unknown delegated-unresolved'],
  ])('%s which gives back %s', (include, gives, told) => {
    const files = {
      'midtrans/notification.php': script(include),
      'lib/acme.php': helper(gives),
      'lib/db.php': ['<?php'],
    };
    expect(read(files)).toEqual([`midtrans/notification.php:3 ${told}`]);
  });
});

test('a client of webhooks that a package sets up at a route', () => {
  expect(read({ 'routes/web.php': ['<?php', "Route::webhooks('hooks/acme');"] })).toEqual([
    'routes/web.php:2 verified token-compared',
  ]);
});

test("a page that is another one on a developer's machine is there on all", () => {
  const lines = openController(
    '    $page = $this->pageOf($request->input("page"));',
    '    if ($page) {',
    '      Inbox::deliver($page, $request->all());',
    "      return response()->json(['status' => 'success']);",
    '    }',
    "    return response()->json(['status' => 'error'], 400);",
    '  }',
    '  private function pageOf($id) {',
    "    if (env('APP_ENV') == 'development') { return Page::find('17'); }",
    '    return Page::find($id);',
  );
  expect(read({ [CONTROLLER_PATH]: [...lines, '}'] })).toEqual([`${CONTROLLER_PATH}:4 unverified no-verification`]);
});
