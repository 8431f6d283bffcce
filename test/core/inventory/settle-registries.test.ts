import { beforeAll, describe, expect, test } from 'vitest';
import { makeWebhookReader, type WebhookReader } from '../../support/make-webhook-reader.ts';
import { settleFiles } from '../../support/settle-files.ts';

let reader: WebhookReader;
beforeAll(async () => {
  reader = await makeWebhookReader();
});

describe('what is handed to an object of another file', () => {
  test('cannot be told where a registry gives the object out', () => {
    const files = {
      'app/controllers/acme_webhook_controller.ts':
        "import { registry } from '../registry';\nexport default class AcmeWebhookController { async handle({ request, response }: HttpContext) { const call = { headers: request.headers(), body: request.body() }; const acme = await registry.getInstance('acme', {}); const event = await acme.handleWebhook(call); await save(event); return response.json({}); } }",
      'app/registry.ts':
        'class Registry { getInstance(name, config) { return new (this.known.get(name))(config); } }\nexport const registry = new Registry();',
    };
    expect(settleFiles(reader, files)).toEqual([
      'app/controllers/acme_webhook_controller.ts unknown delegated-unresolved -',
    ]);
  });

  test('is checked where middleware asks a class for the row of an API key', () => {
    const files = {
      'src/routes/webhooks/errors.ts':
        "import { authenticateWebhook } from '../../middleware/auth';\nrouter.post('/', authenticateWebhook, async (req, res) => { await saveError(req.body); res.end(); });",
      'src/middleware/auth.ts':
        "import { Keys } from '../keys';\nexport async function authenticateWebhook(req, res, next) { const shown = req.headers['x-api-key']; if (!shown) { res.status(401).end(); return; } const row = Keys.validateApiKey(shown); if (!row) { res.status(401).end(); return; } Keys.count(row.id); next(); }",
      'src/keys.ts':
        'export class Keys { static validateApiKey(key) { for (const row of db.all()) { if (crypto.timingSafeEqual(Buffer.from(key), Buffer.from(row.api_key))) return row; } return null; } static count(id) { db.run(id); } }',
    };
    expect(settleFiles(reader, files)).toEqual(['src/routes/webhooks/errors.ts verified token-compared src/keys.ts:1']);
  });
});
