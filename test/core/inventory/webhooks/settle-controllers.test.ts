import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { readFiles, settleFiles } from '../../../support/settle-files.ts';
import { makeModuleResolver } from '../../../../src/core/inventory/modules/resolve-module.ts';
import { settleWebhooks } from '../../../../src/core/inventory/webhooks/settle-webhooks.ts';

const reader = await makeWebhookReader();

const TAKES = 'async (req, res) => { await saveMessage(req.body); res.end(); }';

describe('a controller of another file', () => {
  test.each([
    ['the route', "router.post('/webhook/pay', requireAuth, pay.webhook);", []],
    ['its router', "router.use(requireAuth);\nrouter.post('/webhook/pay', pay.webhook.bind(pay));", []],
    [
      'its router behind it',
      "router.post('/webhook/pay', pay.webhook);\nrouter.use(requireAuth);",
      ['src/pay.js unverified no-verification -'],
    ],
  ])('is none of a webhook where %s is for those who are signed in', (_title, registered, expected) => {
    const routes = `const { requireAuth } = require('./people');\nconst pay = require('./pay');\nconst router = require('express').Router();\n${registered}`;
    expect(settleFiles(reader, { 'src/routes.js': routes, 'src/pay.js': `exports.webhook = ${TAKES};` })).toEqual(
      expected,
    );
  });

  test('verifies nothing where its module has no function that does', () => {
    const files = {
      'src/routes/twilio.js':
        "const controller = require('../controllers/phone');\nrouter.post('/webhook', controller.handleIncomingMessage);",
      'src/controllers/phone.js': `exports.handleIncomingMessage = ${TAKES};`,
    };
    expect(settleFiles(reader, files)).toEqual(['src/routes/twilio.js unverified no-verification -']);
  });

  const PROVES =
    "if (req.headers['x-acme-signature'] !== createHmac('sha256', process.env.ACME_SECRET).update(req.rawBody).digest('hex')) return res.status(401).end();";
  test.each([
    ["import take from '../lib/acme-webhook';\nexport default take;", 'export default '],
    ["export { default } from '../lib/acme-webhook';", 'export default '],
    ["export { take as default } from '../lib/acme-webhook';", 'export const take = '],
    ["module.exports = require('../lib/acme-webhook');", 'module.exports = '],
    ["const { take } = require('../lib/acme-webhook');\nmodule.exports = take;", 'exports.take = '],
  ])('is given out by the file of its route: %s', (route, gives) => {
    const settled = (checks: string): string[] =>
      settleFiles(reader, {
        'api/acme-webhook.js': route,
        'lib/acme-webhook.js': `${gives}async (req, res) => { ${checks} await saveMessage(req.body); res.end(); };`,
      }).map((each) => each.split(' ').slice(1, 3).join(' '));
    expect(settled(PROVES)).toEqual(['verified signature-compared']);
    expect(settled('')).toEqual(['unverified no-verification']);
  });

  test('cannot be told where it is an object that another library makes', () => {
    const files = {
      'pages/api/slack/webhook.ts':
        "import { runner } from '../../../lib/runner';\nexport default async (req, res) => { await runner.handleEvents(req, res); };",
      'lib/runner.ts': "import { Runner } from 'acme-runner';\nexport const runner = new Runner();",
    };
    expect(settleFiles(reader, files)).toEqual(['pages/api/slack/webhook.ts unknown handler-elsewhere -']);
  });

  test.each([
    ['says how it is served', 'await handler(req, res);', 'unverified no-verification'],
    ['verifies first', `${PROVES} await handler(req, res);`, 'verified signature-compared'],
  ])('is given to a function of another file that %s', (_title, serves, expected) => {
    const files = {
      'functions/src/acme.ts': `import { createEndpoint } from './endpoint';\nexport const acmeWebhook = createEndpoint({ region: 'eu' }, ${TAKES});`,
      'functions/src/endpoint.ts': `export const createEndpoint = (options, handler) => onRequest(options, async (req, res) => { ${serves} });`,
    };
    expect(settleFiles(reader, files).map((each) => each.split(' ').slice(1, 3).join(' '))).toEqual([expected]);
  });

  test.each([
    ['a check before it', ', verify, hooks.handleOrderCreated', '', 'verified signature-compared'],
    ['a check before its router', ', hooks.handleOrderCreated', 'router.use(verify);', 'verified signature-compared'],
    ['nothing before it', ', hooks.handleOrderCreated', '', 'unverified no-verification'],
    ['what lets all pass before it', ', limit, hooks.handleOrderCreated', '', 'unverified no-verification'],
  ])('is led to by a route that says nothing of webhooks, with %s', (_title, handler, used, expected) => {
    const files = {
      'src/routes/shop.js': `const hooks = require('../controllers/webhookController');\nconst verify = require('../verify');\nconst { limit } = require('../limit');\nconst router = require('express').Router();\n${used}\nrouter.post('/orders/create'${handler});`,
      'src/controllers/webhookController.js': `exports.handleOrderCreated = ${TAKES};`,
      'src/verify.js': `module.exports = (req, res, next) => { ${PROVES} next(); };`,
      'src/limit.js': 'exports.limit = (req, res, next) => { counts.add(req.ip); next(); };',
    };
    expect(settleFiles(reader, files).map((each) => each.split(' ').slice(1, 3).join(' '))).toEqual([expected]);
  });

  test('is reached by each of its routes, and not by the first of them', () => {
    const facts = readFiles(reader, {
      'src/routes/webhooks.js':
        "const Controller = require('../controllers/webhooks');\nrouter.post('/acme', Controller.handleAcmeWebhook);\nrouter.post('/other', Controller.handleOtherWebhook);",
      'src/controllers/webhooks.js':
        'class Controller { static async handleAcmeWebhook(req, res) { await saveMessage(req.body); res.end(); }\nstatic async handleOtherWebhook(req, res) { await saveMessage(req.body); res.end(); } }\nmodule.exports = Controller;',
    });
    const handlers = [...facts].flatMap(([path, each]) => each.webhooks.map((fact) => ({ path, fact })));
    const told = settleWebhooks(handlers, {
      factsOf: (path) => facts.get(path),
      resolve: makeModuleResolver(new Set(facts.keys())),
    });
    expect(told.map(({ path, line, route }) => `${path}:${line} ${route}`)).toEqual([
      'src/controllers/webhooks.js:1 /acme',
      'src/controllers/webhooks.js:2 /other',
    ]);
  });
});

describe('functions that a handler of another file hands its request to', () => {
  const files = (before: string, item: string): Record<string, string> => ({
    'src/routes.js': `import { verifyHook } from './verify';\nimport { takeAll } from './take-all';\nrouter.post('/webhook', ${before}takeAll);`,
    'src/verify.js':
      "export const verifyHook = (req, res, next) => { const mac = createHmac('sha256', process.env.HOOK_SECRET).update(req.rawBody).digest('hex'); if (mac !== req.get('x-signature')) return res.status(401).end(); next(); };",
    'src/take-all.js':
      "import { handleItemWebhook } from './item';\nexport async function takeAll(req, res) { if (req.body.kind === 'item') return handleItemWebhook(req, res); res.end(); }",
    'src/item.js': item,
  });

  test.each([
    [
      'does the work',
      'export async function handleItemWebhook(req, res) { await saveItem(req.body.item); res.end(); }',
    ],
    [
      'hands it on',
      "import { saveItem } from './items';\nexport async function handleItemWebhook(req, res) { await saveItem(req, res); }",
    ],
  ])('one that %s is behind what stands before the route', (_title, item) => {
    const verdicts = (before: string): string[] =>
      settleFiles(reader, files(before, item)).filter((each) => each.startsWith('src/item.js'));
    expect(verdicts('verifyHook, ')).toEqual(['src/item.js verified signature-compared src/verify.js:1']);
    expect(verdicts('').map((each) => each.split(' ')[1])).not.toContain('verified');
  });
});

describe('a method that is named for webhooks, and that a route of its file leads to', () => {
  const file = (handler: string): string =>
    [
      "const express = require('express');",
      'class Hooks {',
      '  async webhook(req, res) { await pay(req.body); res.end(); }',
      '  async note(req, res) { await log(req.body); res.end(); }',
      '}',
      'const hooks = new Hooks();',
      'const router = express.Router();',
      "const signed = (req, res, next) => req.get('x-signature') === createHmac('sha256', process.env.HOOK_SECRET).update(req.rawBody).digest('hex') ? next() : res.sendStatus(401);",
      `router.post('/webhooks/acme', signed, ${handler});`,
      'module.exports = { router, hooks };',
    ].join('\n');
  const other =
    "const express = require('express');\nconst { hooks } = require('./hooks');\nconst router = express.Router();\nrouter.post('/webhooks/old', hooks.webhook);\nmodule.exports = router;";

  test.each([
    ['bound to its object', 'hooks.webhook.bind(hooks)'],
    ['called', '(req, res) => hooks.webhook(req, res)'],
  ])('is told once, %s', (_title, handler) => {
    expect(settleFiles(reader, { 'src/hooks.js': file(handler) })).toEqual([
      'src/hooks.js verified signature-compared src/hooks.js:8',
    ]);
  });

  test('is told by itself where the route leads to another one', () => {
    expect(settleFiles(reader, { 'src/hooks.js': file('hooks.note.bind(hooks)') })).toEqual([
      'src/hooks.js verified signature-compared src/hooks.js:8',
      'src/hooks.js unverified no-verification -',
    ]);
  });

  test('is told where a route of another file leads to it past the check', () => {
    const files = { 'src/hooks.js': file('hooks.webhook.bind(hooks)'), 'src/old.js': other };
    expect(settleFiles(reader, files)).toEqual([
      'src/hooks.js verified signature-compared src/hooks.js:8',
      'src/hooks.js unverified no-verification -',
    ]);
  });
});
