import { beforeAll, describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';
import type { ReadVerdicts } from '../../../../support/read-lowered-verdicts.ts';

// What stands before the handlers of an application of Python, and objects that are called like functions.

let read: ReadVerdicts;
beforeAll(async () => {
  read = await makeVerdictReader();
});

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
