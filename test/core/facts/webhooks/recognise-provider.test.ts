import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const POST = "export async function POST(req) { await save(await req.json()); return new Response(''); }";

describe('whose webhook it is', () => {
  test.each([
    [
      'the platform that runs the function is not who calls it',
      'convex/http.ts',
      "http.route({ path: '/webhooks/mail', method: 'POST', handler: httpAction(async (ctx, request) => { await ctx.runMutation(save, await request.json()); return new Response(''); }) });",
      'null unverified no-verification',
    ],
    [
      'whoever the object is fetched from',
      'app/api/payments/webhook/route.ts',
      "export async function POST(req) { const body = await req.json(); const paid = await fetch(`https://api.stripe.com/v1/charges/${body.id}`); await save(await paid.json()); return new Response(''); }",
      'stripe unverified no-verification',
    ],
    [
      'Meta, where the file answers its challenge',
      'app/api/webhook/route.ts',
      `export async function GET(req) { return new Response(new URL(req.url).searchParams.get('hub.challenge')); }\n${POST}`,
      'meta-graph-api unverified no-verification',
    ],
    [
      'whose secret the rest of the file reads',
      'app/api/webhook/route.ts',
      `export async function GET(req) { return Response.json({ ok: tokenOf(req) === process.env.TWILIO_WEBHOOK_VERIFY_TOKEN }); }\n${POST}`,
      'twilio unverified no-verification',
    ],
    [
      'whose body it is, where the route names a channel that sends nothing itself',
      'app/api/kiosk/webhook/route.ts',
      "export async function POST(req) { const body = await req.json(); if (body.type === 'checkout.session.completed') await save(body.data); return new Response(''); }",
      'stripe unverified no-verification',
    ],
    [
      'the channel, where the body tells nothing',
      'app/api/kiosk/webhook/route.ts',
      POST,
      'kiosk unverified no-verification',
    ],
    [
      'Meta, where the route names one of its channels',
      'src/routes/hooks.js',
      "router.post('/webhooks/messenger', async (req, res) => { await save(req.body); res.end(); });",
      'meta-graph-api unverified no-verification',
    ],
    [
      'not by what a name says behind the word of how it works',
      'src/controllers/calls.js',
      'exports.handleWebhookStripe = async (req, res) => { const { MessageSid } = req.body; await save(MessageSid, req.body); res.end(); };',
      'twilio unverified no-verification',
    ],
    [
      'whoever the headers begin with',
      'app/api/webhook/route.ts',
      "export async function POST(req) { if (req.headers.get('x-slack-event') !== 'push') return new Response(''); await save(await req.json()); return new Response(''); }",
      'slack unverified no-verification',
    ],
    [
      'whose type the body has',
      'app/api/webhook/route.ts',
      "export async function POST(req) { const body: ResendWebhookPayload = await req.json(); await save(body); return new Response(''); }",
      'resend unverified no-verification',
    ],
    [
      "whom the route names, though Discord's requests have a header by that name too",
      'app/api/webhooks/twilio/route.ts',
      "export async function POST(req) { const at = req.headers.get('x-signature-timestamp'); await save(at, await req.json()); return new Response(''); }",
      'twilio unverified no-verification',
    ],
    [
      'whom the route names, though a header that another sends is read where the first is missing',
      'src/routes/hooks.js',
      "router.post('/webhooks/twilio', async (req, res) => { const sent = req.headers['x-signature'] || req.headers['x-slack-signature']; await save(sent, req.body); res.end(); });",
      'twilio unverified no-verification',
    ],
    [
      'whose header it is, where a word of the route may mean another',
      'src/routes/hooks.js',
      "router.post('/webhooks/linear', async (req, res) => { await save(req.headers['x-slack-signature'], req.body); res.end(); });",
      'slack unverified no-verification',
    ],
    [
      'whose header it is, where the route names nobody',
      'src/routes/hooks.js',
      "router.post('/webhooks/payments', async (req, res) => { const sent = req.headers['x-signature'] || req.headers['x-slack-signature']; await save(sent, req.body); res.end(); });",
      'slack unverified no-verification',
    ],
    [
      'nobody by a setting that is no secret',
      'src/routes/hooks.js',
      "router.post('/webhooks', async (req, res) => { if (process.env.LOG_STRIPE_WEBHOOK) log(req.body); await save(req.body); res.end(); });",
      'null unverified no-verification',
    ],
    [
      'nobody by a folder above, of a service that is not known to send any',
      'src/magic/routes/take.js',
      "router.post('/webhooks', async (req, res) => { await save(req.body); res.end(); });",
      'null unverified no-verification',
    ],
    [
      'such a service by a file beside others of webhooks',
      'src/webhooks/magic.js',
      "router.post('/take', async (req, res) => { await save(req.body); res.end(); });",
      'magic unverified no-verification',
    ],
    [
      'nobody, where another route of the file reads a secret',
      'src/server.ts',
      "app.post('/webhooks/other', async (req, res) => { await save(req.body); res.end(); });\nconst key = process.env.STRIPE_WEBHOOK_SECRET;",
      'null unverified no-verification',
    ],
  ])('%s', (_title, path, text, expected) => {
    expect(reader.verdicts(path, text)).toEqual([expected]);
  });
});

describe('a route that is a receiver by what its file says', () => {
  test.each([
    [
      'it takes what Meta sends, beside the challenge',
      'src/routes/api/whatsapp/+server.ts',
      `export const GET = async ({ url }) => new Response(url.searchParams.get('hub.challenge'));\nexport const POST = async ({ request }) => { await save(await request.json()); return new Response(''); };`,
      ['meta-graph-api unverified no-verification'],
    ],
    [
      'it takes what a push to GitHub holds',
      'api/notify.js',
      'export default async function handler(req, res) { const { pusher, head_commit, repository } = req.body; await save(pusher, head_commit, repository); res.end(); }',
      ['github unverified no-verification'],
    ],
    [
      'a provider of payments calls it back',
      'supabase/functions/handle-payment-callback/index.ts',
      "Deno.serve(async (req) => { const body = await req.json(); await db.from('payments').update({ status: body.status }).eq('order_id', body.order_id); return new Response(''); });",
      ['null unverified no-verification'],
    ],
    [
      'its function is of another file, which it names',
      'app/api/webhooks/stripe/route.ts',
      "export { POST } from '@/lib/billing';",
      ['stripe unverified no-verification'],
    ],
    [
      'the function that it serves is of another file',
      'supabase/functions/stripe-webhook/index.ts',
      "import { handler } from './handler.ts';\nDeno.serve(handler);",
      ['stripe unverified no-verification'],
    ],
    [
      'its GET says that it is there',
      'app/api/webhooks/route.ts',
      `export async function GET() { return Response.json({ message: 'Webhook endpoint ready. Use POST.' }); }\n${POST}`,
      ['null unverified no-verification'],
    ],
    [
      'but not where its GET gives out what there is',
      'app/api/webhooks/route.ts',
      `export async function GET() { return Response.json(await db.webhook.findMany()); }\n${POST}`,
      [],
    ],
    [
      'nor where somebody who is signed in tells of a payment',
      'app/api/payment/ipn/route.ts',
      "export async function POST(req) { const user = await getAuthUser(req); if (!user) return new Response('', { status: 401 }); await save(user, await req.json()); return new Response(''); }",
      [],
    ],
    [
      'nor where a webhook of somebody else is executed',
      'supabase/functions/funnel-execute-webhook/index.ts',
      "Deno.serve(async (req) => { const input = await req.json(); await db.from('runs').insert(input); return new Response(''); });",
      [],
    ],
    [
      'nor where it sends messages',
      'src/routes/api/whatsapp/profile/+server.ts',
      "export const POST = async ({ request }) => { const { to } = await request.json(); await fetch(GRAPH, { method: 'POST', body: JSON.stringify({ messaging_product: 'whatsapp', to }) }); return new Response(''); };",
      [],
    ],
  ])('%s', (_title, path, text, expected) => {
    expect(reader.verdicts(path, text)).toEqual(expected);
  });
});
