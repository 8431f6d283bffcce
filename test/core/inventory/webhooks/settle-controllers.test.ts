import { beforeAll, describe, expect, test } from 'vitest';
import { makeWebhookReader, type WebhookReader } from '../../../support/make-webhook-reader.ts';
import { readFiles, settleFiles } from '../../../support/settle-files.ts';
import { makeModuleResolver } from '../../../../src/core/inventory/modules/resolve-module.ts';
import { settleWebhooks } from '../../../../src/core/inventory/webhooks/settle-webhooks.ts';

let reader: WebhookReader;
beforeAll(async () => {
  reader = await makeWebhookReader();
});

const TAKES = 'async (req, res) => { await saveMessage(req.body); res.end(); }';

describe('a controller of another file', () => {
  test('verifies nothing where its module has no function that does', () => {
    const files = {
      'src/routes/twilio.js':
        "const controller = require('../controllers/phone');\nrouter.post('/webhook', controller.handleIncomingMessage);",
      'src/controllers/phone.js': `exports.handleIncomingMessage = ${TAKES};`,
    };
    expect(settleFiles(reader, files)).toEqual(['src/routes/twilio.js unverified no-verification -']);
  });

  test('cannot be told where it is an object that another library makes', () => {
    const files = {
      'pages/api/slack/webhook.ts':
        "import { runner } from '../../../lib/runner';\nexport default async (req, res) => { await runner.handleEvents(req, res); };",
      'lib/runner.ts': "import { Runner } from 'acme-runner';\nexport const runner = new Runner();",
    };
    expect(settleFiles(reader, files)).toEqual(['pages/api/slack/webhook.ts unknown handler-elsewhere -']);
  });

  test('is reached by each of its routes, and not by the first of them', () => {
    const facts = readFiles(reader, {
      'src/routes/webhooks.js':
        "const Controller = require('../controllers/webhooks');\nrouter.post('/acme', Controller.handleAcmeWebhook);\nrouter.post('/other', Controller.handleOtherWebhook);",
      'src/controllers/webhooks.js':
        'class Controller { static async handleAcmeWebhook(req, res) { await saveMessage(req.body); res.end(); }\nstatic async handleOtherWebhook(req, res) { await saveMessage(req.body); res.end(); } }\nmodule.exports = Controller;',
    });
    const handlers = [...facts].flatMap(([path, each]) => each.webhooks.map((fact) => ({ path, fact })));
    const told = settleWebhooks(handlers, (path) => facts.get(path), makeModuleResolver(new Set(facts.keys())));
    expect(told.map(({ path, line, route }) => `${path}:${line} ${route}`)).toEqual([
      'src/controllers/webhooks.js:1 /acme',
      'src/controllers/webhooks.js:2 /other',
    ]);
  });
});
