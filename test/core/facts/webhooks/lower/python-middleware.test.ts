import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What stands before the handlers of an application of Python, and objects that are called like functions.

const read = await makeVerdictReader();

const OPEN = 'unverified no-verification';
const VERIFIED = 'verified signature-compared';
const HOOK = ['async def hook(request):', '    await save(await request.json())'];
const CHECK = [
  "    mac = hmac.new(os.environ['SECRET'].encode(), await request.read(), hashlib.sha256).hexdigest()",
  "    if not hmac.compare_digest(mac, request.headers.get('X-Signature', '')):",
  '        return web.Response(status=401)',
];
const indented = (lines: readonly string[]): string[] => lines.map((each) => `    ${each}`);

describe('middleware of aiohttp', () => {
  const server = (...middleware: readonly string[]): string[] => [
    ...HOOK,
    '@web.middleware',
    'async def verify(request, handler):',
    ...middleware,
    '    return await handler(request)',
    'app = web.Application(middlewares=[verify])',
    'app.router.add_post("/webhook", hook)',
  ];

  test.each([
    ['that verifies', CHECK, VERIFIED],
    ['for the path of webhooks', ['    if request.path.startswith("/webhook"):', ...indented(CHECK)], VERIFIED],
    [
      'for a path that nobody knows whole',
      ['    if request.path == "/api/webhook":', ...indented(CHECK)],
      'unknown conditional',
    ],
    ['that lets all pass', ['    log.info("webhook from %s", request.remote)'], OPEN],
  ])('%s', (_, middleware, told) => {
    expect(read({ 'app.py': server(...middleware) })).toEqual([`app.py:1 ${told}`]);
  });
});

describe('what Flask runs before requests', () => {
  const app = (refuses: string, ...registers: readonly string[]): string[] => [
    '@bp.route("/webhooks/acme", methods=["POST"])',
    'def hook():',
    '    save(request.get_json())',
    ...registers,
    'def guard():',
    "    mac = hmac.new(os.environ['SECRET'].encode(), request.get_data(), hashlib.sha256).hexdigest()",
    "    if not hmac.compare_digest(mac, request.headers.get('X-Signature', '')):",
    `        ${refuses}`,
  ];

  test.each(['abort(401)', 'return jsonify(error="no"), 401', 'return make_response("no", 401)', 'return "no", 401'])(
    'turns requests away: %s',
    (refuses) => {
      expect(read({ 'app.py': app(refuses, '@bp.before_request') })).toEqual([`app.py:2 ${VERIFIED}`]);
      expect(read({ 'app.py': [...app(refuses), 'bp.before_request(guard)'] })).toEqual([`app.py:2 ${VERIFIED}`]);
      expect(read({ 'app.py': app(refuses, '@other.before_request') })).toEqual([`app.py:2 ${OPEN}`]);
    },
  );

  test.each(['log.warning("odd")', 'return', 'return None'])('lets pass: %s', (passes) => {
    expect(read({ 'app.py': app(passes, '@bp.before_request') })).toEqual(['app.py:2 ineffective result-ignored']);
  });
});

test.each([
  ['notes a signature of whatever comes', ["    log.info(request.headers.get('X-Signature'))"], []],
  [
    'verifies',
    [CHECK[0]!.replace('await request.read()', 'request.data'), CHECK[1]!, '        abort(401)'],
    [VERIFIED],
  ],
])('what Flask runs before all of an application %s', (_, does, told) => {
  const lines = [
    '@app.route("/orders", methods=["POST"])',
    'def keep():',
    '    Order.create(id=request.get_json()["id"])',
    '@app.before_request',
    'def before():',
    ...does,
    'app = Flask(__name__)',
  ];
  expect(read({ 'app.py': lines })).toEqual(told.map((each) => `app.py:2 ${each}`));
});

describe('middleware of Starlette, which is a class', () => {
  const app = (adds: string, ...check: readonly string[]): string[] => [
    ...HOOK,
    'class VerifySignature(BaseHTTPMiddleware):',
    '    async def dispatch(self, request, call_next):',
    ...indented(check),
    '        return await call_next(request)',
    'app = Starlette(routes=[Route("/webhook", hook, methods=["POST"])])',
    adds,
  ];

  test.each([
    ['app.add_middleware(VerifySignature)', CHECK, VERIFIED],
    ['app = Starlette(middleware=[Middleware(VerifySignature)])', CHECK, VERIFIED],
    ['app.add_middleware(VerifySignature)', ['    pass'], OPEN],
    ['app.add_middleware(CORSMiddleware)', CHECK, OPEN],
  ])('%s', (adds, check, told) => {
    expect(read({ 'app.py': app(adds, ...check) })).toEqual([`app.py:1 ${told}`]);
  });

  test('beside one that is a function', () => {
    const notes = [
      '@app.middleware("http")',
      'async def note(request, call_next):',
      '    return await call_next(request)',
    ];
    const lines = [...app('app.add_middleware(VerifySignature)', ...CHECK), ...notes];
    expect(read({ 'app.py': lines })).toEqual([`app.py:1 ${VERIFIED}`]);
  });
});

describe('middleware that asks for the paths of handlers in other files', () => {
  const ROUTER = 'app/routers/hooks.py';
  const files = (middleware: readonly string[]): Record<string, string[]> => ({
    'app/main.py': [...middleware],
    [ROUTER]: [
      'from fastapi import APIRouter, Request',
      'router = APIRouter()',
      '@router.post("/webhooks/acme")',
      ...HOOK,
    ],
  });
  const told = (...middleware: readonly string[]): string[] => read(files(middleware));
  const asking = (path: string, checks: readonly string[] = CHECK): string[] => [
    `    if request.url.path.startswith("${path}"):`,
    ...indented(checks),
  ];
  const FASTAPI = ['@app.middleware("http")', 'async def guard(request: Request, call_next):'];
  const ENDS = '    return await call_next(request)';

  test('is that of the application where a function of it says so', () => {
    expect(told(...FASTAPI, ...asking('/webhooks'), ENDS)).toEqual([`${ROUTER}:4 ${VERIFIED}`]);
    expect(told(...FASTAPI, ...asking('/webhooks/other'), ENDS)).toEqual([`${ROUTER}:4 ${OPEN}`]);
    expect(told(...FASTAPI, ...asking('/webhooks', ['    log.info("signature")']), ENDS)).toEqual([
      `${ROUTER}:4 ${OPEN}`,
    ]);
    const flask = ['@app.before_request', 'def guard():', '    if request.path.startswith("/webhooks"):'];
    expect(told(...flask, ...indented([...CHECK.slice(0, -1), '        abort(401)']))).toEqual([
      `${ROUTER}:4 ${VERIFIED}`,
    ]);
  });

  test.each([
    ['Starlette', '    async def dispatch(self, request, call_next):', ENDS],
    ['Django', '    def __call__(self, request):', '    return self.get_response(request)'],
  ])('leaves a doubt where it is a class of %s, which any application may take', (_, method, ends) => {
    const lines = (path: string): string[] => ['class WebhookGuard:', method, ...indented([...asking(path), ends])];
    expect(told(...lines('/webhooks/acme'))).toEqual([`${ROUTER}:4 unknown conditional`]);
    expect(told(...lines('/acme/webhook'))).toEqual([`${ROUTER}:4 unknown conditional`]);
    expect(told(...lines('/webhooks/other'))).toEqual([`${ROUTER}:4 ${OPEN}`]);
    expect(told(...lines('/other/webhook'))).toEqual([`${ROUTER}:4 ${OPEN}`]);
  });
});

describe('a router of another file that is included behind a dependency', () => {
  const ROUTER = 'app/routers/acme_hooks.py';
  const files = (...dependency: readonly string[]): Record<string, string[]> => ({
    'app/main.py': [
      'from app.routers import acme_hooks',
      'from app.security import verify',
      'app.include_router(acme_hooks.router, prefix="/webhooks", dependencies=[Depends(verify)])',
    ],
    'app/security.py': ['async def verify(request: Request):', ...dependency],
    [ROUTER]: ['router = APIRouter()', '@router.post("/webhooks/acme")', ...HOOK],
  });
  const RAISES = CHECK.map((each) => each.replace('return web.Response(status=401)', 'raise HTTPException(401)'));

  test('is as safe as that', () => {
    expect(read(files(...RAISES))).toEqual([`${ROUTER}:3 ${VERIFIED}`]);
    expect(read(files('    if not SECRET:', '        return', ...RAISES))).toEqual([
      `${ROUTER}:3 optional skipped-without-secret`,
    ]);
    expect(read(files('    await limiter.take(request.client.host)'))).toEqual([
      `${ROUTER}:3 unknown delegated-unresolved`,
    ]);
  });
});

test('a dependency that is an object with a method of its own to be called', () => {
  const lines = (check: readonly string[]): string[] => [
    'from fastapi import FastAPI, Request, Depends',
    'class Verifier:',
    '    async def __call__(self, request: Request):',
    ...indented(check.map((each) => each.replace('return web.Response(status=401)', 'raise HTTPException(401)'))),
    '        return await request.body()',
    'verify = Verifier()',
    'app = FastAPI()',
    '@app.post("/webhook")',
    'async def hook(request: Request, body=Depends(verify)):',
    '    await save(body)',
  ];
  expect(read({ 'main.py': lines(CHECK) })).toEqual([`main.py:11 ${VERIFIED}`]);
  expect(read({ 'main.py': lines([]) })).toEqual([`main.py:8 ${OPEN}`]);
});

test('a dependency that a type stands for', () => {
  const lines = (check: readonly string[]): string[] => [
    'async def genuine(request: Request) -> bytes:',
    ...check.map((each) => each.replace('return web.Response(status=401)', 'raise HTTPException(401)')),
    '    return await request.body()',
    'Genuine = Annotated[bytes, Depends(genuine)]',
    '@app.post("/webhook")',
    'async def hook(body: Genuine):',
    '    await save(body)',
  ];
  expect(read({ 'main.py': lines(CHECK) })).toEqual([`main.py:8 ${VERIFIED}`]);
  expect(read({ 'main.py': lines([]) })).toEqual([`main.py:5 ${OPEN}`]);
});

test('a framework of a provider that is handed the whole request', () => {
  const lines = (adapter: string): string[] => [
    'from slack_bolt import App',
    `from ${adapter} import SlackRequestHandler`,
    'handler = SlackRequestHandler(App(signing_secret=os.environ["SLACK_SIGNING_SECRET"]))',
    '@api.post("/slack/events")',
    'async def events(req: Request):',
    '    return await handler.handle(req)',
  ];
  for (const adapter of ['slack_bolt.adapter.flask', 'slack_bolt.adapter.fastapi'])
    expect(read({ 'main.py': lines(adapter) })).toEqual(['main.py:5 verified sdk-verifier']);
});
