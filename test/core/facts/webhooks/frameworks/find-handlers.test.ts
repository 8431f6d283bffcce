import { describe, expect, test } from 'vitest';
import { closed, IMPORT, open, listHandlers } from '../../../../support/web-handlers.ts';
import { makeWebhookReader } from '../../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();
const find = (path: string, text: string): string[] => listHandlers(reader, path, text);

describe('routes that are files', () => {
  test.each([
    [
      'SvelteKit',
      'src/routes/(app)/api/stripe/webhook/[id]/+server.ts',
      (body: string) => `export const POST = async ({ request }) => {\n${body}\n};`,
      'sveltekit POST /api/stripe/webhook/:id',
    ],
    [
      'Astro',
      'src/pages/api/stripe-webhook.ts',
      (body: string) => `export const POST: APIRoute = async ({ request }) => {\n${body}\n};`,
      'astro POST /api/stripe-webhook',
    ],
    [
      'Astro, every method',
      'src/pages/api/stripe-webhook.ts',
      (body: string) => `export const ALL = async ({ request }) => {\n${body}\n};`,
      'astro null /api/stripe-webhook',
    ],
    [
      'Remix',
      'app/routes/_public.api.stripe.webhook.$id.tsx',
      (body: string) => `export const action = async ({ request }: ActionFunctionArgs) => {\n${body}\n};`,
      'remix POST /api/stripe/webhook/:id',
    ],
    [
      'React Router, folders of flat routes',
      'app/routes/api+/stripe.webhook.ts',
      (body: string) => `export async function action({ request }) {\n${body}\n}`,
      'remix POST /api/stripe/webhook',
    ],
    [
      'Fresh',
      'routes/api/stripe-webhook.ts',
      (body: string) => `export const handler: Handlers = { GET() {}, async POST(request) {\n${body}\n} };`,
      'fresh null /api/stripe-webhook',
    ],
    [
      'Fresh 2',
      'routes/api/stripe-webhook.ts',
      (body: string) =>
        `export const handler = define.handlers({ async POST(ctx) {\nconst request = ctx.req;\n${body}\n} });`,
      'fresh null /api/stripe-webhook',
    ],
    [
      'Cloudflare Pages',
      'functions/api/webhooks/stripe.ts',
      (body: string) => `export const onRequestPost = async ({ request, env }) => {\n${body}\n};`,
      'cloudflare-pages POST /api/webhooks/stripe',
    ],
    [
      'TanStack Start',
      'src/routes/api/webhooks/stripe.ts',
      (body: string) =>
        `export const Route = createFileRoute('/api/webhooks/stripe')({ server: { handlers: { POST: async ({ request }) => {\n${body}\n} } } });`,
      'tanstack-start POST /api/webhooks/stripe',
    ],
    [
      'TanStack Start, methods',
      'src/routes/x.ts',
      (body: string) =>
        `export const ServerRoute = createServerFileRoute('/webhooks/stripe').methods({ POST: async ({ request }) => {\n${body}\n} });`,
      'tanstack-start POST /webhooks/stripe',
    ],
    [
      'Supabase',
      'supabase/functions/stripe-webhook/index.ts',
      (body: string) => `Deno.serve(async (request) => {\n${body}\n});`,
      'supabase null /stripe-webhook',
    ],
    [
      'Vercel',
      'api/stripe-webhook.ts',
      (body: string) => `export async function POST(request: Request) {\n${body}\n}`,
      'vercel POST /api/stripe-webhook',
    ],
    [
      'Workers',
      'src/stripe-webhook.ts',
      (body: string) =>
        `export default { async fetch(request, env, ctx) {\n${body}\n} } satisfies ExportedHandler<Env>;`,
      'cloudflare-workers null null',
    ],
    [
      'Bun',
      'src/server.ts',
      (body: string) => `Bun.serve({ routes: { '/webhooks/stripe': { POST: async (request) => {\n${body}\n} } } });`,
      'bun null /webhooks/stripe',
    ],
  ])('%s', (_title, path, wrap, expected) => {
    expect(find(path, IMPORT + wrap(closed()))).toEqual([`${expected} stripe verified sdk-verifier`]);
    expect(find(path, IMPORT + wrap(open()))).toEqual([`${expected} stripe unverified no-verification`]);
  });

  test.each([
    ['another method of Nitro', 'server/api/webhook.get.ts', 'export default defineEventHandler(async (event) => {});'],
    ['a router', 'server/api/webhook.ts', 'const router = makeRouter();\nexport default router;'],
    ['a client of an API', 'src/api/webhook.ts', "export default function list(id) { return call('/webhooks', id); }"],
    ['a component', 'app/routes/webhooks.tsx', 'export default function Page() { return null; }'],
  ])('%s is none', (_title, path, text) => {
    expect(find(path, text)).toEqual([]);
  });
});

describe('events that hold the request', () => {
  test('Nitro reads headers and body by functions', () => {
    const handler = (check: string): string =>
      `export default defineEventHandler(async (event) => {\nconst body = await readRawBody(event);\nconst headers = getHeaders(event);\n${check}\nawait fulfil(body);\n});`;
    const mac = "const mac = createHmac('sha256', process.env.STRIPE_WEBHOOK_SECRET).update(body).digest('hex');";
    const check = `${mac}\nif (mac !== headers['stripe-signature']) throw createError({ statusCode: 401 });`;
    expect(find('server/api/webhook.post.ts', handler(check))).toEqual([
      'nitro null /api/webhook stripe verified signature-compared',
    ]);
    expect(find('server/api/webhook.post.ts', handler(''))).toEqual([
      'nitro null /api/webhook null unverified no-verification',
    ]);
  });

  test('Lambda hands over an event and may answer by a callback', () => {
    const handler = (check: string): string =>
      `exports.handler = (event, context, cb) => {\nconst mac = crypto.createHmac('sha1', process.env.WEBHOOK_SECRET).update(event.body).digest('hex');\n${check}\n};`;
    const check = "if (mac === event.headers['x-hub-signature-256']) cb(null, 'ok'); else cb(new Error('no'));";
    expect(find('infra/github_webhook.js', handler(check))).toEqual([
      'lambda null null github verified signature-compared',
    ]);
    expect(find('infra/github_webhook.js', handler('return publish(event.body);'))).toEqual([
      'lambda null null github unverified no-verification',
    ]);
  });

  test('Lambda takes its route from the file where the export is called main', () => {
    const text =
      'const webhook: Handler<APIGatewayProxyEvent> = async (event) => { await publish(event.body); return reply(200); };\nexport const main = middyfy(webhook);';
    expect(find('src/functions/webhook/handler.ts', text)).toEqual([
      'lambda null null null unverified no-verification',
    ]);
  });

  test('Lambda is handed by queues what somebody has put into them', () => {
    const text =
      'exports.handler = async (event) => { for (const record of event.Records) await save(JSON.parse(record.body)); };';
    expect(find('functions/process-webhook.js', text)).toEqual([]);
  });

  test('Lambda knows functions behind a gateway by their type, whatever their name', () => {
    const text =
      'export const receive: APIGatewayProxyHandlerV2 = async (call) => { await publish(call.body); return { statusCode: 200 }; };\nexport const work: SQSHandler = async (event) => { for (const each of event.Records) await save(each.body); };';
    expect(find('src/handlers/webhook.ts', text)).toEqual(['lambda null null null unverified no-verification']);
  });

  test('Lambda answers Meta and takes its events in one function', () => {
    const text =
      "exports.handler = async (event) => { if (event.httpMethod === 'GET') { if (event.queryStringParameters['hub.verify_token'] === process.env.VERIFY_TOKEN) return ok(); return no(); } await forward(event.body); return { statusCode: 200 }; };";
    expect(find('src/functions/meta-webhook.js', text)).toEqual(['lambda null null null unverified no-verification']);
  });

  test('Lambda finds functions that are named for handling a webhook', () => {
    const text =
      'exports.handleAcmeWebhook = async (event) => { await save(event.body); return { statusCode: 200 }; };';
    expect(find('src/handlers/acme.js', text)).toEqual([
      'lambda null /handleAcmeWebhook null unverified no-verification',
    ]);
  });

  test('actions of Strapi that take a body in receive it, others do not', () => {
    const actions =
      'async notification(ctx) { await save(ctx.request.body); return 200; }, find: async ctx => list(ctx.query), createAccount: async ctx => make(ctx.request.body)';
    const expected = ['unknown null null null unverified no-verification'];
    expect(find('src/api/webhook/controllers/webhook.js', `module.exports = { ${actions} };`)).toEqual(expected);
    expect(
      find(
        'src/api/webhook/controllers/webhook.ts',
        `export default factories.createCoreController('api::webhook.webhook', ({ strapi }) => ({ ${actions} }));`,
      ),
    ).toEqual(expected);
    expect(find('src/api/article/controllers/article.js', `module.exports = { ${actions} };`)).toEqual([]);
  });

  test('a function of Firebase has its name as its route', () => {
    const text = 'exports.stripeWebhook = functions.https.onRequest((req, res) => { save(req.body); res.end(); });';
    expect(find('functions/index.js', text)).toEqual([
      'firebase null /stripeWebhook stripe unverified no-verification',
    ]);
  });
});

test('a function that serves several paths is judged for each by itself', () => {
  const text = `${IMPORT}export default {\nasync fetch(request, env) {\nconst url = new URL(request.url);\nif (url.pathname === '/webhooks/stripe') {\n${closed()}\n}\nif (url.pathname === '/webhooks/other') {\n${open()}\n}\nreturn new Response('', { status: 404 });\n},\n};`;
  expect(find('src/index.ts', text)).toEqual([
    'cloudflare-workers null /webhooks/stripe stripe verified sdk-verifier',
    'cloudflare-workers null /webhooks/other null unverified no-verification',
  ]);
});

describe('NestJS', () => {
  const controller = (method: string, more = ''): string =>
    `import { Controller, Post } from '@nestjs/common';\n${more}\n@Controller('webhooks')\nexport class Hooks {\nconstructor(private readonly payments: Payments) {}\n${method}\n}`;
  const HANDLER = "@Post('github')\nasync github(@Body() body: any, @Headers('x-hub-signature-256') sig: string) {";
  const GUARD = (body: string): string =>
    `class Signed { canActivate(context) { const req = context.switchToHttp().getRequest();\nconst mac = createHmac('sha256', process.env.GITHUB_WEBHOOK_SECRET).update(req.rawBody).digest('hex');\n${body} } }`;

  test.each([
    ['nothing', `${HANDLER} await save(body); }`, '', 'unverified no-verification'],
    [
      'a digest in the method',
      `${HANDLER} const mac = createHmac('sha256', process.env.GITHUB_WEBHOOK_SECRET).update(body).digest('hex');\nif (mac !== sig) throw new UnauthorizedException();\nawait save(body); }`,
      '',
      'verified signature-compared',
    ],
    [
      'a guard that answers',
      `@UseGuards(Signed)\n${HANDLER} await save(body); }`,
      GUARD("return timingSafeEqual(mac, req.headers['x-hub-signature-256']);"),
      'verified signature-compared',
    ],
    [
      'a guard that throws',
      `@UseGuards(new Signed())\n${HANDLER} await save(body); }`,
      GUARD("if (mac !== req.headers['x-hub-signature-256']) throw new Error();\nreturn true;"),
      'verified signature-compared',
    ],
    [
      'a guard that always agrees',
      `@UseGuards(Signed)\n${HANDLER} await save(body); }`,
      'class Signed { canActivate() { return true; } }',
      'unverified no-verification',
    ],
    [
      'a guard of another file',
      `@UseGuards(WebhookGuard)\n${HANDLER} await save(body); }`,
      "import { WebhookGuard } from './webhook.guard';",
      'unknown delegated',
    ],
    [
      'a service of another file',
      `${HANDLER} await this.payments.handle(body, sig); }`,
      "import { Payments } from './payments';",
      'unknown delegated',
    ],
  ])('%s', (_title, method, more, expected) => {
    expect(find('src/hooks.controller.ts', controller(method, more))).toEqual([
      `nestjs POST /webhooks/github github ${expected}`,
    ]);
  });

  test('a guard that is named for signatures tells of a route without a word of its own', () => {
    const brokers = (guard: string): string =>
      `import { ${guard} } from './guards';\n@Controller('brokers')\nexport class Brokers { @Post('email-in')\n@UseGuards(${guard})\nasync take(@Body() body: any) { await this.mails.handle(body); } }`;
    expect(find('src/brokers.controller.ts', brokers('WebhookSignatureGuard'))).toEqual([
      'nestjs POST /brokers/email-in null unknown delegated',
    ]);
    expect(find('src/brokers.controller.ts', brokers('BrokerRoleGuard'))).toEqual([]);
  });
});

describe('what is known beside the verdict', () => {
  const facts = (text: string) =>
    reader
      .find('app/api/webhooks/stripe/route.ts', text)
      .webhooks.map(({ verification, mitigation, timingUnsafe }) => [
        verification,
        mitigation ?? null,
        timingUnsafe ?? false,
      ]);

  test('the object is fetched again', () => {
    const post = (body: string): string =>
      `${IMPORT}export async function POST(request) {\nconst body = await request.json();\n${body}\n}`;
    expect(facts(post('const paid = await stripe.paymentIntents.retrieve(body.id);\nawait save(paid);'))).toEqual([
      ['unverified', 'refetch', false],
    ]);
    expect(facts(post('await save(body);'))).toEqual([['unverified', null, false]]);
    expect(facts(post("await fetch('https://api.acme.io/v1/', { method: 'POST', body });\nawait save(body);"))).toEqual(
      [['unverified', null, false]],
    );
  });

  test('the comparison takes a telling time', () => {
    const post = (check: string): string =>
      `export async function POST(request) {\nconst body = await request.text();\nconst sig = request.headers.get('stripe-signature');\nconst mac = createHmac('sha256', process.env.STRIPE_WEBHOOK_SECRET).update(body).digest('hex');\nif (!(${check})) return new Response('', { status: 401 });\nawait save(body);\n}`;
    expect(facts(post('mac === sig'))).toEqual([['verified', null, true]]);
    expect(facts(post('timingSafeEqual(mac, sig)'))).toEqual([['verified', null, false]]);
  });
});

test('a route without the word is a receiver if it reads the events of a provider', () => {
  const text =
    "export async function POST(request) {\nconst event = await request.json();\nif (event.type === 'checkout.session.completed') await fulfil(event);\n}";
  expect(find('app/api/pay/route.ts', text)).toEqual(['next-app POST /api/pay stripe unverified no-verification']);
});

test('whoever sends such events is none', () => {
  const text =
    "const app = new Hono();\napp.post('/v1/payment_intents/:id/confirm', async (c) => {\nconst body = await c.req.json();\nawait webhooks.dispatch('payment_intent.succeeded', body);\nreturn c.json({});\n});";
  expect(find('src/routes/payment-intents.ts', text)).toEqual([]);
});

test('undefined is no secret to fall back to', () => {
  const text =
    "export async function POST(request) {\nconst body = await request.text();\nconst secret = process.env.STRIPE_WEBHOOK_SECRET || undefined;\nconst mac = createHmac('sha256', secret).update(body).digest('hex');\nif (secret && mac !== request.headers.get('stripe-signature')) return new Response('', { status: 401 });\nawait save(body);\n}";
  expect(find('app/api/webhooks/stripe/route.ts', text)).toEqual([
    'next-app POST /api/webhooks/stripe stripe optional skipped-without-secret',
  ]);
});
