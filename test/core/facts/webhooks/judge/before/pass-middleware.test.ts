import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const VERIFY = 'wh.verify(req.rawBody, req.headers)';
const MAC =
  "const mac = createHmac('sha256', process.env.HOOK_SECRET).update(req.rawBody).digest(); const sent = Buffer.from(req.headers['x-signature'], 'hex');";
const HOOKS: [title: string, body: string, expected: string][] = [
  [
    'answers where the verifier throws',
    `try { ${VERIFY} } catch { return reply.code(400).send(); }`,
    'svix verified sdk-verifier',
  ],
  [
    'answers, and gives out the reply',
    `try { ${VERIFY} } catch { reply.code(400).send(); return reply; }`,
    'svix verified sdk-verifier',
  ],
  [
    'answers, and returns',
    `try { ${VERIFY} } catch { reply.code(400).send({ error: 'no' }); return; }`,
    'svix verified sdk-verifier',
  ],
  ['answers at its end', `try { ${VERIFY} } catch { reply.code(400).send(); }`, 'svix verified sdk-verifier'],
  ['throws', `try { ${VERIFY} } catch { throw new Error('no'); }`, 'svix verified sdk-verifier'],
  [
    'answers where the digest differs',
    `${MAC} if (!timingSafeEqual(mac, sent)) { reply.code(401).send(); return; }`,
    'null verified signature-compared',
  ],
  [
    'writes down that the verifier throws',
    `try { ${VERIFY} } catch (error) { req.log.warn(error); }`,
    'svix ineffective error-swallowed',
  ],
  [
    'sets a status, and answers nothing',
    `${MAC} if (!timingSafeEqual(mac, sent)) { reply.code(401); }`,
    'null ineffective result-ignored',
  ],
];

const HEAD =
  "import Fastify from 'fastify';\nimport { Webhook } from 'svix';\nimport { createHmac, timingSafeEqual } from 'node:crypto';\nconst app = Fastify();\nconst wh = new Webhook(process.env.HOOK_SECRET);\n";

describe('a hook of Fastify without a next', () => {
  test.each(HOOKS)('%s', (_title, body, expected) => {
    const text = `${HEAD}app.addHook('preHandler', async (req, reply) => { ${body} });\napp.post('/webhooks/acme', async (req, reply) => { await orders.insert(req.body); return { ok: true }; });`;
    expect(reader.verdicts('src/app.js', text)).toEqual([expected]);
  });

  test.each(HOOKS)('as an option of the route: %s', (_title, body, expected) => {
    const hook = `async (req, reply) => { ${body} }`;
    for (const name of ['preHandler', 'preValidation']) {
      const text = `${HEAD}app.post('/webhooks/acme', { ${name}: ${hook} }, async (req, reply) => { await orders.insert(req.body); return { ok: true }; });`;
      expect(reader.verdicts('src/app.js', text)).toEqual([expected]);
    }
  });
});

describe('middleware of Express that asks for a secret', () => {
  const EQUAL = "req.get('x-hook-token') === secret";
  test.each([
    [
      'where one is set',
      `if (secret) { if (!(${EQUAL})) return res.status(401).end(); } next();`,
      'optional skipped-without-secret',
    ],
    [
      'where one is set, and goes on at once else',
      `if (!secret) return next(); if (!(${EQUAL})) return res.status(401).end(); next();`,
      'optional skipped-without-secret',
    ],
    ['always', `if (!secret || !(${EQUAL})) return res.status(401).end(); next();`, 'verified token-compared'],
    [
      'and goes on where it is another',
      `if (!(${EQUAL})) { console.warn('no'); } next();`,
      'ineffective result-ignored',
    ],
    [
      'and goes on where it is another on a switch alone',
      `if (${EQUAL}) return next(); if (process.env.ALLOW_EMPTY_TOKEN === 'true') return next(); return res.status(401).end();`,
      'ineffective disabled-by-env',
    ],
  ])('%s', (_title, body, expected) => {
    const text = `import express from 'express';\nconst router = express.Router();\nrouter.use((req, res, next) => { const secret = process.env.HOOK_TOKEN; ${body} });\nrouter.post('/webhooks/acme', async (req, res) => { await orders.insert(req.body); res.end(); });`;
    expect(reader.verdicts('src/hooks.js', text)).toEqual([`null ${expected}`]);
  });
});

describe('what stands before a handler and is not in its file', () => {
  const fastify = (options: string): string =>
    `export default async function routes(app: FastifyInstance) { app.post('/webhooks/acme', ${options}, async (req, reply) => { await orders.insert(req.body); return { ok: true }; }); }`;
  test.each([
    ['is doubted where it is named for verifying', '{ preHandler: app.verifyAcme }', 'unknown dynamic-dispatch'],
    ['is nothing where it is not', '{ preHandler: app.countRequests }', 'unverified no-verification'],
  ])('%s', (_title, options, expected) => {
    expect(reader.verdicts('src/routes/webhooks.ts', fastify(options))).toEqual([`null ${expected}`]);
  });
});

test('a verifier of a library that is told not to verify is none', () => {
  const text =
    "const twilio = require('twilio');\nrouter.post('/sms/incoming', twilio.webhook({ validate: false }), async (req, res) => { await messages.create(req.body); res.end(); });";
  expect(reader.verdicts('src/sms.js', text)).toEqual(['null unverified not-a-verifier']);
});

describe('an address', () => {
  test.each([
    [
      'with a secret is known to who was told it',
      '`/telegram/${process.env.TELEGRAM_HOOK_SECRET}`',
      'verified token-compared',
    ],
    [
      'that Telegraf makes of its token is known to who was told it',
      '`/${bot.secretPathComponent()}`',
      'verified token-compared',
    ],
    ['with the name of a stage is known to all', '`/${process.env.STAGE}/webhook`', 'unverified no-verification'],
  ])('%s', (_title, path, expected) => {
    const text = `const app = express();\napp.post(${path}, (req, res) => { bot.handleUpdate(req.body, res); });`;
    expect(reader.verdicts('src/telegram-webhook.js', text)).toEqual([`telegram ${expected}`]);
  });
});
