import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles, type Files } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();

const WORK = 'await db.order.update({ where: { id: body.id }, data: { paid: true } });';
const POST = `export const POST = async ({ request }) => { const body = await request.json(); ${WORK} return new Response(); };`;
const NEXT = `export async function POST(request) { const body = await request.json(); ${WORK} return Response.json({}); }`;
const KEY = "request.headers.get('x-hook-secret') !== process.env.HOOK_SECRET";
const middleware = (check: string, config = ''): string =>
  `import { NextResponse } from 'next/server';\nexport async function middleware(request) { ${check} return NextResponse.next(); }\n${config}`;
const REFUSE = `if (${KEY}) return NextResponse.json({}, { status: 401 });`;
const OF_HOOKS = "request.nextUrl.pathname.startsWith('/api/webhooks')";
const matcher = (paths: string): string => `export const config = { matcher: ${paths} };`;

/** `verification why` of the handler, which is the last of the files. */
const settle = (files: Files): string => {
  const path = Object.keys(files).at(-1)!;
  const found = settleFiles(reader, files).map((each) => each.split(' '));
  expect(found.map(([of]) => of)).toEqual([path]);
  return found[0]!.slice(1, 3).join(' ');
};

const OPEN = 'unverified no-verification';
const TOKEN = 'verified token-compared';

describe('middleware of Next.js stands before routes of other files', () => {
  test.each([
    ['whose paths it asks for', 'middleware.ts', middleware(`if (${OF_HOOKS}) { ${REFUSE} }`), TOKEN],
    ['that its matcher names', 'middleware.ts', middleware(REFUSE, matcher("'/api/webhooks/:path*'")), TOKEN],
    ['among all of an API', 'src/proxy.ts', middleware(REFUSE, matcher("['/api/:path*']")), TOKEN],
    ['whatever their paths', 'middleware.ts', middleware(REFUSE), TOKEN],
    ['but for those of other paths', 'middleware.ts', middleware(REFUSE, matcher("['/admin/:path*']")), OPEN],
    [
      'but for those that its matcher leaves out',
      'middleware.ts',
      middleware(REFUSE, matcher("['/((?!api/webhooks|_next/static).*)']")),
      OPEN,
    ],
    [
      'but for those that it lets pass before',
      'middleware.ts',
      middleware(`if (${OF_HOOKS}) return NextResponse.next(); ${REFUSE}`),
      OPEN,
    ],
    [
      'but for a list of paths that it lets pass',
      'middleware.ts',
      middleware(
        `if (PUBLIC.some((each) => request.nextUrl.pathname.startsWith(each))) return NextResponse.next(); ${REFUSE}`,
      ),
      OPEN,
    ],
    ['and protects none by a warning', 'middleware.ts', middleware(`if (${KEY}) console.warn('who is that');`), OPEN],
    [
      'and protects none where no secret is set',
      'middleware.ts',
      middleware(`if (process.env.HOOK_SECRET) { ${REFUSE} }`),
      OPEN,
    ],
    ['of its own application', 'apps/admin/middleware.ts', middleware(REFUSE), OPEN],
  ])('%s', (_title, path, guard, expected) => {
    const folder = path.startsWith('src/') ? 'src/' : '';
    expect(settle({ [path]: guard, [`${folder}app/api/webhooks/acme/route.ts`]: NEXT })).toBe(expected);
  });

  test('with a verifier of another file', () => {
    const files = {
      'lib/verify-hook.ts':
        "export async function verifyHook(request) { return createHmac('sha256', process.env.HOOK_SECRET).update(await request.clone().text()).digest('hex') === request.headers.get('x-signature'); }",
      'middleware.ts': `import { verifyHook } from '@/lib/verify-hook';\n${middleware(`if (${OF_HOOKS} && !(await verifyHook(request))) return new NextResponse('', { status: 401 });`)}`,
      'app/api/webhooks/acme/route.ts': NEXT,
    };
    expect(settle(files)).toBe('verified signature-compared');
  });
});

describe('what other frameworks run before the routes of files', () => {
  test.each<[string, Files]>([
    [
      'a hook of SvelteKit, one of several',
      {
        'src/hooks.server.ts': `import { sequence } from '@sveltejs/kit/hooks';\nconst session = async ({ event, resolve }) => { event.locals.user = await userOf(event.cookies.get('sid')); return resolve(event); };\nconst hooks = async ({ event, resolve }) => { const { request } = event; if (event.url.pathname.startsWith('/api/webhooks') && ${KEY}) return new Response('', { status: 401 }); const response = await resolve(event); return response; };\nexport const handle = sequence(session, hooks);`,
        'src/routes/api/webhooks/acme/+server.ts': POST,
      },
    ],
    [
      'a middleware of Astro',
      {
        'src/middleware/index.ts': `import { defineMiddleware, sequence } from 'astro:middleware';\nconst hooks = defineMiddleware(async ({ url, request }, next) => { if (url.pathname.startsWith('/api/webhooks/') && ${KEY}) return new Response('', { status: 401 }); return next(); });\nconst log = defineMiddleware((context, next) => next());\nexport const onRequest = sequence(log, hooks);`,
        'src/pages/api/webhooks/acme.ts': POST,
      },
    ],
    [
      'a middleware of Nitro',
      {
        'server/middleware/hooks.ts':
          "export default defineEventHandler((event) => { if (!getRequestURL(event).pathname.startsWith('/api/webhooks')) return; if (getHeader(event, 'x-hook-secret') !== process.env.HOOK_SECRET) throw createError({ statusCode: 401 }); });",
        'server/api/webhooks/acme.post.ts': `export default defineEventHandler(async (event) => { const body = await readBody(event); ${WORK} return {}; });`,
      },
    ],
    [
      'a middleware of a folder of Cloudflare Pages',
      {
        'functions/api/webhooks/_middleware.js':
          "const hooks = async ({ request, env, next }) => { if (request.headers.get('x-hook-secret') !== env.HOOK_SECRET) return new Response('', { status: 401 }); return next(); };\nexport const onRequest = [async (context) => context.next(), hooks];",
        'functions/api/webhooks/acme.js': `export async function onRequestPost({ request }) { const body = await request.json(); ${WORK} return new Response(); }`,
      },
    ],
  ])('%s', (_title, files) => {
    const [guard = '', text = ''] = Object.entries(files)[0]!;
    expect(settle(files)).toBe(TOKEN);
    expect(settle({ ...files, [guard]: text.replace('!== ', '=== ') })).toBe(OPEN);
  });
});
