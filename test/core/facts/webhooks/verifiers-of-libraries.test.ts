import { describe, expect, test } from 'vitest';
import { APP, EVENT, SIG } from '../../../support/stripe-express.ts';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();

/** The body of an Express handler of Stripe's webhook. */
const express = (body: string, more = ''): string =>
  `${APP}${more}\napp.post('/webhooks/stripe', express.raw({ type: '*/*' }), async (req, res) => {\n${body}\n});\n`;

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
      'a catch that refuses what the verifier says and goes on after other errors',
      `${SIG} let event; try { event = ${EVENT}; } catch (e) { if (e instanceof SignatureVerificationError) { return res.status(400).end(); } event = JSON.parse(req.body); } await fulfil(event); res.json({});`,
      'verified sdk-verifier',
    ],
    [
      'a catch that only tells what the verifier says',
      `${SIG} let event; try { event = ${EVENT}; } catch (e) { if (e instanceof SignatureVerificationError) { console.warn('no'); } event = JSON.parse(req.body); } await fulfil(event); res.json({});`,
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
    expect(reader.verdicts('src/server.js', express(body))).toEqual([`stripe ${expected}`]);
  });
});

describe('routes that are described apart', () => {
  const open = 'async (c) => { await save(await c.req.json()); return c.json({}); }';
  const safe = `async (c) => { const event = await stripe.webhooks.constructEventAsync(await c.req.text(), c.req.header('stripe-signature'), c.env.STRIPE_WEBHOOK_SECRET); await save(event); return c.json({}); }`;
  test.each([
    [
      'in the call',
      `app.openapi(createRoute({ method: 'post', path: '/webhooks/stripe' }), ${open});`,
      ['stripe unverified no-verification'],
    ],
    [
      'by name',
      `const hook = createRoute({ method: 'post', path: '/webhooks/stripe' });\napp.openapi(hook, ${safe});`,
      ['stripe verified sdk-verifier'],
    ],
    ['for reading', `app.openapi(createRoute({ method: 'get', path: '/webhooks/stripe' }), ${open});`, []],
  ])('%s', (_title, registration, expected) => {
    const text = `import { createRoute, OpenAPIHono } from '@hono/zod-openapi';\nimport Stripe from 'stripe';\nconst stripe = new Stripe('x');\nconst app = new OpenAPIHono();\n${registration}`;
    expect(reader.verdicts('src/routes.ts', text)).toEqual(expected);
  });
});

describe('names that mislead', () => {
  test("a function of this repository is no verifier for having a provider's name", () => {
    const text =
      "import { verifyAcmeHook } from '@/lib/stripe';\nexport async function POST(req: Request) { const raw = await req.text(); let event; try { event = verifyAcmeHook(raw, req.headers.get('stripe-signature')); } catch { return new Response('', { status: 400 }); } await fulfilOrder(event); return new Response(''); }";
    const [fact] = reader.find('app/api/webhooks/stripe/route.ts', text).webhooks;
    expect(fact?.delegations.map(({ module, name }) => `${module}#${name}`)).toEqual(['@/lib/stripe#verifyAcmeHook']);
  });

  test('the folder of the platform does not say who calls', () => {
    const text =
      'exports.handler = async (event) => { await saveOrder(JSON.parse(event.body)); return { statusCode: 200 }; };';
    expect(reader.verdicts('netlify/functions/webhook.js', text)).toEqual(['null unverified no-verification']);
    expect(reader.verdicts('netlify/functions/netlify-webhook.js', text)).toEqual([
      'netlify unverified no-verification',
    ]);
  });

  test('a library that is handed what verifies', () => {
    const text =
      "import { parseWebhookEvent, verifyAppKey } from '@acme/miniapp-node';\nexport async function POST(req: Request) { let data; try { data = await parseWebhookEvent(await req.json(), verifyAppKey); } catch { return new Response('', { status: 401 }); } await saveToken(data); return new Response(''); }";
    expect(reader.verdicts('app/api/webhook/route.ts', text)).toEqual(['null verified sdk-verifier']);
  });

  test('a check that needs a secret, before something that is not understood', () => {
    const text =
      "@Controller('webhooks')\nexport class C {\n  @Post('acme')\n  async take(@Headers('x-acme-signature') sig: string, @Req() req) { const secret = this.config.get('ACME_WEBHOOK_SECRET'); if (!secret) { this.logger.warn('none'); } else if (sig && req.rawBody) { if (sig !== createHmac('sha256', secret).update(req.rawBody).digest('hex')) throw new UnauthorizedException(); } else { throw new UnauthorizedException(); } const payload = req.body; this.logger.log(payload.id); return { ok: true }; }\n}";
    expect(reader.verdicts('src/acme.controller.ts', text)).toEqual(['null optional skipped-without-secret']);
  });

  test("a route that is named for a provider's events", () => {
    const text =
      "import { check } from './_check';\nexport default async function events(req, res) { const type = req.body.type; if (check(req, process.env.KEY)) { await save(req.body); } res.status(200).end(); }";
    expect(
      reader.find('src/pages/api/stripe/events.ts', text).webhooks.map((w) => `${w.provider} ${w.verification}`),
    ).toEqual(['stripe unknown']);
  });
});

test.each([
  ['try { await mux.webhooks.verifySignature(raw, headers); } catch { return refuse(); }', 'verified sdk-verifier'],
  ['await mux.webhooks.verifySignature(raw, headers);', 'verified sdk-verifier'],
  [
    'try { await mux.webhooks.verifySignature(raw, headers); } catch (e) { console.error(e); }',
    'ineffective error-swallowed',
  ],
])('a rule says that a verifier throws, though its name seems to answer: %s', (check, expected) => {
  const text = `import { mux } from './mux';\nconst refuse = () => new Response('', { status: 401 });\nexport async function POST(request) { const raw = await request.text(); const headers = request.headers; ${check} await save(JSON.parse(raw)); return new Response(''); }`;
  expect(reader.verdicts('app/api/webhooks/mux/route.ts', text)).toEqual([`mux ${expected}`]);
});

test.each([
  ['that it brings itself', 'const leaf = new X509Certificate(decode(x5c[0]));', 'unknown delegated'],
  [
    'that a known root has issued',
    'const leaf = new X509Certificate(decode(x5c[0])); if (!leaf.checkIssued(APPLE)) throw new Error("no");',
    'verified token-compared',
  ],
])('a token by a certificate %s', (_title, made, expected) => {
  const text = `import { X509Certificate } from 'node:crypto';\nimport jwt from 'jsonwebtoken';\nexport async function POST(req) { const { signedPayload } = await req.json(); const { x5c } = jwt.decode(signedPayload, { complete: true }).header; ${made} const event = jwt.verify(signedPayload, leaf.publicKey); await saveOrder(event); return new Response(''); }`;
  expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual([`null ${expected}`]);
});

test('making a verifier of a package verifies nothing', () => {
  const handler = (ask: string): string =>
    `import { SignatureVerifier } from 'resend';\nexport async function POST(req) { const verifier = new SignatureVerifier(process.env.KEY); const body = await req.json(); ${ask} await saveOrder(body); return new Response(''); }`;
  const verdicts = (ask: string): string[] => reader.verdicts('app/api/webhooks/resend/route.ts', handler(ask));
  expect(verdicts('')).toEqual(['resend unverified no-verification']);
  expect(verdicts("if (!verifier.verifySignature(body)) return new Response('', { status: 401 });")).toEqual([
    'resend verified sdk-verifier',
  ]);
});

describe('a client of another file that has no word of webhooks', () => {
  const handler = (name: string, refuse: string): string =>
    `import { ${name.replace('()', '')} } from './chat';\napp.post('/webhooks/chat', async (req, res) => { const valid = ${name}.verifyWebhook(req.rawBody, req.headers['x-signature']); if (!valid) ${refuse} await saveMessage(req.body); res.end(); });`;
  const IMPORT = "import { StreamChat } from 'stream-chat';\n";
  const ARGUMENTS = '(process.env.STREAM_KEY, process.env.STREAM_SECRET)';

  test.each([
    ['an instance', 'chat', `export const chat = new StreamChat${ARGUMENTS};`],
    ['the only one', 'chat', `const chat = StreamChat.getInstance${ARGUMENTS};\nexport { chat };`],
    ['what a function makes', 'getChat()', `export const getChat = () => new StreamChat${ARGUMENTS};`],
  ])('%s', (_title, name, made) => {
    const settled = (refuse: string): string[] =>
      settleFiles(reader, { 'src/server.ts': handler(name, refuse), 'src/chat.ts': `${IMPORT}${made}` });
    expect(settled('return res.status(401).end();')).toEqual([
      expect.stringMatching(/^src\/server\.ts verified sdk-verifier /),
    ]);
    expect(settled("console.warn('no');")).toEqual(['src/server.ts ineffective result-ignored -']);
  });
});
