import { describe, expect, test } from 'vitest';
import { closed, IMPORT, open, listHandlers } from '../../../../support/web-handlers.ts';
import { makeWebhookReader } from '../../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();
const find = (path: string, text: string): string[] => listHandlers(reader, path, text);

describe('routes of further frameworks', () => {
  test('an HTTP action of Convex', () => {
    const text = `${IMPORT}import { httpRouter } from 'convex/server';\nimport { httpAction } from './_generated/server';\nconst http = httpRouter();\nhttp.route({ path: '/stripe-webhook', method: 'POST', handler: httpAction(async (ctx, request) => {\n${closed()}\n}) });\nexport default http;`;
    expect(find('convex/http.ts', text)).toEqual(['convex POST /stripe-webhook stripe verified sdk-verifier']);
  });

  test('handlers that TanStack Start makes by a function', () => {
    const text = `${IMPORT}export const Route = createFileRoute('/api/webhooks/stripe')({ server: { handlers: ({ createHandlers }) => createHandlers({ POST: { middleware: [limit], handler: async ({ request }) => {\n${open()}\n} } }) } });`;
    expect(find('src/routes/api/webhooks/stripe.ts', text)).toEqual([
      'tanstack-start POST /api/webhooks/stripe stripe unverified no-verification',
    ]);
  });

  test('a controller of AdonisJS', () => {
    const text =
      "import type { HttpContext } from '@adonisjs/core/http';\nexport default class WebhooksController {\n  async paystack({ request, response }: HttpContext) {\n    // if (hash !== request.header('x-paystack-signature')) return response.badRequest();\n    await this.credit(request.body());\n    return response.ok({});\n  }\n}";
    expect(find('app/controllers/webhooks_controller.ts', text)).toEqual([
      'adonis null null null unverified no-verification',
    ]);
  });

  test.each([
    [
      'a factory of controllers',
      'export const createWebhookController = ({ queue }) => { const handleWebhookPost = async (req, res) => { await saveMessage(req.body.entry[0]); res.sendStatus(200); }; return { handleWebhookPost }; };',
    ],
    [
      'an object of controllers',
      'export const webhookController = { async handlePost(req, res) { await saveMessage(req.body.entry[0]); res.sendStatus(200); } };',
    ],
    [
      'a class of controllers',
      'export class WebhookController { async handlePost(req, res) { await saveMessage(req.body.entry[0]); res.sendStatus(200); } }',
    ],
  ])('%s', (_title, text) => {
    expect(find('src/controllers/messages.js', text)).toEqual(['unknown null null null unverified no-verification']);
  });

  test.each([
    ['handleMpesaCallback', 1],
    ['stkCallback', 1],
    ['registerC2bCallback', 0],
    ['stkCallbackLogger', 0],
  ])('a method of a class for payments: %s', (name, count) => {
    const text = `export class PaymentController { async ${name}(req: Request, res: Response) { await settle(req.body.Body.stkCallback); res.json({}); } }`;
    expect(find('src/controllers/webhooks/payment.controller.ts', text)).toHaveLength(count);
  });

  test.each([
    ['sends on', 'await axios.post(`${API}/webhooks/${req.params.id}`, req.body);', 0],
    ['keeps', 'await saveMessage(req.body);', 1],
  ])('a controller of webhooks that %s what it is sent', (_title, act, count) => {
    const text = `exports.acmeWebhook = async (req, res) => { ${act} res.end(); };`;
    expect(find('src/controllers/webhook.controller.js', text)).toHaveLength(count);
  });

  test.each([
    ['the signature', "req.get('x-acme-signature')", 1],
    ['an address', "req.get('x-forwarded-for')", 0],
  ])('a controller of another name that reads %s beside the body', (_title, reads, count) => {
    const text = `// calls of the webhook\nexports.handleUninstall = async (req, res) => { note(${reads}); await removeShop(req.body.shop); res.end(); };`;
    expect(find('src/controllers/uninstall.js', text)).toHaveLength(count);
  });

  test('webhooks that can also be listed are no receiver', () => {
    const text =
      'export const loader = async ({ request }) => Response.json(await list(request));\nexport const action = async ({ request }) => { const body = await request.json(); await createSubscription(body); return Response.json({}); };';
    expect(find('app/routes/api.webhooks.tsx', text)).toEqual([]);
  });

  test('one handler under several paths is named by that of webhooks', () => {
    const text = `${IMPORT}const app = express();\napp.post(['/pay', '/webhooks/stripe'], async (request) => {\n${open()}\n});`;
    expect(find('src/server.ts', text)).toEqual(['unknown POST /webhooks/stripe stripe unverified no-verification']);
  });

  test.each([
    ['a route that is described inside of the function that registers it', closed(), 'verified sdk-verifier'],
    ['the same of an open handler', open(), 'unverified no-verification'],
  ])('%s', (_title, body, expected) => {
    const text = `${IMPORT}import { OpenAPIHono, createRoute } from '@hono/zod-openapi';\nexport function makeRoutes() {\nconst app = new OpenAPIHono();\nconst hook = createRoute({ method: 'post', path: '/webhooks/stripe' });\napp.openapi(hook, async ({ req: request }) => {\n${body}\n});\nreturn app;\n}`;
    expect(find('src/routes.ts', text)).toEqual([`hono POST /webhooks/stripe stripe ${expected}`]);
  });

  test.each([
    ['a list of handlers', 'this.factory.createHandlers'],
    ['a wrapped function', 'caught'],
  ])('a field of a class that holds %s', (_title, wrap) => {
    const text = (check: string): string =>
      `export class HookController { handleWebhook = ${wrap}(async (c) => { const raw = await c.req.text(); ${check} await save(JSON.parse(raw)); return c.json({}); }); }`;
    const check =
      "const mac = createHmac('sha256', process.env.ACME_SECRET).update(raw).digest('hex'); if (mac !== c.req.header('x-signature')) return c.json({}, 401);";
    expect(find('src/hooks.ts', text(''))).toEqual(['unknown null null null unverified no-verification']);
    expect(find('src/hooks.ts', text(check))).toEqual(['unknown null null null verified signature-compared']);
  });

  test('Elysia hands over the parts of a request', () => {
    const text =
      "import { Elysia } from 'elysia';\nnew Elysia().post('/webhooks/acme', async ({ body }) => { await save(body); return 'ok'; });";
    expect(find('src/index.ts', text)).toEqual(['elysia POST /webhooks/acme null unverified no-verification']);
  });
});

describe('routes in tables, and handlers that are wrapped', () => {
  test.each([
    [
      'an endpoint of Payload',
      'src/endpoints/stripe.ts',
      `import type { Endpoint } from 'payload';\n${IMPORT}export const hook: Endpoint = { path: '/stripe/webhook', method: 'post', handler: async (request) => {\n${open()}\n} };`,
      'payload POST /stripe/webhook stripe unverified no-verification',
    ],
    [
      'a row of a table',
      'src/routes/table.ts',
      `${IMPORT}export const routes = [{ path: '/webhooks/stripe', method: ['GET', 'POST'], handler: async (request) => {\n${closed()}\n} }];`,
      'unknown POST /webhooks/stripe stripe verified sdk-verifier',
    ],
    [
      'a route of hapi',
      'src/server.ts',
      `import Hapi from '@hapi/hapi';\nserver.route({ method: 'POST', path: '/webhooks/acme', handler: async (request, h) => { await pay(request.payload); return h.response(''); } });`,
      'hapi POST /webhooks/acme null unverified no-verification',
    ],
    [
      'a route of hapi with its handler among the options',
      'src/hooks.js',
      `import Hapi from '@hapi/hapi';\nserver.route({ method: 'POST', path: '/webhooks/acme', options: { auth: false, handler: async (request, h) => { await pay(request.payload); return h.response(''); } } });`,
      'hapi POST /webhooks/acme null unverified no-verification',
    ],
    [
      'a route of hapi with what has to be done before',
      'src/hooks.js',
      `import Hapi from '@hapi/hapi';\nconst verify = (request) => { const mac = crypto.createHmac('sha256', process.env.ACME_SECRET).update(request.payload).digest('hex'); if (mac !== request.headers['x-acme-signature']) throw Boom.unauthorized(); };\nserver.route({ method: 'POST', path: '/webhooks/acme', config: { pre: [{ method: verify }], handler: async (request, h) => { await pay(request.payload); return h.response(''); } } });`,
      'hapi POST /webhooks/acme null verified signature-compared',
    ],
    [
      'a controller of Strapi',
      'src/api/order/controllers/order.js',
      "module.exports = createCoreController('api::order.order', ({ strapi }) => ({ async stripeWebhook(ctx) { await strapi.service('api::order.order').pay(ctx.request.body); ctx.send({}); } }));",
      'unknown null null stripe unverified no-verification',
    ],
    [
      'a controller inside a wrapper',
      'controllers/orderController.js',
      'export const orderWebhook = asyncHandler(async (req, res) => { await orders.pay(req.body); res.json({}); });',
      'unknown null null null unverified no-verification',
    ],
    [
      'a controller that its file names',
      'controllers/webhookController.js',
      'export const handleOrderPaid = async (req, res) => { await orders.pay(req.body); res.json({}); };',
      'unknown null null null unverified no-verification',
    ],
    [
      'a function of Supabase inside a wrapper',
      'supabase/functions/stripe-webhook/index.ts',
      `import { wrap } from '../_shared/errors.ts';\nconst handler = wrap(async (request: Request) => {\n${open()}\n}, { log: true });\nDeno.serve(handler);`,
      'supabase null /stripe-webhook stripe unverified no-verification',
    ],
  ])('%s', (_title, path, text, expected) => {
    expect(find(path, text)).toEqual([expected]);
  });

  test.each([
    ['a request that goes out', "await api({ method: 'POST', url: '/webhooks/x', handler: 'later' });"],
    [
      'a route that names its handler',
      "export default { routes: [{ method: 'POST', path: '/webhook', handler: 'order.webhook' }] };",
    ],
  ])('%s is no handler', (_title, text) => {
    expect(find('src/routes/table.ts', text)).toEqual([]);
  });
});

test('a function of a cloud is given out by the name that it has among the exports', () => {
  const text = (given: string): string =>
    `const functions = require('firebase-functions');\nexports.acmeWebhook = functions.https.onRequest(async (req, res) => { await saveOrder(req.body); res.end(); });\n${given}`;
  const told = ['firebase null /acmeWebhook null unverified no-verification'];
  for (const given of [
    '',
    'module.exports = { acmeWebhook: exports.acmeWebhook };',
    'module.exports = { acmeWebhook: module.exports.acmeWebhook };',
  ])
    expect(find('functions/index.js', text(given))).toEqual(told);
});
