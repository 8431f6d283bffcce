import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const HMAC = "createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex')";
const route = (body: string, above = ''): string =>
  `${above}export async function POST(request) { const raw = await request.text(); ${body} await saveOrder(JSON.parse(raw)); return new Response(); }`;

describe('checks that are asked by other means', () => {
  test.each([
    [
      'one of a table of verifiers of this file',
      route(
        "const verify = verifiers[request.nextUrl.searchParams.get('from')]; if (!verify || !verify(raw, request)) return new Response('', { status: 401 });",
        `const check = (raw, signature) => signature === ${HMAC};\nconst verifiers = { acme: (raw, request) => check(raw, request.headers.get('x-acme-signature')), initech: (raw, request) => check(raw, request.headers.get('x-initech-signature')) };\n`,
      ),
      ['null verified signature-compared'],
    ],
    [
      'the mode of Vite switches the check off',
      route(
        `const valid = import.meta.env.DEV || request.headers.get('x-signature') === ${HMAC}; if (!valid) return new Response('', { status: 401 });`,
      ),
      ['null ineffective disabled-by-env'],
    ],
    [
      'credentials that are unpacked from a row are nothing that the caller shows',
      "export async function POST(request) { const body = await request.json(); const { data: account } = await db.from('accounts').select('packed').eq('slug', request.headers.get('x-tenant')).single(); const keys = JSON.parse(account.packed); const payment = await getPayment(decrypt(keys.access_token), body.data.id); await db.from('orders').update({ paid: true }).eq('id', payment.order); return new Response(); }",
      ['null unverified no-verification'],
    ],
    [
      "what is let in by the caller's address alone",
      route(
        "if (!ALLOWED.includes(request.headers.get('cf-connecting-ip'))) return new Response('', { status: 403 });",
      ),
      ['null unknown conditional'],
    ],
    [
      "what is let in by the caller's address as well",
      route(
        `const signed = request.headers.get('x-signature') === ${HMAC}; const known = fromKnownIp(request); await note(signed ? 'signature' : known ? 'ip' : 'none'); if (!(signed || known)) return new Response('', { status: 401 });`,
        "const fromKnownIp = (request) => { const ip = request.headers.get('x-real-ip')?.trim(); return !!ip && ALLOWED.includes(ip); };\nconst note = async (by) => { await db.setting.upsert({ where: { key: 'by' }, update: { by }, create: { by } }); };\n",
      ),
      ['null unknown conditional'],
    ],
    [
      'an address that nobody turns away for',
      route("if (!ALLOWED.includes(request.headers.get('x-real-ip'))) console.warn('who is that');"),
      ['null ineffective result-ignored'],
    ],
    [
      'a word for the answer, which is ignored all the same',
      route(`const signed = request.headers.get('x-signature') === ${HMAC}; console.log(signed ? 'ok' : 'bad');`),
      ['null ineffective result-ignored'],
    ],
    [
      'an object that is handed in, by whether its answer is an error',
      `export const makeApp = (checker) => { app.post('/webhooks/acme', async (c) => { const raw = await c.req.text(); const outcome = await checker.check(raw, c.req.header('x-acme-signature')); if (outcome.isErr()) return c.text('', 401); await saveOrder(JSON.parse(raw)); return c.text('ok'); }); return app; };`,
      ['null unknown dynamic-dispatch'],
    ],
    [
      'a promise that is false where it fails',
      route(
        "const valid = await genuine(raw, request).catch(() => false); if (!valid) return new Response('', { status: 401 });",
        `const genuine = async (raw, request) => request.headers.get('x-signature') === ${HMAC};\n`,
      ),
      ['null verified signature-compared'],
    ],
    [
      'a promise that is true where it fails',
      route(
        "const valid = await genuine(raw, request).catch(() => true); if (!valid) return new Response('', { status: 401 });",
        `const genuine = async (raw, request) => request.headers.get('x-signature') === ${HMAC};\n`,
      ),
      ['null ineffective error-swallowed'],
    ],
    [
      'one of several ways, whose name says that one went well',
      route(
        `let way = null; const keys = await db.from('keys').select('hook').limit(1).maybeSingle(); if (keys) { const valid = request.headers.get('x-signature') === createHmac('sha256', keys.hook_secret).update(raw).digest('hex'); if (valid && !way) way = 'own'; } if (process.env.HOOK_SECRET) { const valid = request.headers.get('x-signature') === ${HMAC}; if (valid && !way) way = 'shared'; } if (way === null) return new Response('', { status: 401 });`,
      ),
      ['null verified signature-compared'],
    ],
    [
      'an answer that is handed through a function, skipped without a signature',
      route(
        `let valid = false; const signature = request.headers.get('x-signature'); if (signature) { valid = signature === ${HMAC}; if (!valid) return new Response('', { status: 401 }); } const row = rowOf(raw, valid);`,
        'const rowOf = (raw, signed) => ({ raw, signed });\n',
      ),
      ['null ineffective skipped-without-signature'],
    ],
    [
      'a digest over the empty string where no salt is set',
      route(
        "const { checksum, id } = JSON.parse(raw); const salt = process.env.ACME_SALT_KEY || ''; if (checksum !== crypto.createHash('sha256').update(`${id}${salt}`).digest('hex')) return new Response('', { status: 400 });",
      ),
      ['null optional empty-secret'],
    ],
    [
      'the same, where it is asked for under a short name',
      route(
        "const { checksum, id } = JSON.parse(raw); const s = process.env.ACME_SALT_KEY || ''; if (!id || !s) return new Response('', { status: 503 }); if (checksum !== crypto.createHash('sha256').update(`${id}${String(s || '')}`).digest('hex')) return new Response('', { status: 400 });",
      ),
      ['null verified signature-compared'],
    ],
  ])('%s', (_title, text, expected) => {
    expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual(expected);
  });

  const verified = `import { err, ok } from 'neverthrow';\nconst verified = (raw, signature) => (signature === ${HMAC} ? ok(JSON.parse(raw)) : err('bad'));\n`;
  test.each([
    [
      'by whether it is an error',
      "const result = verified(raw, request.headers.get('x-signature')); if (result.isErr()) return new Response(result.error, { status: 401 }); await saveOrder(result.value); return new Response();",
      'null verified signature-compared',
    ],
    [
      'by a function for either way',
      "return verified(raw, request.headers.get('x-signature')).match(async (event) => { await saveOrder(event); return new Response(); }, (reason) => new Response(reason, { status: 401 }));",
      'null verified signature-compared',
    ],
    [
      'by nobody',
      "const result = verified(raw, request.headers.get('x-signature')); if (result.isErr()) console.warn(result.error); await saveOrder(JSON.parse(raw)); return new Response();",
      'null ineffective result-ignored',
    ],
  ])('a result of a library that is asked %s', (_title, body, expected) => {
    const text = `${verified}export async function POST(request) { const raw = await request.text(); ${body} }`;
    expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual([expected]);
  });

  const words = `const verdict = (raw, signature) => (!signature ? 'missing' : signature === ${HMAC} ? 'ok' : 'bad');\n`;
  test.each([
    [
      'by the one that is good',
      "if (said !== 'ok') return new Response(said, { status: 401 });",
      'verified signature-compared',
    ],
    [
      'by those that are not, one after the other',
      "if (said === 'missing') return new Response('', { status: 400 }); if (said === 'bad') return new Response('', { status: 401 });",
      'verified signature-compared',
    ],
    [
      'case by case',
      "switch (said) { case 'missing': return new Response('', { status: 400 }); case 'bad': return new Response('', { status: 401 }); }",
      'verified signature-compared',
    ],
    [
      'by one of those that are not',
      "if (said === 'bad') return new Response('', { status: 401 });",
      'ineffective skipped-without-signature',
    ],
    ['by nobody', 'console.log(said);', 'ineffective result-ignored'],
  ])('an answer of several words that is asked %s', (_title, asked, expected) => {
    const text = route(`const said = verdict(raw, request.headers.get('x-signature')); ${asked}`, words);
    expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual([`null ${expected}`]);
  });

  test.each([
    ['turns away by an answer', "return error(401, 'bad');", 'null verified signature-compared'],
    ['only notes it', "console.warn('bad');", 'null ineffective result-ignored'],
  ])('middleware without a next that %s', (_title, refusal, expected) => {
    const text = `import { Router, error, json } from 'itty-router';\nconst router = Router();\nconst signed = async (request, env) => { const raw = await request.text(); if (request.headers.get('x-signature') !== createHmac('sha256', env.HOOK_SECRET).update(raw).digest('hex')) { ${refusal} } };\nrouter.post('/webhooks/acme', signed, async (request, env) => { await saveOrder(await request.json()); return json({}); });`;
    expect(reader.verdicts('src/index.ts', text)).toEqual([expected]);
  });

  test.each([
    ['a payment that is asked for again', 'https://api.acme.com/v1/payments/${body.id}', ['refetch']],
    ['a payment at an address that the file puts in front', '${ACME_URL}/v1/payments/${body.id}', ['refetch']],
    ['a row of an own service', '${OWN_URL}/v1/payments/${body.id}', [undefined]],
    ['a picture that a message brings along', 'https://graph.facebook.com/v19.0/${body.image.id}', [undefined]],
  ])('%s', (_title, address, expected) => {
    const text = `const ACME_URL = 'https://api.acme.com';\nconst OWN_URL = process.env.OWN_URL;\nexport async function POST(request) { const body = await request.json(); const found = await (await fetch(\`${address}\`)).json(); await saveOrder(body, found); return new Response(); }`;
    const { webhooks } = reader.find('app/api/webhooks/acme/route.ts', text);
    expect(webhooks.map(({ mitigation }) => mitigation)).toEqual(expected);
  });

  test('an address among the options of a call is not the one that is asked', () => {
    const text =
      "export async function POST(request) { const body = await request.json(); const options = { headers: { referer: 'https://acme.com/payments/' } }; const found = await (await fetch(process.env.OWN_URL + body.id, options)).json(); await saveOrder(body, found); return new Response(); }";
    const { webhooks } = reader.find('app/api/webhooks/acme/route.ts', text);
    expect(webhooks.map(({ mitigation }) => mitigation)).toEqual([undefined]);
  });

  test.each([
    ['a line of the log', "console.log('got', body.type, JSON.stringify(body));", 'idle'],
    [
      'one of several lines of the log',
      "switch (body.type) { case 'paid': console.log('paid'); break; default: console.log(body.type); }",
      'idle',
    ],
    [
      'the beginning of it for the log',
      'console.log(new Date().toISOString(), JSON.stringify(body).slice(0, 200));',
      'idle',
    ],
    [
      'a field of a form for the log',
      "const formData = await request.formData(); const at = new URL(request.url); console.log(formData.get('status'), at.searchParams.get('id'));",
      'idle',
    ],
    [
      'what a table has under a field of a form',
      "const form = await request.formData(); rows.get(form.get('id'));",
      undefined,
    ],
    ['a part of it that is kept', 'seen.add(body.id.slice(0, 9));', undefined],
    ['what another function makes of it', 'await take(body);', undefined],
    ['shown by a function of the file', 'show(body);', 'idle'],
    ['what another function makes of it under such a name', 'const show = db.orders.insert; show(body);', undefined],
    ['what a function of another file makes of it', 'text(body);', undefined],
    ['a line of a file', "await appendFile('events.log', JSON.stringify(body));", undefined],
    ['counted', "if (body.type === 'paid') paid += 1;", undefined],
    ['kept', 'last = body;', undefined],
    ['put on a list', 'seen.push(body);', undefined],
    ['what a function that has a name makes of each part', 'Object.values(body).forEach(settle);', undefined],
    ['what a function that has a name makes of it, later', 'request.json().then(settle);', undefined],
    ['a line of the log for each part', 'Object.values(body).forEach((it) => console.log(it));', 'idle'],
    ['what is put into something else', 'Object.assign(orders, body);', undefined],
    ['put into a copy for the log', 'console.log(Object.assign({}, body));', 'idle'],
    ['a row of a log', 'await log.insert(body);', undefined],
    ['lost where it is none', 'await request.json().catch(console.error);', 'idle'],
  ])('what comes of the body is %s', (_title, body, expected) => {
    const text = `import { text } from './orders';\nfunction show(it) { console.log(it); }\nexport async function POST(request) { const body = await request.json(); ${body} return Response.json({}); }`;
    const [fact] = reader.find('app/api/webhooks/acme/route.ts', text).webhooks;
    expect([fact?.verification, fact?.mitigation]).toEqual(['unverified', expected]);
  });

  test.each([
    ['takes the body apart', 'express.json()', 'idle'],
    ['does the work', 'async (req, res, next) => { await db.events.insert(req.body); next(); }', undefined],
  ])('what stands before a handler that only answers %s', (_title, before, expected) => {
    const text = `const router = express.Router();\nrouter.post('/webhooks/acme', ${before}, (req, res) => { console.log(req.body.id); res.sendStatus(200); });`;
    expect(reader.find('src/acme.js', text).webhooks.map(({ mitigation }) => mitigation)).toEqual([expected]);
  });

  test('a route of Mastra', () => {
    const text =
      "import { registerApiRoute } from '@mastra/core/server';\nexport const routes = [registerApiRoute('/webhooks/acme', { method: 'POST', handler: async (c) => { await saveOrder(await c.req.json()); return c.json({}); } })];";
    expect(reader.verdicts('src/mastra/index.ts', text)).toEqual(['null unverified no-verification']);
  });

  test.each([
    // The guard, which may stand before routes of other files, and the route.
    [
      'before the route',
      "app.use('/webhooks/*', bearerAuth({ token: 'x' }));",
      ['null verified protected-before', 'null verified protected-before'],
    ],
    [
      'for the request',
      "app.use('/webhooks/*', (c, next) => bearerAuth({ token: c.env.HOOKS })(c, next));",
      ['null verified token-compared'],
    ],
  ])('middleware for bearer tokens, made %s', (_title, use, expected) => {
    const text = `import { Hono } from 'hono';\nimport { bearerAuth } from 'hono/bearer-auth';\nconst app = new Hono();\n${use}\napp.post('/webhooks/acme', async (c) => { await saveOrder(await c.req.json()); return c.text('ok'); });`;
    expect(reader.verdicts('src/index.ts', text)).toEqual(expected);
  });

  test.each([
    ['a token by any name', 'SHIPPING_PASSPHRASE_X', 'null verified token-compared'],
    ['an address', 'APP_URL', 'null unverified no-verification'],
  ])("%s in the settings is compared with the caller's header", (_title, name, expected) => {
    const text = route(
      `if (request.headers.get('x-shipping') !== process.env.${name}) return new Response('', { status: 403 });`,
    );
    expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual([expected]);
  });

  test.each([
    ['checked', 'return { statusCode: 400 };', 'stripe verified sdk-verifier'],
    ['not checked', 'event = JSON.parse(body);', 'stripe ineffective error-swallowed'],
  ])('the parts of an event that came through a gateway, %s', (_title, caught, expected) => {
    const text = `const stripe = require('stripe')(process.env.STRIPE_SECRET_KEY);\nexports.handler = async ({ body, headers, httpMethod }) => { let event; try { event = stripe.webhooks.constructEvent(body, headers['stripe-signature'], process.env.STRIPE_WEBHOOK_SECRET); } catch (error) { ${caught} } await saveOrder(event); return { statusCode: 200 }; };`;
    expect(reader.verdicts('netlify/functions/stripe-webhook.js', text)).toEqual([expected]);
  });

  test('what a server of Node reads its folder with stands before no request', () => {
    const text =
      "import express from 'express';\nimport path from 'path';\nconst here = path.dirname(file);\nconst app = express();\napp.use(express.static(path.join(here, 'public')));\napp.post('/webhook', async (req, res) => { await saveOrder(req.body); res.end(); });";
    expect(reader.verdicts('src/server.js', text)).toEqual(['null unverified no-verification']);
  });

  test.each([
    [
      'of a package',
      "import { serverSupabaseServiceRole } from '#supabase/server';\n",
      'serverSupabaseServiceRole(event)',
    ],
    ['of the project', "import { useDb } from '~/server/utils/db';\n", 'useDb(event)'],
    [
      'of a platform',
      "import { createClientFromRequest } from 'npm:@acme/sdk@1.0.0';\n",
      'createClientFromRequest(event)',
    ],
  ])('a client %s that is made for the request checks nothing', (_title, above, make) => {
    const text = `${above}export default defineEventHandler(async (event) => { const body = await readBody(event); const db = await ${make}; await db.from('orders').update({ paid: true }).eq('id', body.id); return {}; });`;
    expect(reader.verdicts('server/api/webhooks/acme.post.ts', text)).toEqual(['null unverified no-verification']);
  });

  test.each([
    ['one method', "'POST'"],
    ['several', "['GET', 'POST']"],
  ])('a route of Hono for %s by its name', (_title, methods) => {
    const text = `import { Hono } from 'hono';\nconst app = new Hono();\napp.on(${methods}, '/webhooks/acme', async (c) => { await saveOrder(await c.req.json()); return c.text('ok'); });`;
    expect(reader.verdicts('src/index.ts', text)).toEqual(['null unverified no-verification']);
  });
});
