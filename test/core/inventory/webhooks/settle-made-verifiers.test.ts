import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();
const SERVER = 'src/server.ts';

const FITS = "createHmac('sha256', secret).update(req.body).digest('hex') === req.headers['x-acme-signature']";
const makers = {
  'that answers': `export const makeFits = (secret) => (req) => ${FITS};`,
  'that answers later': `export const makeFits = (secret) => async (req) => ${FITS};`,
  'that answers by an object': `export function makeFits(secret) { return (req) => { if (!(${FITS})) return { ok: false }; return { ok: true }; }; }`,
};
const REFUSE = 'return res.status(401).end();';
const checks = {
  'where it is asked': `if (!fits(req)) ${REFUSE}`,
  'where it is waited for': `if (!(await fits(req))) ${REFUSE}`,
  'where a part of its answer is asked': `const { ok } = await fits(req); if (!ok) ${REFUSE}`,
  'where nobody asks': 'await fits(req);',
  'where only the maker is asked': `if (!makeFits(process.env.ACME_SECRET)) ${REFUSE}`,
  'where the maker is asked about the request': `if (!makeFits(req, process.env.ACME_SECRET)) ${REFUSE}`,
  'where what the maker gives is asked in place': `if (!(await makeFits(process.env.ACME_SECRET)(req))) ${REFUSE}`,
};

const told = (maker: keyof typeof makers, check: string): string => {
  const [first = ''] = settleFiles(reader, {
    [SERVER]: `import { makeFits } from './fits-webhook.ts';\nconst app = express();\nconst fits = makeFits(process.env.ACME_SECRET);\napp.post('/webhooks/acme', async (req, res) => { ${check} await db.orders.insert(JSON.parse(req.body)); res.end(); });`,
    'src/fits-webhook.ts': makers[maker],
  });
  return first.replace(`${SERVER} `, '').split(' ').slice(0, 2).join(' ');
};

const VERIFIED = 'verified signature-compared';
const IGNORED = 'ineffective result-ignored';

describe.each([
  ['that answers', [VERIFIED, VERIFIED, IGNORED, 'unverified no-verification', IGNORED, VERIFIED]],
  [
    'that answers later',
    ['ineffective not-awaited', VERIFIED, IGNORED, 'unverified no-verification', 'ineffective not-awaited', VERIFIED],
  ],
] as const)('a verifier of another file, made with the secret, %s', (maker, expected) => {
  test.each([
    ['where it is asked', 0],
    ['where it is waited for', 1],
    ['where nobody asks', 2],
    ['where only the maker is asked', 3],
    ['where the maker is asked about the request', 4],
    ['where what the maker gives is asked in place', 5],
  ] as const)('%s', (check, at) => {
    expect(told(maker, checks[check])).toBe(expected[at]);
  });
});

test.each([
  ['where a part of its answer is asked', VERIFIED],
  ['where it is asked', IGNORED],
  ['where nobody asks', IGNORED],
] as const)('a verifier of another file, made with the secret, that answers by an object %s', (check, expected) => {
  expect(told('that answers by an object', checks[check])).toBe(expected);
});
