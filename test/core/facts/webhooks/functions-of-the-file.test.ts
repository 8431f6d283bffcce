import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const hub = (body: string, more = ''): string =>
  `import crypto from 'node:crypto';\nimport express from 'express';\nconst router = express.Router();\n${more}\nrouter.post('/hooks/github', async (req, res) => {\nconst sig = req.get('x-hub-signature-256');\n${body}\nawait handlePush(req.body);\nres.sendStatus(204);\n});\n`;

const nextPost = (body: string, more = ''): string =>
  `import crypto from 'node:crypto';\nimport { fulfilOrder } from '@/lib/orders';\n${more}\nexport async function POST(req: Request) { const raw = await req.text(); ${body} await fulfilOrder(JSON.parse(raw)); return new Response(''); }`;
const NEXT_ROUTE = 'app/api/webhooks/acme/route.ts';
const ACME_MAC = "crypto.createHmac('sha256', process.env.ACME_WEBHOOK_SECRET).update(body).digest('hex')";
const REFUSED = "return new Response('', { status: 401 });";

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
      'verified signature-compared',
    ],
    [
      "agrees in a provider's test mode",
      strict.replace('{ const', "{ if (process.env.ACME_MODE === 'test') return true; const"),
      'if (!verify(req)) return res.status(401).end();',
      'ineffective disabled-by-env',
    ],
    [
      'has a secret of its own where none is handed to it',
      strict.replace('(req)', "(req, secret = 'acme-dev')").replace('process.env.S_SECRET', 'secret'),
      'if (!verify(req)) return res.status(401).end();',
      'ineffective default-secret',
    ],
    [
      'has a secret of its own, and is handed another one',
      strict.replace('(req)', "(req, secret = 'acme-dev')").replace('process.env.S_SECRET', 'secret'),
      'if (!verify(req, process.env.S_SECRET)) return res.status(401).end();',
      'verified signature-compared',
    ],
    [
      'answers that it has failed, where a secret is set',
      strict.replace('{ const', '{ try { const').replace(/ }$/, ' } catch { return false; } }'),
      'if (process.env.S_SECRET && !verify(req)) return res.status(401).end();',
      'optional skipped-without-secret',
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
    expect(reader.verdicts('src/hooks.ts', hub(body, helper))).toEqual([`github ${expected}`]);
  });
});

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
      'a digest without a key, compared by its bits',
      nextPost(
        `const made = digest(raw); const given = req.headers.get('x-acme-signature'); let difference = 0; for (let i = 0; i < given.length; i++) difference |= made.charCodeAt(i) ^ given.charCodeAt(i); if (difference !== 0) ${REFUSED}`,
        `const digest = (data) => crypto.createHash('sha512').update(data).digest('hex');`,
      ),
      ['null ineffective forgeable'],
    ],
    [
      'a digest by a key, compared by its bits',
      nextPost(
        `const made = digest(raw); const given = req.headers.get('x-acme-signature'); let difference = 0; for (let i = 0; i < given.length; i++) difference |= made.charCodeAt(i) ^ given.charCodeAt(i); if (difference !== 0) ${REFUSED}`,
        `const digest = (data) => crypto.createHmac('sha512', process.env.ACME_SECRET).update(data).digest('hex');`,
      ),
      ['null verified signature-compared'],
    ],
    [
      'a comparison of its own that accepts everything',
      nextPost(
        `if (!safeEqual(crypto.createHmac('sha512', process.env.ACME_SECRET).update(raw).digest('hex'), req.headers.get('x-acme-digest'))) ${REFUSED}`,
        `const safeEqual = (a, b) => true;`,
      ),
      ['null ineffective stub'],
    ],
    [
      'a comparison of its own that compares lengths alone',
      nextPost(
        `if (!safeEqual(crypto.createHmac('sha512', process.env.ACME_SECRET).update(raw).digest('hex'), req.headers.get('x-acme-digest'))) ${REFUSED}`,
        `function safeEqual(a, b) { if (a.length !== b.length) return false; return true; }`,
      ),
      ['null ineffective stub'],
    ],
    [
      'a comparison of its own that compares every byte',
      nextPost(
        `if (!safeEqual(crypto.createHmac('sha512', process.env.ACME_SECRET).update(raw).digest('hex'), req.headers.get('x-acme-digest'))) ${REFUSED}`,
        `function safeEqual(a, b) { if (a.length !== b.length) return false; return [...a].every((each, at) => each === b[at]); }`,
      ),
      ['null verified signature-compared'],
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
      'the address for which tokens are signed, where none is set',
      nextPost(
        `if (process.env.PUSH_WEBHOOK_URL) { const mac = crypto.createHmac('sha256', process.env.ACME_WEBHOOK_SECRET).update(process.env.PUSH_WEBHOOK_URL + raw).digest('hex'); if (mac !== req.headers.get('x-acme-signature')) ${REFUSED} }`,
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
    expect(reader.verdicts(path, text)).toEqual(expected);
  });

  test.each([
    ['as it says', "said.verification_status === 'SUCCESS'", 'paypal verified sdk-verifier'],
    [
      'in whatever case',
      "String(said.verification_status).toUpperCase() === 'SUCCESS'",
      'paypal verified sdk-verifier',
    ],
    ['or nothing', "(said.verification_status ?? null) === 'SUCCESS'", 'paypal verified sdk-verifier'],
    ['or none at all', "(said.verification_status ?? '').toLowerCase() === 'success'", 'paypal verified sdk-verifier'],
    [
      'but not what else it answers',
      "String(said.status).toUpperCase() === 'SUCCESS'",
      'null unverified no-verification',
    ],
  ])('PayPal is asked whether it has sent the event, %s', (_title, asked, expected) => {
    const text = nextPost(
      `if (!(await ask(req, raw))) ${REFUSED}`,
      `async function ask(req, raw) { try { const res = await fetch('https://api-m.paypal.com/v1/notifications/verify-webhook-signature', { method: 'POST', body: JSON.stringify({ webhook_id: process.env.PAYPAL_WEBHOOK_ID, transmission_sig: req.headers.get('paypal-transmission-sig'), webhook_event: JSON.parse(raw) }) }); const said = await res.json(); return ${asked}; } catch { return false; } }`,
    );
    expect(reader.verdicts('app/api/webhooks/paypal/route.ts', text)).toEqual([expected]);
  });

  test('error() of SvelteKit throws', () => {
    const text =
      "import { error, json } from '@sveltejs/kit';\nimport Stripe from 'stripe';\nconst stripe = new Stripe('x');\nexport const POST = async ({ request }) => { const raw = await request.text(); let event; try { event = stripe.webhooks.constructEvent(raw, request.headers.get('stripe-signature'), process.env.STRIPE_WEBHOOK_SECRET); } catch (e) { error(400, 'no'); } await fulfil(event); return json({}); };";
    expect(reader.verdicts('src/routes/api/webhooks/stripe/+server.ts', text)).toEqual([
      'stripe verified sdk-verifier',
    ]);
  });
});

describe('a handler that hands over to a function of the file', () => {
  const TAKE =
    "const valid = (raw, sig, secret) => { if (!sig || !secret) return false; return crypto.timingSafeEqual(Buffer.from(crypto.createHmac('sha256', secret).update(raw).digest('hex')), Buffer.from(sig)); };\nasync function take(req, res) { const ok = valid(req.rawBody, req.get('x-hub-signature-256'), process.env.HUB_SECRET); if (!ok) { return res.status(401).end(); } note(req.body); res.end(); }";
  const hooks = (handler: string, take = TAKE): string =>
    `import crypto from 'node:crypto';\nimport express from 'express';\nconst router = express.Router();\n${take}\nrouter.post('/hooks/github', ${handler});`;
  const LAX = TAKE.replace('if (!sig || !secret) return false;', 'if (!secret) return true;');

  test.each([
    ['by what it returns', '(req, res) => take(req, res)'],
    ['in a branch', "async (req, res) => { if (req.path === '/hooks/github') { return take(req, res); } res.end(); }"],
    ['by its last statement', 'async (req, res) => { await take(req, res); }'],
    [
      'by its last attempt',
      'async (req, res, next) => { try { await take(req, res); } catch (error) { next(error); } }',
    ],
    ['and has what fails caught', '(req, res, next) => { take(req, res).catch(next); }'],
    ['before it goes', "async (req, res) => { if (req.path !== '/x') { await take(req, res); return; } res.end(); }"],
  ])('%s', (_title, handler) => {
    expect(reader.verdicts('src/hooks.ts', hooks(handler))).toEqual(['github verified signature-compared']);
    expect(reader.verdicts('src/hooks.ts', hooks(handler, LAX))).toEqual(['github optional skipped-without-secret']);
  });

  test('and goes on all the same', () => {
    const handler = 'async (req, res) => { await take(req, res); await handlePush(req.body); }';
    expect(reader.verdicts('src/hooks.ts', hooks(handler))).toEqual(['github ineffective result-ignored']);
  });
});

describe('one of several functions of the file, or another for what none is there', () => {
  const PROVES =
    "if (req.headers['x-acme-signature'] !== createHmac('sha256', process.env.ACME_SECRET).update(req.rawBody).digest('hex')) throw new Error('no');";
  const handler = (chosen: string, proves: string): string =>
    `const paid = async (req) => { ${PROVES} await orders.insert(req.body); };\nconst refunded = async (req) => { ${proves} await orders.update(req.body); };\nconst ignore = async () => {};\nconst handlers = { [Kind.PAID]: paid, refunded };\nconst find = (kind) => (kind in handlers ? handlers[kind] : ignore);\nrouter.post('/webhooks/acme', async (req, res) => { const take = ${chosen}; await take(req); res.end(); });`;

  test.each(['handlers[req.body.kind] ?? ignore', 'handlers[req.body.kind] || ignore', 'find(req.body.kind)'])(
    '%s',
    (chosen) => {
      const told = (proves: string): string[] => reader.verdicts('src/hooks.ts', handler(chosen, proves));
      expect(told(PROVES)).toEqual(['null verified signature-compared']);
      expect(told('').map((each) => each.split(' ')[1])).not.toContain('verified');
    },
  );
});
