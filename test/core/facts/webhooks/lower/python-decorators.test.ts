import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Functions of Python that nothing but their decorators lead to, and what tells that they take webhooks.

const read = await makeVerdictReader();

const OPEN = 'unverified no-verification';

describe('a function whose name another one has taken', () => {
  const TAKES = ['async def main(request):', '    data = await request.json()', '    await save(data["id"])'];
  const SHOWS = ['async def main(request):', '    return web.Response(text="ready")'];
  const app = (posts: string, gets: string): string[] => [
    'from aiohttp import web',
    'routes = web.RouteTableDef()',
    ...(posts ? [posts] : []),
    ...TAKES,
    ...(gets ? [gets] : []),
    ...SHOWS,
  ];

  test('is led to by its decorator', () => {
    expect(read({ 'app.py': app('@routes.post("/webhook")', '@routes.get("/webhook")') })).toEqual([
      `app.py:4 ${OPEN}`,
    ]);
  });

  test('is not led to by its name', () => {
    const registers = 'app.router.add_post("/webhook", main)';
    expect(read({ 'app.py': [...app('', ''), registers] })).toEqual([]);
    expect(read({ 'app.py': [...app('', '').slice(0, 5), registers] })).toEqual([`app.py:3 ${OPEN}`]);
  });
});

test('a verifier of a package whose name tells of nothing', () => {
  const bot = (...lines: readonly string[]): Record<string, string[]> => ({
    'bot/__main__.py': [
      'from aiohttp import web',
      'from gidgethub import routing, sansio',
      'routes = web.RouteTableDef()',
      '@routes.post("/")',
      'async def main(request):',
      '    body = await request.read()',
      ...lines,
      '    await router.dispatch(event)',
    ],
  });
  const VERIFIES = 'event = sansio.Event.from_http(request.headers, body, secret=os.environ["GH_SECRET"])';
  expect(read(bot(`    ${VERIFIES}`))).toEqual(['bot/__main__.py:5 verified sdk-verifier']);
  const chosen = ['    event = json.loads(body)', '    if "label" not in json.loads(body):', `        ${VERIFIES}`];
  expect(read(bot(...chosen))).toEqual(['bot/__main__.py:5 ineffective caller-decides']);
});
