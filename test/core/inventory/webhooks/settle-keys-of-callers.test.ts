import { expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();

const byKey = (code: string): string => `export async function validateWebhookKey(apiKey: string) { ${code} }`;
const FOUND = 'if (!row) return null; return { shop: row.shop };';

test.each([
  [
    'a document',
    `const row = await ApiKey.findOne({ key: apiKey, active: true }); ${FOUND}`,
    'verified token-compared',
  ],
  [
    'a document that keeps the digest of the key',
    `const row = await ApiKey.findOne({ keyHash: createHash('sha256').update(apiKey).digest('hex') }); ${FOUND}`,
    'verified token-compared',
  ],
  [
    'a row by the fields of an object',
    `const row = await db('shops').where({ api_key: apiKey }).first(); ${FOUND}`,
    'verified token-compared',
  ],
  [
    'what a table of keys has under it',
    "const row = await apiKeysTable.getEntity('live', apiKey); if (row.active !== true) return null; return { shop: row.shop };",
    'verified token-compared',
  ],
  ['what a method finds by a key', `const row = await shops.findByApiKey(apiKey); ${FOUND}`, 'verified token-compared'],
  [
    'a document of another name',
    `const row = await Order.findOne({ id: apiKey }); ${FOUND}`,
    'ineffective presence-only',
  ],
  ['what is made for whoever asks', 'return apiKeys.getOrCreate(apiKey);', 'ineffective presence-only'],
  [
    'what stands in for a document that is not there',
    "const row = await ApiKey.findOne({ key: apiKey }); return row ?? { shop: 'any' };",
    'unknown conditional',
  ],
  [
    'a document, which is not asked for',
    'const row = await ApiKey.findOne({ key: apiKey }); return { row };',
    'ineffective result-ignored',
  ],
])('%s, by a key', (_title, code, expected) => {
  const take =
    "import { validateWebhookKey } from './callers';\nrouter.post('/webhooks/acme', async (req, res) => { const key = req.headers['x-api-key']; if (!key) return res.status(401).end(); const shop = await validateWebhookKey(key); if (!shop) return res.status(401).end(); await pay(req.body.id); res.end(); });";
  const told = settleFiles(reader, { 'src/hooks.ts': take, 'src/callers.ts': byKey(code) });
  expect(told.map((each) => each.split(' ').slice(1, 3).join(' '))).toEqual([expected]);
});

test.each([
  ['of another file', "import { apiKey } from './settings';", ''],
  ['that the file reads', 'const { apiKey } = loadSettings();', ''],
  ['that a function gets', "import { getApiKey } from './settings';", 'const apiKey = getApiKey();'],
])("the application's own key, %s, tells nothing of who calls", (_title, above, first) => {
  for (const find of [
    'Shop.findOne({ apiKey })',
    'shops.findUnique({ where: { apiKey } })',
    "db.eq('api_key', apiKey).single()",
  ]) {
    const text = `${above}\nrouter.post('/webhooks/acme', async (req, res) => { ${first} const shop = await ${find}; if (!shop) return res.status(404).end(); await pay(req.body.id); res.end(); });`;
    expect(settleFiles(reader, { 'src/hooks.ts': text })).toEqual(['src/hooks.ts unverified no-verification -']);
  }
});
