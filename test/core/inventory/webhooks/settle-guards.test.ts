import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles, type Files } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();

const COMPARED =
  "if (req.headers['x-hub-signature'] !== createHmac('sha256', process.env.HOOK_SECRET).update(req.rawBody).digest('hex')) return res.status(401).end(); next();";
const CONTROLLER = 'export const handleWebhook = async (req, res) => { await markPaid(req.body); res.json({}); };';
const router = (guard: string, imports: string): string =>
  `import { ${imports} } from './guard';\nimport { handleWebhook } from './controller';\nrouter.post('/webhook/acme', ${guard}, handleWebhook);`;

describe('what stands before a handler of another file', () => {
  test.each([
    [
      'a member that a call makes',
      router('guards.verifySignature', 'guards'),
      `const makeVerifier = () => (req, res, next) => { ${COMPARED} };\nexport const guards = { verifySignature: makeVerifier() };`,
      'src/controller.ts verified signature-compared src/guard.ts:1',
    ],
    [
      'a member in a file that says nothing of it, named for the signature',
      router('guards.verifySignature', 'guards'),
      'export const guards = makeGuards();',
      'src/controller.ts unknown delegated-unresolved -',
    ],
    [
      'a limit in a file that says nothing of it',
      router('guards.limit', 'guards'),
      'export const guards = makeGuards();',
      'src/controller.ts unverified no-verification -',
    ],
    [
      'a guard that is named for sessions, and checks the signature all the same',
      router('authMiddleware.verifySignature', 'authMiddleware'),
      `export const authMiddleware = { verifySignature: (req, res, next) => { ${COMPARED} } };`,
      'src/controller.ts verified signature-compared src/guard.ts:1',
    ],
  ])('%s', (_title, text, guard, expected) => {
    expect(settleFiles(reader, { 'src/r.ts': text, 'src/guard.ts': guard, 'src/controller.ts': CONTROLLER })).toEqual([
      expected,
    ]);
  });
});

describe('what stands before a route of AdonisJS', () => {
  const routes = (text: string): string =>
    `import router from '@adonisjs/core/services/router';\nimport { middleware } from './kernel.js';\n${text}`;
  const HANDLER = 'async ({ request, response }) => { await pay(request.body()); return response.ok({}); }';
  const HOOK = `router.post('/webhooks/acme', ${HANDLER})`;
  const unknown = ['start/routes.ts unknown delegated-unresolved -'];

  test.each([
    ['is called on it', `${HOOK}.use(middleware.verifySignature());`, unknown],
    [
      'is called on its group',
      `router.group(() => { ${HOOK}; }).prefix('/v1').use(middleware.verifySignature());`,
      unknown,
    ],
    [
      'is not what is called on another route',
      `router.post('/users', ${HANDLER}).use(middleware.auth());\n${HOOK};`,
      ['start/routes.ts unverified no-verification -'],
    ],
    ['may let in those alone who are signed in', `${HOOK}.use(middleware.auth());`, []],
  ])('%s', (_title, text, expected) => {
    expect(settleFiles(reader, { 'start/routes.ts': routes(text) })).toEqual(expected);
  });
});

describe('a second check behind one that can be switched off', () => {
  const text =
    "import { authenticateHook, limit } from './guard';\nconst check = (req, res, next) => { if (process.env.NODE_ENV === 'development') return next(); if (!twilio.validateRequest(process.env.TOKEN, req.headers['x-twilio-signature'], url, req.body)) return res.status(403).end(); next(); };\nrouter.post('/twilio/webhook', check, limit, GUARD, async (req, res) => { await saveCall(req.body); res.end(); });";
  const second = (guard: string): string => text.replace('GUARD', guard);
  const TOKEN =
    "export const limit = (req, res, next) => next();\nexport const authenticateHook = (req, res, next) => { if (req.headers['x-webhook-secret'] !== process.env.WEBHOOK_SECRET) return res.status(401).end(); next(); };";

  test('protects', () => {
    expect(settleFiles(reader, { 'src/r.ts': second('authenticateHook'), 'src/guard.ts': TOKEN })).toEqual([
      'src/r.ts verified token-compared src/guard.ts:2',
    ]);
  });

  test('leaves it unknown where it cannot be read', () => {
    expect(settleFiles(reader, { 'src/r.ts': second('authenticateHook') })).toEqual([
      'src/r.ts unknown delegated-unresolved -',
    ]);
  });

  test('does not excuse it where it is none', () => {
    expect(settleFiles(reader, { 'src/r.ts': second('limit'), 'src/guard.ts': TOKEN })).toEqual([
      'src/r.ts ineffective disabled-by-env -',
    ]);
  });
});

describe('one verifier for each kind of caller', () => {
  const route =
    "import { payments } from './payments';\nrouter.post('/webhook/acme', async (req, res) => { if (!(await payments.verifyWebhook('acme', req.body, req.headers['x-acme-signature']))) return res.status(401).end(); await markPaid(req.body); res.end(); });";
  const payments =
    "import acme from './acme';\nimport rival from './rival';\nclass Payments { async verifyWebhook(gateway, body, signature) { if (gateway === 'acme') { return acme.verifyWebhook(body, signature); } else { return rival.verifyWebhook(body, signature); } } }\nexport const payments = new Payments();";
  const verifier = (body: string): string =>
    `class Gateway { verifyWebhook(body, signature) { ${body} } }\nexport default new Gateway();`;
  const COMPARES =
    "return signature === createHmac('sha256', process.env.ACME_SECRET).update(JSON.stringify(body)).digest('hex');";
  const settle = (rival: string): string[] =>
    settleFiles(reader, {
      'src/r.ts': route,
      'src/payments.ts': payments,
      'src/acme.ts': verifier(COMPARES),
      'src/rival.ts': verifier(rival),
    });

  test('is verified where all of them verify', () => {
    expect(settle(COMPARES)).toEqual(['src/r.ts verified signature-compared src/acme.ts:1']);
  });

  test('is as weak as the weakest', () => {
    expect(settle(`if (!process.env.ACME_SECRET) return true; ${COMPARES}`)).toEqual([
      'src/r.ts optional skipped-without-secret -',
    ]);
  });
});

describe('a service that only holds what other files do', () => {
  const route =
    "import { Billing } from './billing';\nrouter.post('/stripe/webhook', async (req, res) => { const result = await Billing.handleWebhook(req.rawBody, req.headers['stripe-signature']); res.json(result); });";
  const handler =
    'export async function handleWebhook(body, signature) {\n  const event = stripe.webhooks.constructEvent(body, signature, process.env.STRIPE_WEBHOOK_SECRET);\n  await fulfilOrder(event);\n}';

  test.each([
    ['a class', 'export class Billing { static handleWebhook = handleWebhook; }'],
    ['an object', 'export const Billing = { handleWebhook };\nserve(Billing);'],
  ])('%s', (_title, text) => {
    const billing = `import { handleWebhook } from './handler';\n${text}`;
    expect(settleFiles(reader, { 'src/r.ts': route, 'src/billing.ts': billing, 'src/handler.ts': handler })).toEqual([
      'src/r.ts verified sdk-verifier src/handler.ts:2',
    ]);
  });
});

test('a guard that is told what the request has to show', () => {
  const files = (check: string): Files => ({
    'app/api/webhooks/acme/route.ts':
      "import { assertToken } from '../tokens';\nexport async function POST(req: Request) { const problem = assertToken(req, process.env.ACME_TOKEN); if (problem) return problem; await saveOrder(await req.json()); return new Response(''); }",
    'app/api/webhooks/tokens.ts': `export function assertToken(req: Request, expected?: string) { if (!expected) return new Response('', { status: 500 }); const shown = req.headers.get('x-webhook-token') ?? ''; ${check} return null; }`,
  });
  const refuses = "if (shown !== expected) return new Response('', { status: 401 });";
  const told = (check: string): string[] => settleFiles(reader, files(check));
  expect(told(refuses)).toEqual([
    'app/api/webhooks/acme/route.ts verified token-compared app/api/webhooks/tokens.ts:1',
  ]);
  expect(told('log(shown);')).toEqual(['app/api/webhooks/acme/route.ts unverified no-verification -']);
});
