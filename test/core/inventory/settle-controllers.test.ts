import { beforeAll, describe, expect, test } from 'vitest';
import { makeWebhookReader, type WebhookReader } from '../../support/make-webhook-reader.ts';
import { readFiles, settleFiles } from '../../support/settle-files.ts';
import { makeModuleResolver } from '../../../src/core/inventory/resolve-module.ts';
import { settleWebhooks } from '../../../src/core/inventory/settle-webhooks.ts';

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

describe('a token that a service compares', () => {
  test('is a check, though parameter and setting are both named for it', () => {
    const files = {
      'src/webhooks/acme.controller.ts':
        "import { AcmeService } from './acme.service';\n@Controller('webhooks/acme')\nexport class AcmeController { constructor(private service: AcmeService) {}\n@Post('payment') async take(@Headers('x-callback-token') callbackToken: string, @Body() data: Event) { if (!this.service.verifyWebhook(callbackToken)) { throw new BadRequestException('no'); } await this.service.markPaid(data); } }",
      'src/webhooks/acme.service.ts':
        "export class AcmeService { constructor(private config: ConfigService) {}\nverifyWebhook(callbackToken: string): boolean { const expectedToken = this.config.get('ACME_WEBHOOK_VERIFY_TOKEN'); return callbackToken === expectedToken; }\nasync markPaid(data) { await db.save(data); } }",
    };
    expect(settleFiles(reader, files)).toEqual([
      'src/webhooks/acme.controller.ts verified token-compared src/webhooks/acme.service.ts:2',
    ]);
  });
});

describe('a secret that may be empty', () => {
  const files = (asked: string): Record<string, string> => ({
    'src/webhooks.ts': `import { verifySignature } from './verify';\nfastify.post('/webhooks/acme', async (request, reply) => { const app = await settings(); ${asked} if (!verifySignature(request.rawBody, request.headers['x-signature'], app.secret)) return reply.code(401).send(); await markPaid(request.body); });\nasync function settings() { return { secret: process.env.ACME_SECRET ?? '' }; }`,
    'src/verify.ts':
      "export function verifySignature(body, signature, secret) { return signature === createHmac('sha256', secret).update(body).digest('hex'); }",
  });

  test.each([
    [
      'is asked for by its name',
      'if (!app.secret) return reply.code(500).send();',
      'verified signature-compared src/verify.ts:1',
    ],
    [
      'is not asked for where something else is',
      "if (!request.headers['x-token']) log(); if (!token) log();",
      'optional empty-secret -',
    ],
  ])('%s', (_title, asked, expected) => {
    expect(settleFiles(reader, files(asked))).toEqual([`src/webhooks.ts ${expected}`]);
  });
});

describe('a verifier of another file beside a check whose failure is caught', () => {
  test('decides', () => {
    const files = {
      'functions/src/webhooks.ts':
        "import { verifyAcmeSignature } from './acme';\nexport const smsWebhook = onRequest(async (req, res) => { let known = false; try { const who = await getAuth().verifyIdToken(req.header('authorization')); known = who.sender === true; } catch { known = false; } if (!known) { const verdict = verifyAcmeSignature(req.rawBody, req.header('x-acme-signature'), process.env.ACME_SECRET); if (!verdict.ok) { res.status(401).end(); return; } known = true; } await saveMessage(req.body); res.end(); });",
      'functions/src/acme.ts':
        "export function verifyAcmeSignature(body, signature, secret) { if (!signature) return { ok: false }; const digest = createHmac('sha256', secret).update(body).digest('hex'); return { ok: digest === signature }; }",
    };
    expect(settleFiles(reader, files)).toEqual([
      'functions/src/webhooks.ts verified signature-compared functions/src/acme.ts:1',
    ]);
  });
});
