import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();
const SERVER = 'src/server.ts';

const server = (handle: string, start: string): string =>
  `import express from 'express';\nimport { makeOther, makeTake } from './take-webhook.ts';\nconst app = express();\nlet take = null;\napp.post('/webhooks/acme', express.raw({ type: '*/*' }), async (req, res) => {\n  ${handle}\n});\nexport function start(db) { ${start} }`;
const REFUSED = 'if (!take) { res.status(503).end(); return; }\n  await take(req, res);';
const MAC = "createHmac('sha256', process.env.ACME_SECRET).update(req.body).digest('hex')";
const CHECK = `if (${MAC} !== req.headers['x-acme-signature']) { res.status(401).end(); return; }`;
const make = (name: string, check: string): string =>
  `export function ${name}(db) {\n  return async (req, res) => {\n    ${check}\n    await db.orders.insert(JSON.parse(req.body));\n    res.end();\n  };\n}\n`;
const TAKE = make('makeTake', CHECK) + make('makeOther', '');

describe('a handler that is put in its place when the server starts', () => {
  test.each([
    ['in one place', REFUSED, 'take = makeTake(db);', 'verified signature-compared'],
    ['in one place, without a check', REFUSED, 'take = makeOther(db);', 'unverified no-verification'],
    [
      'in two places',
      REFUSED,
      'take = dev ? null : makeTake(db); if (dev) take = makeOther(db);',
      'unknown dynamic-dispatch',
    ],
    [
      'and done without until then',
      'if (take) { await take(req, res); return; }\n  await db.orders.insert(JSON.parse(req.body));\n  res.end();',
      'take = makeTake(db);',
      'un',
    ],
  ])('%s', (_title, handle, start, expected) => {
    const told = settleFiles(reader, { [SERVER]: server(handle, start), 'src/take-webhook.ts': TAKE });
    expect(told.filter((each) => each.startsWith(SERVER))).toEqual([expect.stringContaining(`${SERVER} ${expected}`)]);
  });

  test.each([
    ['and refuses until then', 'if (!take || !take(req)) return res.status(401).end();', 'verified signature-compared'],
    ['and lets all pass until then', 'if (take && !take(req)) return res.status(401).end();', 'unknown conditional'],
  ])('a verifier that is put there, %s', (_title, check, expected) => {
    const handle = `${check}\n  await db.orders.insert(JSON.parse(req.body));\n  res.end();`;
    const verifier = `export const makeTake = (secret) => (req) => createHmac('sha256', secret).update(req.body).digest('hex') === req.headers['x-acme-signature'];`;
    const files = {
      [SERVER]: server(handle, 'if (process.env.ACME_SECRET) take = makeTake(process.env.ACME_SECRET);'),
      'src/take-webhook.ts': verifier,
    };
    const [told = ''] = settleFiles(reader, files);
    expect(told).toContain(`${SERVER} ${expected}`);
  });
});
