import { describe, expect, test } from 'vitest';
import { CONTROLLER_PATH, openController } from '../../../../support/laravel-controller.ts';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What an action of Laravel asks by itself, by static methods, and by the middleware of a route that tells nothing else.

const read = await makeVerdictReader();

const OPEN = 'unverified no-verification';

/** A controller of one action. */
const action = (...lines: readonly string[]): string[] => [...openController(...lines), '}'];

describe('what Laravel asks beside the action', () => {
  const MAC = "hash_hmac('sha256', $request->getContent(), config('services.acme.secret'))";
  const FITS = `hash_equals(${MAC}, (string) $request->header('X-Signature'))`;

  test.each([
    ['is asked', 'abort_unless(PlanService::check($request), 403);', 'verified signature-compared'],
    ['is not heeded', 'PlanService::check($request);', 'ineffective result-ignored'],
  ])('a static method that makes an object of its own class %s', (_, use, told) => {
    const service = [
      '<?php',
      'class PlanService {',
      `  public function fits($request) { return ${FITS}; }`,
      '  public static function check($request) { return (new self())->fits($request); }',
      '}',
    ];
    const files = { [CONTROLLER_PATH]: action(use), 'app/Services/PlanService.php': service };
    expect(read(files)).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
  });

  test.each([
    ['HandleAcmeWebhook', `if (!${FITS}) { abort(401); }`, 'verified signature-compared'],
    ['AcmeWebhookAction', `if (!${FITS}) { abort(401); }`, 'verified signature-compared'],
    ['HandleAcmeWebhook', '', OPEN],
  ])('a class of one deed that the action is handed: %s %s', (type, check, told) => {
    const controller = [
      '<?php',
      `use App\\Actions\\${type};`,
      'class AcmeWebhookController extends Controller {',
      `  public function __invoke(Request $request, ${type} $action) { $action->execute($request); return response('ok'); }`,
      '}',
    ];
    const deed = [
      '<?php',
      'namespace App\\Actions;',
      `class ${type} {`,
      `  public function execute(Request $request): void { ${check} Order::create($request->all()); }`,
      '}',
    ];
    expect(read({ [CONTROLLER_PATH]: controller, [`app/Actions/${type}.php`]: deed })).toEqual([
      `${CONTROLLER_PATH}:4 ${told}`,
    ]);
  });

  test.each([
    ['false', 'verified signature-compared'],
    ['true', 'ineffective skipped-without-signature'],
  ])('conditions one after the other, where a signature that is absent is %s', (absent, told) => {
    const lines = action(
      "    $given = $request->header('X-Signature');",
      `    $fits = match (true) { !$given => ${absent}, default => hash_equals(${MAC}, $given) };`,
      '    if (!$fits) { abort(401); }',
    );
    expect(read({ [CONTROLLER_PATH]: lines })).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
  });

  test.each([
    ['config("services.acme.secret")', 'verified signature-compared'],
    ["(config('services.acme.secret') ?: 'dev')", 'ineffective default-secret'],
  ])('a digest by %s', (secret, told) => {
    const check = `    if (!hash_equals(hash_hmac('sha256', $request->getContent(), ${secret}), $request->header('X-Signature'))) { abort(401); }`;
    expect(read({ [CONTROLLER_PATH]: action(check) })).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
  });

  test.each([
    ['->middleware([VerifyAcme::class])', 'verified signature-compared'],
    ['', 'unverified no-verification'],
  ])('a route that only its controller tells of: %s', (guard, told) => {
    const files = {
      'routes/web.php': [
        '<?php',
        'use App\\Http\\Controllers\\AcmeWebhookController;',
        'use App\\Http\\Middleware\\VerifyAcme;',
        `Route::post('/inbound', [AcmeWebhookController::class, 'handle'])${guard};`,
      ],
      'app/Http/Middleware/VerifyAcme.php': [
        '<?php',
        'class VerifyAcme {',
        `  public function handle($request, $next) { if (!${FITS}) { abort(401); } return $next($request); }`,
        '}',
      ],
      [CONTROLLER_PATH]: action(),
    };
    expect(read(files)).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
  });
});

test('an action that reads the request by an SDK alone, which a route tells to receive', () => {
  const path = 'app/Http/Controllers/PaymentController.php';
  const told = [
    '<?php',
    'use App\\Http\\Controllers\\PaymentController;',
    "Route::post('/payments/callback', [PaymentController::class, 'settle']);",
  ];
  const taken = [
    '<?php',
    'namespace App\\Http\\Controllers;',
    'class PaymentController extends Controller {',
    '  public function settle(Request $request) {',
    '    $told = new \\Midtrans\\Notification();',
    "    Order::where('reference', $told->order_id)->update(['status' => 'paid']);",
    '  }',
    '}',
  ];
  expect(read({ 'routes/api.php': told, [path]: taken })).toEqual([`${path}:4 verified sdk-verifier`]);
});

test('a callback behind the many routes of a large application', () => {
  const path = 'app/Http/Controllers/PaymentController.php';
  const routes = [
    '<?php',
    'use App\\Http\\Controllers\\PaymentController;',
    ...Array.from(
      { length: 120 },
      (_, at) => `Route::post('/things/${at}', [PaymentController::class, 'keep'])->middleware('auth:sanctum');`,
    ),
    "Route::post('/payments/callback', [PaymentController::class, 'settle']);",
  ];
  const controller = [
    '<?php',
    'class PaymentController extends Controller {',
    '  public function settle(Request $request) { Order::pay($request->all()); }',
    '}',
  ];
  expect(read({ 'routes/api.php': routes, [path]: controller })).toEqual([`${path}:3 unverified no-verification`]);
});

describe('signatures of several kinds, gone through', () => {
  const several = (agrees: string): string[] => [
    ...openController(
      '    $raw = $request->getContent();',
      "    if (!$this->isSigned($request, $raw)) { return response()->json(['error' => 'no match'], 403); }",
      "    Note::keep(data_get(json_decode($raw, true), 'order.id', ''));",
    ),
    '  private function isSigned(Request $request, string $raw): bool {',
    "    $key = config('services.acme.webhook_secret');",
    '    $checks = [];',
    "    if ($given = $request->header('X-Signature')) { $checks[$given] = hash_hmac('sha256', $raw, $key); }",
    "    if ($given = $request->header('X-Signature-Short')) {",
    "      $checks[$given] = hash_hmac('sha256', data_get(json_decode($raw, true), 'order.id'), $key);",
    '    }',
    `    foreach ($checks as $given => $expected) { if (${agrees}) { return true; } }`,
    '    return false;',
    '  }',
    '}',
  ];

  test.each([
    ['hash_equals($expected, $given)', 'verified signature-compared'],
    ['$expected === $expected', 'unverified no-verification'],
  ])('%s', (agrees, told) => {
    expect(read({ [CONTROLLER_PATH]: several(agrees) })).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
  });
});

test.each([
  ['takes them', 'OrderWebhookController', ['src/orders/Controller.php:3 unverified no-verification']],
  ['has a page for changing them', 'OrderWebhookEditController', []],
])('a class that %s', (_title, name, told) => {
  const file = [
    '<?php',
    `class ${name} extends Controller {`,
    '  public function handleRequest(Request $request) {',
    '    Order::create($request->all());',
    '  }',
    '}',
  ];
  expect(read({ 'src/orders/Controller.php': file })).toEqual(told);
});
