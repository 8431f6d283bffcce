import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();

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

  test('cannot be told where an object that is handed over parses the webhook', () => {
    const files = {
      'app/routes/api.webhooks.acme.ts':
        "import { takeWebhook } from '../payments';\nexport async function action({ request }) { await takeWebhook(makeProvider(), await request.text(), request.headers); return new Response(''); }",
      'app/payments.ts':
        "import { createEvent } from './events';\nexport async function takeWebhook(provider, payload, headers) { try { const signature = headers.get('x-signature'); const event = await provider.parseWebhookEvent(payload, signature); await createEvent(JSON.parse(payload)); return { success: true }; } catch (error) { return { success: false }; } }",
      'app/events.ts': 'export const createEvent = async (event) => { await db.insert(event); };',
    };
    expect(settleFiles(reader, files)).toEqual(['app/routes/api.webhooks.acme.ts unknown dynamic-dispatch -']);
  });

  test.each([
    [
      'cannot be told where the object puts headers and body into a queue, and another method of it verifies',
      "router.post('/acme', async (req, res) => { await inbox.receive({ body: req.body, headers: req.headers }); res.end(); });",
      "class Inbox { async receive(call) { await claim(call.headers['x-id']); await queue.add(call); } async work(call) { const mac = createHmac('sha256', process.env.ACME_SECRET).update(call.rawBody).digest('hex'); if (mac !== call.headers['x-signature']) throw new Error('no'); await save(call.body); } }",
      'unknown delegated-unresolved',
    ],
    [
      'is not checked where it gets no headers',
      "router.post('/acme', async (req, res) => { await inbox.receive({ body: req.body }); res.end(); });",
      "class Inbox { async receive(call) { await queue.add(call); } async other(call) { const mac = createHmac('sha256', process.env.ACME_SECRET).update(call.rawBody).digest('hex'); if (mac !== call.headers['x-signature']) throw new Error('no'); await save(call.body); } }",
      'unverified no-verification',
    ],
    [
      'cannot be told where a verifier is injected that nobody here can read',
      "router.post('/acme', async (req, res) => { await inbox.handleWebhook(req.body); res.end(); });",
      "import { ReceiptVerifier } from './receipts';\nclass Inbox { constructor(private readonly verifier: ReceiptVerifier) {} async handleWebhook(event) { const found = await this.verifier.verify({ receipt: event.receipt }); if (!found.valid) throw new Error('no'); await save(event); } }",
      'unknown delegated-unresolved',
    ],
  ])('%s', (_title, route, inbox, expected) => {
    const files = {
      'src/routes/webhooks.ts': `import { inbox } from '../inbox';\n${route}`,
      'src/inbox.ts': `${inbox}\nexport const inbox = new Inbox();`,
      'src/receipts.ts': 'export interface ReceiptVerifier { verify(of: Receipt): Promise<Found>; }',
    };
    expect(settleFiles(reader, files)).toEqual([`src/routes/webhooks.ts ${expected} -`]);
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

  test('is checked by an instance that stands inside of the function which registers the handler', () => {
    const files = {
      'src/routes/webhooks.js':
        "const Client = require('../client');\nmodule.exports = function setup(app) { const client = new Client(); async function take(req, res) { try { const event = await client.verifyWebhookSignature(req.rawBody, req.headers['stripe-signature']); await save(event); res.end(); } catch (error) { res.status(400).end(); } } app.post('/stripe-webhook', (req, res) => { take(req, res); }); };",
      'src/client.js':
        'class Client { async verifyWebhookSignature(raw, signature) { return this.stripe().webhooks.constructEvent(raw, signature, process.env.STRIPE_WEBHOOK_SECRET); } }\nmodule.exports = Client;',
    };
    expect(settleFiles(reader, files)).toEqual(['src/routes/webhooks.js verified sdk-verifier src/client.js:1']);
  });
});

describe('an instance that a file of the repository makes', () => {
  test.each([
    [
      'of a class of a package that is named for verifying',
      'acme-queue',
      'Receiver',
      'verified sdk-verifier src/routes.ts:1',
    ],
    ['of a class that no name says anything of', 'acme-queue', 'Client', 'unknown delegated-unresolved -'],
    ['of a class of a file that nobody can read', './acme-queue', 'Receiver', 'unknown delegated-unresolved -'],
  ])('%s', (_title, module, owner, expected) => {
    const files = {
      'src/routes.ts':
        "import { receiver } from './queue'; router.post('/webhooks/mails', async (req, res) => { const isValid = await receiver.verify({ signature: req.headers['x-signature'], body: req.body }); if (!isValid) return res.status(401).end(); await run(req.body); res.end(); });",
      'src/queue.ts': `import { ${owner} } from '${module}';\nexport const receiver = new ${owner}({ key: settings.key });`,
    };
    expect(settleFiles(reader, files)).toEqual([`src/routes.ts ${expected}`]);
  });
});

describe('an object that a function of another file gives out', () => {
  const route =
    "import { makePay } from './pay-webhooks';\nexport const POST = async ({ request }) => { const pay = makePay(); const order = await pay.takeWebhook(request); if (!order) return new Response('', { status: 500 }); await saveOrder(order); return new Response(''); };";
  const event =
    "const event = stripe.webhooks.constructEvent(await request.text(), request.headers.get('stripe-signature'), process.env.STRIPE_WEBHOOK_SECRET);";
  const open = 'const event = JSON.parse(await request.text());';
  const takes = (reads: string): string => `async (request) => { ${reads} await save(event); return event; }`;
  const verified = (line: number): string => `verified sdk-verifier src/pay-webhooks.ts:${line}`;
  const UNVERIFIED = 'unverified no-verification -';

  test.each([
    ['with a function', `export const makePay = () => ({ takeWebhook: ${takes(event)} });`, verified(1)],
    ['with one that lets all in', `export const makePay = () => ({ takeWebhook: ${takes(open)} });`, UNVERIFIED],
    [
      'with a function of its own by its name',
      `export function makePay() { const takeWebhook = ${takes(event)}; return { takeWebhook }; }`,
      verified(1),
    ],
    [
      'with what lets all in by its name',
      `export function makePay() { const takeWebhook = ${takes(open)}; return { takeWebhook }; }`,
      UNVERIFIED,
    ],
    [
      'that it keeps',
      `let pay = null;\nexport function makePay() { pay ??= { takeWebhook: ${takes(event)} }; return pay; }`,
      verified(2),
    ],
  ])('%s', (_title, made, expected) => {
    const files = { 'src/routes/webhook.ts': route.replace('./', '../'), 'src/pay-webhooks.ts': made };
    expect(settleFiles(reader, files)).toEqual([`src/routes/webhook.ts ${expected}`]);
  });

  const orders = (reads: string): string => `export const makeOrders = (stripe) => ({ takeWebhook: ${takes(reads)} });`;
  const people = "export const makePeople = (stripe) => ({ find: (id) => stripe.customers.get(id), webhooks: '' });";
  const gateway = (reads: string): string => `export class Gateway { takeWebhook = ${takes(reads)}; }`;
  const SPREAD =
    "import { makeOrders } from './orders-webhooks';\nimport { makePeople } from './people-webhooks';\nexport const makePay = () => { const people = makePeople(client); return { ...people, ...makeOrders(client) }; };";
  const KEPT =
    "import { Gateway } from './gateway-webhooks';\nlet gateway: Gateway | null = null;\nexport function makePay() { if (!gateway) gateway = new Gateway(); return gateway; }";

  test.each([
    ['is put together of others', SPREAD, event, 'verified sdk-verifier src/orders-webhooks.ts:1'],
    ['is put together of others, which let all in', SPREAD, open, UNVERIFIED],
    ['is an instance that is made once', KEPT, event, 'verified sdk-verifier src/gateway-webhooks.ts:1'],
    ['is an instance that is made once, and lets all in', KEPT, open, UNVERIFIED],
  ])('%s', (_title, made, reads, expected) => {
    const files = {
      'src/routes/webhook.ts': route.replace('./', '../'),
      'src/pay-webhooks.ts': made,
      'src/orders-webhooks.ts': orders(reads),
      'src/people-webhooks.ts': people,
      'src/gateway-webhooks.ts': gateway(reads),
    };
    expect(settleFiles(reader, files)).toEqual([`src/routes/webhook.ts ${expected}`]);
  });
});

describe('a secret that falls back', () => {
  const route = (secret: string): string =>
    `import { verifyAcmeSignature } from './verify';\nexport async function POST(req) { const raw = await req.text(); if (!verifyAcmeSignature(raw, req.headers.get('x-acme-signature'), ${secret})) return new Response('', { status: 401 }); await save(JSON.parse(raw)); return new Response(''); }`;
  const verifier = (asks: string): string =>
    `export function verifyAcmeSignature(raw, signature, secret) { ${asks} return timingSafeEqual(Buffer.from(createHmac('sha256', secret).update(raw).digest('hex')), Buffer.from(signature)); }`;
  const ASKS = 'if (!secret) return false;';

  test.each([
    ['to nothing, and is asked for', "process.env.ACME_SECRET ?? ''", ASKS, 'verified signature-compared'],
    ['to nothing, and is not asked for', "process.env.ACME_SECRET ?? ''", '', 'optional empty-secret'],
    ['to a literal', "process.env.ACME_SECRET || 'dev'", ASKS, 'ineffective default-secret'],
    ['nowhere', 'process.env.ACME_SECRET', '', 'verified signature-compared'],
  ])('%s', (_title, secret, asks, expected) => {
    const path = 'app/api/webhooks/acme/route.ts';
    const files = { [path]: route(secret), 'app/api/webhooks/acme/verify.ts': verifier(asks) };
    const at = expected.startsWith('verified') ? 'app/api/webhooks/acme/verify.ts:1' : '-';
    expect(settleFiles(reader, files)).toEqual([`${path} ${expected} ${at}`]);
  });
});

describe('a service that returns where the check fails, and else acts', () => {
  const controller =
    "import { AcmeService } from './acme.service';\n@Controller('acme')\nexport class AcmeController {\n  constructor(private readonly acme: AcmeService) {}\n  @Post('webhook') async receive(@Body() body: any, @Headers('x-acme-signature') signature: string) { await this.acme.handleWebhook(body, signature); return { received: true }; }\n}\n";
  const service = (secret: string): string =>
    `@Injectable()\nexport class AcmeService {\n  constructor(private readonly configService: ConfigService, private readonly orders: Orders) { this.config = { secret: ${secret} }; }\n  async handleWebhook(body: any, signature: string) {\n    const expected = createHmac('sha256', this.config.secret).update(JSON.stringify(body)).digest('hex');\n    if (expected !== signature) return;\n    await this.orders.update(body.id, { status: 'paid' });\n  }\n}\n`;

  test.each([
    [
      'by the secret alone',
      "this.configService.get('ACME_SECRET')",
      'verified signature-compared src/acme.service.ts:6',
    ],
    ['by nothing where no secret is set', "this.configService.get('ACME_SECRET', '')", 'optional empty-secret -'],
    ['by a secret that stands in', "process.env.ACME_SECRET || 'dev'", 'ineffective default-secret -'],
  ])('%s', (_title, secret, expected) => {
    const files = { 'src/acme.controller.ts': controller, 'src/acme.service.ts': service(secret) };
    expect(settleFiles(reader, files)).toEqual([`src/acme.controller.ts ${expected}`]);
  });
});

test.each([
  ['where a secret is set', '', 'optional skipped-without-secret -'],
  ['where one is set, and refuses all else', 'else return;', 'verified signature-compared src/acme.service.ts:3'],
])('a service that looks at the signature %s', (_title, otherwise, expected) => {
  const files = {
    'src/acme.controller.ts':
      "import { AcmeService } from './acme.service';\n@Controller('acme')\nexport class AcmeController {\n  constructor(private readonly acme: AcmeService) {}\n  @Post('webhook') async receive(@Req() req, @Headers('x-acme-signature') signature: string) { await this.acme.handleWebhook(req.rawBody, signature, req.body); return { received: true }; }\n}\n",
    'src/acme.service.ts': `export class AcmeService {\n  async handleWebhook(raw, signature, body) { const secret = this.config.get('ACME_SECRET');\n    if (secret) { if (createHmac('sha256', secret).update(raw).digest('hex') !== signature) { this.log.warn(1); return; } } ${otherwise}\n    await this.orders.save(body);\n  }\n}\n`,
  };
  expect(settleFiles(reader, files)).toEqual([`src/acme.controller.ts ${expected}`]);
});

describe('a service that makes the check, and keeps what it says', () => {
  const service = (work: string): string =>
    `export class AcmeService {\n  private fits(raw, signature) { return createHmac('sha256', process.env.ACME_SECRET).update(raw).digest('hex') === signature; }\n  async handleWebhook(raw, signature, body) { const isValid = this.fits(raw, signature); ${work} return { received: true }; }\n}\n`;
  const PAYS = 'await this.orders.markPaid(body.id);';

  test.each([
    ['in a row', `await this.events.create({ body, isValid }); ${PAYS}`, 'ineffective result-ignored -'],
    [
      'in a row and the log',
      `this.log.warn({ isValid }); await this.events.insert({ isValid }); ${PAYS}`,
      'ineffective result-ignored -',
    ],
    [
      'and asks for it',
      `await this.events.create({ body, isValid }); if (!isValid) throw new ForbiddenException(); ${PAYS}`,
      'verified signature-compared src/acme.service.ts:2',
    ],
    [
      'for a worker, who may ask for it',
      `await this.queue.add('acme', { body, isValid }); ${PAYS}`,
      'unknown conditional -',
    ],
    ['for another service, which may ask for it', `await this.orders.take(body, isValid);`, 'unknown conditional -'],
  ])('%s', (_title, work, expected) => {
    const files = {
      'src/acme.controller.ts':
        "import { AcmeService } from './acme.service';\n@Controller('acme')\nexport class AcmeController {\n  constructor(private readonly acme: AcmeService) {}\n  @Post('webhook') async receive(@Req() req, @Headers('x-acme-signature') signature: string) { await this.acme.handleWebhook(req.rawBody, signature, req.body); return { received: true }; }\n}\n",
      'src/acme.service.ts': service(work),
    };
    expect(settleFiles(reader, files)).toEqual([`src/acme.controller.ts ${expected}`]);
  });
});

describe('a service that asks a provider, and takes the event apart by it', () => {
  const service = (check: string): string =>
    `import { AcmeProvider } from './acme.provider';\nexport class AcmeService {\n  constructor(private readonly provider: AcmeProvider, private readonly orders: Orders) {}\n  async processWebhook(payload: unknown, headers: Record<string, string>): Promise<void> { ${check} const event = await this.provider.readEvent(payload, headers); await this.orders.save({ id: event.id }); }\n}\n`;
  const CHECK = 'if (!this.provider.validateSignature(payload, headers)) { this.logger.warn(1); return; }';
  const PROVIDER =
    "export class AcmeProvider {\n  validateSignature(payload, headers) { return createHmac('sha256', process.env.ACME_SECRET).update(payload.raw).digest('hex') === headers['x-acme-signature']; }\n  readEvent(payload, headers) { return { id: payload.id, kind: headers['x-kind'] }; }\n}\n";

  test.each([
    ['a class', CHECK, PROVIDER, 'verified signature-compared src/acme.provider.ts:2'],
    [
      'an interface',
      CHECK,
      'export interface AcmeProvider { validateSignature(payload, headers): boolean; }',
      'unknown delegated-unresolved -',
    ],
    [
      'a class, whose answer nobody takes',
      'this.provider.validateSignature(payload, headers);',
      PROVIDER,
      'ineffective result-ignored -',
    ],
  ])('%s', (_title, check, provider, expected) => {
    const files = {
      'src/acme.controller.ts':
        "import { AcmeService } from './acme.service';\n@Controller('webhooks')\nexport class AcmeController {\n  constructor(private readonly acme: AcmeService) {}\n  @Post('acme') async take(@Req() req, @Headers() headers: Record<string, string>) { await this.acme.processWebhook(req.body, headers); return { received: true }; }\n}\n",
      'src/acme.service.ts': service(check),
      'src/acme.provider.ts': provider,
    };
    expect(settleFiles(reader, files)).toEqual([`src/acme.controller.ts ${expected}`]);
  });
});

test.each([
  ['of an object that nobody knows may verify', 'stripe-signature', 'unknown dynamic-dispatch -'],
  ['of the provider answers', 'svix-signature', 'ineffective result-ignored -'],
])('a method that is named as one provider names its verifier, %s', (_title, header, expected) => {
  const text = `export async function POST(req: Request) {\n  const event = await services.get('pay').verifyAcmeHook(await req.text(), req.headers.get('${header}'));\n  await fulfilOrder(event.data);\n  return new Response('');\n}\n`;
  expect(settleFiles(reader, { 'app/api/webhooks/pay/route.ts': text })).toEqual([
    `app/api/webhooks/pay/route.ts ${expected}`,
  ]);
});
