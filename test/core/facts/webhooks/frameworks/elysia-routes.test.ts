import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../../support/make-webhook-reader.ts';
import { listHandlers } from '../../../../support/web-handlers.ts';

const reader = await makeWebhookReader();
const find = (text: string): string[] => listHandlers(reader, 'src/routes.ts', text);

const MAC = "const mac = createHmac('sha256', process.env.ACME_SECRET).update(body).digest('hex');";
const CHECK = `({ headers, body, set }) => { ${MAC} if (mac !== headers['x-signature']) { set.status = 401; return 'no'; } }`;
const derive = (verified: string): string =>
  `.derive(({ headers, body }) => { ${MAC} if (!headers['x-signature']) return { verified: false }; return { verified: ${verified} }; })`;
const ASK = "({ verified, status }) => { if (!verified) return status(401, 'no'); }";
const LENIENT = `({ headers, body }) => { ${MAC} if (mac !== headers['x-signature']) console.warn('no'); }`;
const TAKE = "async ({ body }) => { await saveOrder(body); return 'ok'; }";
const early = (refuse: string): string =>
  `async (ctx) => { const event = ctx.body.event; if (!KNOWN.has(event.type)) return { skipped: true }; const row = await db.tenants.findFirst({ slug: ctx.params.slug }); if (ctx.headers['authorization'] !== \`Bearer \${row.hookSecret}\`) ${refuse}; await saveOrder(event); return 'ok'; }`;

describe('Elysia', () => {
  const app = (chain: string): string =>
    `import { Elysia, t } from 'elysia';\nexport const hooks = new Elysia({ prefix: '/webhooks' })${chain};`;

  test.each([
    ['a handler alone', `.post('/acme', ${TAKE})`, 'unverified no-verification'],
    ['a shape behind the handler', `.post('/acme', ${TAKE}, { body: t.Any() })`, 'unverified no-verification'],
    ['what is made before', `.state({ a: 1 }).decorate('db', db).post('/acme', ${TAKE})`, 'unverified no-verification'],
    ['a hook', `.onBeforeHandle(${CHECK}).post('/acme', ${TAKE})`, 'verified signature-compared'],
    ['a hook of that handler', `.post('/acme', ${TAKE}, { beforeHandle: ${CHECK} })`, 'verified signature-compared'],
    [
      'a shape behind a handler that leaves some events out before it checks',
      `.post('/acme', ${early('throw new Error(1)')}, { params: t.Any() })`,
      'verified token-compared',
    ],
    [
      'a shape behind a handler that leaves some events out, and checks for nothing',
      `.post('/acme', ${early('console.warn(1)')}, { params: t.Any() })`,
      'ineffective result-ignored',
    ],
    ['a hook behind', `.post('/acme', ${TAKE}).onBeforeHandle(${CHECK})`, 'unverified no-verification'],
    [
      'what a hook derives and another asks',
      `${derive('mac === headers["x-signature"]')}.onBeforeHandle(${ASK}).post('/acme', ${TAKE})`,
      'verified signature-compared',
    ],
    [
      'what a hook derives and nobody asks',
      `${derive('mac === headers["x-signature"]')}.post('/acme', ${TAKE})`,
      'ineffective result-ignored',
    ],
    [
      'what is derived of nothing that proves',
      `${derive('headers["x-signature"] !== ""')}.onBeforeHandle(${ASK}).post('/acme', ${TAKE})`,
      'ineffective presence-only',
    ],
    [
      'what is asked before it is derived',
      `.onBeforeHandle(${ASK})${derive('mac === headers["x-signature"]')}.post('/acme', ${TAKE})`,
      'ineffective result-ignored',
    ],
    [
      'a status that is not given out',
      `${derive('mac === headers["x-signature"]')}.onBeforeHandle(${ASK.replace('return status', 'status')}).post('/acme', ${TAKE})`,
      'ineffective result-ignored',
    ],
    ['a hook that only warns', `.onBeforeHandle(${LENIENT}).post('/acme', ${TAKE})`, 'ineffective result-ignored'],
  ])('with %s', (_title, chain, expected) => {
    expect(find(app(chain))).toEqual([`elysia POST /webhooks/acme null ${expected}`]);
  });
});

test.each([
  ['Koa', "import Router from '@koa/router';\nconst router = new Router({ prefix: '/webhooks' });", 'koa'],
  [
    'Koa, afterwards',
    "import Router from '@koa/router';\nconst router = new Router();\nrouter.prefix('/webhooks');",
    'koa',
  ],
  ['Hono', "import { Hono } from 'hono';\nconst router = new Hono().basePath('/webhooks');", 'hono'],
])('the path that a router is made under, of %s', (_title, made, framework) => {
  const text = `${made}\nrouter.post('/acme', async (ctx) => { await saveOrder(await ctx.req.json()); });`;
  expect(find(text)).toEqual([`${framework} POST /webhooks/acme null unverified no-verification`]);
});
