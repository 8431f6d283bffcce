import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const { verdicts } = await makeWebhookReader();

describe('receivers by the name of their file', () => {
  test.each([
    ['a provider', "router.post('/stripe', async (req, res) => { await pay(req.body); res.end(); });", 'stripe'],
    ['a channel', "router.post('/whatsapp', async (req, res) => { await reply(req.body); res.end(); });", null],
    ['nothing', "router.post('/', async (req, res) => { await note(req.body); res.end(); });", null],
    ['what it brings', "router.post('/email/events', async (req, res) => { await note(req.body); res.end(); });", null],
    [
      'a word with another in it',
      "router.post('/bettercontact', async (req, res) => { await note(req.body); res.end(); });",
      null,
    ],
    ['a word', "router.post('/agentmail/:id', async (req, res) => { await note(req.body); res.end(); });", null],
  ])('a route that names %s, in a file of webhooks that another one mounts', (_title, text, provider) => {
    expect(verdicts('src/routes/webhooks.ts', `const router = express.Router();\n${text}`)).toEqual([
      `${provider} unverified no-verification`,
    ]);
  });
});

test.each([
  ['what to do to what', "router.post('/updateRole', async (req, res) => { await note(req.body); res.end(); });"],
  [
    'parts of an address',
    "router.post('/services/:team/:token', async (req, res) => { await note(req.body); res.end(); });",
  ],
  ['what to do', "router.post('/publish', async (req, res) => { await note(req.body); res.end(); });"],
  [
    'a word beside a list of webhooks',
    "router.get('/', list);\nrouter.post('/agentmail', async (req, res) => { await note(req.body); res.end(); });",
  ],
])('a route that names %s, in a file of webhooks, is no receiver', (_title, text) => {
  expect(verdicts('src/routes/webhooks.ts', `const router = express.Router();\n${text}`)).toEqual([]);
});

test.each([
  ['hookRoutes', 1],
  ['itemRoutes', 0],
])('a route to another file on a router that is called %s', (router, count) => {
  const text = `import { takeAcme } from './take';\nconst ${router} = express.Router();\n${router}.route('/acme').post(takeAcme);`;
  expect(verdicts('src/routes/hook.routes.ts', text)).toHaveLength(count);
});

describe('receivers in a folder of webhooks', () => {
  test.each([
    ['what a provider brings', 'twilio.ts', '/inbound', 'twilio unverified no-verification'],
    ['what a provider tells of it', 'twilio.ts', '/status', 'twilio unverified no-verification'],
  ])('%s', (_title, file, address, expected) => {
    const text = `router.post('${address}', async (req, res) => { await note(req.body); res.end(); });`;
    expect(verdicts(`src/routes/webhooks/${file}`, text)).toEqual([expected]);
  });

  test.each([
    [
      'a callback of a file that is named for who calls',
      'src/routes/slack.js',
      '/callback',
      ['slack unverified no-verification'],
    ],
    ['events of one', 'src/routes/slack.js', '/events', ['slack unverified no-verification']],
    ['what comes in', 'src/routes/twilio.js', '/inbound', ['twilio unverified no-verification']],
    ['what comes in by another name', 'src/routes/twilio.js', '/incoming', ['twilio unverified no-verification']],
    ['what comes in of nobody', 'src/routes/orders.js', '/incoming', []],
    ['events of one that has none', 'src/routes/twilio.js', '/events', []],
    ['events of a folder', 'src/routes/slack/index.ts', '/events', ['slack unverified no-verification']],
    ['events of any folder', 'src/routes/orders/index.ts', '/events', []],
    ['a folder of a folder of webhooks', 'src/webhooks/in/index.ts', '/', ['null unverified no-verification']],
    ['a file of a folder of a folder of webhooks', 'src/webhooks/in/orders.ts', '/', []],
    ['a callback of any file', 'src/routes/orders.js', '/callback', []],
    [
      'a callback of a file that is named for payments',
      'src/payment.routes.js',
      '/callback',
      ['null unverified no-verification'],
    ],
    [
      'a notification of one in a folder',
      'src/payments/router.js',
      '/notification',
      ['null unverified no-verification'],
    ],
    ['what people do in such a file', 'src/payment.routes.js', '/verify', []],
    ['what people ask for in one', 'src/payment.routes.js', '/result', []],
  ])('%s', (_title, path, address, expected) => {
    const text = `router.post('${address}', async (req, res) => { await note(req.body); res.end(); });`;
    expect(verdicts(path, text)).toEqual(expected);
  });

  test.each(['mpesaPaymentCallback', 'mpesa_callback', 'handleStkCallback'])(
    'a callback whose function, of another file, is named for payments: %s',
    (name) => {
      const text = `import { ${name} } from '../controllers/payments';\nrouter.post('/callback', ${name});`;
      expect(verdicts('src/routes/payments.js', text)).toHaveLength(1);
    },
  );

  test.each([
    ['clerkWebhook', 1],
    ['acmeWebhookHandler', 1],
    ['createWebhook', 0],
    ['testWebhook', 0],
    ['enableWebhook', 0],
  ])('a route whose function, of another file, is a webhook by its name: %s', (name, expected) => {
    const text = `import { ${name} } from './pay';\nhttp.route({ path: '/lemon', method: 'POST', handler: ${name} });`;
    expect(verdicts('convex/http.ts', text)).toHaveLength(expected);
  });

  test('what is proven to a provider below its name is no question whether a webhook is set up', () => {
    const text = "router.post('/webhooks/stripe/verify', async (req, res) => { await note(req.body); res.end(); });";
    expect(verdicts('src/routes/hooks.js', text)).toEqual(['stripe unverified no-verification']);
  });

  test('a collection in a folder of a folder of webhooks', () => {
    const text = "router.get('/', list);\nrouter.post('/', async (req, res) => { await note(req.body); res.end(); });";
    expect(verdicts('src/webhooks/in/index.ts', text)).toEqual([]);
  });

  test('a route of a file that is named for no provider', () => {
    const text = "router.post('/status', async (req, res) => { await note(req.body); res.end(); });";
    expect(verdicts('src/routes/webhooks/manage.ts', text)).toEqual([]);
  });
});

test.each([
  ['the time of the request', 'x-slack-request-timestamp', '/campaigns', []],
  ['a signature, which may be asked for later', 'x-slack-signature', '/orders', ['slack unverified no-verification']],
])('a form behind middleware of all routes that reads %s', (_title, header, route, expected) => {
  const text = `const app = express();\napp.use((req, res, next) => { req.from = req.headers['${header}']; next(); });\napp.post('${route}', async (req, res) => { await saveOrder(req.body); res.redirect('/'); });`;
  expect(verdicts('index.js', text)).toEqual(expected);
});

test.each([
  [
    "if (!twilio.validateRequest(TOKEN, req.headers['x-twilio-signature'], URL, req.body)) return res.sendStatus(403);",
    1,
  ],
  ['if (!req.body) return res.sendStatus(400);', 0],
])('a route behind a function of the file that says %s', (check, count) => {
  const text = `import twilio from 'twilio';\nfunction check(req, res, next) { ${check} next(); }\napp.post('/twilio/sms', check, async (req, res) => { await saveMessage(req.body); res.end(); });`;
  expect(verdicts('src/server.ts', text)).toHaveLength(count);
});

test.each(['/kyc/callback', '/kyb-callback', '/mpesa/callback'])('%s is called by a provider', (route) => {
  const text = `app.post('${route}', async (req, res) => { await saveResult(req.body); res.end(); });`;
  expect(verdicts('src/server.ts', text).map((each) => each.replace(/^\S+ /, ''))).toEqual([
    'unverified no-verification',
  ]);
});

test.each([
  ['/slack/actions', 1],
  ['/slack/interactive', 1],
  ['/github/actions', 0],
  ['/actions', 0],
])('%s is called where somebody presses a button in a message', (route, count) => {
  const text = `app.post('${route}', async (req, res) => { await press(JSON.parse(req.body.payload)); res.end(); });`;
  expect(verdicts('src/server.ts', text)).toHaveLength(count);
});

test.each([
  ['takeWebhook', 1],
  ['forwardWebhook', 0],
  ['sendWebhook', 0],
])('a route in a file of webhooks that leads to %s', (name, count) => {
  const text = `import * as hooks from './hooks.controller';\nrouter.post('/', hooks.${name});`;
  expect(verdicts('src/routes/webhook.routes.ts', text)).toHaveLength(count);
});

describe('routes that end in what is done', () => {
  const at = (route: string): string[] =>
    verdicts('server/index.ts', `app.post('${route}', async (req, res) => { await note(req.body); res.end(); });`);

  test.each(['/webhooks/orders/create', '/webhooks/shopify/products/delete', '/api/webhook/customers/create'])(
    '%s tells what has happened to things of the provider',
    (route) => {
      expect(at(route).map((each) => each.replace(/^\S+ /, ''))).toEqual(['unverified no-verification']);
    },
  );

  test.each([
    '/webhooks/create',
    '/webhooks/endpoints/create',
    '/webhooks/subscriptions/delete',
    '/orders/create',
    '/webhooks/orders/create/test',
  ])('%s is asked for by the own pages', (route) => {
    expect(at(route)).toEqual([]);
  });

  test.each(['/api/auth/telegram/callback', '/login/callback', '/connect/slack/callback'])(
    '%s is where people come back to',
    (route) => {
      expect(at(route)).toEqual([]);
    },
  );
});

test.each([
  [
    'that is proved',
    "if (!verify(raw, request.headers.get('x-slack-signature'))) return new Response('', { status: 401 });",
    1,
  ],
  ['that nobody proves', '', 0],
])('a call %s, in the part of the application that sends', (_title, check, count) => {
  const text = `import { verify } from '@/lib/slack';\nexport async function POST(request: Request) { const raw = await request.text(); ${check} await note(JSON.parse(raw)); return new Response(''); }`;
  expect(verdicts('app/api/outbound/slack/events/route.ts', text)).toHaveLength(count);
});

test('a guard that is named for signatures tells of a receiver, whatever its route is', () => {
  const controller = (guard: string): string =>
    `import { ${guard} } from './guards';\n@Controller()\n@UseGuards(${guard})\nexport class WebhooksController { @Post('orders/create') async take(@Body() body) { await this.orders.add(body); } }`;
  expect(verdicts('src/webhooks/webhooks.controller.ts', controller('HmacHashGuard'))).toEqual([
    'null unknown delegated',
  ]);
  expect(verdicts('src/webhooks/webhooks.controller.ts', controller('TenantGuard'))).toEqual([]);
});

test.each([
  ['fix-acme-webhooks', 0],
  ['acme-webhooks', 1],
])('a function called %s', (name, count) => {
  const text =
    "Deno.serve(async (req) => { const { shop } = await req.json(); await saveOrder(shop); return new Response(''); });";
  expect(verdicts(`supabase/functions/${name}/index.ts`, text)).toHaveLength(count);
});

describe('a router that is named for webhooks', () => {
  test.each([
    ['with a provider', 'webhookRouter', '/stripe', ['stripe unverified no-verification']],
    ['with what has happened', 'githubWebhookRouter', '/pull_request', ['github unverified no-verification']],
    ['with what is done to them', 'webhookRouter', '/register', []],
    ['with another name', 'router', '/pull_request', []],
  ])('%s', (_title, name, route, expected) => {
    const text = `const ${name} = express.Router();\n${name}.post('${route}', async (req, res) => { await note(req.body); res.end(); });\nexport default ${name};`;
    expect(verdicts('src/github.ts', text)).toEqual(expected);
  });
});

test('who has opened a pull request is nobody who is signed in', () => {
  const text =
    "app.post('/webhook', async (req, res) => { const { pull_request } = req.body; await thank(pull_request.user.login); res.end(); });";
  expect(verdicts('src/bot.ts', text)).toEqual(['null unverified no-verification']);
  expect(verdicts('src/bot.ts', text.replace('pull_request.user.login', 'req.user.id'))).toEqual([]);
});

test.each([
  ['userFrom(req)', []],
  ['currentUserFromContext(ctx)', []],
  ['upsertUserFrom(req.body.data)', ['null unverified no-verification']],
])('who is signed in or who an event is about: %s', (call, expected) => {
  const text = `app.post('/webhook', async (req, res) => { await ${call}; await orders.create(req.body); res.end(); });`;
  expect(verdicts('src/server.ts', text)).toEqual(expected);
});

test.each([
  ['paystack', 'await Order.update({ id: req.body.id }, { paid: true });', ['null unverified no-verification']],
  ['smsgateway', 'await Sms.create(req.allParams());', ['null unverified no-verification']],
  ['create', 'await Hook.create(req.body);', []],
  ['listSent', 'await Hook.find(req.allParams());', []],
])('an action of a controller of Sails called %s', (name, code, expected) => {
  const text = `module.exports = { ${name}: async function (req, res) { ${code} return res.ok(); } };`;
  expect(verdicts('api/controllers/WebhookController.js', text)).toEqual(expected);
});

describe('functions of a cloud', () => {
  test.each([
    ['mpesaCallback', 1],
    ['paymentNotification', 1],
    ['sendNotification', 0],
  ])('exports.%s', (name, count) => {
    const text = `exports.${name} = onRequest({ cors: true }, async (req, res) => { await pay(req.body.id); res.send('ok'); });`;
    expect(verdicts('functions/index.js', text)).toHaveLength(count);
  });

  test.each([
    ['open to all', 'anonymous', ['stripe unverified no-verification']],
    ['for which the platform asks for a key', 'function', []],
  ])('app.http of Azure, %s', (_title, level, expected) => {
    const text = `import { app } from '@azure/functions';\napp.http('stripeWebhook', { methods: ['POST'], authLevel: '${level}', handler: async (request) => { await pay(await request.json()); return { status: 200 }; } });`;
    expect(verdicts('src/functions/pay.ts', text)).toEqual(expected);
  });
});

test.each([
  ['/payment-notification-handler', 1],
  ['/payment-reminder-handler', 0],
])('a route that says that it handles: %s', (route, count) => {
  const text = `router.post('${route}', async (req, res) => { await pay(req.body.id); res.end(); });`;
  expect(verdicts('src/routes/index.js', text)).toHaveLength(count);
});

test.each([
  ['what takes webhooks, of a provider that signs', 'stripe', 'StripeWebhook.handleEvent', 1],
  ['what takes webhooks, of nobody who is known', 'orders', 'OrderWebhook.handleEvent', 0],
  ['what lists webhooks', 'stripe', 'StripeWebhook.list', 0],
])('a route whose path another file tells, and that hands all to %s', (_title, file, call, count) => {
  const [owner] = call.split('.');
  const text = `import ${owner} from '../work';\nrouter.post('/', async (req, res) => { await ${call}(req.body); res.end(); });`;
  expect(verdicts(`src/routes/${file}.ts`, text)).toHaveLength(count);
});
