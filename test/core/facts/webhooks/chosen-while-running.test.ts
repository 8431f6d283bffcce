import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();

const route = (body: string, above = ''): string =>
  `${above}app.post('/webhooks/:from', async (req, res) => { ${body} res.json({}); });`;

const SHOWN = "req.headers['x-token'] === process.env.ACME_TOKEN";

describe('what is chosen or loaded while the program runs', () => {
  test.each([
    [
      'one of several handlers of other files',
      route(
        'const take = handlers[req.params.from]; await take(req, res);',
        "import { takeAcme } from './acme';\nimport { takeInitech } from './initech';\nconst handlers = { acme: takeAcme, initech: takeInitech };\n",
      ),
      ['null unknown dynamic-dispatch'],
    ],
    [
      'an instance of one of several classes',
      route(
        "let adapter; switch (req.params.from) { case 'acme': { const { Acme } = await import('./acme'); adapter = new Acme(); break; } default: { const { Initech } = await import('./initech'); adapter = new Initech(); } } await save(adapter.parse(req));",
      ),
      ['null unknown dynamic-dispatch'],
    ],
    [
      'one of several handlers by the kind of event, of this file',
      route(
        'await kinds[req.body.kind](req.body);',
        'const kinds = { paid: async (event) => { await saveOrder(event); }, lost: async (event) => { await dropOrder(event); } };\n',
      ),
      ['null unverified no-verification'],
    ],
    [
      'one of several objects of this file, of which all verify',
      route(
        'const from = known[req.params.from]; if (!from) return res.sendStatus(404); if (!from.check(req)) return res.sendStatus(401); await from.run(req.body);',
        `const known = { acme: { check: (req) => ${SHOWN}, run: saveOrder }, initech: { check: (req) => req.headers['x-key'] === process.env.INITECH_KEY, run: saveInvoice } };\n`,
      ),
      ['null verified token-compared'],
    ],
    [
      'one of several objects of this file, of which one does not',
      route(
        'const from = known[req.params.from]; if (!from) return res.sendStatus(404); if (!from.check(req)) return res.sendStatus(401); await saveOrder(req.body);',
        `const known = { acme: { check: (req) => ${SHOWN} }, initech: { check: () => true } };\n`,
      ),
      ['null ineffective caller-decides'],
    ],
    [
      'one of a table of another file',
      route('const take = takers[req.body.kind]; await take(req); ', "import { takers } from './takers';\n"),
      ['null unknown dynamic-dispatch'],
    ],
    [
      'a function of a table, or one that stands in for it, of which one does not verify',
      route(
        'const take = taker(req.body.kind); await take(req);',
        `const takeAny = async (req) => { await saveAny(req.body); };\nconst takers = { paid: async (req) => { if (!(${SHOWN})) throw new Error('no'); await saveOrder(req.body); } };\nconst taker = (kind) => (kind in takers ? takers[kind] : takeAny);\n`,
      ),
      ['null ineffective caller-decides'],
    ],
    [
      'the same where all of them do',
      route(
        'const take = taker(req.body.kind); await take(req);',
        `const ask = (req) => { if (!(${SHOWN})) throw new Error('no'); };\nconst takeAny = async (req) => { ask(req); await saveAny(req.body); };\nconst takers = { paid: async (req) => { ask(req); await saveOrder(req.body); } };\nconst taker = (kind) => (kind in takers ? takers[kind] : takeAny);\n`,
      ),
      ['null verified token-compared'],
    ],
    [
      'one of several verifiers of this file, of which all do',
      route(
        'const verify = verifiers[req.params.from]; if (!verify || !verify(req)) return res.status(401).end(); await saveOrder(req.body);',
        `const verifiers = { acme: (req) => ${SHOWN}, initech: (req) => crypto.timingSafeEqual(Buffer.from(req.headers['x-token']), Buffer.from(process.env.INITECH_TOKEN)) };\n`,
      ),
      ['null verified token-compared'],
    ],
    [
      'one of several verifiers of this file, of which one lets all pass',
      route(
        'const verify = verifiers[req.params.from]; if (!verify || !verify(req)) return res.status(401).end(); await saveOrder(req.body);',
        `const verifiers = { acme: (req) => ${SHOWN}, initech: () => true };\n`,
      ),
      ['null ineffective caller-decides'],
    ],
    [
      'a verifier that is not missed where there is none for who calls',
      route(
        'const verify = verifiers[req.params.from]; if (verify && !verify(req)) return res.status(401).end(); await saveOrder(req.body);',
        `const verifiers = { acme: (req) => ${SHOWN} };\n`,
      ),
      ['null ineffective caller-decides'],
    ],
    [
      'one of several functions of this file that verify and act',
      route(
        'const take = takers[req.params.from]; if (!take) return res.status(404).end(); await take(req);',
        `const takers = { acme: async (req) => { if (!(${SHOWN})) throw new Error('no'); await saveOrder(req.body); }, initech: async (req) => { await saveOrder(client.webhooks.constructEvent(req.rawBody, req.headers['stripe-signature'], process.env.STRIPE_WEBHOOK_SECRET)); } };\n`,
      ),
      ['stripe verified token-compared'],
    ],
  ])('%s', (_title, text, expected) => {
    expect(reader.verdicts('src/server.ts', text)).toEqual(expected);
  });

  const VERIFIER =
    "import { createHmac } from 'node:crypto';\nexport const checkSender = (req) => createHmac('sha256', process.env.HOOK_SECRET).update(req.rawBody).digest('hex') === req.headers['x-signature'];";

  test.each([
    ['an import', "const { checkSender } = await import('./verifier');", 'checkSender(req)'],
    ['a require of a part', "const { checkSender } = require('./verifier');", 'checkSender(req)'],
    ['a module by its name', "const verifier = await import('./verifier');", 'verifier.checkSender(req)'],
    ['a module in passing', '', "require('./verifier').checkSender(req)"],
  ])('%s in a handler is followed', (_title, load, call) => {
    const handler = route(`${load} if (!${call}) return res.status(401).end(); await saveOrder(req.body);`);
    expect(settleFiles(reader, { 'src/server.ts': handler, 'src/verifier.ts': VERIFIER })).toEqual([
      'src/server.ts verified signature-compared src/verifier.ts:2',
    ]);
  });
});

describe('what a factory or a container gives out', () => {
  const RECEIVE = (check: string): string =>
    `async receive(req, res) { ${check} await saveOrder(req.body); res.end(); }`;
  const CHECK = `if (!(${SHOWN})) return res.status(401).end();`;
  const factory = (check: string): string => `export const makeController = (deps) => ({ ${RECEIVE(check)} });`;
  const inner = (check: string): string =>
    `export function makeController(deps) { async function acmeWebhook(req, res) { ${check} await saveOrder(req.body); res.end(); } return { acmeWebhook }; }`;
  const made = (method: string): string =>
    `import { makeController } from './webhook.controller';\nexport function routes(deps) { const router = Router(); const controller = makeController(deps); router.post('/webhooks/acme', (req, res, next) => { Promise.resolve(controller.${method}(req, res)).catch(next); }); return router; }`;
  const CLASS = `export class WebhookController { ${RECEIVE(CHECK)} }`;

  test.each([
    ['a method that verifies', made('receive'), factory(CHECK), 'verified token-compared src/webhook.controller.ts:1'],
    ['a method that does not', made('receive'), factory(''), 'unverified no-verification -'],
    [
      'a function that verifies',
      made('acmeWebhook'),
      inner(CHECK),
      'verified token-compared src/webhook.controller.ts:1',
    ],
    ['a function that does not', made('acmeWebhook'), inner(''), 'unverified no-verification -'],
    [
      'an instance of a class',
      "import { container } from 'boxes';\nimport { WebhookController } from './webhook.controller';\nconst hooks = container.resolve(WebhookController);\nrouter.post('/webhooks/acme', hooks.receive.bind(hooks));",
      CLASS,
      'verified token-compared src/webhook.controller.ts:1',
    ],
  ])('%s', (_title, routes, controller, expected) => {
    const files = { 'src/routes.ts': routes, 'src/webhook.controller.ts': controller };
    expect(settleFiles(reader, files)).toEqual([`src/webhook.controller.ts ${expected}`]);
  });
});

describe('a handler that is set later, behind what stands before all routes', () => {
  const settled = (body: string): string[] =>
    settleFiles(reader, {
      'src/server.js': `import { limit } from './limit';\nlet take = null;\napp.use('/webhooks', limit);\napp.post('/webhooks/acme', (req, res, next) => { ${body} });\nstart().then((bot) => { take = bot.makeHandler(); });`,
      'src/limit.js': 'export const limit = (req, res, next) => next();',
    });

  test('cannot be told where it gets the whole request', () => {
    expect(settled('if (take) return take(req, res, next); res.status(503).end();')).toEqual([
      'src/server.js unknown dynamic-dispatch -',
    ]);
  });

  test('leaves open what uses the body by itself', () => {
    expect(settled('saveOrder(req.body); res.end();')).toEqual(['src/server.js unverified no-verification -']);
  });
});

test('a weak check of another file is told by its own weakness, however its caller asks', () => {
  expect(
    settleFiles(reader, {
      'app/api/webhooks/stripe/route.ts':
        "import { eventOf } from '@/stripe';\nexport async function POST(req) { const raw = await req.text(); let event; try { event = eventOf(raw, req.headers.get('stripe-signature'), process.env.STRIPE_WEBHOOK_SECRET); } catch { return new Response('', { status: 401 }); } await fulfil(event); return new Response(''); }",
      'stripe.ts':
        "export function eventOf(raw, signature, secret) { if (process.env.NODE_ENV === 'development') return JSON.parse(raw); return stripe.webhooks.constructEvent(raw, signature, secret); }",
    }),
  ).toEqual(['app/api/webhooks/stripe/route.ts ineffective disabled-by-env -']);
});

describe('gateways of other files, of which one gets the request', () => {
  const gateway = (name: string, verify: string): string =>
    `import { createHmac } from 'node:crypto';\nexport class ${name}Gateway { verifySignature(raw, signature) { ${verify} } }`;
  const DIGEST = "return createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex') === signature;";
  const IMPORTS = "import { AcmeGateway } from './acme';\nimport { InitechGateway } from './initech';\n";
  const asked = (chosen: string, above = ''): string =>
    route(
      `${chosen} if (!gateway.verifySignature(req.rawBody, req.headers['x-signature'])) return res.status(401).end(); await saveOrder(req.body);`,
      above,
    );
  const FACTORY = `${IMPORTS}export function gatewayFor(name) { switch (name) { case 'acme': return new AcmeGateway(); case 'initech': return new InitechGateway(); default: throw new Error('unknown'); } }`;

  test.each([
    [
      'by a switch',
      asked(
        "let gateway; switch (req.params.from) { case 'acme': gateway = new AcmeGateway(); break; case 'initech': gateway = new InitechGateway(); break; default: return res.status(404).end(); }",
        IMPORTS,
      ),
    ],
    [
      'out of a table',
      asked(
        'const gateway = gateways[req.params.from]; if (!gateway) return res.status(404).end();',
        `${IMPORTS}const gateways = { acme: new AcmeGateway(), initech: new InitechGateway() };\n`,
      ),
    ],
    [
      'by a condition',
      asked("const gateway = req.params.from === 'acme' ? new AcmeGateway() : new InitechGateway();", IMPORTS),
    ],
    [
      'by a factory',
      asked('const gateway = gatewayFor(req.params.from);', "import { gatewayFor } from './factory';\n"),
    ],
  ])('%s', (_title, handler) => {
    const settle = (other: string): string[] =>
      settleFiles(reader, {
        'src/server.ts': handler,
        'src/factory.ts': FACTORY,
        'src/acme.ts': gateway('Acme', DIGEST),
        'src/initech.ts': gateway('Initech', other),
      });
    expect(settle(DIGEST)).toEqual(['src/server.ts verified signature-compared src/acme.ts:2']);
    expect(settle('return true;')).toEqual(['src/server.ts ineffective stub -']);
    // It may ask the provider, or be of one that signs nothing.
    expect(settle('this.log(raw, signature);')).toEqual(['src/server.ts unknown dynamic-dispatch -']);
  });
});

describe('a method that a controller has of another class', () => {
  const files = (method: string): Record<string, string> => ({
    'src/hooks.controller.ts':
      "import { SignedController } from './signed.controller';\n@Controller('webhooks')\nexport class Hooks extends SignedController { @Post('acme') async take(@Req() req, @Headers('x-signature') signature: string) { this.verifySignature(req.rawBody, signature); await this.orders.save(req.body); } }",
    'src/signed.controller.ts': `export abstract class SignedController { protected verifySignature(raw: Buffer, signature: string) { ${method} } }`,
  });

  test.each([
    [
      'that verifies',
      "const mac = createHmac('sha256', process.env.ACME_SECRET).update(raw).digest('hex'); if (mac !== signature) throw new UnauthorizedException();",
      'verified signature-compared src/signed.controller.ts:1',
    ],
    ['that notes it', 'this.logger.log(signature);', 'unverified no-verification -'],
  ])('%s', (_title, method, expected) => {
    expect(settleFiles(reader, files(method))).toEqual([`src/hooks.controller.ts ${expected}`]);
  });
});
