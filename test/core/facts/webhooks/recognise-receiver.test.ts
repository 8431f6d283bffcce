import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const { verdicts } = await makeWebhookReader();

describe('no receivers', () => {
  test.each([
    [
      'a sender',
      'src/webhooks/send.ts',
      "export async function sendWebhook(url: string, body: unknown) { await axios.post('/webhooks/x', body); await fetch(url, { method: 'POST', headers: { 'x-signature': sign(body) } }); }",
    ],
    [
      'administration with a session',
      'app/api/webhooks/route.ts',
      'export async function POST(req: Request) { const session = await getServerSession(); if (!session) return new Response("", { status: 401 }); const body = await req.json(); await db.webhook.create({ data: body }); return Response.json({}); }',
    ],
    [
      "administration by the platform's session",
      'functions/makeWebhookAddress.ts',
      "import { createClientFromRequest } from 'npm:@acme/sdk@1.0.0';\nDeno.serve(async (req) => { const acme = createClientFromRequest(req); const user = await acme.auth.me(); if (!user) return Response.json({}, { status: 401 }); const { botId } = await req.json(); await acme.entities.Bot.update(botId, { key: crypto.randomUUID() }); return Response.json({}); });",
    ],
    [
      'a collection of webhooks',
      'src/routes.ts',
      "import express from 'express';\nconst router = express.Router();\nrouter.get('/webhooks', list);\nrouter.post('/webhooks', async (req, res) => { res.json(await store.create(req.body)); });\nrouter.delete('/webhooks/:id', remove);",
    ],
    [
      'what nobody can call in production',
      'src/controllers/webhook.controller.ts',
      "export const handleTestWebhook = async (req, res) => { try { if (env.NODE_ENV === 'production') { return res.status(403).json({ error: 'not here' }); } return res.status(200).json({ got: req.body }); } catch (error) { return res.status(500).json({}); } };",
    ],
    [
      'what looks into the webhooks of a shop',
      'supabase/functions/shop-webhooks-inspect/index.ts',
      "Deno.serve(async (req) => { const { shop } = await req.json(); await db.from('shops').update({ seen: true }).eq('shop', shop); return new Response(''); });",
    ],
    [
      'the way back from a sign-in, by code and state',
      'supabase/functions/shopify-callback/index.ts',
      "Deno.serve(async (req) => { const url = new URL(req.url); const code = url.searchParams.get('code'); const state = url.searchParams.get('state'); const body = await req.json(); if (!verifyHmac(body, url.searchParams.get('hmac'))) console.warn('signature'); await saveToken(await tokenFor(body.shop, code, state)); return new Response(''); });",
    ],
    [
      'what functions of Supabase share',
      'supabase/functions/_shared/webhook-handler.ts',
      'export default async function serve(req: Request) { await saveOrder(await req.json()); return new Response(""); }',
    ],
    [
      'what nobody has written yet',
      'src/notifications.controller.ts',
      "@Controller('notifications')\nexport class NotificationsController { @Post('webhooks/bounce') async bounce(@Body() payload: any) { this.logger.log(`bounce of ${payload.id}`); throw new Error('Method not implemented'); } }",
    ],
    [
      'what writes down a webhook that is to be sent',
      'src/webhook.controller.ts',
      "@Controller('webhooks')\nexport class WebhookController { @Post('events') async createWebhookEvent(@Body() event: any) { return await this.store.insert(event); } }",
    ],
    [
      'a server to try senders on',
      'webhook-test-server.js',
      "import express from 'express';\nconst app = express();\napp.post('/webhook', (req, res) => { console.log(req.body); res.json({}); });",
    ],
    [
      'who asks whether a webhook is set up',
      'src/shops.ts',
      "router.post('/webhook/verify', async (req, res) => { const { shop } = req.body; await note(shop); res.json({ url: `${BASE}/webhooks/${shop}` }); });",
    ],
    [
      'who asks whether a signature is right',
      'src/payments.controller.ts',
      "@Controller('payments')\nexport class PaymentsController { @Post('verify-webhook-signature') async check(@Body() body: Signed) { return { valid: this.payments.verifyWebhookSignature(body.payload, body.signature) }; } }",
    ],
    [
      'who says where to call, and of what',
      'src/inboxes.ts',
      "router.post('/inboxes/:id/webhook', async (req, res) => { const { endpoint, events, secret } = req.body || {}; await inboxes.updateWebhook({ endpoint, events, secret }); res.json({}); });",
    ],
    [
      'a caller who is known by a key of the API',
      'src/inboxes.ts',
      "router.post('/inboxes/:id/webhook', async (req, res) => { const owner = (req as any).apiKey?.owner; if (!owner) return res.status(403).end(); await inboxes.change(owner, req.body); res.json({}); });",
    ],
    [
      'a clean-up job',
      'app/api/cron/webhooks/route.ts',
      'export async function POST(req: Request) { await purge(await req.json()); return Response.json({}); }',
    ],
    ['a test', 'src/webhooks.test.ts', "app.post('/webhook', async (req, res) => { await go(req.body); });"],
    [
      'only GET',
      'app/api/webhook/route.ts',
      "export async function GET(req: Request) { return new Response(new URL(req.url).searchParams.get('hub.challenge')); }",
    ],
    [
      'an answer and nothing else',
      'app/api/webhook/route.ts',
      "export async function POST() { return new Response('ok'); }",
    ],
    [
      'a form',
      'app/api/contact/route.ts',
      'export async function POST(req: Request) { await sendMail(await req.json()); return Response.json({ signature: 1 }); }',
    ],
    [
      'a relay to the webhook of whoever it is named for',
      'netlify/functions/twilio-webhook.js',
      'const url = process.env.TWILIO_WEBHOOK_URL;\nexports.handler = async (event) => { const body = JSON.parse(event.body); stats.count(body.kind); const response = await fetch(url, { method: "POST", body: JSON.stringify(body) }); return { statusCode: response.status }; };',
    ],
    [
      'a relay of whatever comes to a webhook of the settings',
      'app/api/webhook/route.ts',
      "export async function POST(req: Request) { const body = schema.parse(await req.json()); await fetchJson(`${process.env.WEBHOOK_ALERT_URL}`, { method: 'POST', body: { text: body.message } }); return Response.json({}); }",
    ],
    [
      'a relay whose address the environment of Deno has',
      'supabase/functions/slack-webhook/index.ts',
      "Deno.serve(async (req) => { const target = Deno.env.get('SLACK_WEBHOOK_URL'); const { title } = await req.json(); await fetch(target, { method: 'POST', body: JSON.stringify({ title }) }); return new Response(''); });",
    ],
    [
      'a relay to where the route has moved',
      'app/api/stripe/webhook/route.ts',
      "export async function POST(req: Request) { const target = new URL('/api/webhooks/stripe', req.url); const answer = await fetch(target.toString(), { method: 'POST', headers: req.headers, body: req.body }); return new Response(answer.body); }",
    ],
    [
      'a relay that passes on the method too',
      'netlify/functions/webhook.js',
      "const WEBHOOK_URL = 'https://hook.eu2.make.com/abc';\nexports.handler = async (event) => { const answer = await fetch(WEBHOOK_URL, { method: event.httpMethod, body: event.body }); return { statusCode: answer.status }; };",
    ],
    [
      'who is told where to call, by the name of its function',
      'src/routes/casino.js',
      "const { updateWebhookUrl } = require('../controllers/casino');\nrouter.post('/pg/webhook-update', updateWebhookUrl);",
    ],
    [
      'a form of the site, in a file of webhooks',
      'src/routes/webhooks.js',
      "router.post('/form-submission', async (req, res) => { await leads.create(req.body); res.end(); });",
    ],
    [
      'who says that the address is right, and nothing else',
      'src/server.js',
      "const app = express();\napp.post('/validate', (req, res) => { const { plainToken } = req.body.payload; res.json({ plainToken, encryptedToken: crypto.createHmac('sha256', KEY).update(plainToken).digest('hex') }); }); // webhook",
    ],
    [
      'who signs out, in a file of webhooks',
      'src/webhook.js',
      "const app = express();\napp.post('/logout', async (req, res) => { await drop(req.body.id); res.end(); });",
    ],
    [
      'a controller that makes the address and the secret of a webhook',
      'src/controllers/webhook.controller.ts',
      'export const generateWebhook = async (req, res) => { const { userId } = req.body; await hooks.create(userId, randomBytes(16)); res.json({}); };',
    ],
    [
      'a function that makes webhooks at a provider',
      'supabase/functions/create-acme-webhook/index.ts',
      'Deno.serve(async (req) => { const { url } = await req.json(); await createHook(url); return new Response(""); });',
    ],
    [
      'a function that tells a provider where to call',
      'supabase/functions/set-whatsapp-webhook/index.ts',
      'Deno.serve(async (req) => { const { name } = await req.json(); await updateHook(name); return new Response(""); });',
    ],
    [
      'a function that looks whether webhooks are there',
      'supabase/functions/check-webhooks/index.ts',
      'Deno.serve(async (req) => { const { id } = await req.json(); await updateHook(id); return new Response(""); });',
    ],
    [
      'a queue of webhooks to send',
      'supabase/functions/process-webhook-queue/index.ts',
      'Deno.serve(async (req) => { const { limit } = await req.json(); await sendQueued(limit); return new Response(""); });',
    ],
    [
      'a queue that somebody looks after',
      'src/routes/api/webhooks/queue/+server.ts',
      "export const POST = async ({ request }) => { const { action, id } = await request.json(); if (action === 'retry') await queue.retryEvent(id); return json({}); };",
    ],
    [
      'a function that calls the webhooks of a table',
      'supabase/functions/client-webhook/index.ts',
      "Deno.serve(async (req) => { const { order } = await req.json(); const { data: hooks } = await db.from('hooks').select('*').eq('order', order); for (const hook of hooks) { await fetch(hook.webhook_url, { method: 'POST', body: JSON.stringify({ order }) }); } return new Response(''); });",
    ],
    [
      'a relay to where its caller says',
      'api/webhook.js',
      "export default async function handler(req, res) { const { url, payload } = req.body || {}; if (!hosts.some((host) => url.includes(host))) return res.status(403).end(); await fetch(url, { method: 'POST', body: JSON.stringify(payload) }); res.json({}); }",
    ],
    [
      'a sender whose first parameter is an event',
      'src/webhooks/outbound.ts',
      "export async function sendOutboundWebhook(event, config) { const payload = JSON.stringify(event.data); await fetch(config.url, { method: 'POST', body: payload }); return { sent: true }; }",
    ],
    [
      'what answers events that nobody takes',
      'src/webhook/other.ts',
      'export function unhandledWebhook(req: Request, res: Response) { const { kind } = req.body; console.log(kind); res.status(400).json({}); }',
    ],
    [
      'what keeps the address of a webhook',
      'src/controllers/settings.controller.ts',
      'export class Settings { setWebhook = async (req: Request, res: Response) => { res.json(await this.service.setWebhook(req.body.url)); }; }',
    ],
    [
      'a route that stands in for a provider',
      'src/routes/testWebhook.routes.ts',
      "router.post('/simulate-payment', (req, res) => hooks.pay(req, res));",
    ],
    [
      'a route to try out what is sent',
      'src/hooks.controller.ts',
      "@Controller('webhooks') export class Hooks { @Post('mock_post') take(@Req() req: Request): void { console.log(req.body); } }",
    ],
    [
      'a function that asks nothing of its caller',
      'supabase/functions/backfill/webhook.ts',
      "Deno.serve(async () => { await fetch(HOOK_URL, { method: 'POST', body: '{}' }); return new Response(''); });",
    ],
    [
      'a service that writes webhooks down',
      'app/api/webhooks/route.ts',
      "import { createNewWebhook } from '@/services/webhooks'; export async function POST(req: Request) { return Response.json(createNewWebhook(await req.json())); }",
    ],
    [
      'a collection whose router is mounted elsewhere',
      'src/routes/webhooks.ts',
      "export async function routes(app: FastifyInstance) { const server = app.withTypeProvider(); server.post('/', async (req, reply) => reply.send(await store.save(req.body))); server.delete('/:id', async (req, reply) => reply.send(await store.drop(req.params.id))); }",
    ],
    [
      'a sign-in beside a webhook',
      'api/webhook.js',
      "const app = express(); app.post('/api/line-login', async (req, res) => { res.json(await login(req.body)); });",
    ],
    [
      'an answer of Hono',
      'src/routes/webhooks.ts',
      "import { Hono } from 'hono'; const hooks = new Hono(); hooks.post('/stripe', async (c) => c.json({ ok: true }));",
    ],
    ['names that are no words', 'src/x.js', '__proto__.constructor(hasOwnProperty, "webhook");'],
  ])('%s', (_title, path, text) => {
    expect(verdicts(path, text)).toEqual([]);
  });
});

describe('receivers that might be taken for something else', () => {
  test.each([
    [
      'mail that comes in',
      'convex/http.ts',
      "import { httpRouter } from 'convex/server';\nconst http = httpRouter();\nhttp.route({ path: '/inbound-email', method: 'POST', handler: httpAction(async (ctx, request) => { const body = await request.json(); await ctx.runMutation(internal.mail.add, { text: body.text }); return new Response(''); }) });",
      ['null unverified no-verification'],
    ],
    [
      'one that makes something of the body before it sends that on',
      'netlify/functions/webhook.js',
      "exports.handler = async (event) => { const body = JSON.parse(event.body); const reply = await assistant.answer(body.message); await fetch(process.env.REPLY_WEBHOOK_URL, { method: 'POST', body: JSON.stringify({ reply, to: body.from }) }); return { statusCode: 200 }; };",
      ['null unverified no-verification'],
    ],
    [
      'one that only tells people of it',
      'app/api/webhook/route.ts',
      "export async function POST(req: Request) { const body = await req.json(); await fetch(process.env.SLACK_WEBHOOK_URL, { method: 'POST', body: JSON.stringify({ text: body.title }) }); return new Response(''); }",
      ['null unverified no-verification'],
    ],
    [
      'one that looks up whom the event is about',
      'src/routes/webhooks.js',
      "router.post('/revenuecat', async (req, res) => { const user = await clerk.users.getUser(req.body.event.app_user_id); await grant(user); res.end(); });",
      ['null unverified no-verification'],
    ],
    [
      'one that keeps a conversation with whoever writes',
      'src/routes/webhook.js',
      "router.post('/whatsapp', async (req, res) => { const session = getSession(req.body.from); if (isAdmin(req.body.from)) await serve(session.user_id, req.body.text); res.end(); });",
      ['null unverified no-verification'],
    ],
    [
      'one behind what asks for a session on other paths',
      'src/server.js',
      "app.use((req, res, next) => { if (isProtected(req)) return requireAdmin(req, res, next); next(); });\napp.post('/webhooks/acme', async (req, res) => { await note(req.body); res.end(); });",
      ['null unverified no-verification'],
    ],
    [
      'one of a provider that is named for sign-ins',
      'src/routes/webhooks.js',
      "router.post('/acme-auth', { schema }, async (req, res) => { await db.users.update(req.body.record); res.end(); });",
      ['acme-auth unverified no-verification'],
    ],
    [
      'one that tells Firebase whom the event is about',
      'src/routes/webhook.js',
      "router.post('/stripe', async (req, res) => { await admin.auth().setCustomUserClaims(req.body.uid, { paid: true }); res.end(); });",
      ['stripe unverified no-verification'],
    ],
  ])('%s', (_title, path, text, expected) => {
    expect(verdicts(path, text)).toEqual(expected);
  });
});

test('one function under one route is one receiver, however often it is served', () => {
  const text =
    "export default async function take(req) { await saveOrder(await req.json()); return new Response(''); }\nif (import.meta.main) Deno.serve(take);\nelse Deno.serve(take);";
  expect(verdicts('supabase/functions/acme-webhook/index.ts', text)).toEqual(['null unverified no-verification']);
});
