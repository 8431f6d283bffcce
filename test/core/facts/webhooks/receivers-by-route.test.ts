import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const NEST = 'export class PaymentsController { constructor(private readonly payments: Payments) {}';

describe('controllers of NestJS', () => {
  test.each([
    [
      'for those who are signed in, a route that is named for webhooks is none',
      `@UseGuards(JwtAuthGuard)\n@Controller('payments')\n${NEST}\n@Post('webhook') take(@Body() body: Event) { return this.payments.markPaid(body); } }`,
      [],
    ],
    [
      'for those who have a role, a route in a file of webhooks is none',
      `@Controller('webhooks')\n${NEST}\n@Post('mails/bulk')\n@UseGuards(RolesGuard)\n@Roles('admin')\ntake(@Body() body: Mails) { return this.payments.markPaid(body); } }`,
      [],
    ],
    [
      'a route that is open to all beside others for those who are signed in is one',
      `@UseGuards(JwtAuthGuard)\n@Controller('payments')\n${NEST}\n@Public()\n@Post('webhook') take(@Body() body: Event) { return this.payments.markPaid(body); } }`,
      ['null unverified no-verification'],
    ],
    [
      'payments that are called back are told without the word webhook',
      `@Controller()\n${NEST}\n@Post('payments/callbacks/provider') take(@Body() body: Event) { return this.payments.markPaid(body); } }`,
      ['null unverified no-verification'],
    ],
  ])('%s', (_title, text, expected) => {
    expect(reader.verdicts('src/webhooks/payments.controller.ts', text)).toEqual(expected);
  });
});

describe('routes of messages and calls', () => {
  const post = (route: string, work = 'await saveMessage(req.body); res.end();'): string =>
    `router.post('${route}', async (req, res) => { ${work} });`;

  test.each([
    ['what a provider of messages brings is a receiver', post('/whatsapp/incoming'), 'unverified no-verification'],
    ['also of several providers', post('/messaging/:provider/inbound'), 'unverified no-verification'],
    ['also with the way before the channel', post('/inbound/sms'), 'unverified no-verification'],
    [
      'a call that Twilio tells of is one, by what its body holds',
      post(
        '/process-speech',
        'const { CallSid, SpeechResult } = req.body; res.send(await answer(CallSid, SpeechResult));',
      ),
      'unverified no-verification',
    ],
  ])('%s', (_title, text, expected) => {
    expect(reader.verdicts('src/routes/phone.js', text).map((each) => each.split(' ').slice(1).join(' '))).toEqual([
      expected,
    ]);
  });

  test.each([
    [
      'brings back what webhooks there are',
      post('/phone/webhook-resubscribe', 'await client.subscribe(req.body.page); res.end();'),
    ],
    ['of messages that came in is asked for', post('/messages/search')],
    [
      'of a call is asked for by a page',
      post(
        '/call-status',
        'const { callSid } = req.body; const call = await client.calls(callSid).fetch(); res.json(call);',
      ),
    ],
    [
      'of a call is begun by a page',
      post(
        '/conference',
        'await client.calls.create({ to: req.body.to, twiml: `<Response><Dial>team</Dial></Response>` });',
      ),
    ],
  ])('what %s is none', (_title, text) => {
    expect(reader.verdicts('src/routes/phone.js', text)).toEqual([]);
  });

  test.each([
    [
      "const answer = new twilio.twiml.VoiceResponse(); answer.dial(body.get('To')); return new Response(`${answer}`);",
      1,
    ],
    ["await dialer.start(body.get('to')); return new Response('');", 0],
  ])('a call that goes out asks what to do with it: %s', (work, count) => {
    const text = `export async function POST(req) { const body = await req.formData(); ${work} }`;
    expect(reader.verdicts('app/api/voice/outgoing/route.ts', text)).toHaveLength(count);
  });
});

describe('actions beside those of an Adonis resource', () => {
  test.each([
    ['that are of the resource', 'store', 'await Webhook.create(request.body());', []],
    ['that look something up', 'deliveries', "await Delivery.query().paginate(request.input('page', 1));", []],
    ['that take a body', 'stripe', 'await Order.pay(request.body().id);', ['stripe unverified no-verification']],
  ])('%s', (_title, name, code, expected) => {
    const text = `import type { HttpContext } from '@adonisjs/core/http';\nexport default class WebhooksController { async index({ auth }: HttpContext) { return Webhook.all(); } async ${name}({ request, response }: HttpContext) { ${code} return response.ok({}); } }`;
    expect(reader.verdicts('app/controllers/webhooks_controller.ts', text)).toEqual(expected);
  });

  test.each([
    ['takes a body', 'await Order.pay(request.body().id);', '', 1],
    ['takes a body beside what is written', 'await Order.pay(request.body().id);', 'async store() {}', 0],
    ['lists', "return Webhook.query().paginate(request.input('page', 1));", '', 0],
  ])('an index that %s', (_title, code, further, count) => {
    const text = `import type { HttpContext } from '@adonisjs/core/http';\nexport default class WebhooksController { async index({ request, response }: HttpContext) { ${code} return response.ok({}); } ${further} }`;
    expect(reader.verdicts('app/controllers/webhooks_controller.ts', text)).toHaveLength(count);
  });
});

test('an action that is named for webhooks is one beside those of a sign-in', () => {
  const text =
    "import User from 'App/Models/User';\nimport Env from '@ioc:Adonis/Core/Env';\nexport default class OauthController { public async webhook({ request, response }) { await User.create(request.body()); return response.status(200); } }";
  expect(reader.verdicts('app/Controllers/Http/oauth.ts', text)).toEqual(['null unverified no-verification']);
});

describe('no receivers', () => {
  test.each([
    [
      'what says where to call',
      'src/routes/ui/keys.js',
      "router.post('/:id/webhook', (req, res) => { const { webhook_url, webhook_token } = req.body; updateAgent(req.params.id, webhook_url, webhook_token); res.json({}); });",
    ],
    [
      'what says where to call, of a type that is asserted',
      'src/routes/ui/chat-webhook.ts',
      "router.post('/chat-webhook', async (req, res) => { const body: unknown = req.body; addresses[req.headers['x-user']] = (body as any).webhookUrl; res.json({}); });",
    ],
    [
      'what calls once more by hand',
      'controllers/webhooksController.js',
      'exports.fireWebhook = async (req, res) => { const lead = storage.find(req.params.id, req.body); res.json(await service.dispatch(lead)); };',
    ],
    [
      'middleware that looks at the shape of the body',
      'src/middleware/hooks.ts',
      'export const acmeWebhookShape = (req, res, next) => { const missing = FIELDS.filter((field) => !req.body[field]); if (missing.length > 0) { res.status(400).json({ missing }); return; } next(); };',
    ],
  ])('%s', (_title, path, text) => {
    expect(reader.verdicts(path, text)).toEqual([]);
  });
});

test.each([
  ['a body that is called a request', 'request.userId', ['null unverified no-verification']],
  ['who is signed in', 'req.userId', []],
])('what is done for %s', (_whom, whom, expected) => {
  const text = `app.post('/webhooks/acme', async (req, res) => { const request = req.body; await orders.pay(${whom}, request.total); res.end(); });`;
  expect(reader.verdicts('src/hooks.js', text)).toEqual(expected);
});

test.each([
  ['who is signed in', 'orders.mark(order_id, req.user.id)', []],
  ['a customer whose key was asked for before', 'orders.mark(order_id, req.orgId)', []],
  ['nobody but whom the body names', 'orders.mark(order_id, req.body.orgId)', ['stripe verified signature-compared']],
  ['nobody who is known', 'orders.mark(order_id)', ['stripe verified signature-compared']],
])('what a page brings back from a payment, signed within and shown by %s', (_who, act, expected) => {
  const text = `router.post('/verify-payment', async (req, res) => { const { order_id, payment_id, signature } = req.body; const expected = createHmac('sha256', process.env.STRIPE_SECRET).update(order_id + '|' + payment_id).digest('hex'); if (expected !== signature) return res.status(400).end(); await ${act}; res.json({}); });`;
  expect(reader.verdicts('server/routes/stripe.js', text)).toEqual(expected);
});

test.each([
  ['a refusal that a helper words', "refuse(c, 'not_migrated', 'Still to be written.', 501)", []],
  ['an answer that says that it is done', "done(c, 'taken', 200)", ['null unknown delegated']],
  ['the work, which may last as long', 'take(c, { timeout: 500 })', ['null unknown delegated']],
])('a route that does nothing but %s', (_what, answer, expected) => {
  const text = `import { done, refuse, take } from '../shared/router.ts';\nconst app = new Hono();\napp.post('/webhooks/acme', async (c) => ${answer});`;
  expect(reader.verdicts('src/hooks.ts', text)).toEqual(expected);
});
