import { beforeAll, describe, expect, test } from 'vitest';
import { findWebhooks } from '../../../../src/core/facts/webhooks/find-webhooks.ts';
import { WEBHOOK_REASONS } from '../../../../src/core/facts/webhooks/reasons.ts';
import type { ParseSyntax } from '../../../../src/core/facts/webhooks/syntax.ts';
import { loadSyntax } from '../../../../src/syntax/load-syntax.ts';
import { makeWebhookKnowledge } from '../../../support/make-webhook-knowledge.ts';

const knowledge = makeWebhookKnowledge();
let parse: ParseSyntax;
beforeAll(async () => {
  parse = await loadSyntax();
});

const find = (path: string, text: string) => findWebhooks(path, text, () => text, parse, knowledge);
/** `provider verification why` of every handler. */
const verdicts = (path: string, text: string): string[] =>
  find(path, text).webhooks.map((fact) => `${fact.provider} ${fact.verification} ${fact.why}`);

const APP =
  "const express = require('express');\nconst app = express();\nconst stripe = require('stripe')(process.env.STRIPE_KEY);\n";
const SIG = "const sig = req.headers['stripe-signature'];";
const EVENT = 'stripe.webhooks.constructEvent(req.body, sig, process.env.STRIPE_WEBHOOK_SECRET)';
/** The body of an Express handler of Stripe's webhook. */
const express = (body: string, more = ''): string =>
  `${APP}${more}\napp.post('/webhooks/stripe', express.raw({ type: '*/*' }), async (req, res) => {\n${body}\n});\n`;
const MAC =
  "const expected = crypto.createHmac('sha256', process.env.GITHUB_WEBHOOK_SECRET).update(req.body).digest('hex');";
const hub = (body: string, more = ''): string =>
  `import crypto from 'node:crypto';\nimport express from 'express';\nconst router = express.Router();\n${more}\nrouter.post('/hooks/github', async (req, res) => {\nconst sig = req.get('x-hub-signature-256');\n${body}\nawait handlePush(req.body);\nres.sendStatus(204);\n});\n`;

describe('Stripe behind Express', () => {
  test.each([
    [
      'a throwing verifier in a try whose catch answers 400',
      `${SIG} let event; try { event = ${EVENT}; } catch (e) { return res.status(400).send('no'); } await fulfil(event); res.json({});`,
      'verified sdk-verifier',
    ],
    [
      'a throwing verifier without a try',
      `${SIG} const event = ${EVENT}; await fulfil(event); res.json({});`,
      'verified sdk-verifier',
    ],
    [
      'a rejection that is logged in the database',
      `${SIG} let event; try { event = ${EVENT}; } catch (e) { await db.insertFailure(req.body); return res.status(400).end(); } await fulfil(event); res.json({});`,
      'verified sdk-verifier',
    ],
    [
      'a missing secret that rejects',
      `${SIG} if (!process.env.STRIPE_WEBHOOK_SECRET) { return res.status(500).end(); } const event = ${EVENT}; await fulfil(event); res.json({});`,
      'verified sdk-verifier',
    ],
    ['nothing', 'await fulfilOrder(req.body); res.json({});', 'unverified no-verification'],
    [
      'a check that is commented out',
      `${SIG} // const event = ${EVENT};\n await fulfilOrder(req.body); res.json({});`,
      'unverified no-verification',
    ],
    [
      'a parser that is none',
      'const event = stripe.events.parse(req.body); await fulfil(event); res.json({});',
      'unverified not-a-verifier',
    ],
    [
      'the header only asked for',
      `${SIG} if (!sig) return res.status(400).end(); await fulfilOrder(req.body); res.json({});`,
      'ineffective presence-only',
    ],
    [
      'a catch that goes on',
      `${SIG} let event = req.body; try { event = ${EVENT}; } catch (e) { console.error(e); } await fulfil(event); res.json({});`,
      'ineffective error-swallowed',
    ],
    [
      'a catch that parses instead',
      `${SIG} let event; try { event = ${EVENT}; } catch (e) { event = JSON.parse(req.body); } if (event.type === 'paid') { await markPaid(event); } res.json({});`,
      'ineffective error-swallowed',
    ],
    [
      'a use before the check',
      `${SIG} await markOrderPaid(req.body); const event = ${EVENT}; res.json({});`,
      'ineffective after-use',
    ],
    [
      'a promise that nobody awaits',
      `${SIG} stripe.webhooks.constructEventAsync(req.body, sig, process.env.STRIPE_WEBHOOK_SECRET); await fulfilOrder(req.body); res.json({});`,
      'ineffective not-awaited',
    ],
    [
      'no check in development',
      `${SIG} let event = req.body; if (process.env.NODE_ENV === 'production') { event = ${EVENT}; } await fulfil(event); res.json({});`,
      'ineffective disabled-by-env',
    ],
    [
      'a check that a variable switches off',
      `${SIG} let event; if (process.env.SKIP_STRIPE_VERIFICATION === 'true') { event = req.body; } else { event = ${EVENT}; } await fulfil(event); res.json({});`,
      'ineffective disabled-by-env',
    ],
    [
      'no check without the header',
      `${SIG} let event = req.body; if (sig) { event = ${EVENT}; } await fulfil(event); res.json({});`,
      'ineffective skipped-without-signature',
    ],
    [
      'no check without a secret',
      `${SIG} let event; if (process.env.STRIPE_WEBHOOK_SECRET) { event = ${EVENT}; } else { event = req.body; } await fulfil(event); res.json({});`,
      'optional skipped-without-secret',
    ],
    [
      'a constant secret that may be missing',
      `${SIG} const secret = process.env.STRIPE_WEBHOOK_SECRET; let event = req.body; if (secret) { event = stripe.webhooks.constructEvent(req.body, sig, secret); } if (event.type === 'x') { console.log('paid'); } res.json({});`,
      'optional skipped-without-secret',
    ],
    [
      'an early answer without a use',
      `${SIG} if (req.body.type === 'ping') { return res.json({ ok: true }); } const event = ${EVENT}; await fulfil(event); res.json({});`,
      'verified sdk-verifier',
    ],
  ])('%s', (_title, body, expected) => {
    expect(verdicts('src/server.js', express(body))).toEqual([`stripe ${expected}`]);
  });
});

describe('a signature computed by hand, GitHub', () => {
  const ok =
    "if (!crypto.timingSafeEqual(Buffer.from(sig), Buffer.from('sha256=' + expected))) return res.status(401).end();";
  test.each([
    ['compared in constant time', `${MAC} ${ok}`, 'verified signature-compared'],
    [
      'compared with ===',
      `${MAC} if (sig !== \`sha256=\${expected}\`) { return res.status(401).end(); }`,
      'verified signature-compared',
    ],
    [
      'compared by length first',
      `${MAC} const a = Buffer.from(sig); const b = Buffer.from(expected); if (a.length !== b.length || !crypto.timingSafeEqual(a, b)) throw new Error('bad');`,
      'verified signature-compared',
    ],
    [
      'an answer kept in a variable',
      `${MAC} const valid = sig === expected; if (!valid) { return res.sendStatus(403); }`,
      'verified signature-compared',
    ],
    [
      'a flag that starts as false',
      `${MAC} let valid = false; try { valid = crypto.timingSafeEqual(Buffer.from(sig), Buffer.from(expected)); } catch {} if (!valid) return res.sendStatus(403);`,
      'verified signature-compared',
    ],
    [
      'one of several signatures',
      `${MAC} let good = false; for (const each of sig.split(' ')) { if (each === expected) { good = true; break; } } if (!good) return res.sendStatus(403);`,
      'verified signature-compared',
    ],
    [
      'an answer that nobody reads',
      `${MAC} crypto.timingSafeEqual(Buffer.from(sig), Buffer.from(expected));`,
      'ineffective result-ignored',
    ],
    [
      'an answer that is only logged',
      `${MAC} if (sig !== expected) { console.warn('bad signature'); }`,
      'ineffective result-ignored',
    ],
    [
      'an answer 401 without a return',
      `${MAC} if (sig !== expected) { res.status(401).send('bad'); }`,
      'ineffective result-ignored',
    ],
    ['compared with itself', `${MAC} if (expected !== expected) return res.sendStatus(403);`, 'ineffective stub'],
    [
      'a secret with a fallback in the source',
      "const secret = process.env.GITHUB_WEBHOOK_SECRET || 'hush'; const mac = crypto.createHmac('sha256', secret).update(req.body).digest('hex'); if (mac !== sig) return res.sendStatus(403);",
      'ineffective default-secret',
    ],
    [
      'skipped when there is no secret',
      `if (process.env.GITHUB_WEBHOOK_SECRET) { ${MAC} ${ok} }`,
      'optional skipped-without-secret',
    ],
    [
      'skipped when secret or header is missing',
      `if (process.env.GITHUB_WEBHOOK_SECRET && sig) { ${MAC} ${ok} }`,
      'ineffective skipped-without-signature',
    ],
    [
      'a shared token',
      'if (req.headers["x-gitlab-token"] !== process.env.GITLAB_TOKEN) return res.sendStatus(401);',
      'verified token-compared',
    ],
  ])('%s', (_title, body, expected) => {
    expect(verdicts('src/hooks.ts', hub(body))).toEqual([`github ${expected}`]);
  });
});

test.each([
  ['turned around', `${MAC} if (sig === expected) { return res.status(401).end(); }`, 'ineffective result-ignored'],
  [
    'answered politely',
    `${MAC} if (sig !== expected) { metrics.count('bad'); return res.status(200).end(); }`,
    'verified signature-compared',
  ],
])('a comparison that is %s', (_title, body, expected) => {
  expect(verdicts('src/hooks.ts', hub(body))).toEqual([`github ${expected}`]);
});

describe('a helper of the same file', () => {
  const strict =
    "function verify(req) { const mac = crypto.createHmac('sha256', process.env.S_SECRET).update(req.rawBody).digest('hex'); return crypto.timingSafeEqual(Buffer.from(mac), Buffer.from(req.headers['x-hub-signature-256'])); }";
  test.each([
    ['answers and is heeded', strict, 'if (!verify(req)) return res.status(401).end();', 'verified signature-compared'],
    ['answers and is ignored', strict, 'verify(req);', 'ineffective result-ignored'],
    [
      'always agrees',
      'function verify(req) { return true; }',
      'if (!verify(req)) return res.status(401).end();',
      'ineffective stub',
    ],
    [
      'agrees without a secret',
      strict.replace('{ const', '{ if (!process.env.S_SECRET) return true; const'),
      'if (!verify(req)) return res.status(401).end();',
      'optional skipped-without-secret',
    ],
    [
      'agrees in tests',
      strict.replace('{ const', "{ if (process.env.NODE_ENV === 'test') return true; const"),
      'if (!verify(req)) return res.status(401).end();',
      'ineffective disabled-by-env',
    ],
    [
      'throws',
      strict.replace('return crypto', 'if (!crypto').replace(/; }$/, ") throw new Error('no'); }"),
      'verify(req);',
      'verified signature-compared',
    ],
    [
      'answers with what is wrong',
      strict
        .replace('return crypto', 'return crypto')
        .replace(/$/, ' const problem = (req) => verify(req) ? null : "bad";'),
      'const wrong = problem(req); if (wrong) return res.status(401).send(wrong);',
      'verified signature-compared',
    ],
    [
      'answers in an object',
      strict.replace(
        /$/,
        ' async function check(req) { if (!verify(req)) return { valid: false, error: "bad" }; return { valid: true }; }',
      ),
      'const result = await check(req); if (!result.valid) return res.status(401).end();',
      'verified signature-compared',
    ],
    [
      'calls itself without end',
      'function verify(req) { return verify(req); }',
      'if (!verify(req)) return res.status(401).end();',
      'unverified no-verification',
    ],
  ])('that %s', (_title, helper, body, expected) => {
    expect(verdicts('src/hooks.ts', hub(body, helper))).toEqual([`github ${expected}`]);
  });
});

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
    expect(verdicts('src/server.js', text)).toEqual([expected]);
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
      'null unverified no-verification',
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
    expect(verdicts(path, text)).toEqual([expected]);
  });
});

describe('calls into other files', () => {
  test('a helper that is named so becomes a delegation with a verdict for each way of refusing', () => {
    const text =
      "import { verifyStripe } from '@/lib/stripe';\nexport async function POST(req: Request) {\n  const body = await req.text();\n  if (!(await verifyStripe(body, req.headers.get('stripe-signature')))) return new Response('', { status: 401 });\n  await fulfilOrder(JSON.parse(body));\n  return new Response('');\n}";
    expect(find('app/api/webhooks/stripe/route.ts', text).webhooks).toEqual([
      {
        line: 2,
        column: 8,
        endLine: 7,
        provider: 'stripe',
        route: '/api/webhooks/stripe',
        method: 'POST',
        framework: 'next-app',
        name: 'POST',
        verification: 'unknown',
        why: 'delegated',
        verifiedAt: null,
        otherwise: { verification: 'unverified', why: 'no-verification' },
        delegations: [
          {
            module: '@/lib/stripe',
            name: 'verifyStripe',
            line: 4,
            column: 15,
            verdicts: {
              throws: { verification: 'verified', why: 'protected-before' },
              truthy: { verification: 'verified', why: 'protected-before' },
              falsy: { verification: 'ineffective', why: 'result-ignored' },
              guards: { verification: 'unverified', why: 'no-verification' },
            },
          },
        ],
      },
    ]);
  });

  test('a helper whose answer is ignored protects only if it throws', () => {
    const text =
      "import { verifyStripe } from './stripe';\nexport async function POST(req: Request) { await verifyStripe(req); await fulfilOrder(await req.json()); return new Response(''); }";
    const [fact] = find('app/api/webhooks/stripe/route.ts', text).webhooks;
    expect(fact?.delegations[0]?.verdicts).toEqual({
      throws: { verification: 'verified', why: 'protected-before' },
      truthy: { verification: 'ineffective', why: 'result-ignored' },
      falsy: { verification: 'ineffective', why: 'result-ignored' },
      guards: { verification: 'unverified', why: 'no-verification' },
    });
  });

  test('a call after the use is no delegation', () => {
    const text =
      "import { verifyStripe } from './stripe';\nexport async function POST(req: Request) { const body = await req.json(); await markPaid(body); return new Response(''); verifyStripe(req); }";
    expect(verdicts('app/api/webhooks/stripe/route.ts', text)).toEqual(['stripe unverified no-verification']);
  });

  test('a method of an imported service names its class and the method', () => {
    const text =
      "import { PayService } from '../pay';\nconst service = PayService.getInstance();\nrouter.post('/webhook', async (req, res) => { const result = await service.handleWebhook(req.body, req.headers['stripe-signature']); res.json(result); });";
    const [fact] = find('src/routes.ts', text).webhooks;
    expect(fact?.delegations.map(({ module, name, member }) => ({ module, name, member }))).toEqual([
      { module: '../pay', name: 'PayService', member: 'handleWebhook' },
    ]);
  });

  test('a service that is handed in cannot be told', () => {
    const text =
      "export const routes = (app, { billing }) => { app.post('/stripe/webhook', async (req, res) => { await billing.handle(req.body, req.headers['stripe-signature']); res.json({}); }); };";
    expect(verdicts('src/routes.ts', text)).toEqual(['stripe unknown dynamic-dispatch']);
  });

  test('a handler of another file is pointed to', () => {
    const text =
      "const router = require('express').Router();\nconst pay = require('./pay');\nrouter.post('/webhook', pay.webhook.bind(pay));";
    const [fact] = find('src/routes.js', text).webhooks;
    expect(fact?.handledBy).toEqual({ module: './pay', name: 'default', member: 'webhook', line: 3, column: 25 });
  });
});

describe('shapes that were judged wrongly once', () => {
  test.each([
    [
      'a form with a signature that is drawn is no receiver',
      'src/routes.ts',
      "app.post('/api/waivers', async (req, res) => { const { signature } = req.query; const valid = schema.parse(req.body); await db.insertWaiver(valid, signature); res.json({}); }); // verify",
      [],
    ],
    [
      'administration by methods in one pages handler is no receiver',
      'pages/api/teams/[slug]/webhooks/[id].ts',
      "export default async function handler(req, res) { switch (req.method) { case 'GET': return get(req, res); case 'PUT': return put(req, res); case 'DELETE': return del(req, res); } res.status(405).end(); }\nasync function put(req, res) { await db.updateHook(req.body); res.json({}); }",
      [],
    ],
    [
      'a look-up by the bearer token of the caller is a check',
      'pages/api/webhooks/in.ts',
      'export default async function handler(req, res) { const auth = req.headers.authorization; if (!auth) return res.status(401).end(); const found = await prisma.token.findUnique({ where: { hash: hash(auth) } }); if (!found) return res.status(401).end(); await createDocument(req.body); res.json({}); }',
      ['null verified token-compared'],
    ],
    [
      'a look-up by the key that the body shows is a check',
      'supabase/functions/tracking-webhook/index.ts',
      "Deno.serve(async (req) => { const payload = await req.json(); const { data, error } = await db.from('keys').select('tenant').eq('api_key', payload.api_key).single(); if (error || !data) return new Response('', { status: 401 }); await saveOrder(payload); return new Response(''); });",
      ['null verified token-compared'],
    ],
    [
      'a look-up by what the body names is none',
      'supabase/functions/tracking-webhook/index.ts',
      "Deno.serve(async (req) => { const payload = await req.json(); const { data, error } = await db.from('orders').select('id').eq('order_id', payload.order_id).single(); if (error || !data) return new Response('', { status: 404 }); await saveOrder(payload); return new Response(''); });",
      ['null unverified no-verification'],
    ],
    [
      "the scheduler's secret as a stand-in for the webhook's own is optional where neither need be set",
      'app/api/webhook/sheets/route.ts',
      "export async function POST(req) { const expected = process.env.WEBHOOK_SECRET ?? process.env.CRON_SECRET; if (expected && req.headers.get('x-webhook-secret') !== expected) return new Response('', { status: 401 }); await saveLead(await req.json()); return new Response(''); }",
      ['null optional skipped-without-secret'],
    ],
    [
      'a receiver that only the names of the events tell',
      'supabase/functions/inbound-email/index.ts',
      "import { serve } from 'std/http/server.ts';\nserve(async (req) => { const webhook = await req.json(); if (webhook.type !== 'email.received') return new Response('ignored'); await saveMail(webhook.data); return new Response(''); });",
      ['resend unverified no-verification'],
    ],
    [
      'a service made while handling, in a check that needs a secret, is optional',
      'src/sms.ts',
      "app.post('/twilio/webhook', async (req, res) => { const authToken = process.env.TWILIO_AUTH_TOKEN; if (authToken) { const sms = make(); const signature = req.headers['x-twilio-signature']; if (!signature || !sms.validateWebhookSignature(signature, req.body, authToken)) { return res.status(403).end(); } } await saveMessage(req.body); res.end(); });",
      ['twilio optional skipped-without-secret'],
    ],
    [
      'a listener mounted with use that only asks for the header',
      'routes/api/webhook.ts',
      "router.use(asyncHandler(async (req, res, next) => { const signature = req.headers['x-hub-signature']; if (!signature) { return next(new Error('missing')); } await processHook(req.body); res.json({}); }));",
      ['null ineffective presence-only'],
    ],
    [
      'a helper that switches itself off at home cannot be told',
      'app/api/webhooks/callback/route.ts',
      "import { receiver } from './receiver';\nconst check = async ({ req, body }) => { if (process.env.VERCEL !== '1') { return; } const ok = await receiver.verify({ signature: req.headers.get('upstash-signature'), body }); if (!ok) throw new Error('no'); };\nexport const POST = async (req: Request) => { const body = await req.text(); await check({ req, body }); await recordCall(JSON.parse(body)); return new Response(''); };",
      ['null unknown conditional'],
    ],
  ])('%s', (_title, path, text, expected) => {
    expect(verdicts(path, text)).toEqual(expected);
  });
});

describe('exported functions', () => {
  test.each([
    [
      'throws',
      'export function construct(body, sig, secret) { return stripe.webhooks.constructEvent(body, sig, secret); }',
      ['construct verified sdk-verifier throws'],
    ],
    [
      'answers',
      "import { createHmac, timingSafeEqual } from 'crypto';\nexport const verify = (body, sig) => { const mac = createHmac('sha256', process.env.A_SECRET).update(body).digest(); return timingSafeEqual(mac, Buffer.from(sig)); };",
      ['verify verified signature-compared truthy'],
    ],
    [
      'is a middleware',
      "export const guard = createMiddleware(async (c, next) => { const body = await c.req.text(); try { await stripe.webhooks.constructEventAsync(body, c.req.header('stripe-signature'), c.env.SECRET); await next(); } catch { return c.text('no', 400); } });",
      ['guard verified sdk-verifier throws'],
    ],
    [
      'lets pass without a secret',
      "export function verify(body, sig) { const secret = process.env.HOOK_SECRET; if (!secret) return true; return sig === createHmac('sha256', secret).update(body).digest('hex'); }",
      ['verify optional skipped-without-secret truthy'],
    ],
    [
      'answers with an object, valid without a secret',
      "export function validate(req) { const key = req.headers.get('x-api-key'); const expected = process.env.ACME_WEBHOOK_SECRET; if (!expected) { return { valid: true }; } if (!key) { return { valid: false, error: 'missing' }; } if (key !== expected) { return { valid: false, error: 'wrong' }; } return { valid: true }; }",
      ['validate optional skipped-without-secret truthy'],
    ],
    [
      'is a method',
      'export class Billing { handle(body, signature) { const event = this.stripe.webhooks.constructEvent(body, signature, this.secret); return this.apply(event); } }',
      ['Billing#handle verified sdk-verifier throws'],
    ],
    ['has nothing to do with it', 'export function webhookUrl(id) { return `/webhooks/${id}`; }', []],
  ])('%s', (_title, text, expected) => {
    const facts = find('src/lib/webhook.ts', text).exports;
    expect(facts.map((fact) => `${fact.name} ${fact.verification} ${fact.why} ${fact.enforces}`)).toEqual(expected);
  });

  test('a barrel is read without a tree', () => {
    expect(find('src/lib/index.ts', "export * from './a';\nexport { b as c, d } from './e';\n").exports).toEqual([
      {
        name: '*',
        verification: 'unknown',
        provider: null,
        reexport: { module: './a', name: '*' },
        line: 1,
        column: 1,
      },
      {
        name: 'c',
        verification: 'unknown',
        provider: null,
        reexport: { module: './e', name: 'b' },
        line: 2,
        column: 1,
      },
      {
        name: 'd',
        verification: 'unknown',
        provider: null,
        reexport: { module: './e', name: 'd' },
        line: 2,
        column: 1,
      },
    ]);
  });
});

describe('what cannot be analysed', () => {
  test('a receiver that the parser refuses is unknown, with one fact', () => {
    const facts = findWebhooks(
      'app/api/webhook/route.ts',
      'x'.repeat(10),
      () => '',
      () => null,
      knowledge,
    ).webhooks;
    expect(facts.map((fact) => `${fact.verification} ${fact.why}`)).toEqual(['unknown too-large']);
  });

  test.each([
    ['100,000 brackets', `app.post('/webhook', ${'(\n'.repeat(100_000)}`],
    ['nested blocks', `app.post('/webhook', (req, res) => {${'if (req.body) {\n'.repeat(50_000)}`],
    ['a long chain', `const webhook = a${'.b()\n'.repeat(50_000)};`],
    ['many handlers', "app.post('/webhook', (req, res) => { go(req.body); });\n".repeat(3000)],
    ['many branches', `app.post('/webhook', (req, res) => { ${'if (a(req)) { b(req.body); }\n'.repeat(5000)} });`],
  ])('%s cost bounded time', (_title, text) => {
    const started = performance.now();
    const { webhooks } = find('src/webhook.ts', text);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(webhooks.length).toBeLessThanOrEqual(100);
  });
});

test('every reason is listed once', () => {
  expect([...new Set(WEBHOOK_REASONS)]).toEqual([...WEBHOOK_REASONS]);
});

const nextPost = (body: string, more = ''): string =>
  `import crypto from 'node:crypto';\nimport { fulfilOrder } from '@/lib/orders';\n${more}\nexport async function POST(req: Request) { const raw = await req.text(); ${body} await fulfilOrder(JSON.parse(raw)); return new Response(''); }`;
const NEXT_ROUTE = 'app/api/webhooks/acme/route.ts';
const ACME_MAC = "crypto.createHmac('sha256', process.env.ACME_WEBHOOK_SECRET).update(body).digest('hex')";
const REFUSED = "return new Response('', { status: 401 });";

describe('helpers of the same file', () => {
  test.each([
    [
      'one that catches what the comparison throws at is asked for its answer',
      nextPost(
        `if (!valid(raw, req.headers.get('x-acme-signature'))) ${REFUSED}`,
        `function valid(body, sig) { if (!sig) return false; try { return crypto.timingSafeEqual(Buffer.from(${ACME_MAC}), Buffer.from(sig)); } catch { return false; } }`,
      ),
      ['null verified signature-compared'],
    ],
    [
      'one that agrees where no secret is set',
      nextPost(
        `if (!valid(raw, req.headers.get('x-acme-signature'))) ${REFUSED}`,
        `function valid(body, sig) { if (!sig) return false; if (!process.env.ACME_WEBHOOK_SECRET) return true; return crypto.timingSafeEqual(Buffer.from(${ACME_MAC}), Buffer.from(sig)); }`,
      ),
      ['null optional skipped-without-secret'],
    ],
    [
      'one whose answer nobody asks',
      nextPost(
        `const ok = valid(raw, req.headers.get('x-acme-signature')); console.log(ok);`,
        `function valid(body, sig) { try { return crypto.timingSafeEqual(Buffer.from(${ACME_MAC}), Buffer.from(sig)); } catch { return false; } }`,
      ),
      ['null ineffective result-ignored'],
    ],
    [
      'one that agrees when the comparison throws',
      nextPost(
        `if (!valid(raw, req.headers.get('x-acme-signature'))) ${REFUSED}`,
        `function valid(body, sig) { try { return crypto.timingSafeEqual(Buffer.from(${ACME_MAC}), Buffer.from(sig)); } catch { return true; } }`,
      ),
      ['null ineffective error-swallowed'],
    ],
    [
      'a digest without a key, over a secret',
      nextPost(
        `if (digest(JSON.parse(raw)) !== JSON.parse(raw).signature) ${REFUSED}`,
        `const digest = (data) => crypto.createHash('sha512').update(data.order_id + data.amount + process.env.ACME_SERVER_KEY).digest('hex');`,
      ),
      ['null verified signature-compared'],
    ],
    [
      'a digest without a key, over the body alone',
      nextPost(
        `if (digest(raw) !== req.headers.get('x-acme-digest')) ${REFUSED}`,
        `const digest = (data) => crypto.createHash('sha512').update(data).digest('hex');`,
      ),
      ['null unverified no-verification'],
    ],
    [
      'a secret that is looked up by the provider in the path',
      nextPost(
        `const secret = SECRETS[kind]; if (secret) { if (req.headers.get('x-webhook-secret') !== secret) ${REFUSED} }`,
        'const SECRETS = { acme: process.env.ACME_WEBHOOK_SECRET, emca: process.env.EMCA_WEBHOOK_SECRET };',
      ),
      ['null optional skipped-without-secret'],
    ],
    [
      'what a database answers is no secret, though its client has a key',
      nextPost(
        'const db = createClient(process.env.URL, process.env.SERVICE_ROLE_KEY); const row = await db.from("jobs").single(); if (row.jobId === JSON.parse(raw).id) console.log("mine");',
        "import { createClient } from '@supabase/supabase-js';",
      ),
      ['null unverified no-verification'],
    ],
    [
      'an event that goes out to an API, past a check that needs a secret',
      `export async function onRequestPost({ request, env }) { const { WEBHOOK_SECRET, GITHUB_TOKEN } = env; if (WEBHOOK_SECRET) { if (request.headers.get('x-webhook-secret') !== WEBHOOK_SECRET) ${REFUSED} } const payload = await request.json(); const res = await fetch('https://api.github.com/repos/a/b/dispatches', { method: 'POST', headers: { Authorization: \`token \${GITHUB_TOKEN}\` }, body: JSON.stringify({ id: payload.id }) }); return new Response(''); }`,
      ['null optional skipped-without-secret'],
    ],
  ])('%s', (_title, text, expected) => {
    const path = text.includes('onRequestPost') ? 'functions/api/webhook.js' : NEXT_ROUTE;
    expect(verdicts(path, text)).toEqual(expected);
  });

  test('PayPal is asked whether it has sent the event', () => {
    const text = nextPost(
      `if (!(await ask(req, raw))) ${REFUSED}`,
      "async function ask(req, raw) { try { const res = await fetch(`${process.env.PAYPAL_API}/v1/notifications/verify-webhook-signature`, { method: 'POST', body: JSON.stringify({ webhook_id: process.env.PAYPAL_WEBHOOK_ID, transmission_sig: req.headers.get('paypal-transmission-sig'), webhook_event: JSON.parse(raw) }) }); const said = await res.json(); return said.verification_status === 'SUCCESS'; } catch { return false; } }",
    );
    expect(verdicts('app/api/webhooks/paypal/route.ts', text)).toEqual(['paypal verified sdk-verifier']);
  });

  test('error() of SvelteKit throws', () => {
    const text =
      "import { error, json } from '@sveltejs/kit';\nimport Stripe from 'stripe';\nconst stripe = new Stripe('x');\nexport const POST = async ({ request }) => { const raw = await request.text(); let event; try { event = stripe.webhooks.constructEvent(raw, request.headers.get('stripe-signature'), process.env.STRIPE_WEBHOOK_SECRET); } catch (e) { error(400, 'no'); } await fulfil(event); return json({}); };";
    expect(verdicts('src/routes/api/webhooks/stripe/+server.ts', text)).toEqual(['stripe verified sdk-verifier']);
  });
});

describe('names that mislead', () => {
  test("a function of this repository is no verifier for having a provider's name", () => {
    const text =
      "import { verifyAcmeHook } from '@/lib/stripe';\nexport async function POST(req: Request) { const raw = await req.text(); let event; try { event = verifyAcmeHook(raw, req.headers.get('stripe-signature')); } catch { return new Response('', { status: 400 }); } await fulfilOrder(event); return new Response(''); }";
    const [fact] = find('app/api/webhooks/stripe/route.ts', text).webhooks;
    expect(fact?.delegations.map(({ module, name }) => `${module}#${name}`)).toEqual(['@/lib/stripe#verifyAcmeHook']);
  });

  test('the folder of the platform does not say who calls', () => {
    const text =
      'exports.handler = async (event) => { await saveOrder(JSON.parse(event.body)); return { statusCode: 200 }; };';
    expect(verdicts('netlify/functions/webhook.js', text)).toEqual(['null unverified no-verification']);
    expect(verdicts('netlify/functions/netlify-webhook.js', text)).toEqual(['netlify unverified no-verification']);
  });

  test('a library that is handed what verifies', () => {
    const text =
      "import { parseWebhookEvent, verifyAppKey } from '@acme/miniapp-node';\nexport async function POST(req: Request) { let data; try { data = await parseWebhookEvent(await req.json(), verifyAppKey); } catch { return new Response('', { status: 401 }); } await saveToken(data); return new Response(''); }";
    expect(verdicts('app/api/webhook/route.ts', text)).toEqual(['null verified sdk-verifier']);
  });

  test('a check that needs a secret, before something that is not understood', () => {
    const text =
      "@Controller('webhooks')\nexport class C {\n  @Post('acme')\n  async take(@Headers('x-acme-signature') sig: string, @Req() req) { const secret = this.config.get('ACME_WEBHOOK_SECRET'); if (!secret) { this.logger.warn('none'); } else if (sig && req.rawBody) { if (sig !== createHmac('sha256', secret).update(req.rawBody).digest('hex')) throw new UnauthorizedException(); } else { throw new UnauthorizedException(); } const payload = req.body; this.logger.log(payload.id); return { ok: true }; }\n}";
    expect(verdicts('src/acme.controller.ts', text)).toEqual(['null optional skipped-without-secret']);
  });

  test("a route that is named for a provider's events", () => {
    const text =
      "import { check } from './_check';\nexport default async function events(req, res) { const type = req.body.type; if (check(req, process.env.KEY)) { await save(req.body); } res.status(200).end(); }";
    expect(find('src/pages/api/stripe/events.ts', text).webhooks.map((w) => `${w.provider} ${w.verification}`)).toEqual(
      ['stripe unknown'],
    );
  });
});

describe('secrets in usual places', () => {
  test.each([
    [
      'a receiver of a library that is given the secret',
      "import { Webhooks } from '@acme/nextjs';\nexport const POST = Webhooks({ webhookKey: process.env.ACME_KEY, onPaid: async (event) => { await save(event); } });",
      ['null verified protected-before'],
    ],
    [
      'a receiver of a library that is given none',
      "import { webhookCallback } from '@acme/nextjs';\nexport const POST = webhookCallback(bot, 'std/http');",
      ['null unknown delegated'],
    ],
    [
      'a parameter of the address',
      "export async function POST(req) { const { searchParams } = new URL(req.url); if (searchParams.get('secret') !== process.env.HOOK_SECRET) return new Response('', { status: 401 }); await save(await req.json()); return new Response(''); }",
      ['null verified token-compared'],
    ],
    [
      'a digest by a secret that is empty where it is not set',
      "export async function POST(req) { const raw = await req.text(); const key = process.env.ACME_SECRET_KEY || ''; const mac = createHmac('sha512', key).update(raw).digest('hex'); if (mac !== req.headers.get('x-acme-signature')) return new Response('', { status: 401 }); await save(JSON.parse(raw)); return new Response(''); }",
      ['null optional empty-secret'],
    ],
    [
      'a digest by a secret that is asked for before',
      "const secret = process.env.ACME_SECRET_KEY ?? '';\nexport async function POST(req) { if (!secret) return new Response('', { status: 503 }); const raw = await req.text(); const mac = createHmac('sha512', secret).update(raw).digest('hex'); if (mac !== req.headers.get('x-acme-signature')) return new Response('', { status: 401 }); await save(JSON.parse(raw)); return new Response(''); }",
      ['null verified signature-compared'],
    ],
    [
      'an empty key that the platform refuses',
      "export async function POST(req) { const raw = await req.text(); const key = await crypto.subtle.importKey('raw', encode(process.env.ACME_SECRET ?? ''), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']); const mac = hex(await crypto.subtle.sign('HMAC', key, encode(raw))); if (mac !== req.headers.get('x-acme-signature')) return new Response('', { status: 401 }); await save(JSON.parse(raw)); return new Response(''); }",
      ['null verified signature-compared'],
    ],
    [
      'a header that is compared with a variable for authentication',
      'export async function POST(req) { if (req.headers.get("authorization") !== `Bearer ${process.env.ACME_AUTH}`) return new Response("", { status: 401 }); await save(await req.json()); return new Response(""); }',
      ['null verified token-compared'],
    ],
  ])('%s', (_title, text, expected) => {
    expect(verdicts('app/api/webhooks/acme/route.ts', text)).toEqual(expected);
  });
});
