import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const VERIFIED = 'null verified signature-compared';
const OPEN = 'null unverified no-verification';

const MAC =
  "createHmac('sha256', process.env.HOOK_SECRET).update(req.rawBody).digest('hex') !== req.headers['x-acme-signature']";

/** The verdict on the one route that takes webhooks. */
const verdictIn = (text: string): string | undefined => reader.verdicts('src/app.js', text).at(-1);

describe('middleware of Express before a route', () => {
  const HEAD = `const app = express();\nconst verify = (req, res, next) => { if (${MAC}) return res.status(401).end(); next(); };\nconst take = async (req, res) => { await orders.insert(req.body); res.end(); };\n`;

  test.each([
    ['on all of its path', "app.all('/webhooks/*', verify); app.post('/webhooks/acme', take);", VERIFIED],
    ['on all of another path', "app.all('/admin/*', verify); app.post('/webhooks/acme', take);", OPEN],
    [
      'in production alone',
      "if (process.env.NODE_ENV === 'production') { app.use('/webhooks', verify); } app.post('/webhooks/acme', take);",
      'null ineffective disabled-by-env',
    ],
    [
      'where a secret is set',
      "if (process.env.HOOK_SECRET) app.use('/webhooks', verify); app.post('/webhooks/acme', take);",
      'null optional skipped-without-secret',
    ],
    [
      'outside of tests',
      "if (process.env.NODE_ENV !== 'test') { app.use('/webhooks', verify); } app.post('/webhooks/acme', take);",
      VERIFIED,
    ],
    [
      'for its path, which it asks for',
      "app.use((req, res, next) => (req.path.startsWith('/webhooks/') ? verify(req, res, next) : next())); app.post('/webhooks/acme', take);",
      VERIFIED,
    ],
    [
      'for all paths but its own',
      "app.use((req, res, next) => { if (req.originalUrl.startsWith('/webhooks/')) return next(); verify(req, res, next); }); app.post('/webhooks/acme', take);",
      OPEN,
    ],
    ['as a route of its own', "app.post('/webhooks/acme', verify); app.post('/webhooks/acme', take);", VERIFIED],
    ['as a route of another path', "app.post('/webhooks/beta', verify); app.post('/webhooks/acme', take);", OPEN],
    ['in a chain of one route', "app.route('/webhooks/acme').all(verify).post(take);", VERIFIED],
    ['of another method', "app.route('/webhooks/acme').get(verify).post(take);", OPEN],
    [
      'on what its router is mounted on',
      "const api = express.Router(); const hooks = express.Router(); hooks.post('/acme', take); api.use('/webhooks', hooks); app.use('/api', verify, api);",
      VERIFIED,
    ],
    [
      'in front of the mount',
      "const hooks = express.Router(); hooks.post('/acme', take); app.use(verify); app.use('/webhooks', hooks);",
      VERIFIED,
    ],
    [
      'behind the mount',
      "const hooks = express.Router(); hooks.post('/acme', take); app.use('/webhooks', hooks); app.use('/webhooks', verify);",
      OPEN,
    ],
    [
      'of routers that mount each other, which nothing stands before',
      "const a = express.Router(); const b = express.Router(); a.use('/b', b); b.use('/a', a); a.post('/webhooks/acme', take);",
      OPEN,
    ],
  ])('%s', (_title, routes, expected) => {
    expect(verdictIn(HEAD + routes)).toBe(expected);
  });
});

describe('hooks of Fastify', () => {
  const HEAD = `import Fastify from 'fastify';\nconst app = Fastify();\nconst verify = async (req, reply) => { if (${MAC}) return reply.code(401).send(); };\n`;
  const ROUTE =
    "post('/webhooks/acme', async (req, reply) => { await orders.insert(req.body); return { ok: true }; });";

  test.each([
    ['behind the route', `app.${ROUTE} app.addHook('preHandler', verify);`, VERIFIED],
    ['when it has answered', `app.addHook('onResponse', verify); app.${ROUTE}`, OPEN],
    [
      'of a plugin for its routes',
      `app.register(async (child) => { child.addHook('preHandler', verify); child.${ROUTE} });`,
      VERIFIED,
    ],
    [
      'of a plugin for those of another',
      `app.register(async (child) => { child.addHook('preHandler', verify); }); app.${ROUTE}`,
      OPEN,
    ],
    [
      'around a plugin',
      `app.addHook('onRequest', verify); app.register(async (child) => { child.${ROUTE} }, { prefix: '/v1' });`,
      VERIFIED,
    ],
  ])('%s', (_title, routes, expected) => {
    expect(verdictIn(HEAD + routes)).toBe(expected);
  });
});

describe('middleware of Hono', () => {
  const HEAD =
    "import { Hono } from 'hono';\nconst app = new Hono();\nconst verify = async (c, next) => { if (c.req.header('x-hook-token') !== c.env.HOOK_TOKEN) return c.text('no', 401); await next(); };\n";
  const POST = "post('/acme', async (c) => { await orders.insert(await c.req.json()); return c.text('ok'); });";

  test.each([
    [
      'of what lies below a path',
      `const hooks = app.basePath('/webhooks'); hooks.use(verify); hooks.${POST}`,
      'null verified token-compared',
    ],
    ['behind the route', `const hooks = app.basePath('/webhooks'); hooks.${POST} hooks.use('*', verify);`, OPEN],
  ])('%s', (_title, routes, expected) => {
    expect(verdictIn(HEAD + routes)).toBe(expected);
  });
});

test.each([
  [
    "router.group(() => { router.post('/paystack', [PaystackController, 'handle']) }).prefix('/webhooks')",
    '/webhooks/paystack',
  ],
  [
    "router.group(() => { router.group(() => { router.post('/paystack', [PaystackController, 'handle']) }).prefix('webhooks') }).prefix('/v1').use(throttle)",
    '/v1/webhooks/paystack',
  ],
])('AdonisJS groups routes under a path: %s', (routes, expected) => {
  const text = `import router from '@adonisjs/core/services/router'\nconst PaystackController = () => import('#controllers/paystack_controller')\n${routes}`;
  expect(reader.find('start/routes.ts', text).webhooks.map(({ route }) => route)).toEqual([expected]);
});

describe('behind a look at the address of the caller', () => {
  const LISTED = 'if (LIVE && ADDRESSES.length > 0 && !ADDRESSES.includes(req.ip)) return res.status(403).send({});';
  const DIGEST = "createHmac('sha256', process.env.ACME_SECRET).update(raw).digest('hex')";

  test.each([
    [
      'verifies what was sent',
      `if (!raw) return res.status(400).send({}); if (${DIGEST} !== signature) return res.status(401).send({}); await pay(raw);`,
      'verified token-compared',
    ],
    [
      'verifies where all that it takes was sent',
      `if (signature && raw) { if (${DIGEST} !== signature) return res.status(401).send({}); await pay(raw); } else { console.error('nothing'); }`,
      'verified token-compared',
    ],
    [
      'verifies where a signature was sent',
      `if (signature && raw) { if (${DIGEST} !== signature) return res.status(401).send({}); } await pay(raw);`,
      'ineffective skipped-without-signature',
    ],
    ['checks nothing', 'if (!raw) return res.status(400).send({}); await pay(raw);', 'unknown conditional'],
  ])('a handler that %s', (_title, code, expected) => {
    const text = `app.addHook('onRequest', async (req, res) => { ${LISTED} });\napp.post('/webhooks/acme', async (req, res) => { const raw = req.rawBody; const signature = req.headers['x-acme-signature']; ${code} });`;
    expect(reader.verdicts('src/app.ts', `import fastify from 'fastify';\nconst app = fastify();\n${text}`)).toEqual([
      `null ${expected}`,
    ]);
  });
});
