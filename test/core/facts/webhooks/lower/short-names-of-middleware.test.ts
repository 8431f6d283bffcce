import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Middleware of Laravel that a route names by what the kernel calls it.

const read = await makeVerdictReader();

const CONTROLLER = 'app/Http/Controllers/AcmeWebhookController.php';
const MIDDLEWARE = 'app/Http/Middleware/CheckSender.php';

const KERNEL = [
  '<?php',
  'class Kernel extends HttpKernel {',
  '  protected $routeMiddleware = [',
  "    'auth' => \\App\\Http\\Middleware\\Authenticate::class,",
  "    'acme' => \\App\\Http\\Middleware\\CheckSender::class,",
  "    'acme.signed' => \\App\\Http\\Middleware\\CheckSender::class,",
  '  ];',
  '}',
];
const CONFIGURED = [
  '<?php',
  'use App\\Http\\Middleware\\CheckSender;',
  'return Application::configure()->withMiddleware(function (Middleware $middleware) {',
  "  $middleware->alias(['acme' => CheckSender::class]);",
  '})->create();',
];

const files = (name: string, kernel: Record<string, string[]>, asks: string): Record<string, string[]> => ({
  ...kernel,
  'routes/api.php': [
    '<?php',
    'use App\\Http\\Controllers\\AcmeWebhookController;',
    `Route::post('/webhooks/acme', [AcmeWebhookController::class, 'handle'])->middleware(${name});`,
  ],
  [MIDDLEWARE]: [
    '<?php',
    'namespace App\\Http\\Middleware;',
    'class CheckSender {',
    '  public function handle($request, Closure $next) {',
    "    $mac = hash_hmac('sha256', $request->getContent(), config('services.acme.secret'));",
    `    ${asks}`,
    '    return $next($request);',
    '  }',
    '}',
  ],
  [CONTROLLER]: [
    '<?php',
    'namespace App\\Http\\Controllers;',
    'class AcmeWebhookController extends Controller {',
    '  public function handle(Request $request) {',
    "    Order::find($request->input('order'))->markPaid();",
    '  }',
    '}',
  ],
});

const REFUSES = "if (!hash_equals($mac, (string) $request->header('X-Acme-Signature'))) { abort(403); }";
const LOGS = "Log::info('seen');";
const OLD = { 'app/Http/Kernel.php': KERNEL, 'bootstrap/app.php': ['<?php', '$app = new Application();'] };
const NEW = { 'bootstrap/app.php': CONFIGURED };

test.each([
  ["'acme'", OLD, REFUSES, 'verified signature-compared'],
  ["'acme.signed'", OLD, REFUSES, 'verified signature-compared'],
  ["['throttle:60,1', 'acme']", OLD, REFUSES, 'verified signature-compared'],
  ["'acme'", OLD, LOGS, 'unverified no-verification'],
  // The kernel has no such name: it is a package's.
  ["'acme.sender'", OLD, REFUSES, 'unknown delegated-unresolved'],
  // What every application has says nothing of who calls.
  ["['api', 'throttle:webhooks']", OLD, REFUSES, 'unverified no-verification'],
  ["'acme'", NEW, REFUSES, 'verified signature-compared'],
  ["'acme'", NEW, LOGS, 'unverified no-verification'],
])('%s before a receiver', (name, kernel, asks, told) => {
  expect(read(files(name, kernel, asks))).toEqual([`${CONTROLLER}:4 ${told}`]);
});

test('a remark in the kernel says nothing', () => {
  const kernel = KERNEL.map((line) => line.replace("'acme' =>", "// 'acme' =>"));
  expect(read(files("'acme'", { 'app/Http/Kernel.php': kernel }, REFUSES))).toEqual([
    `${CONTROLLER}:4 unknown delegated-unresolved`,
  ]);
});

test.each([
  ["->withoutMiddleware('acme')", 'unverified no-verification'],
  ["->withoutMiddleware(['throttle', 'acme'])", 'unverified no-verification'],
  ["->withoutMiddleware('throttle')", 'verified signature-compared'],
  ["->name('acme')", 'verified signature-compared'],
])('a route of a group behind a middleware%s', (more, told) => {
  const grouped = [
    '<?php',
    'use App\\Http\\Controllers\\AcmeWebhookController;',
    "Route::middleware(['throttle', 'acme'])->group(function () {",
    `  Route::post('/webhooks/acme', [AcmeWebhookController::class, 'handle'])${more};`,
    '});',
  ];
  expect(read({ ...files("'acme'", OLD, REFUSES), 'routes/api.php': grouped })).toEqual([`${CONTROLLER}:4 ${told}`]);
});

test('many names before each of many routes hide none of them', () => {
  const names = Array.from({ length: 400 }, (_, i) => `'acme${i}'`).join(', ');
  const routes = Array.from(
    { length: 60 },
    (_, i) => `Route::post('/webhooks/a${i}', fn (Request $r) => Order::pay($r->all()));`,
  );
  const text = ['<?php', `Route::middleware([${names}])->group(function () {`, ...routes, '});'];
  expect(read({ 'routes/api.php': text })).toHaveLength(60);
});
