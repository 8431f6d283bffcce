import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Routes of Laravel, Slim and their likes, and the classes of other files that they lead to.

const read = await makeVerdictReader();

const CONTROLLER = 'app/Http/Controllers/PaymentController.php';

/** A controller whose method `settle` does not say that it receives webhooks; line 5 is that method. */
const controller = (...more: readonly string[]): string[] => [
  '<?php',
  'namespace App\\Http\\Controllers;',
  'use Illuminate\\Http\\Request;',
  'class PaymentController extends Controller {',
  '  public function settle(Request $request) {',
  ...more,
  "    Order::where('reference', $request->input('reference'))->update(['status' => 'paid']);",
  "    return response()->json(['ok' => true]);",
  '  }',
  '}',
];

const USE = 'use App\\Http\\Controllers\\PaymentController;';
const routes = (...lines: readonly string[]): string[] => ['<?php', USE, ...lines];

describe('a controller that only its route tells to receive webhooks', () => {
  test.each([
    ['the pair of a class and a method', ["Route::post('/payments/callback', [PaymentController::class, 'settle']);"]],
    ['the text that older versions of Laravel take', ["Route::post('payments/ipn', 'PaymentController@settle');"]],
    [
      'the group of a controller',
      [
        "Route::controller(PaymentController::class)->prefix('payments')->group(function () {",
        "  Route::post('callback', 'settle');",
        '});',
      ],
    ],
    [
      'the prefix of a group',
      [
        "Route::group(['prefix' => 'payments'], function () {",
        "  Route::post('/ipn', [PaymentController::class, 'settle']);",
        '});',
      ],
    ],
    ['a router that is a class', ["Router::post('payments/ipn', 'PaymentController@settle');"]],
    ['a router of CodeIgniter', ["$routes->post('payments/ipn/(:any)', 'PaymentController::settle/$1');"]],
    [
      'a router that is told the method first',
      ["$router->addRoute('POST', '/payments/ipn', [PaymentController::class, 'settle']);"],
    ],
    ['a router of AltoRouter', ["$router->map('GET|POST', '/payments/ipn', 'PaymentController#settle');"]],
    ['a router of Flight', ["Flight::route('POST /payments/ipn', ['PaymentController', 'settle']);"]],
    ['class and method in two words', ["$router->add('/payments/ipn', 'PaymentController', 'settle', 'POST');"]],
  ])('by %s', (_, lines) => {
    expect(read({ 'routes/api.php': routes(...lines), [CONTROLLER]: controller() })).toEqual([
      `${CONTROLLER}:5 unverified no-verification`,
    ]);
  });

  test('is none where no route says so, or where browsers come back to it', () => {
    const told = routes("Route::post('/payments/callback', [PaymentController::class, 'settle']);");
    const other = routes("Route::post('/payments/form', [PaymentController::class, 'settle']);");
    const shown = controller("    if ($request->input('failed')) { return redirect('/orders'); }");
    expect(read({ 'routes/api.php': other, [CONTROLLER]: controller() })).toEqual([]);
    expect(read({ 'routes/web.php': told, [CONTROLLER]: shown })).toEqual([
      'routes/web.php:3 unknown handler-elsewhere',
    ]);
  });

  test.each([
    ['is read only', "$router->addRoute('GET', '/payments/ipn', [PaymentController::class, 'settle']);"],
    ['is for those who are signed in', "$router->post('/payments/ipn', 'PaymentController@settle', ['auth']);"],
  ])('is none where its route %s', (_, line) => {
    expect(read({ 'routes/api.php': routes(line), [CONTROLLER]: controller() })).toEqual([]);
  });

  test('is none where its group is for those who are signed in', () => {
    const lines = [
      "Route::middleware('auth:sanctum')->group(function () {",
      "  Route::post('/payments/callback', [PaymentController::class, 'settle']);",
      '});',
    ];
    expect(read({ 'routes/api.php': routes(...lines), [CONTROLLER]: controller() })).toEqual([]);
  });

  test('nor where it is named for a webhook that administrators try', () => {
    const file = controller();
    file[4] = '  public function tryWebhook(Request $request) {';
    const lines = [
      "Route::prefix('admin')->middleware(['auth:web'])->group(function () {",
      "  Route::post('/payments/{id}/try', [PaymentController::class, 'tryWebhook']);",
      '});',
    ];
    expect(read({ 'routes/api.php': routes(...lines), [CONTROLLER]: file })).toEqual([]);
  });
});

/** A middleware; what it is called by comes first. */
const middleware = (head: string, next: string): string[] => [
  '<?php',
  'namespace App\\Middleware;',
  'class VerifyHook {',
  `  ${head} {`,
  "    $expected = hash_hmac('sha256', $request->getContent(), getenv('HOOK_SECRET'));",
  "    if (!hash_equals($expected, $request->getHeaderLine('X-Signature'))) { return new Response(401); }",
  `    return ${next};`,
  '  }',
  '}',
];

describe('middleware around a route', () => {
  const HOOK = 'src/Action/StripeHook.php';
  const action = [
    '<?php',
    'namespace App\\Action;',
    'use Psr\\Http\\Message\\ServerRequestInterface;',
    'final class StripeHook {',
    '  public function __invoke(ServerRequestInterface $request, $response) {',
    "    $this->orders->markPaid($request->getParsedBody()['id']);",
    '    return $response;',
    '  }',
    '}',
  ];
  const process = middleware(
    'public function process(ServerRequestInterface $request, RequestHandlerInterface $handler)',
    '$handler->handle($request)',
  );

  test.each([
    ['nothing', '', 'unverified no-verification'],
    ['its group has', '->add(new VerifyHook())', 'verified signature-compared'],
  ])('of Slim: %s', (_, added, verdict) => {
    const lines = [
      '<?php',
      'use App\\Middleware\\VerifyHook;',
      '$app = Slim\\Factory\\AppFactory::create();',
      "$app->group('/hooks', function ($group) {",
      "  $group->post('/stripe', \\App\\Action\\StripeHook::class);",
      `})${added};`,
    ];
    const files = { 'index.php': lines, [HOOK]: action, 'src/Middleware/VerifyHook.php': process };
    expect(read(files)).toEqual([`${HOOK}:5 ${verdict}`]);
  });

  test('of Laravel, by a group', () => {
    const handle = middleware('public function handle(Request $request, Closure $next)', '$next($request)');
    const lines = [
      'use App\\Middleware\\VerifyHook;',
      "Route::prefix('webhooks')->middleware([VerifyHook::class])->group(function () {",
      "  Route::post('/acme', [PaymentController::class, 'settle']);",
      '});',
    ];
    const files = {
      'routes/api.php': routes(...lines),
      [CONTROLLER]: controller(),
      'app/Middleware/VerifyHook.php': handle,
    };
    expect(read(files)).toEqual([`${CONTROLLER}:5 verified signature-compared`]);
  });
});

describe('methods of a trait or of the class above', () => {
  const VERIFYING = [
    '  protected function verifySignature($request) {',
    "    $expected = hash_hmac('sha256', $request->getContent(), config('services.acme.secret'));",
    "    return hash_equals($expected, $request->header('X-Signature'));",
    '  }',
    '}',
  ];
  const PATH = 'app/Http/Controllers/WebhookController.php';
  const ASKS = '    if (!$this->verifySignature($request)) { abort(401); }';

  test.each([
    ['a trait', 'class WebhookController extends Controller {', '  use VerifiesHooks, SendsMessages;', 'trait'],
    ['the class above', 'class WebhookController extends VerifiesHooks {', '', 'abstract class'],
  ])('%s has what verifies', (_, head, use, kind) => {
    const file = controller(ASKS);
    file[3] = `${head} ${use}`;
    const files = {
      [PATH]: file,
      'app/Http/Controllers/VerifiesHooks.php': [
        '<?php',
        'namespace App\\Http\\Controllers;',
        `${kind} VerifiesHooks {`,
        ...VERIFYING,
      ],
    };
    expect(read(files)).toEqual([`${PATH}:5 verified signature-compared`]);
  });

  test('what gives back an answer has refused', () => {
    const file = controller(
      '    $event = $this->parseWebhook($request);',
      '    if ($event instanceof Response) { return $event; }',
    );
    file[3] = 'class WebhookController extends Controller { use StripeHooks;';
    const files = {
      [PATH]: file,
      'app/Http/Controllers/StripeHooks.php': [
        '<?php',
        'namespace App\\Http\\Controllers;',
        'trait StripeHooks {',
        '  protected function parseWebhook($request) {',
        "    $secret = env('STRIPE_WEBHOOK_SECRET');",
        '    try {',
        "      if ($secret) { $event = \\Stripe\\Webhook::constructEvent($request->getContent(), $request->header('Stripe-Signature'), $secret); }",
        '      else { $event = \\Stripe\\Event::constructFrom(json_decode($request->getContent(), true)); }',
        '    } catch (\\Stripe\\Exception\\SignatureVerificationException $e) {',
        "      return response()->json(['error' => 'Invalid signature'], 400);",
        '    }',
        '    return $event;',
        '  }',
        '}',
      ],
    };
    expect(read(files)).toEqual([`${PATH}:5 optional skipped-without-secret`]);
  });
});

describe('receivers that are told otherwise', () => {
  test.each([
    [
      'CodeIgniter',
      'app/Controllers/Webhook.php',
      'class Webhook extends BaseController {\n  public function index() { $this->orders->update($this->request->getJSON()->id, "paid"); }',
    ],
    [
      'Yii',
      'controllers/PaymentController.php',
      'class PaymentController extends Controller {\n  public function actionWebhook() { Order::pay(json_decode(Yii::$app->request->getRawBody())->id); }',
    ],
    [
      'a comment that Symfony reads',
      'src/Controller/PaymentController.php',
      'class PaymentController extends AbstractController { /** @Route("/payment/webhook", methods={"POST"}) */\n  public function take(Request $request) { $this->orders->pay(json_decode($request->getContent())->id); }',
    ],
    [
      'a script by its name',
      'api/m2p/PayinCallback.php',
      '$results = json_decode(file_get_contents("php://input"), true);\nmysqli_query($link, "UPDATE payins SET status=1 WHERE id=" . $results["id"]);//',
    ],
    [
      'a script by its folder',
      'midtrans/notification.php',
      '$order = json_decode(file_get_contents("php://input"), true)["order_id"];\nmysqli_query($link, "UPDATE orders SET paid=1 WHERE id=" . $order);//',
    ],
    [
      'an action that keeps something between requests',
      'src/Controller/PaymentController.php',
      'class PaymentController extends AbstractController {\n  #[Route("/payment/webhook")] public function take() { $session = $this->requestStack->getSession(); $this->orders->pay(json_decode(file_get_contents("php://input"))->id); }',
    ],
  ])('%s', (_, path, text) => {
    expect(read({ [path]: ['<?php', ...`${text} }`.split('\n')] })).toEqual([
      `${path}:${/^(?:api|midtrans)/.test(path) ? 2 : 3} unverified no-verification`,
    ]);
  });

  test('where the application runs switches the check off', () => {
    const path = 'app/Http/Controllers/WebhookController.php';
    const file = controller(
      "    if (app()->environment('production')) {",
      "      abort_unless(hash_equals(hash_hmac('sha256', $request->getContent(), env('ACME_SECRET')), $request->header('X-Signature')), 401);",
      '    }',
    );
    file[3] = 'class WebhookController extends Controller {';
    expect(read({ [path]: file })).toEqual([`${path}:5 ineffective disabled-by-env`]);
  });
});

describe('a controller in a folder of webhooks', () => {
  const PATH = 'app/Http/Controllers/Webhook/AcmeController.php';
  const taking = (name: string): string[] => [
    '<?php',
    'namespace App\\Http\\Controllers\\Webhook;',
    'class AcmeController extends Controller {',
    `  public function ${name}(Request $request) {`,
    '    Order::create($request->all());',
    '  }',
    '}',
  ];

  test.each([
    ['that is called itself', '__invoke', [`${PATH}:4 unverified no-verification`]],
    ['that handles', 'handleOrder', [`${PATH}:4 unverified no-verification`]],
    ['that lists', 'index', []],
    ['that takes them', 'update_order_webhook', [`${PATH}:4 unverified no-verification`]],
    ['that changes how they are sent', 'update_webhook', []],
  ])('%s', (_title, name, told) => {
    expect(read({ [PATH]: taking(name) })).toEqual(told);
  });

  test('that a route names by its class alone, below the namespace of its group', () => {
    const files = {
      'routes/webhook.php': ['<?php', "Route::post('/acme', 'AcmeController');"],
      [PATH]: taking('__invoke'),
    };
    expect(read(files)).toEqual([`${PATH}:4 unverified no-verification`]);
  });
});

test.each([
  ['function () {', 'unverified no-verification'],
  ["function () { if (request()->header('X-Token') !== env('HOOK_TOKEN')) abort(403);", 'verified token-compared'],
])('a route whose function asks for the request by itself: %s', (head, told) => {
  const lines = [
    '<?php',
    `Route::post('/deploy-webhook', ${head}`,
    '  shell_exec(request()->input("command"));',
    '});',
  ];
  expect(read({ 'routes/web.php': lines })).toEqual([`routes/web.php:2 ${told}`]);
});
