import { expect, test } from 'vitest';
import { makeWebhookReader } from '../../../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const REFUSE = 'return res.status(401).end();';
const handler = (check: string): string =>
  `import bcrypt from 'bcrypt';\nimport argon2 from 'argon2';\napp.post('/webhooks/acme', async (req, res) => { const shown = req.headers['x-api-key']; const row = await db.keys.findFirst({ tenant: req.params.tenant }); ${check} await db.orders.insert(req.body); res.end(); });`;

test.each([
  ['that is awaited', `if (!(await bcrypt.compare(shown, row.hash))) ${REFUSE}`, 'verified token-compared'],
  ['at once', `if (!bcrypt.compareSync(shown, row.hash)) ${REFUSE}`, 'verified token-compared'],
  ['the other way round', `if (!(await argon2.verify(row.hash, shown))) ${REFUSE}`, 'verified token-compared'],
  ['that nobody waits for', `if (!bcrypt.compare(shown, row.hash)) ${REFUSE}`, 'ineffective not-awaited'],
  ['that nobody asks', 'await bcrypt.compare(shown, row.hash);', 'ineffective result-ignored'],
  ["with the caller's own", `if (!(await bcrypt.compare(shown, req.body.hash))) ${REFUSE}`, 'unknown delegated'],
])('a key by the hash that is kept of it, %s', (_title, check, expected) => {
  expect(reader.verdicts('src/hooks.ts', handler(check))).toEqual([`null ${expected}`]);
});
