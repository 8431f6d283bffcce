import { expect, test } from 'vitest';
import { makeWebhookReader } from '../../../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const REVERSED = ['stripe ineffective result-ignored'];
const VERIFIED = ['stripe verified signature-compared'];

test.each([
  [
    'who is genuine is turned away',
    "if (isRight) return res.status(401).end('no');",
    'await ledger.settle(body);',
    REVERSED,
  ],
  [
    'who is genuine is thrown out',
    "if (isRight) { console.warn('x'); throw new Error('Invalid signature'); }",
    'await ledger.settle(body);',
    REVERSED,
  ],
  [
    'who is genuine is turned away, and all others served',
    "if (isRight) { return res.status(401).end('no'); } else { await ledger.keep(body); return res.status(200).end(); }",
    '',
    REVERSED,
  ],
  [
    'nobody is served',
    "if (isRight) { return res.status(403).end('late'); } else { return res.status(401).end('no'); }",
    '',
    VERIFIED,
  ],
  [
    'everybody else is turned away',
    "if (!isRight) return res.status(401).end('no');",
    'await ledger.settle(body);',
    VERIFIED,
  ],
  [
    'who is genuine is served, and everybody else turned away',
    'if (isRight) { await ledger.settle(body); return res.end(); }',
    'res.status(401);',
    VERIFIED,
  ],
  [
    'what came before is turned away too',
    'if (isRight && seen(body.id)) return res.status(403).end(); if (!isRight) return res.status(401).end();',
    'await ledger.settle(body);',
    VERIFIED,
  ],
])('a check by which %s', (_title, asked, rest, expected) => {
  const text = `import crypto from 'node:crypto';\nexport default async function handler(req, res) {\n  const body = req.body;\n  const mac = crypto.createHmac('sha256', process.env.STRIPE_WEBHOOK_SECRET).update(body).digest();\n  const isRight = crypto.timingSafeEqual(mac, Buffer.from(req.headers['stripe-signature'], 'hex'));\n  ${asked}\n  ${rest}\n  res.end();\n}\n`;
  expect(reader.verdicts('pages/api/webhooks/stripe.ts', text)).toEqual(expected);
});
