import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

describe('what looks like a receiver, a check or a secret, and whether it is one', () => {
  test.each([
    ...['/oauth/token', '/oauth2/token', '/token', '/:tenant/oauth2/v2/token'].map(
      (route): [string, string, string, string[]] => [
        `${route} gives out tokens and is no receiver`,
        'src/server.ts',
        `app.post('${route}', async (req, res) => { crypto.verify('sha256', req.body.assertion, key, req.headers['x-signature']); res.json(await issueToken(req.body)); }); // webhook`,
        [],
      ],
    ),
    [
      'a form with a signature that is drawn is no receiver',
      'src/routes.ts',
      "app.post('/api/waivers', async (req, res) => { const { signature } = req.query; const valid = schema.parse(req.body); await db.insertWaiver(valid, signature); res.json({}); }); // verify",
      [],
    ],
    [
      'a sign-in by the token that Google gives people is no receiver',
      'api/auth.js',
      "import { OAuth2Client } from 'google-auth-library';\nconst client = new OAuth2Client(process.env.GOOGLE_CLIENT_ID);\nexport default async function handler(req, res) { if (req.query.action === 'google') { const ticket = await client.verifyIdToken({ idToken: req.body.credential, audience: process.env.GOOGLE_CLIENT_ID }); await saveUser(ticket.getPayload()); return res.end(); } await register(req.body); res.end(); }",
      [],
    ],
    [
      'a signed session among the routes of a file that is named for a platform is no receiver',
      'cloudrun/index.js',
      "const open = (token) => { const [text, sign] = token.split('.'); return sign === createHmac('sha256', process.env.SESSION_KEY).update(text).digest('hex') ? JSON.parse(text) : null; };\napp.post('/mini/payments', async (req, res) => { const session = open(req.headers.authorization); if (!session) return res.status(401).end(); await order(req.body, session.id); res.end(); });",
      [],
    ],
    [
      'administration by methods in one pages handler is no receiver',
      'pages/api/teams/[slug]/webhooks/[id].ts',
      "export default async function handler(req, res) { switch (req.method) { case 'GET': return get(req, res); case 'PUT': return put(req, res); case 'DELETE': return del(req, res); } res.status(405).end(); }\nasync function put(req, res) { await db.updateHook(req.body); res.json({}); }",
      [],
    ],
    [
      'a look-up by the bearer token of the caller is a check',
      'pages/api/webhooks/in.ts',
      'export default async function handler(req, res) { const auth = req.headers.authorization; if (!auth) return res.status(401).end(); const found = await prisma.token.findUnique({ where: { hash: hash(auth) } }); if (!found) return res.status(401).end(); await createDocument(req.body); res.json({}); }',
      ['null verified token-compared'],
    ],
    [
      'a look-up by the key that the body shows is a check',
      'supabase/functions/tracking-webhook/index.ts',
      "Deno.serve(async (req) => { const payload = await req.json(); const { data, error } = await db.from('keys').select('tenant').eq('api_key', payload.api_key).single(); if (error || !data) return new Response('', { status: 401 }); await saveOrder(payload); return new Response(''); });",
      ['null verified token-compared'],
    ],
    [
      'a look-up by what the body names is none',
      'supabase/functions/tracking-webhook/index.ts',
      "Deno.serve(async (req) => { const payload = await req.json(); const { data, error } = await db.from('orders').select('id').eq('order_id', payload.order_id).single(); if (error || !data) return new Response('', { status: 404 }); await saveOrder(payload); return new Response(''); });",
      ['null unverified no-verification'],
    ],
    [
      "the scheduler's secret as a stand-in for the webhook's own is optional where neither need be set",
      'app/api/webhook/sheets/route.ts',
      "export async function POST(req) { const expected = process.env.WEBHOOK_SECRET ?? process.env.CRON_SECRET; if (expected && req.headers.get('x-webhook-secret') !== expected) return new Response('', { status: 401 }); await saveLead(await req.json()); return new Response(''); }",
      ['null optional skipped-without-secret'],
    ],
    [
      'what comes back from a request with a key is compared with no secret',
      'supabase/functions/acme-webhook/index.ts',
      "Deno.serve(async (req) => { const body = await req.json(); const answer = await fetch(`https://api.acme.com/${body.id}`, { headers: { authorization: `Bearer ${Deno.env.get('ACME_TOKEN')}` } }); const paid = await answer.json(); for (const item of paid.items) { if (item.id === body.item) await saveOrder(body); } return new Response(''); });",
      ['null unverified no-verification'],
    ],
    [
      'a list that is named for verifying is no verifier',
      'app/api/webhooks/acme/route.ts',
      "import { db } from 'https://esm.sh/db';\nexport async function POST(req: Request) { const body = await req.json(); const verifyIds = body.items; const rows = await db.from('items').in(body.kind, verifyIds); await saveOrder(rows); return new Response(''); }",
      ['null unverified no-verification'],
    ],
    [
      'a service that is handed a part of the body in one branch leaves nothing open',
      'app/api/webhooks/acme/route.ts',
      "import { events } from './events';\nexport async function POST(req: Request) { const body = await req.json(); if (body.text) { await events.notifyEvent(body.text); } await saveOrder(body); return new Response(''); }",
      ['null unverified no-verification'],
    ],
    [
      'a receiver that only the names of the events tell',
      'supabase/functions/inbound-email/index.ts',
      "import { serve } from 'std/http/server.ts';\nserve(async (req) => { const webhook = await req.json(); if (webhook.type !== 'email.received') return new Response('ignored'); await saveMail(webhook.data); return new Response(''); });",
      ['resend unverified no-verification'],
    ],
    [
      'a service made while handling, in a check that needs a secret, is optional',
      'src/sms.ts',
      "app.post('/twilio/webhook', async (req, res) => { const authToken = process.env.TWILIO_AUTH_TOKEN; if (authToken) { const sms = make(); const signature = req.headers['x-twilio-signature']; if (!signature || !sms.validateWebhookSignature(signature, req.body, authToken)) { return res.status(403).end(); } } await saveMessage(req.body); res.end(); });",
      ['twilio optional skipped-without-secret'],
    ],
    [
      'a listener mounted with use that only asks for the header',
      'routes/api/webhook.ts',
      "router.use(asyncHandler(async (req, res, next) => { const signature = req.headers['x-hub-signature']; if (!signature) { return next(new Error('missing')); } await processHook(req.body); res.json({}); }));",
      ['null ineffective presence-only'],
    ],
    [
      'a helper that switches itself off at home cannot be told',
      'app/api/webhooks/callback/route.ts',
      "import { receiver } from './receiver';\nconst check = async ({ req, body }) => { if (process.env.VERCEL !== '1') { return; } const ok = await receiver.verify({ signature: req.headers.get('upstash-signature'), body }); if (!ok) throw new Error('no'); };\nexport const POST = async (req: Request) => { const body = await req.text(); await check({ req, body }); await recordCall(JSON.parse(body)); return new Response(''); };",
      ['null unknown conditional'],
    ],
    [
      'what somebody does who is signed in is no receiver',
      'src/hooks.controller.ts',
      'export async function postSdkWebhook(req: AuthRequest<Body>, res: Response) { await hooks.insert(req.body); res.json({}); }\nexport async function putEventWebhook(req: Request, res: Response) { await hooks.change(req.body); res.json({}); }',
      [],
    ],
    [
      'what a row found by a part of the address holds is the secret, not what the caller sent',
      'src/routes/webhooks.ts',
      "app.post('/webhooks/acme/:stageId', async (req, res) => { const { stageId } = req.params; const [row] = await db.select({ webhookToken: stages.webhookToken }).from(stages).where(eq(stages.id, stageId)).limit(1); if (!row?.webhookToken) return res.status(404).end(); const shown = req.query.token || req.headers.authorization; if (!shown || !timingSafeEqual(Buffer.from(shown), Buffer.from(row.webhookToken))) return res.status(401).end(); await saveSale(req.body); res.end(); });",
      ['null verified token-compared'],
    ],
    [
      "a row among all that holds the caller's token is a check",
      'supabase/functions/bot-webhook/index.ts',
      "Deno.serve(async (req) => { const body = await req.json(); const shown = new URL(req.url).searchParams.get('token'); if (!shown) return new Response('', { status: 400 }); const { data: rows } = await db.from('bots').select('*'); const row = rows?.find((each) => each.settings?.bot_token === shown); if (!row) return new Response('', { status: 401 }); await saveMessage(row.id, body); return new Response(''); });",
      ['null verified token-compared'],
    ],
    [
      "a row among all that holds the caller's name is none",
      'supabase/functions/bot-webhook/index.ts',
      "Deno.serve(async (req) => { const body = await req.json(); const shown = new URL(req.url).searchParams.get('bot'); const { data: rows } = await db.from('bots').select('*'); const row = rows?.find((each) => each.settings?.bot_name === shown); if (!row) return new Response('', { status: 404 }); await saveMessage(row.id, body); return new Response(''); });",
      ['null unverified no-verification'],
    ],
    [
      'a check whose failure only production heeds is disabled elsewhere',
      'src/routes/webhooks.ts',
      "const verify = (raw, sig) => { if (!sig || !process.env.ACME_SECRET) return process.env.NODE_ENV !== 'production'; return createHmac('sha256', process.env.ACME_SECRET).update(raw).digest('hex') === sig; };\napp.post('/webhooks/acme', async (req, res) => { const ok = verify(req.rawBody, req.headers['x-acme-signature']); if (!ok && process.env.NODE_ENV === 'production') return res.status(401).end(); await saveSale(req.body); res.end(); });",
      ['null ineffective disabled-by-env'],
    ],
    [
      'what another server answers to a signed question is no digest',
      'src/routes/webhooks.ts',
      "app.post('/webhooks/acme', async (req, res) => { const sign = createHmac('sha256', process.env.ACME_KEY).update(req.body.id).digest('hex'); const answer = await fetch('https://api.acme.com/status', { method: 'POST', headers: { sign } }); const result = await answer.json(); if (result.code === '0') await saveSale(req.body); res.end(); });",
      ['null unverified no-verification'],
    ],
    [
      'a switch that allows an empty token is no missing secret',
      'src/routes/webhooks.ts',
      "const auth = (req, res, next) => { db.query('select').then((found) => { const token = found.rows[0].webhook_token || null; if (!token && process.env.ALLOW_EMPTY_WEBHOOK_TOKEN === 'true') return next(); if (!token) return res.status(401).end(); if (req.query.token === token) return next(); return res.status(401).end(); }); };\nrouter.use(auth);\nrouter.post('/webhooks/acme', async (req, res) => { await saveSale(req.body); res.end(); });",
      ['null verified token-compared'],
    ],
    [
      'middleware that lets through who is known is no handler',
      'src/middleware/webhook-auth.ts',
      "export const webhookAuth = (req, res, next) => { if (req.headers['x-webhook-token'] !== process.env.WEBHOOK_TOKEN) return res.status(401).end(); next(); };",
      [],
    ],
    [
      'a report of delivery is a receiver, a debugging route is none',
      'src/routes/notifications.ts',
      "app.post('/acme/delivery', async (req, res) => { const sig = req.headers['x-acme-signature']; console.log(sig); await saveReport(req.body); res.end(); });\napp.post('/acme/debug-signature', async (req, res) => { const sig = req.headers['x-acme-signature']; res.json(explain(req.body, sig)); });",
      ['null unverified no-verification'],
    ],
    [
      'a match that a loop takes away character by character is a check',
      'supabase/functions/acme-webhook/index.ts',
      "async function verify(raw, sigs, secret) { const mac = createHmac('sha256', secret).update(raw).digest('hex'); for (const sig of sigs) { if (sig.length === mac.length) { let match = true; for (let i = 0; i < sig.length; i++) { if (sig[i] !== mac[i]) match = false; } if (match) return true; } } return false; }\nDeno.serve(async (req) => { const raw = await req.text(); if (!(await verify(raw, req.headers.get('x-acme-signature').split(' '), Deno.env.get('ACME_SECRET')))) return new Response('', { status: 401 }); await saveSale(JSON.parse(raw)); return new Response(''); });",
      ['null verified signature-compared'],
    ],
    [
      'a check that a constant switches off agrees always',
      'api/webhooks/acme.ts',
      "import { verifySignature, take } from './acme';\nexport default async function handler(req, res) { if (req.method === 'POST') { if (false && !verifySignature(req)) { res.status(401).end(); return; } await take(req, res); } }",
      ['null ineffective stub'],
    ],
    [
      'a relay to the own server, by an address that is put together before, is no receiver',
      'api/webhooks/whatsapp.js',
      "export default async function handler(req, res) { if (req.method === 'POST') { const url = `${process.env.API_URL}/webhooks/whatsapp`; await fetch(url, { method: 'POST', body: JSON.stringify(req.body) }); return res.status(200).end(); } res.status(405).end(); }",
      [],
    ],
    [
      'a check that the environment switches off is told so, whatever function asks for it',
      'src/routes/webhooks.ts',
      "app.post('/webhooks/acme', async (req, res) => { const mac = createHmac('sha256', process.env.ACME_SECRET).update(req.rawBody).digest('hex'); if (!timingSafeEqual(mac, req.headers['x-acme-signature']) && !isDev()) return res.status(401).end(); await saveSale(req.body); res.end(); });",
      ['null ineffective disabled-by-env'],
    ],
    [
      'a handler inside of the function that registers it is followed',
      'src/routes/webhookRoutes.js',
      "module.exports = function setup(app) { async function take(req, res, mode) { await saveSale(req.body, mode); res.end(); } app.post('/stripe-webhook', (req, res) => { take(req, res, 'live'); }); };",
      ['stripe unverified no-verification'],
    ],
    [
      'a secret that is written into a row is none where the row comes back',
      'src/routes/webhooks.ts',
      "import { verifyAcme } from './acme';\napp.post('/webhooks/acme', async (req, res) => { const { data: row } = await db.from('tasks').insert({ key: process.env.ACME_SECRET_KEY, status: req.body.status }).select().single(); if (row.status === req.body.from) await saveTask(req.body); res.end(); });",
      ['null unverified no-verification'],
    ],
    [
      'a digest that is fed by update keeps its secret',
      'src/routes/webhooks.ts',
      "app.post('/webhooks/acme', async (req, res) => { const mac = createHash('md5').update(req.body.id + process.env.ACME_PASSPHRASE).digest('hex'); if (mac !== req.body.signature) return res.status(400).end(); await saveSale(req.body); res.end(); });",
      ['null verified signature-compared'],
    ],
    [
      'what Microsoft Graph sends back of its subscription is compared with the one that is kept',
      'app/api/webhooks/outlook/route.ts',
      'export async function POST(req) { const body = await req.json(); for (const each of body.value) { const kept = await db.subscription.findUnique({ where: { id: each.subscriptionId } }); if (!kept || each.clientState !== kept.clientState) continue; await saveMail(each); } return new Response(null, { status: 202 }); }',
      ['null verified token-compared'],
    ],
    [
      'a webhook about subscriptions is a receiver',
      'supabase/functions/acme-subscription-webhook-v2/index.ts',
      "Deno.serve(async (req) => { const body = await req.json(); await saveSubscription(body); return new Response(''); });",
      ['null unverified no-verification'],
    ],
    [
      'one that manages subscriptions of webhooks is none',
      'supabase/functions/webhook-subscriptions/index.ts',
      "Deno.serve(async (req) => { const body = await req.json(); await saveSubscription(body); return new Response(''); });",
      [],
    ],
    [
      'a controller that handles a webhook about subscriptions is a receiver',
      'src/controllers/billing.js',
      'exports.handleSubscriptionWebhook = async (req, res) => { await saveSubscription(req.body); res.end(); };',
      ['null unverified no-verification'],
    ],
    [
      'a bot that is told of messages by their event is a receiver',
      'supabase/functions/whatsapp-bot/index.ts',
      "Deno.serve(async (req) => { const payload = await req.json(); if (payload.event !== 'messages.upsert') return new Response('ignored webhook'); await saveMessage(payload.data); return new Response(''); });",
      ['evolution-api unverified no-verification'],
    ],
    [
      'what sends people on to a page, and looks how its address begins, is no receiver',
      'supabase/functions/stripe-callback/index.ts',
      "Deno.serve(async (req) => { const to = new URL(req.url).searchParams.get('to') ?? ''; const path = to.startsWith('/') ? to : `/${to}`; return new Response(null, { status: 302, headers: { Location: path } }); });",
      [],
    ],
    [
      'what starts something by it may be one',
      'supabase/functions/stripe-callback/index.ts',
      "Deno.serve(async (req) => { const id = new URL(req.url).searchParams.get('id') ?? ''; await startDelivery(id); return new Response(null, { status: 302, headers: { Location: '/' } }); });",
      ['stripe unverified no-verification'],
    ],
    [
      'a handler that is set later is doubted',
      'src/server.ts',
      "let handler = null;\napp.post('/webhooks/acme', async (req, res) => { const taken = handler; if (!taken) { res.status(503).end(); return; } await taken(req, res); });\nexport async function start() { handler = await createHandler(); }",
      ['null unknown dynamic-dispatch'],
    ],
    [
      'an account of the one who asks is no receiver',
      'src/routes/user.ts',
      "app.post('/me/accounts/wallet', async (req, res) => { await saveWallet(req.body.address, req.body.signature); res.end(); });",
      [],
    ],
    [
      'a route of a file for webhooks that can be asked by GET whether it is one',
      'src/routes/webhook.js',
      "import express from 'express';\nconst router = express.Router();\nrouter.get('/', (req, res) => res.json({ ok: true }));\nrouter.get('/:slug', (req, res) => res.json({ ok: true }));\nrouter.post('/jobs-feed', async (req, res) => { await saveJob(req.body); res.json({}); });",
      ['null unverified no-verification'],
    ],
    [
      'what somebody has sent each day is none, in such a file',
      'src/routes/webhook.js',
      "import express from 'express';\nconst router = express.Router();\nrouter.post('/daily-reminder', async (req, res) => { await remindAll(req.body); res.json({}); });",
      [],
    ],
    [
      'a provider may be named for a day',
      'src/routes/webhook.js',
      "import express from 'express';\nconst router = express.Router();\nrouter.post('/parcel-daily', async (req, res) => { await saveParcel(req.body); res.json({}); });",
      ['null unverified no-verification'],
    ],
    [
      'a token of a row that Drizzle finds is compared',
      'src/routes/webhooks.ts',
      "router.post('/webhooks/funnels/:id', async (req, res) => { const token = String(req.query.token ?? req.headers['x-webhook-token'] ?? ''); const funnel = await db.query.funnels.findFirst({ where: eq(funnels.id, req.params.id) }); if (!funnel || !funnel.webhookToken || token !== funnel.webhookToken) { res.status(401).end(); return; } await saveLead(req.body); res.end(); });",
      ['null verified token-compared'],
    ],
    [
      'a function that is given out by its name is deployed',
      'src/functions/webhook/handler.ts',
      "import { reply } from '@libs/gateway';\nconst webhook = async (event) => { const body = JSON.parse(event.body); await saveOrder(body); return reply(); };\nexport const main = webhook;",
      ['null unverified no-verification'],
    ],
  ])('%s', (_title, path, text, expected) => {
    expect(reader.verdicts(path, text)).toEqual(expected);
  });
});
