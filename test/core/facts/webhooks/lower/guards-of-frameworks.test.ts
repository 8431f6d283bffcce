import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What frameworks of Python and PHP ask before a handler, each beside one that is asked nothing by it.

const read = await makeVerdictReader();

const VERIFIED = 'verified signature-compared';
const OPEN = 'unverified no-verification';

describe('Python', () => {
  const FITS = [
    'def fits(body, sent):',
    '    made = hmac.new(os.environ["ACME_SECRET"].encode(), body, hashlib.sha256).hexdigest()',
    '    return hmac.compare_digest(made, sent)',
  ];

  test.each([
    ['is asked', '"request"', VERIFIED],
    ['comes too late', '"response"', OPEN],
  ])('a middleware of Sanic that %s', (_, when, told) => {
    const lines = [
      'from sanic import Sanic, response',
      'app = Sanic("hooks")',
      ...FITS,
      `@app.middleware(${when})`,
      'async def check(request):',
      '    if not fits(request.body, request.headers.get("x-acme-signature", "")):',
      '        return response.text("forged", status=403)',
      '@app.post("/webhook")',
      'async def hook(request):',
      '    await store(request.json)',
      '    return response.text("ok")',
    ];
    expect(read({ 'main.py': lines })).toEqual([`main.py:11 ${told}`]);
  });

  test.each([
    ['of the route', ', guards=[signed]', VERIFIED],
    ['of none', '', OPEN],
  ])('a guard of Litestar, %s', (_, option, told) => {
    const lines = [
      'from litestar import post, Request',
      ...FITS,
      'def signed(connection: ASGIConnection, _: BaseRouteHandler) -> None:',
      '    if not fits(connection.body(), connection.headers["x-acme-signature"]):',
      '        raise NotAuthorizedException()',
      `@post("/webhook/acme"${option})`,
      'async def acme(request: Request) -> dict:',
      '    await save(await request.json())',
      '    return {}',
    ];
    expect(read({ 'svc.py': lines })).toEqual([`svc.py:9 ${told}`]);
  });

  test.each([
    ['over the class, for the method', '@method_decorator(signed, name="post")', '', VERIFIED],
    ['over the class, for all', '@method_decorator(signed, name="dispatch")', '', VERIFIED],
    ['over the class, for another method', '@method_decorator(signed, name="get")', '', OPEN],
    ['over the method', '', '    @method_decorator(signed)', VERIFIED],
    ['that sees no request', '@method_decorator(csrf_exempt, name="dispatch")', '', OPEN],
  ])('a decorator of a view of Django %s', (_, above, within, told) => {
    const lines = [
      'from django.views import View',
      ...FITS,
      'def signed(view):',
      '    def inner(request, *args, **kwargs):',
      '        if not fits(request.body, request.META.get("HTTP_X_ACME_SIGNATURE", "")):',
      '            return HttpResponseForbidden()',
      '        return view(request, *args, **kwargs)',
      '    return inner',
      above,
      'class AcmeWebhook(View):',
      within,
      '    def post(self, request):',
      '        Order.objects.create(data=json.loads(request.body))',
    ];
    expect(read({ 'hooks/views.py': lines })).toEqual([`hooks/views.py:14 ${told}`]);
  });

  test.each([
    ['prepares', 'prepare', VERIFIED],
    ['does afterwards', 'on_finish', OPEN],
  ])('what a handler of Tornado %s', (_, name, told) => {
    const lines = [
      'import tornado.web',
      ...FITS,
      'class AcmeHandler(tornado.web.RequestHandler):',
      `    def ${name}(self):`,
      '        if not fits(self.request.body, self.request.headers.get("X-Acme-Signature", "")):',
      '            raise tornado.web.HTTPError(403)',
      '    def post(self):',
      '        deploy(json.loads(self.request.body)["ref"])',
      'app = tornado.web.Application([(r"/webhook/acme", AcmeHandler)])',
    ];
    expect(read({ 'server.py': lines })).toEqual([`server.py:9 ${told}`]);
  });
});

describe('PHP', () => {
  const mac = "hash_hmac('sha256', $request->getContent(), config('acme.webhook_secret'))";

  test.each([
    ['refuses', `if ($request->header('x-acme-signature') !== ${mac}) { abort(403); }`, VERIFIED],
    ['logs', "Log::info('came');", OPEN],
    [
      'answers in place of the action',
      `if ($request->header('x-acme-signature') !== ${mac}) { return response('no', 403); }`,
      VERIFIED,
    ],
    [
      'notes what does not fit',
      `if ($request->header('x-acme-signature') !== ${mac}) { Log::warning('no'); }`,
      'ineffective result-ignored',
    ],
  ])('a closure that the constructor of a controller puts before its actions, which %s', (_, does, told) => {
    const path = 'app/Http/Controllers/AcmeWebhookController.php';
    const lines = [
      '<?php',
      'class AcmeWebhookController extends Controller {',
      '  public function __construct() {',
      `    $this->middleware(function ($request, $next) { ${does} return $next($request); });`,
      '  }',
      '  public function handle(Request $request) { Order::pay($request->input("id")); }',
      '}',
    ];
    expect(read({ [path]: lines })).toEqual([`${path}:6 ${told}`]);
  });

  test.each([
    ['takes fields of the request alone', "$request->only('id');", '', VERIFIED],
    [
      'leaves out fields of the request, and is put before another action',
      "$request->except('id');",
      "->only('list')",
      OPEN,
    ],
  ])('a closure of a constructor that %s', (_, does, where, told) => {
    const path = 'app/Http/Controllers/AcmeWebhookController.php';
    const check = `if ($request->header('x-acme-signature') !== ${mac}) { abort(403); }`;
    const lines = [
      '<?php',
      'class AcmeWebhookController extends Controller {',
      '  public function __construct() {',
      `    $this->middleware(function ($request, $next) { ${does} ${check} return $next($request); })${where};`,
      '  }',
      '  public function handle(Request $request) { Order::pay($request->input("id")); }',
      '}',
    ];
    expect(read({ [path]: lines })).toEqual([`${path}:6 ${told}`]);
  });

  test.each([
    ['by the signature', `hash_equals(${mac}, (string) $request->headers->get('X-Acme-Signature'))`, VERIFIED],
    ['to all', 'true', OPEN],
  ])('a controller of Drupal that gives access %s', (_, allowed, told) => {
    const path = 'src/Controller/AcmeWebhookController.php';
    const lines = [
      '<?php',
      'class AcmeWebhookController extends ControllerBase {',
      '  public function handle(Request $request) { $this->orders->pay(Json::decode($request->getContent())); }',
      `  public function access(Request $request) { return AccessResult::allowedIf(${allowed}); }`,
      '}',
    ];
    expect(read({ [path]: lines })).toEqual([`${path}:3 ${told}`]);
  });

  test.each([
    ['handle', VERIFIED],
    ['orders', OPEN],
  ])('a controller of Drupal that gives access to its action %s', (action, told) => {
    const path = 'src/Controller/AcmeWebhookController.php';
    const allowed = `hash_equals(${mac}, (string) $request->headers->get('X-Acme-Signature'))`;
    const lines = [
      '<?php',
      'class AcmeWebhookController extends ControllerBase {',
      '  public function handle(Request $request) { $this->orders->pay(Json::decode($request->getContent())); }',
      `  public function ${action}Access(Request $request) { return AccessResult::allowedIf(${allowed}); }`,
      '}',
    ];
    expect(read({ [path]: lines })).toEqual([`${path}:3 ${told}`]);
  });
});
