import { describe, expect, test } from 'vitest';
import { makeModuleResolver } from '../../../../src/core/inventory/modules/resolve-module.ts';
import { settleWebhooks } from '../../../../src/core/inventory/webhooks/settle-webhooks.ts';
import { wantedModules } from '../../../../src/core/inventory/modules/wanted-modules.ts';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { readFiles, settleFiles, type Files } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();

const settle = (files: Files): string[] => settleFiles(reader, files);

const ROUTE = 'app/api/webhooks/stripe/route.ts';
const route = (body: string, imports = "import { verify } from '@/lib/verify';"): string =>
  `${imports}\nexport async function POST(req: Request) {\n  const body = await req.text();\n  const sig = req.headers.get('stripe-signature');\n  ${body}\n  await fulfilOrder(JSON.parse(body));\n  return new Response('');\n}\n`;
const HEEDED = "if (!(await verify(body, sig))) return new Response('', { status: 401 });";
const MAC = "createHmac('sha256', process.env.STRIPE_WEBHOOK_SECRET).update(body).digest('hex')";
const BOOLEAN = `export function verify(body, sig) {\n  const mac = ${MAC};\n  return timingSafeEqual(Buffer.from(mac), Buffer.from(sig));\n}`;
const THROWING =
  'export function verify(body, sig) {\n  return stripe.webhooks.constructEvent(body, sig, process.env.STRIPE_WEBHOOK_SECRET);\n}';
const LAX = `export function verify(body, sig) {\n  if (!process.env.STRIPE_WEBHOOK_SECRET) return true;\n  return sig === ${MAC};\n}`;

describe('one import away', () => {
  test.each([
    ['an answer that is heeded', HEEDED, BOOLEAN, 'verified signature-compared lib/verify.ts:3'],
    ['an answer that is ignored', 'verify(body, sig);', BOOLEAN, 'ineffective result-ignored -'],
    ['an error that is let through', 'verify(body, sig);', THROWING, 'verified sdk-verifier lib/verify.ts:2'],
    [
      'an error that is swallowed',
      'try { verify(body, sig); } catch (e) { console.error(e); }',
      THROWING,
      'ineffective error-swallowed -',
    ],
    ['a check that a missing secret skips', HEEDED, LAX, 'optional skipped-without-secret -'],
    [
      'a function that checks nothing',
      HEEDED,
      'export function verify(body, sig) { return Boolean(sig && body); } // webhook',
      'unverified no-verification -',
    ],
    [
      'a stub',
      HEEDED,
      'export const verify = (body, sig) => { const webhook = sig === sig; return webhook; };',
      'unverified no-verification -',
    ],
  ])('%s', (_title, body, helper, expected) => {
    expect(settle({ [ROUTE]: route(body), 'lib/verify.ts': helper })).toEqual([`${ROUTE} ${expected}`]);
  });

  const SIGNED =
    "if (!verifySignature(body, sig, process.env.STRIPE_WEBHOOK_SECRET)) return new Response('', { status: 401 });";
  test.each([
    ['lets all pass', 'if (!signature) return false; return true;', 'unverified no-verification'],
    ['compares', "return timingSafeEqual(createHmac('sha256', secret).update(body).digest(), signature);", 'verified'],
    ['is still to be written', "throw new Error('not implemented');", 'unknown delegated-unresolved'],
    ['hands on', 'return adapters.get(kind).verifySignature(body).valid;', 'unknown d'],
  ])('a function named for verifying, given all it takes, that %s', (_title, inside, expected) => {
    const text = route(SIGNED, "import { verifySignature } from '@/lib/verify';");
    const helper = `export function verifySignature(body, signature, secret) { ${inside} }`;
    const [settled] = settle({ [ROUTE]: text, 'lib/verify.ts': helper });
    expect(settled?.startsWith(`${ROUTE} ${expected}`)).toBe(true);
  });

  test('a file that cannot be read leaves it unknown', () => {
    expect(settle({ [ROUTE]: route(HEEDED) })).toEqual([`${ROUTE} unknown delegated-unresolved -`]);
  });

  test('a middleware of another file, and one that is only named', () => {
    const text = (mw: string) =>
      `import { guard } from './guard';\nimport { rateLimit } from './limit';\nrouter.post('/stripe/webhook', ${mw}, async (req, res) => { await fulfilOrder(req.body); res.json({}); });`;
    const guard =
      "export const guard = (req, res, next) => {\n  try { req.event = stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature'], secret); }\n  catch { return res.status(400).end(); }\n  next();\n};";
    const limit =
      'export const rateLimit = (req, res, next) => { if (tooMany(req)) return res.status(429).end(); next(); }; // webhook';
    const files = { 'src/guard.ts': guard, 'src/limit.ts': limit };
    expect(settle({ 'src/r.ts': text('guard'), ...files })).toEqual(['src/r.ts verified sdk-verifier src/guard.ts:2']);
    expect(settle({ 'src/r.ts': text('rateLimit'), ...files })).toEqual(['src/r.ts unverified no-verification -']);
  });
});

test('a verifier that is weak says more than the header that was asked for before it', () => {
  const asked = "if (!sig) return new Response('', { status: 400 });";
  const salted =
    "const salt = process.env.SALT_KEY || 'a-salt-to-try-with';\nexport function verify(body, signature) { return signature === createHash('sha256').update(body + salt).digest('hex'); }";
  expect(settle({ [ROUTE]: route(`${asked} ${HEEDED}`), 'lib/verify.ts': salted })).toEqual([
    `${ROUTE} ineffective default-secret -`,
  ]);
});

describe('further away', () => {
  const barrel = "export * from './stripe';\nexport { verify as check } from './stripe';";

  test.each([
    [
      'a method of a part of an object that is made by a library',
      "import { bot } from '@/lib/bot';",
      'return bot.webhooks.stripe(req);',
      'lib/bot.ts',
      'export const bot = new Chat({}); // webhook',
    ],
    [
      'a verifier in a file that has no word of it',
      "import { verifyNotice } from '@/lib/notice';",
      "try { await verifyNotice(body, sig); } catch { return new Response('', { status: 401 }); }",
      'lib/notice.ts',
      'export const verifyNotice = (text) => decoder.open(text);',
    ],
  ])('%s cannot be told', (_title, imports, body, path, text) => {
    expect(settle({ [ROUTE]: route(body, imports), [path]: text })).toEqual([
      `${ROUTE} unknown delegated-unresolved -`,
    ]);
  });

  test('through a barrel', () => {
    const files = {
      [ROUTE]: route(HEEDED, "import { check as verify } from '@/lib';"),
      'lib/index.ts': barrel,
      'lib/stripe.ts': BOOLEAN,
    };
    expect(settle(files)).toEqual([`${ROUTE} verified signature-compared lib/stripe.ts:3`]);
  });

  test('through a service to the function that verifies', () => {
    const service =
      "import { verify } from './verify';\nexport class Billing {\n  async handleWebhook(body, signature) {\n    const event = verify(body, signature);\n    await this.apply(event);\n  }\n}";
    const handler = route(
      'await billing.handleWebhook(body, sig);',
      "import { Billing } from '@/lib/billing';\nconst billing = new Billing();",
    );
    expect(settle({ [ROUTE]: handler, 'lib/billing.ts': service, 'lib/verify.ts': THROWING })).toEqual([
      `${ROUTE} verified sdk-verifier lib/verify.ts:2`,
    ]);
  });

  test('in circles ends', () => {
    const files = {
      [ROUTE]: route(HEEDED, "import { verify } from '@/lib/a';"),
      'lib/a.ts': "export { verify } from './b'; // webhook",
      'lib/b.ts': "export { verify } from './a'; // webhook",
    };
    expect(settle(files)).toEqual([`${ROUTE} unknown delegated-unresolved -`]);
  });
});

describe('routes and handlers in two files', () => {
  const controller = 'exports.webhook = async (req, res) => {\n  await fulfilOrder(req.body);\n  res.json({});\n};';
  const guard =
    "exports.guard = (req, res, next) => {\n  stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature'], secret);\n  next();\n};";

  test.each(['authenticated', 'auth', 'verifyToken'])(
    'whether %s lets in nobody else cannot be told where its file says nothing',
    (name) => {
      const routes = `const { ${name} } = require('./people');\nconst pay = require('./pay');\nrouter.post('/webhook/pay', ${name}, pay.webhook);`;
      const people = `exports.${name} = (req, res, next) => (req.signedCookies.user ? next() : res.end());`;
      expect(settle({ 'src/routes.js': routes, 'src/pay.js': controller, 'src/people.js': people })).toEqual([
        'src/pay.js unknown delegated-unresolved -',
      ]);
    },
  );

  test('the handler is reported once, with its route', () => {
    const routes = "const pay = require('./pay');\nrouter.post('/stripe/webhook', pay.webhook);";
    expect(settle({ 'src/routes.js': routes, 'src/pay.js': controller })).toEqual([
      'src/pay.js unverified no-verification -',
    ]);
  });

  test('what stands before it on the route protects it', () => {
    const routes =
      "const pay = require('./pay');\nconst { guard } = require('./guard');\nrouter.post('/stripe/webhook', guard, pay.webhook);";
    expect(settle({ 'src/routes.js': routes, 'src/pay.js': controller, 'src/guard.js': guard })).toEqual([
      'src/pay.js verified sdk-verifier src/guard.js:2',
    ]);
  });

  test('a guard where the router is mounted protects it', () => {
    const index =
      "const { guard } = require('./guard');\nconst hooks = require('./hooks');\napp.use('/webhooks', guard, hooks);";
    const hooks =
      "const router = require('express').Router();\nrouter.post('/stripe', async (req, res) => { await fulfilOrder(req.body, req.get('stripe-signature')); res.json({}); });\nmodule.exports = router;";
    expect(settle({ 'src/index.js': index, 'src/hooks.js': hooks, 'src/guard.js': guard })).toEqual([
      'src/hooks.js verified sdk-verifier src/guard.js:2',
    ]);
  });

  test('a handler that no file explains is unknown', () => {
    expect(
      settle({ 'src/routes.js': "const pay = require('./pay');\nrouter.post('/stripe/webhook', pay.incoming);" }),
    ).toEqual(['src/routes.js unknown handler-elsewhere -']);
  });
});

test('the wanted modules are the paths that decide, each once', () => {
  const files = { [ROUTE]: route(HEEDED), 'lib/verify.ts': BOOLEAN, 'lib/other.ts': '' };
  const facts = readFiles(reader, files);
  const resolve = makeModuleResolver(new Set(Object.keys(files)));
  expect(wantedModules(facts.get(ROUTE)!, ROUTE, resolve)).toEqual(['lib/verify.ts']);
  expect(wantedModules(facts.get('lib/verify.ts')!, 'lib/verify.ts', resolve)).toEqual([]);
});

describe('services and packages', () => {
  test('a route hands its provider on to its handler', () => {
    const facts = readFiles(reader, {
      'routes.js':
        "const express = require('express');\nconst router = express.Router();\nconst pay = require('./pay');\nrouter.post('/stripe/webhook', pay.webhook);",
      'pay.js': 'exports.webhook = async (req, res) => {\n  await fulfilOrder(req.body);\n  res.json({});\n};',
    });
    const handlers = [...facts].flatMap(([path, each]) => each.webhooks.map((fact) => ({ path, fact })));
    const found = settleWebhooks(handlers, {
      factsOf: (path) => facts.get(path),
      resolve: makeModuleResolver(new Set(facts.keys())),
    });
    expect(found.map(({ path, provider, verification }) => [path, provider, verification])).toEqual([
      ['pay.js', 'stripe', 'unverified'],
    ]);
  });

  test.each([
    [
      'a function that is named for it',
      "import { verifyWebhook } from '@acme/hooks';",
      'verifyWebhook(body, sig);',
      'verified sdk-verifier',
    ],
    [
      'one whose answer is ignored',
      "import { isValidWebhook } from '@acme/hooks';",
      'isValidWebhook(body, sig);',
      'unknown delegated-unresolved',
    ],
    [
      'one whose answer is heeded',
      "import { isValidWebhook } from '@acme/hooks';",
      "if (!isValidWebhook(body, sig)) return new Response('', { status: 401 });",
      'verified sdk-verifier',
    ],
    [
      'one that is named for something else',
      "import { track } from '@acme/hooks';",
      'await track(body, sig);',
      'unknown delegated-unresolved',
    ],
    [
      'one behind an alias that leads nowhere',
      "import { verifyWebhook } from '@/gone';",
      'verifyWebhook(body, sig);',
      'unknown delegated-unresolved',
    ],
  ])('a package without a rule: %s', (_title, imports, call, expected) => {
    expect(settle({ [ROUTE]: route(call, imports) })[0]).toContain(`${ROUTE} ${expected} `);
  });

  test.each([
    [
      'a class',
      'export class Billing {\n  receive(body, sig) {\n    return stripe.webhooks.constructEvent(body, sig, secret);\n  }\n}\nexport const billing = new Billing();',
      'verified sdk-verifier',
    ],
    [
      'a class that checks nothing',
      'export class Billing {\n  receive(body, sig) {\n    return JSON.parse(body); // webhook signature\n  }\n}\nexport const billing = new Billing();',
      'unverified no-verification',
    ],
    [
      'something made elsewhere',
      "import { make } from './make';\nexport const billing = make('webhook', 'verify(');",
      'unknown delegated-unresolved',
    ],
  ])('the instance of %s', (_title, service, expected) => {
    const named = expected.startsWith('unknown') ? 'verifyWebhook' : 'receive';
    const files = {
      [ROUTE]: route(`billing.${named}(body, sig);`, "import { billing } from '@/lib/billing';"),
      'lib/billing.ts': service,
    };
    expect(settle(files)[0]).toContain(`${ROUTE} ${expected} `);
  });
});

describe('a function that verifies and then acts by itself', () => {
  const handler = (use: string): string =>
    `import { takeIn } from '@/lib/take-in';\nexport async function POST(req: Request) {\n  const result = await takeIn(await req.text(), req.headers.get('stripe-signature'));\n  ${use}\n  return Response.json({ result });\n}\n`;
  const service = (check: string): string =>
    `export async function takeIn(body, sig) {\n  ${check}\n  await fulfilOrder(JSON.parse(body));\n  return 'done';\n}`;
  const CHECK = `if (sig !== ${MAC}) return 'invalid';`;

  test.each([
    ['protects what it does', '', CHECK, 'verified signature-compared lib/take-in.ts:2'],
    [
      'does not protect what its caller does',
      'await markPaid(await req.json());',
      CHECK,
      'unverified no-verification -',
    ],
    ['and does not check', '', '', 'unverified no-verification -'],
  ])('%s', (_title, use, check, expected) => {
    expect(settle({ [ROUTE]: handler(use), 'lib/take-in.ts': service(check) })).toEqual([`${ROUTE} ${expected}`]);
  });

  test('a service that a function of another file makes cannot be told', () => {
    const files = {
      [ROUTE]:
        "import { makeProvider } from '@/lib/provider';\nexport async function POST(req: Request) { const provider = makeProvider(); const paid = await provider.resolve(await req.text(), req.headers); await markPaid(paid); return new Response(''); }",
      'lib/provider.ts': 'export const makeProvider = () => registry.current();',
    };
    expect(settle(files)).toEqual([`${ROUTE} unknown delegated-unresolved -`]);
  });

  test("a controller's method that is handed the event is looked at", () => {
    const files = {
      'src/billing/billing.controller.ts':
        "import { Controller, Post, Req } from '@nestjs/common';\nimport { BillingService } from './billing.service';\n@Controller('billing')\nexport class BillingController {\n  constructor(private readonly billing: BillingService) {}\n  @Post('webhooks/midtrans')\n  async take(@Req() req: Request) { return this.billing.handleMidtransWebhook(req.body); }\n}",
      'src/billing/billing.service.ts':
        "export class BillingService {\n  async handleMidtransWebhook(payload) {\n    const expected = createHash('sha512').update(payload.order_id + process.env.MIDTRANS_SERVER_KEY).digest('hex');\n    if (expected !== payload.signature_key) throw new Error('no');\n    await this.activate(payload);\n  }\n}",
    };
    expect(settle(files)).toEqual([
      'src/billing/billing.controller.ts verified signature-compared src/billing/billing.service.ts:4',
    ]);
  });
});
