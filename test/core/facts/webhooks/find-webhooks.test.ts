import { describe, expect, test } from 'vitest';
import { findWebhooks } from '../../../../src/core/facts/webhooks/find-webhooks.ts';
import { WEBHOOK_REASONS } from '../../../../src/core/webhook-reasons.ts';
import { APP, EVENT, SIG } from '../../../support/stripe-express.ts';
import { startCpuTime } from '../../../support/cpu-time.ts';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { makeWebhookKnowledge } from '../../../support/make-webhook-knowledge.ts';

const reader = await makeWebhookReader();

describe('middleware and wrappers', () => {
  const verify =
    "const verify = (req, res, next) => { try { stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature'], process.env.STRIPE_WEBHOOK_SECRET); next(); } catch (e) { res.status(400).end(); } };";
  const lax =
    'const verify = (req, res, next) => { if (!process.env.STRIPE_WEBHOOK_SECRET) return next(); stripe.webhooks.constructEvent(req.body, req.headers["stripe-signature"], process.env.STRIPE_WEBHOOK_SECRET); next(); };';
  const use = '(req, res) => { fulfilOrder(req.body); res.json({}); }';
  test.each([
    ['on the registration', `${APP}${verify}\napp.post('/webhook', verify, ${use});`, 'stripe verified sdk-verifier'],
    [
      'in front of the path',
      `${APP}${verify}\napp.use('/webhook', verify);\napp.post('/webhook', ${use});`,
      'stripe verified sdk-verifier',
    ],
    [
      'in front of the router',
      `${APP}${verify}\nconst router = express.Router();\nrouter.use(verify);\nrouter.post('/webhook', ${use});`,
      'stripe verified sdk-verifier',
    ],
    [
      'of another path',
      `${APP}${verify}\napp.use('/other', verify);\napp.post('/stripe/webhook', ${use});`,
      'stripe unverified no-verification',
    ],
    [
      'after the registration',
      `${APP}${verify}\napp.post('/stripe/webhook', ${use});\napp.use(verify);`,
      'stripe unverified no-verification',
    ],
    [
      'that passes without a secret',
      `${APP}${lax}\napp.post('/webhook', verify, ${use});`,
      'stripe optional skipped-without-secret',
    ],
    [
      'of a library',
      `import { createNodeMiddleware, Webhooks } from '@octokit/webhooks';\napp.use('/webhooks/github', createNodeMiddleware(hooks, { path: '/' }));`,
      'github verified protected-before',
    ],
    [
      'a wrapper made here',
      `${APP}const guarded = (handler) => async (req, res) => { const sig = req.headers['stripe-signature']; try { ${EVENT}; } catch { return res.status(400).end(); } return handler(req, res); };\napp.post('/webhook', guarded(${use}));`,
      'stripe verified sdk-verifier',
    ],
    ['chained routes', `${APP}app.route('/stripe/webhook').post(${use});`, 'stripe unverified no-verification'],
  ])('%s', (_title, text, expected) => {
    expect(reader.verdicts('src/server.js', text)).toEqual([expected]);
  });

  test.each([
    ['asyncHandler', './take.ts'],
    ['withRateLimit', './take.ts'],
    ['requestLogger', './take.ts'],
    ['loginHandler', './made.ts'],
    ['generateHandler', './made.ts'],
    ['migrate', './made.ts'],
  ])('made by another file: %s', (name, module) => {
    const text = `${APP}import { ${name} } from './made.ts';\nimport { take } from './take.ts';\napp.post('/webhook', ${name}(take));`;
    expect(reader.find('src/server.js', text).webhooks.map((fact) => fact.handledBy?.module)).toEqual([module]);
  });
});

describe('other frameworks', () => {
  test.each([
    [
      'Next.js: a function',
      'app/api/webhooks/clerk/route.ts',
      "import { verifyWebhook as check } from '@clerk/nextjs/webhooks';\nexport async function POST(req) { try { const evt = await check(req); await createUser(evt.data); } catch (e) { return new Response('no', { status: 400 }); } return new Response('ok'); }",
      'clerk verified sdk-verifier',
    ],
    [
      'Next.js: a constant',
      'src/app/(api)/webhooks/resend/route.ts',
      'export const POST = async (request: Request) => { const { type, data } = await request.json(); await updateEmail(data); return Response.json({}); };',
      'resend unverified no-verification',
    ],
    [
      'Next.js: svix',
      'app/api/webhooks/route.ts',
      "import { Webhook } from 'svix';\nimport { headers } from 'next/headers';\nexport async function POST(req: Request) { const payload = await req.text(); const wh = new Webhook(process.env.WEBHOOK_SECRET!); const h = await headers(); let evt; try { evt = wh.verify(payload, { 'svix-id': h.get('svix-id')! }); } catch (err) { return new Response('bad', { status: 400 }); } await saveUser(evt); return new Response('') }",
      'svix verified sdk-verifier',
    ],
    [
      'Next.js: a wrapper',
      'app/api/hooks/route.ts',
      "import { verifySignatureAppRouter } from '@upstash/qstash/nextjs';\nasync function handler(req: Request) { await runJob(await req.json()); return new Response('ok'); }\nexport const POST = verifySignatureAppRouter(handler);",
      'qstash verified protected-before',
    ],
    [
      'Next.js pages',
      'pages/api/webhooks/stripe.ts',
      `export default async function handler(req: NextApiRequest, res: NextApiResponse) { if (req.method === 'POST') { const buf = await buffer(req); const sig = req.headers['stripe-signature']!; let event; try { event = stripe.webhooks.constructEvent(buf, sig, secret); } catch (err) { res.status(400).send('x'); return; } await fulfil(event); res.json({}); } else { res.status(405).end(); } }`,
      'stripe verified sdk-verifier',
    ],
    [
      'Next.js pages: only the GET is checked',
      'pages/api/webhook.ts',
      "export default async function handler(req, res) { if (req.method === 'GET') { if (req.query['hub.verify_token'] === process.env.VERIFY_TOKEN) return res.send('x'); return res.status(403).end(); } await handleMessages(req.body); res.send('ok'); }",
      'meta-graph-api unverified no-verification',
    ],
    [
      'Hono',
      'src/index.ts',
      "import { Hono } from 'hono';\nconst app = new Hono().post('/webhook', async (c) => { const sig = c.req.header('stripe-signature'); const body = await c.req.text(); const event = await stripe.webhooks.constructEventAsync(body, sig, c.env.STRIPE_WEBHOOK_SECRET); await fulfil(event); return c.json({}); });\nexport default app;",
      'stripe verified sdk-verifier',
    ],
    [
      'Hono: nothing',
      'src/index.ts',
      "import { Hono } from 'hono';\nconst app = new Hono();\napp.post('/webhooks/github', async (c) => { const body = await c.req.json(); await deploy(body); return c.json({}); });",
      'github unverified no-verification',
    ],
    [
      'Fastify: an object',
      'src/index.ts',
      "import fastify from 'fastify';\nconst server = fastify();\nserver.route({ method: 'POST', url: '/slack/events', handler: async (request, reply) => { await handleEvent(request.body.event); return {}; } });",
      'slack unverified no-verification',
    ],
    [
      'Fastify: a hook on the route',
      'src/index.ts',
      "import fastify from 'fastify';\nimport { verifySlackRequest } from '@slack/bolt';\nconst server = fastify();\nserver.post('/slack/events', { preHandler: async (request, reply) => { verifySlackRequest({ signingSecret: process.env.SLACK_SIGNING_SECRET, body: request.rawBody, headers: request.headers }); } }, async (request, reply) => { await handleEvent(request.body); });",
      'slack verified sdk-verifier',
    ],
    [
      'a controller',
      'src/controllers/pay.js',
      `const stripe = require('stripe')(key);\nexports.webhook = async (req, res) => { ${SIG} const event = ${EVENT}; await fulfil(event); res.json({}); };`,
      'stripe verified sdk-verifier',
    ],
    [
      'a controller class',
      'src/pay.ts',
      'export class PayController { async stripeWebhook(req: Request, res: Response) { await this.orders.update(req.body); res.json({}); } }',
      'stripe unverified no-verification',
    ],
    [
      'a body that comes in pieces',
      'api/hook.js',
      `${APP}app.post('/stripe/webhook', (req, res) => { let data = ''; req.on('data', (c) => { data += c; }); req.on('end', async () => { const sig = req.headers['stripe-signature']; const event = ${EVENT}; await fulfil(event); res.end(); }); });`,
      'stripe verified sdk-verifier',
    ],
  ])('%s', (_title, path, text, expected) => {
    expect(reader.verdicts(path, text)).toEqual([expected]);
  });
});

describe('what cannot be analysed', () => {
  test('a receiver that the parser refuses is unknown, with one fact', () => {
    const facts = findWebhooks(
      'app/api/webhook/route.ts',
      'x'.repeat(10),
      () => '',
      () => null,
      makeWebhookKnowledge(),
    ).webhooks;
    expect(facts.map((fact) => `${fact.verification} ${fact.why}`)).toEqual(['unknown too-large']);
  });

  test.each([
    ['100,000 brackets', `app.post('/webhook', ${'(\n'.repeat(100_000)}`],
    ['nested blocks', `app.post('/webhook', (req, res) => {${'if (req.body) {\n'.repeat(50_000)}`],
    ['a long chain', `const webhook = a${'.b()\n'.repeat(50_000)};`],
    ['many handlers', "app.post('/webhook', (req, res) => { go(req.body); });\n".repeat(3000)],
    [
      'many routes that are described by names from nowhere',
      `import { OpenAPIHono } from '@hono/zod-openapi';\n${Array.from({ length: 4000 }, (_, i) => `app.openapi(r${i}, (c) => c.json({}));`).join('\n')}`,
    ],
    ['many branches', `app.post('/webhook', (req, res) => { ${'if (a(req)) { b(req.body); }\n'.repeat(5000)} });`],
  ])('%s cost bounded time', (_title, text) => {
    const cpuTime = startCpuTime();
    const { webhooks } = reader.find('src/webhook.ts', text);
    expect(cpuTime()).toBeLessThan(10_000);
    expect(webhooks.length).toBeLessThanOrEqual(100);
  });
});

test('every reason is listed once', () => {
  expect([...new Set(WEBHOOK_REASONS)]).toEqual([...WEBHOOK_REASONS]);
});
