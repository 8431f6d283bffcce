import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();

const COMPARED =
  "const raw = await req.clone().text(); if (createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex') !== req.headers.get('x-acme-signature'))";
const guard = (refusal: string, end: string): string =>
  `async function requireSignature(req) { ${COMPARED} return ${refusal}; ${end} }`;
const route = (check: string): string =>
  `export async function POST(req) { ${check} await savePayment(await req.json()); return new Response('ok'); }`;
const REFUSAL = "new Response('', { status: 401 })";
const IGNORED = 'ineffective result-ignored -';

const FORMS: readonly (readonly [string, string, string, string])[] = [
  [
    'a response that the caller returns refuses',
    guard(REFUSAL, 'return null;'),
    'const denied = await requireSignature(req); if (denied) return denied;',
    'verified',
  ],
  [
    'one of Next.js, with nothing at the end, does',
    guard("NextResponse.json({ error: 'signature' }, { status: 401 })", ''),
    'const denied = await requireSignature(req); if (denied) return denied;',
    'verified',
  ],
  [
    'one that is told by its class does',
    guard(REFUSAL, 'return null;'),
    'const denied = await requireSignature(req); if (denied instanceof Response) return denied;',
    'verified',
  ],
  ['one that nobody takes refuses nothing', guard(REFUSAL, 'return null;'), 'await requireSignature(req);', IGNORED],
  [
    'one that nobody asks for refuses nothing',
    guard(REFUSAL, 'return null;'),
    'const denied = await requireSignature(req);',
    IGNORED,
  ],
];

describe('a guard that answers with the refusal', () => {
  test.each(FORMS)('%s', (_title, fn, check, expected) => {
    const path = 'app/api/webhooks/acme/route.ts';
    expect(settleFiles(reader, { [path]: `${fn}\n${route(check)}` })).toEqual([
      expected === 'verified' ? `${path} verified signature-compared ${path}:1` : `${path} ${expected}`,
    ]);
  });

  test.each(FORMS)('in another file: %s', (_title, fn, check, expected) => {
    const path = 'api/webhooks/acme/route.ts';
    const files = {
      'api/guard.ts': `export ${fn}`,
      [path]: `import { requireSignature } from '../../guard';\n${route(check)}`,
    };
    expect(settleFiles(reader, files)).toEqual([
      expected === 'verified' ? `${path} verified signature-compared api/guard.ts:1` : `${path} ${expected}`,
    ]);
  });

  test('or with the event is told by its class', () => {
    const path = 'app/api/webhooks/acme/route.ts';
    const text = `${guard(REFUSAL, 'return JSON.parse(raw);')}\nexport async function POST(req) { const event = await requireSignature(req); if (event instanceof Response) return event; await savePayment(event); return new Response('ok'); }`;
    expect(settleFiles(reader, { [path]: text })).toEqual([`${path} verified signature-compared ${path}:1`]);
  });
});

describe('a guard that answers the request itself', () => {
  const REFUSES =
    "if (createHmac('sha256', process.env.HOOK_SECRET).update(req.rawBody).digest('hex') !== req.headers['x-acme-signature'])";
  const PATH = 'pages/api/webhooks/acme.ts';

  test.each([
    ['and tells its caller nothing', '{ res.status(401).end(); return; }', 'requireSignature(req, res);', IGNORED],
    ['and gives out what nobody takes', 'return res.status(401).end();', 'requireSignature(req, res);', IGNORED],
    [
      'and gives out what the caller asks for',
      'return res.status(401).end();',
      'if (requireSignature(req, res)) return;',
      'verified signature-compared pages/api/guard.ts:1',
    ],
  ])('%s', (_title, refusal, check, expected) => {
    const files = {
      'pages/api/guard.ts': `export function requireSignature(req, res) { ${REFUSES} ${refusal} }`,
      [PATH]: `import { requireSignature } from '../guard';\nexport default async function handler(req, res) { ${check} await savePayment(req.body); res.end(); }`,
    };
    expect(settleFiles(reader, files)).toEqual([`${PATH} ${expected}`]);
  });
});

describe('a route whose function is in a file without one word of webhooks', () => {
  const TAKES = 'const event = await req.json(); await savePayment(event.data); return new Response();';
  const PATH = 'src/index.ts';

  test.each([
    ['a function', `export async function takeStripe(req) { ${TAKES} }`],
    ['one that is wrapped', `export const takeStripe = httpAction(async (ctx, req) => { ${TAKES} });`],
  ])('verifies nothing: %s', (_title, text) => {
    const routes =
      "import { takeStripe } from './billing';\nhttp.route({ path: '/webhooks/stripe', method: 'POST', handler: takeStripe });";
    expect(settleFiles(reader, { [PATH]: routes, 'src/billing.ts': text })).toEqual([
      `${PATH} unverified no-verification -`,
    ]);
  });

  test('an object that is made elsewhere says nothing about its methods', () => {
    const files = {
      [PATH]:
        "import { runner } from './billing';\nconst app = new Hono();\napp.post('/webhooks/stripe', runner.handle);",
      'src/billing.ts': "import { Runner } from 'acme-runner';\nexport const runner = new Runner();",
    };
    expect(settleFiles(reader, files)).toEqual([`${PATH} unknown handler-elsewhere -`]);
  });

  test('a check in front of it that is skipped without a secret is told', () => {
    const files = {
      [PATH]:
        "import { takeStripe } from './webhook';\nconst app = new Hono();\napp.post('/webhooks/stripe', async (c, next) => { const token = c.env.HOOK_TOKEN; if (!token) return next(); if (c.req.header('authorization') !== token) return c.json({}, 401); return next(); }, takeStripe);",
      'src/webhook.ts':
        'export const takeStripeWebhook = 1;\nexport const takeStripe = async (c) => { await savePayment(await c.req.json()); return c.json({}); };',
    };
    expect(settleFiles(reader, files)).toEqual([`${PATH} optional skipped-without-secret -`]);
  });
});

test('what is asked of an event is not asked of the verifier that gave it', () => {
  const path = 'app/api/webhooks/acme/route.ts';
  const files = {
    [path]:
      "import { Hooks } from '@/lib/hooks';\nconst hooks = new Hooks();\nexport async function POST(req) { const raw = await req.text(); await hooks.take(raw, req.headers.get('x-acme-signature')); return new Response(); }",
    'lib/hooks.ts':
      "import { Settings } from '@/lib/settings';\nexport class Hooks { private settings = Settings.getInstance(); async take(rawBody, signature) { const secret = await this.settings.getWebhookSecret(); if (!secret) throw new Error('no secret'); const provider = await this.settings.createProvider(); const event = provider.constructWebhookEvent(rawBody, signature, secret); if (!event.shouldProcess) return { handled: false }; await savePayment(event); return { handled: true }; } }",
    'lib/settings.ts': 'export class Settings { async createProvider() { return make(); } }',
  };
  expect(settleFiles(reader, files)).toEqual([`${path} verified sdk-verifier lib/hooks.ts:2`]);
});
