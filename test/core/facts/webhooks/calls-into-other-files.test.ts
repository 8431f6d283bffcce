import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

describe('calls into other files', () => {
  test('what is made for a line of the log decides nothing', () => {
    const text =
      "import paint from 'paint-by-words';\napp.post('/webhook', async (req, res) => { console.log(paint.grey(JSON.stringify(req.headers), JSON.stringify(req.body))); await saveOrder(req.body); res.json({}); });";
    expect(reader.verdicts('src/server.ts', text)).toEqual(['null unverified no-verification']);
  });

  test('a helper that is named so becomes a delegation with a verdict for each way of refusing', () => {
    const text =
      "import { verifyStripe } from '@/lib/stripe';\nexport async function POST(req: Request) {\n  const body = await req.text();\n  if (!(await verifyStripe(body, req.headers.get('stripe-signature')))) return new Response('', { status: 401 });\n  await fulfilOrder(JSON.parse(body));\n  return new Response('');\n}";
    expect(reader.find('app/api/webhooks/stripe/route.ts', text).webhooks).toEqual([
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
            signed: true,
            direct: true,
            reads: [],
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

  test.each([
    ['acts by itself', 'await orders.update(req.body.id, { paid: false }); res.end();', false],
    ['answers', 'res.end();', true],
  ])('a handler that hands its request on where something was paid, and else %s', (_title, otherwise, handed) => {
    const text = `import { confirm } from './confirm';\nexport const payWebhook = async (req, res) => { if (req.body.type === 'paid') { await confirm(req, res); } else { ${otherwise} } };`;
    const [fact] = reader.find('src/controllers/pay.ts', text).webhooks;
    expect(fact?.handledBy !== undefined).toBe(handed);
  });

  test('what a platform is handed the event for is no verifier of it', () => {
    const text =
      "import { connectLambda } from '@netlify/blobs';\nexport const handler = async (event) => { connectLambda(event); await fulfilOrder(JSON.parse(event.body)); return { statusCode: 200 }; };";
    expect(reader.verdicts('netlify/functions/stripe-webhook.js', text)).toEqual(['stripe unverified no-verification']);
  });

  test('a package of a platform that verifies what its queue sends is asked like any other', () => {
    const text =
      "import { receive } from '@upstash/qstash';\nexport async function POST(req) { const body = await receive(req, process.env.QSTASH_KEY); await fulfilOrder(body); return new Response(''); }";
    expect(reader.find('app/api/webhooks/stripe/route.ts', text).webhooks[0]?.delegations?.length).toBe(1);
  });

  test('a helper whose answer is ignored protects only if it throws', () => {
    const text =
      "import { verifyStripe } from './stripe';\nexport async function POST(req: Request) { await verifyStripe(req); await fulfilOrder(await req.json()); return new Response(''); }";
    const [fact] = reader.find('app/api/webhooks/stripe/route.ts', text).webhooks;
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
    expect(reader.verdicts('app/api/webhooks/stripe/route.ts', text)).toEqual(['stripe unverified no-verification']);
  });

  test('a method of an imported service names its class and the method', () => {
    const text =
      "import { PayService } from '../pay';\nconst service = PayService.getInstance();\nrouter.post('/webhook', async (req, res) => { const result = await service.handleWebhook(req.body, req.headers['stripe-signature']); res.json(result); });";
    const [fact] = reader.find('src/routes.ts', text).webhooks;
    expect(fact?.delegations.map(({ module, name, member }) => ({ module, name, member }))).toEqual([
      { module: '../pay', name: 'PayService', member: 'handleWebhook' },
    ]);
  });

  test('a service that is handed in cannot be told', () => {
    const text =
      "export const routes = (app, { billing }) => { app.post('/stripe/webhook', async (req, res) => { await billing.handle(req.body, req.headers['stripe-signature']); res.json({}); }); };";
    expect(reader.verdicts('src/routes.ts', text)).toEqual(['stripe unknown dynamic-dispatch']);
  });

  test('a method of a part of what is imported is told to be deep', () => {
    const text =
      "import { bot } from '@acme/bot';\nimport { Hono } from 'hono';\nconst app = new Hono();\napp.post('/slack/webhook', async (c) => { await bot.initialize(); return bot.webhooks.slack(c.req.raw); });";
    const [fact] = reader.find('src/routes.ts', text).webhooks;
    expect(fact?.delegations.map(({ name, member, deep }) => ({ name, member, deep }))).toEqual([
      { name: 'bot', member: 'slack', deep: true },
    ]);
  });

  test('a handler of another file is pointed to', () => {
    const text =
      "const router = require('express').Router();\nconst pay = require('./pay');\nrouter.post('/webhook', pay.webhook.bind(pay));";
    const [fact] = reader.find('src/routes.js', text).webhooks;
    expect(fact?.handledBy).toEqual({ module: './pay', name: 'default', member: 'webhook', line: 3, column: 25 });
  });
});

describe('what stands before all that an application serves', () => {
  const app = (before: string): string =>
    `import docs from 'acme-docs';\nimport gate from 'acme-auth-gate';\nimport passport from 'passport';\nimport cookieSession from 'cookie-session';\nimport { limit } from './limit';\nconst app = express();\n${before}\napp.post('/webhook/acme', async (req, res) => { await saveOrder(req.body); res.end(); });`;

  test.each([
    ['pages of a package', 'app.use(docs.serve, docs.setup({}));', 'null unverified no-verification'],
    ['pages of a package at two paths', "app.use(['/docs', '/api-docs'], gate());", 'null unverified no-verification'],
    ['what a package names for letting in', 'app.use(gate());', 'null unknown delegated'],
    [
      'what notes who is signed in',
      'app.use(passport.initialize());\napp.use(passport.session());',
      'null unverified no-verification',
    ],
    ['what keeps a session in a cookie', "app.use(cookieSession({ name: 'sid' }));", 'null unverified no-verification'],
    ['what asks for somebody signed in', "app.use(passport.authenticate('basic'));", 'null unknown delegated'],
    ['a function of this repository', 'app.use(limit);', 'null unknown delegated'],
  ])('%s', (_title, before, expected) => {
    expect(reader.verdicts('src/server.ts', app(before))).toEqual([expected]);
  });
});

describe('services that types name', () => {
  const make = (signature: string, take: string): string =>
    `import { HookService } from './hooks';\nexport function makeRoutes(${signature}) {\nconst router = Router();\nrouter.post('/webhook/acme', async (req, res) => { ${take} res.end(); });\nreturn router;\n}`;

  test.each([
    ['a parameter of a function around', 'hooks: HookService', 'await hooks.take(req);', ['./hooks HookService.take']],
    ['a field of an object', '{ hooks }', 'await hooks.take(req);', []],
    ['a shape of data', 'hooks: HookOptions', 'await hooks.take(req);', []],
  ])('%s', (_title, signature, take, expected) => {
    const delegations = reader.find('src/routes.ts', make(signature, take)).webhooks.flatMap((w) => w.delegations);
    expect(delegations.map(({ module, name, member }) => `${module} ${name}.${member}`)).toEqual(expected);
  });

  test('the first parameter that has a service beside a request', () => {
    const text =
      "import type { HookService } from './hooks';\nexport async function handleAcmeWebhook(req: Request, hooks: HookService) { const raw = await req.text(); if (!(await hooks.isGenuine(raw, req.headers.get('x-hub-signature-256')))) return new Response('', { status: 401 }); await saveOrder(JSON.parse(raw)); return new Response(''); }\nexport const serve = Bun.serve({ fetch: async (req) => new URL(req.url).pathname === '/webhooks/acme' ? handleAcmeWebhook(req, hooks) : new Response('') });";
    expect(reader.find('src/server.ts', text).exports).toMatchObject([
      { name: 'handleAcmeWebhook', delegations: [{ module: './hooks', name: 'HookService', member: 'isGenuine' }] },
    ]);
  });
});

describe('objects that nobody here knows', () => {
  const route = (take: string): string =>
    `import { pickBridge } from './bridges';\napp.post('/webhook/acme', async (req, res) => { const answer = ${take}; res.json(answer); });`;

  test.each([
    ['takes the request to do all', 'await bridge.handleEventRequest(req)', 'null unknown dynamic-dispatch'],
    ['takes the body alone', 'await bridge.handleEvent(req.body)', 'null unverified no-verification'],
    [
      'reads a message off the request',
      'await saveOrder(await bridge.parseIncoming(req))',
      'null unknown dynamic-dispatch',
    ],
    ['reads one off the body', 'await saveOrder(bridge.parseIncoming(req.body))', 'null unverified no-verification'],
    [
      'another file picks, and that reads a message off the request',
      'await saveOrder(await pickBridge(req.params.id).parseIncoming(req))',
      'null unknown delegated',
    ],
    [
      'another file picks, and that reads one off the body',
      'await saveOrder(pickBridge(req.params.id).parseIncoming(req.body))',
      'null unverified no-verification',
    ],
    ['writes the request down', 'await saveOrder(req.body, bridge.log(req))', 'null unverified no-verification'],
  ])('one that %s', (_title, take, expected) => {
    expect(reader.verdicts('src/server.ts', route(take))).toEqual([expected]);
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
    [
      'wraps a handler, by a wrapper that is wrapped itself',
      "import { withTrace } from '@acme/trace';\nconst measured = (handler) => withTrace(async (req, res) => { await handler(req, res); });\nexport function secured(token, handler) { return measured(async (req, res) => { if (req.query.token !== token) { res.status(401).end(); return; } await handler(req, res); }); }\nexport function webhookEndpoint(handler) { return secured(env.WEBHOOK_TOKEN, handler); }",
      ['webhookEndpoint verified token-compared throws'],
    ],
    [
      'only wraps a handler',
      "import { withTrace } from '@acme/trace';\nexport const webhookEndpoint = (handler) => withTrace(async (req, res) => { await handler(req, res); });",
      [],
    ],
    [
      'verifies by a key pair',
      "import crypto from 'node:crypto';\nexport function verifySignature(payload, signature, key) { const verifier = crypto.createVerify('SHA256').update(payload); const valid = verifier.verify(key, Buffer.from(signature, 'base64')); return valid; }",
      ['verifySignature verified signature-compared truthy'],
    ],
    ['has nothing to do with it', 'export function webhookUrl(id) { return `/webhooks/${id}`; }', []],
    [
      'asks another server, and lets pass where a getter finds no setting',
      "export class Gateway { private get webhookId(): string { return process.env.PAYPAL_WEBHOOK_ID || ''; } async verifyWebhook(headers, body) { if (!this.webhookId) return true; try { const response = await fetch(`${this.base}/v1/notifications/verify-webhook-signature`, { method: 'POST', body: JSON.stringify({ webhook_id: this.webhookId, transmission_sig: headers['paypal-transmission-sig'], webhook_event: body }) }); if (!response.ok) return false; const data = await response.json(); return data.verification_status === 'SUCCESS'; } catch { return false; } } }",
      ['Gateway#verifyWebhook optional skipped-without-secret truthy'],
    ],
    [
      'is exported once more by a name that the file does not have',
      "exports.verifyAcme = (req) => { const mac = crypto.createHmac('sha256', process.env.ACME_SECRET).update(req.rawBody).digest('hex'); return mac === req.headers['x-acme-signature']; };\nmodule.exports = { verifyAcme };",
      ['verifyAcme verified signature-compared truthy'],
    ],
  ])('%s', (_title, text, expected) => {
    const facts = reader.find('src/lib/webhook.ts', text).exports;
    expect(facts.map((fact) => `${fact.name} ${fact.verification} ${fact.why} ${fact.enforces}`)).toEqual(expected);
  });

  test('an error that is asked whether it is one of verification is no answer that nobody heeds', () => {
    const text =
      "import { gatewayOf, WebhookVerificationError } from '@/billing';\nexport async function POST(req) { const raw = await req.text(); const gateway = gatewayOf('acme'); let events; try { events = await gateway.verifyWebhook(raw, req.headers.get('x-acme-signature')); } catch (err) { if (err instanceof WebhookVerificationError) return new Response('', { status: 400 }); throw err; } await saveOrders(events); return new Response(''); }";
    const [webhook] = reader.find('app/api/webhooks/acme/route.ts', text).webhooks;
    expect(webhook?.delegations?.map(({ member, unheeded }) => ({ member, unheeded }))).toEqual([
      { member: 'verifyWebhook', unheeded: undefined },
    ]);
  });

  test.each([
    [
      'a plugin, whose handlers have verdicts of their own',
      'routes',
      "app.post('/orders', signedIn, async (req, res) => { ",
      ' });',
      false,
    ],
    [
      'a plugin that is named for verifying',
      'verifyRequests',
      "app.post('/orders', async (req, res) => { ",
      ' });',
      true,
    ],
    ['one that asks another server', 'checked', "const app = await api.post('/orders', token); ", '', true],
  ])('of what is given out, %s', (_title, name, before, after, told) => {
    const check =
      "const mac = crypto.createHmac('sha256', process.env.ACME_SECRET).update(app.rawBody).digest('hex'); if (mac !== app.headers['x-acme-signature']) throw new Error();";
    const text = `export async function ${name}(app) { ${before}${check}${after} }`;
    expect(reader.find('src/routes.ts', text).exports.map((fact) => fact.name)).toEqual(told ? [name] : []);
  });

  test('a barrel is read without a tree', () => {
    expect(reader.find('src/lib/index.ts', "export * from './a';\nexport { b as c, d } from './e';\n").exports).toEqual(
      [
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
      ],
    );
  });
});
