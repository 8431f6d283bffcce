import { describe, expect, test } from 'vitest';
import { isWrittenToken } from '../../../../../../src/core/facts/webhooks/judge/proofs/written-token.ts';
import { makeWebhookReader } from '../../../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

test.each([
  ['k3v9-72hd-11pq', true],
  ['Bearer opensesame', true],
  ['my-secret-token', true],
  ['change-me', true],
  ['qwfpgjluyarstdhneio', true],
  ['undefined', false],
  ['production', false],
  ['version-1', false],
  ['2024-01-01', false],
  ['client_credentials', false],
  ['client_secret_basic', false],
  ['clientCredentials', false],
  ['ecdsa-p256', false],
  ['AWS4-SIGV4', false],
  ['HMAC-SHA256', false],
])('%s: %s', (text, expected) => {
  expect(isWrittenToken(text)).toBe(expected);
});

describe('a header or parameter that is compared with a text', () => {
  test.each([
    ["req.headers['x-token'] !== 'k3v9-72hd-11pq'", 'verified token-compared'],
    ["req.headers['x-acme-signature-version'] !== 'k3v9-72hd-11pq'", 'unverified no-verification'],
    ["req.headers['x-signature-version'] != '2024-01-01'", 'unverified no-verification'],
    ["req.headers['x-token-type'] !== 'production'", 'unverified no-verification'],
    ["req.query.token_type !== 'client_credentials'", 'unverified no-verification'],
    ["req.query.tokenType !== 'k3v9-72hd-11pq'", 'unverified no-verification'],
    ["req.headers['x-signature-algorithm'] !== 'ecdsa-p256'", 'unverified no-verification'],
    ["req.get('Authorization').split(' ')[0] !== 'AWS4-SIGV4'", 'unverified no-verification'],
    ["req.headers['x-signature'] === 'undefined'", 'ineffective presence-only'],
  ])('%s', (condition, expected) => {
    const text = `app.post('/webhooks/acme', async (req, res) => { if (${condition}) return res.status(401).end(); await orders.insert(req.body); res.end(); });`;
    expect(reader.verdicts('src/app.js', `const app = express();\n${text}`)).toEqual([`null ${expected}`]);
  });
});
