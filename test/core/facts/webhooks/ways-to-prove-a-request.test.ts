import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

describe('what ends a request unless something holds', () => {
  const PROVED =
    "request.header('x-acme-signature') === createHmac('sha256', Env.get('ACME_SECRET')).update(request.raw()).digest('hex')";
  test.each([
    [`response.abortUnless(${PROVED}, 'no', 401);`, 'verified signature-compared'],
    [`response.abortIf(!(${PROVED}), 'no', 401);`, 'verified signature-compared'],
    [`response.abortIf(${PROVED}, 'no', 401);`, 'ineffective result-ignored'],
    ["response.abortUnless(request.header('x-acme-signature'), 'no', 401);", 'unverified no-verification'],
  ])('%s', (ends, expected) => {
    const text = `import type { HttpContext } from '@adonisjs/core/http';\nexport default class WebhooksController { async acme({ request, response }: HttpContext) { ${ends} await Order.pay(request.body().id); } }`;
    const told = reader.verdicts('app/controllers/webhooks_controller.ts', text);
    expect(told.map((each) => each.split(' ').slice(1).join(' '))).toEqual([expected]);
  });
});

describe('several ways to prove a request', () => {
  const handler = (first: string, second: string): string =>
    `export const smsWebhook = onRequest(async (req, res) => { let known = false; ${first} if (!known) { ${second} } if (!known) { res.status(401).end(); return; } await saveMessage(req.body); res.end(); });`;
  const SIGNED =
    "try { stripe.webhooks.constructEvent(req.rawBody, req.headers['stripe-signature'], process.env.STRIPE_SECRET); known = true; } catch { known = false; }";

  test.each([
    [
      'the second, for which the body is asked what it holds',
      SIGNED,
      "if (typeof req.body.secret === 'string' && crypto.timingSafeEqual(Buffer.from(req.body.secret), Buffer.from(process.env.SMS_SECRET))) known = true;",
      'verified sdk-verifier',
    ],
    [
      'a second that proves nothing',
      SIGNED,
      "if (req.body.type === 'ping') known = true;",
      'ineffective error-swallowed',
    ],
  ])('%s', (_title, first, second, expected) => {
    const told = reader.verdicts('functions/src/webhooks.ts', handler(first, second));
    expect(told.map((each) => each.split(' ').slice(1).join(' '))).toEqual([expected]);
  });

  test.each([
    [
      'either of two signatures, one over the parts of the body, its key under any name',
      'src/server.js',
      "const mac = (key, text) => createHmac('sha256', key).update(text).digest('hex');\nconst canonical = (part) => (Array.isArray(part) ? part.map(canonical).join() : JSON.stringify(part));\nfunction bySender(req) { const key = process.env.ACME_KEY; const given = req.headers['x-acme-signature']; return given === mac(key, req.rawBody); }\nfunction byRelay(req) { const given = req.headers['x-relay-signature']; const k = process.env.RELAY_KEY || ''; if (!k || !given) return false; return given === mac(k, canonical(req.body)); }\nrouter.post('/webhooks/acme', (req, res) => { const sent = bySender(req); const relayed = byRelay(req); if (!sent && !relayed) return res.status(401).end(); saveOrder(req.body); res.end(); });",
      'null verified signature-compared',
    ],
    [
      'either of two signatures, where the second may be made with no key',
      'src/server.js',
      "const mac = (key, text) => createHmac('sha256', key).update(text).digest('hex');\nconst canonical = (part) => (Array.isArray(part) ? part.map(canonical).join() : JSON.stringify(part));\nfunction bySender(req) { const key = process.env.ACME_KEY; const given = req.headers['x-acme-signature']; return given === mac(key, req.rawBody); }\nfunction byRelay(req) { const given = req.headers['x-relay-signature']; const k = process.env.RELAY_KEY || ''; if (!given) return false; return given === mac(k, canonical(req.body)); }\nrouter.post('/webhooks/acme', (req, res) => { const sent = bySender(req); const relayed = byRelay(req); if (!sent && !relayed) return res.status(401).end(); saveOrder(req.body); res.end(); });",
      'null ineffective result-ignored',
    ],
    [
      'either of two signatures, where a failed one alone is refused with the other there',
      'src/server.js',
      "const mac = (key, text) => createHmac('sha256', key).update(text).digest('hex');\nconst canonical = (part) => (Array.isArray(part) ? part.map(canonical).join() : JSON.stringify(part));\nfunction bySender(req) { const key = process.env.ACME_KEY; const given = req.headers['x-acme-signature']; return given === mac(key, req.rawBody); }\nfunction byRelay(req) { const given = req.headers['x-relay-signature']; const k = process.env.RELAY_KEY || ''; if (!k || !given) return false; return given === mac(k, canonical(req.body)); }\nrouter.post('/webhooks/acme', (req, res) => { const sent = bySender(req); const relayed = byRelay(req); if (!sent && relayed) return res.status(401).end(); saveOrder(req.body); res.end(); });",
      'null ineffective result-ignored',
    ],
    [
      'a check that a setting of another file switches off',
      'src/server.js',
      "const constants = require('../constants');\nrouter.post('/webhooks/acme', (req, res) => { if (constants.USE_MOCK !== 'true') { const digest = crypto.createHmac('sha256', constants.ACME_SECRET).update(req.rawBody).digest('hex'); if (req.headers['x-signature'] !== digest) return res.status(401).end(); } markPaid(req.body); res.end(); });",
      'null ineffective disabled-by-env',
    ],
    [
      'a pair of the event and an error',
      'src/server.ts',
      "function read(req) { const digest = createHmac('sha256', process.env.ACME_SECRET).update(req.rawBody).digest('hex'); if (digest !== req.headers['x-acme-signature']) return [null, new Error('no')]; return [JSON.parse(req.rawBody), null]; }\nrouter.post('/webhooks/acme', async (req, res) => { const [event, error] = read(req); if (error) return res.status(401).end(); await markPaid(event); res.end(); });",
      'null verified signature-compared',
    ],
    [
      'a check that a setting skips by its name',
      'src/server.js',
      "router.post('/webhooks/acme', (req, res) => { const acme = settings.getOrThrow('acme'); if (!acme.skipSignatureCheck) { const digest = crypto.createHmac('sha256', process.env.ACME_SECRET).update(req.rawBody).digest('hex'); if (req.headers['x-signature'] !== digest) return res.status(401).end(); } markPaid(req.body); res.end(); });",
      'null ineffective disabled-by-env',
    ],
    [
      'a notification with the whole request behind what acts on the body is nothing that could have verified',
      'src/controllers/acme.js',
      "import createNotification from './notify';\nexport const acmeWebhook = async (req, res) => { const { id, media } = req.body; if (media) { try { await db.messages.insert(req.body); } catch (error) { console.error(error); } } if (ADMIN) { await createNotification(req.app, id); } await db.leads.update(req.body); res.end(); };",
      'null unverified no-verification',
    ],
  ])('%s', (_title, path, text, expected) => {
    expect(reader.verdicts(path, text)).toEqual([expected]);
  });

  test('one of two ways to write a digest down, the second put together in a loop', () => {
    const text =
      "function verify(raw, sent, secret) { const sum = createHmac('sha256', secret).update(raw).digest(); if (toHex(sum) === sent) return true; let text = ''; const bytes = spread(sum); for (let i = 0; i < bytes.length; i++) text += bytes[i]; return btoa(text) === sent; }\nexport async function POST(req) { const raw = await req.text(); if (!verify(raw, req.headers.get('x-signature'), process.env.HOOK_SECRET)) return new Response('', { status: 401 }); await pay(raw); return new Response(''); }";
    expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual(['null verified signature-compared']);
  });

  test('a list that is filled with headers and body verifies nothing', () => {
    const text =
      "router.post('/webhooks/acme', async (req, res) => { seen.unshift({ body: req.body, headers: req.headers }); await pay(req.body); res.end(); });";
    expect(reader.verdicts('src/server.js', text)).toEqual(['null unverified no-verification']);
  });

  test('an update that is noted down as seen is not acted on before the check', () => {
    const text =
      "import { webhookCallback } from 'grammy';\nexport async function POST(req) { const { update_id } = await req.clone().json(); const { error } = await db.from('telegram_update_log').insert({ update_id }); if (error) return new Response('ok'); return webhookCallback(bot, 'std/http', { secretToken: process.env.TELEGRAM_SECRET })(req); }";
    expect(reader.verdicts('app/api/webhooks/bot/route.ts', text)).toEqual(['telegram verified sdk-verifier']);
  });

  test('whoever is passed signature and body on is to verify', () => {
    const text =
      "export async function POST(req) { const body = await req.text(); const signature = req.headers.get('x-signature'); if (!signature) return new Response('', { status: 400 }); return fetch(process.env.BACKEND, { method: 'POST', headers: { 'x-signature': signature }, body }); }";
    expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual(['null unknown delegated-unresolved']);
  });

  test('a form is what each of its fields is put into', () => {
    const text =
      "import { validateSignature } from '@/lib/acme';\nexport async function POST(req) { const form = await req.formData(); const data = {}; form.forEach((value, key) => { data[key] = value.toString(); }); if (!validateSignature(data, process.env.ACME_PASSPHRASE)) return new Response('', { status: 401 }); await pay(data); return new Response(''); }";
    const [fact] = reader.find('app/api/webhooks/acme/route.ts', text).webhooks;
    expect(fact?.delegations.map(({ name }) => name)).toEqual(['validateSignature']);
  });
});

test('a helper that answers by a pair, and takes what is compared for the first of it', () => {
  const text =
    "app.post('/webhook/line', async (req, res) => { const [ok, reason] = check(req); if (!ok) return res.status(403).json({ reason }); await reply(req.body); res.end(); });\nfunction check(req) { const sig = req.get('x-line-signature'); if (!sig) return [false, 'missing']; const mac = crypto.createHmac('sha256', process.env.LINE_CHANNEL_SECRET).update(req.rawBody).digest('base64'); return mac === sig ? [true, ''] : [false, 'bad']; }";
  expect(reader.verdicts('src/app.ts', text)).toEqual(['null verified signature-compared']);
});

describe('what a parser of bodies calls before it parses', () => {
  const app = (parser: string, absent: string): string =>
    `const app = express();\napp.use(${parser});\nfunction verifyRequestSignature(req, res, buf) { const signature = req.headers['x-hub-signature-256']; if (!signature) { ${absent} } else { const mac = 'sha256=' + crypto.createHmac('sha256', config.appSecret).update(buf).digest('hex'); if (mac !== signature) throw new Error('bad'); } }\napp.post('/webhook', async (req, res) => { await saveOrder(req.body); res.end(); });`;
  const THROWS = "throw new Error('none');";

  test.each([
    ['refuses', 'express.json({ verify: verifyRequestSignature })', THROWS, 'github verified signature-compared'],
    [
      'refuses, called in a function',
      'bodyParser.json({ limit: 9, verify: (req, res, buf) => verifyRequestSignature(req, res, buf) })',
      THROWS,
      'github verified signature-compared',
    ],
    [
      'lets pass what has no signature',
      'express.json({ verify: verifyRequestSignature })',
      "console.warn('none');",
      'github ineffective skipped-without-signature',
    ],
    [
      'only keeps the bytes',
      'express.json({ verify: (req, res, buf) => { req.rawBody = buf; } })',
      THROWS,
      'null unverified no-verification',
    ],
  ])('%s', (_title, parser, absent, expected) => {
    expect(reader.verdicts('src/server.js', app(parser, absent))).toEqual([expected]);
  });
});

test.each([
  ['stops reading what is too long', 'await reader.cancel();', 'null verified signature-compared'],
  ['acts on what is too long', 'await orders.cancel(value);', 'null ineffective after-use'],
])('a handler that reads the body piece by piece, and %s', (_title, tooLong, expected) => {
  const text = `const read = async (req) => { const reader = req.body.getReader(); const parts = []; let size = 0; while (true) { const { done, value } = await reader.read(); if (done) break; size += value.length; if (size > 1000) { ${tooLong} throw new Error('too long'); } parts.push(value); } return Buffer.concat(parts).toString(); };\nexport async function POST(req) { const raw = await read(req); if (req.headers.get('x-acme-signature') !== createHmac('sha256', process.env.ACME_SECRET).update(raw).digest('hex')) return new Response('', { status: 401 }); await saveOrder(JSON.parse(raw)); return new Response(''); }`;
  expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual([expected]);
});
