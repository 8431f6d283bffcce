import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const MAC =
  "const expected = crypto.createHmac('sha256', process.env.GITHUB_WEBHOOK_SECRET).update(req.body).digest('hex');";
const hub = (body: string, more = ''): string =>
  `import crypto from 'node:crypto';\nimport express from 'express';\nconst router = express.Router();\n${more}\nrouter.post('/hooks/github', async (req, res) => {\nconst sig = req.get('x-hub-signature-256');\n${body}\nawait handlePush(req.body);\nres.sendStatus(204);\n});\n`;

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
    expect(reader.verdicts('src/hooks.ts', hub(body))).toEqual([`github ${expected}`]);
  });
});

test.each([
  ['turned around', `${MAC} if (sig === expected) { return res.status(401).end(); }`, 'ineffective result-ignored'],
  [
    'answered politely',
    `${MAC} if (sig !== expected) { metrics.count('bad'); return res.status(200).end(); }`,
    'verified signature-compared',
  ],
  [
    'one of the digest with itself where no signature came',
    `${MAC} const given = sig || expected; if (given !== expected) { return res.status(401).end(); }`,
    'ineffective stub',
  ],
  ...[
    'const given = sig ? sig : expected;',
    'let given = sig; given ??= expected;',
    'const given = req.query.signature ?? expected;',
    "const { 'x-hub-signature-256': given = expected } = req.headers;",
  ].map((given): [string, string, string] => [
    `one of the digest with itself: ${given}`,
    `${MAC} ${given} if (given !== expected) { return res.status(401).end(); }`,
    'ineffective stub',
  ]),
  [
    'one of two signatures',
    `${MAC} const given = sig ? sig : req.get('x-hub-signature'); if (given !== expected) { return res.status(401).end(); }`,
    'verified signature-compared',
  ],
  [
    'one with nothing where no signature came',
    `${MAC} const given = sig || ''; if (given !== expected) { return res.status(401).end(); }`,
    'verified signature-compared',
  ],
])('a comparison that is %s', (_title, body, expected) => {
  expect(reader.verdicts('src/hooks.ts', hub(body))).toEqual([`github ${expected}`]);
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
      ['telegram unknown delegated'],
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
    expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual(expected);
  });
});

test.each([
  ["''", 'ineffective default-secret'],
  ['process.env.HOOK_SECRET', 'verified signature-compared'],
])('an HMAC by the key %s', (key, expected) => {
  const text = `import crypto from 'node:crypto';\nexport async function POST(req) { const raw = await req.text(); if (crypto.createHmac('sha256', ${key}).update(raw).digest('hex') !== req.headers.get('x-signature')) return new Response('', { status: 401 }); await pay(raw); return new Response(''); }`;
  expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual([`null ${expected}`]);
});

test.each([
  ['the own address is a local one', "!process.env.APP_URL.includes('localhost')", 'ineffective disabled-by-env'],
  ['the own host is the local one', "process.env.HOST !== 'localhost'", 'ineffective disabled-by-env'],
  ['the own address has another word', "!process.env.APP_URL.includes('acme')", 'unknown conditional'],
])('a signature that is not asked for where %s', (_title, asked, expected) => {
  const text = hub(`if (${asked}) { ${MAC} if (sig !== \`sha256=\${expected}\`) return res.status(401).end(); }`);
  expect(reader.verdicts('src/routes/hooks.ts', text)).toEqual([`github ${expected}`]);
});

describe('a digest that a function of another file computes', () => {
  const importing = (name: string): string => `import { ${name} } from './acme-signature';`;
  const asks = (computed: string): string => `if (${computed} !== sig) { return res.sendStatus(401); }`;
  test.each([
    ['of the body', 'computeSignature', asks('computeSignature(req.body)'), 'verified signature-compared'],
    [
      'of the body, for one provider',
      'calculateHubSignature',
      asks('calculateHubSignature(req.body)'),
      'verified signature-compared',
    ],
    ['of something else', 'computeSignature', asks('computeSignature(now())'), 'unverified no-verification'],
    [
      'and nobody asks for',
      'computeSignature',
      'const mine = computeSignature(req.body);',
      'unverified no-verification',
    ],
  ])('%s', (_, name, body, told) => {
    expect(reader.verdicts('src/hooks.ts', hub(body, importing(name)))).toEqual([`github ${told}`]);
  });
});
