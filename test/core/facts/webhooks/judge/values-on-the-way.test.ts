import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

/** A handler up to its `catch`, which an error may reach before the signature is compared. */
const SIGNED =
  "export async function POST(req) { const body = await req.text(); try { if (req.headers.get('x-acme-signature') !== createHmac('sha256', process.env.ACME_SECRET).update(body).digest('hex')) return new Response('', { status: 401 }); await saveSale(JSON.parse(body)); return new Response(''); }";

describe('what secrets, answers and bodies come by', () => {
  test.each([
    [
      'a row of what is found by the secret of the caller is there only where it was found',
      'app/api/webhooks/leads/route.ts',
      "import { resolveChannel } from '@/lib/channels';\nexport async function POST(req) { const shown = req.headers.get('x-acme-secret'); const found = await resolveChannel({ key: shown }); const org = found?.orgId || (ENV_SECRET && shown === ENV_SECRET ? 'main' : null); if (!org) return new Response('', { status: 403 }); await saveLead(org, await req.json()); return new Response(''); }\nconst ENV_SECRET = process.env.ACME_SECRET;",
      ['null verified token-compared'],
    ],
    [
      'what a getter of the settings gives is a secret',
      'app/api/webhooks/acme/route.ts',
      "const SETTINGS = { get WEBHOOK_SECRET() { return process.env.ACME_WEBHOOK_SECRET || ''; } };\nfunction isGenuine(raw, signature) { if (!SETTINGS.WEBHOOK_SECRET) return true; return createHmac('sha256', SETTINGS.WEBHOOK_SECRET).update(raw).digest('hex') === signature; }\nexport async function POST(req) { const raw = await req.text(); if (!isGenuine(raw, req.headers.get('x-acme-signature'))) return new Response('', { status: 401 }); await saveSale(JSON.parse(raw)); return new Response(''); }",
      ['null optional skipped-without-secret'],
    ],
    [
      'no secret outside of production closes nothing there',
      'app/api/webhooks/acme/route.ts',
      "import { config } from '@/lib/config';\nfunction check(raw, signature) { if (!config.acmeSecret) { if (config.nodeEnv === 'production') return { valid: false }; return { valid: true }; } return { valid: createHmac('sha256', config.acmeSecret).update(raw).digest('hex') === signature }; }\nexport async function POST(req) { const raw = await req.text(); const result = check(raw, req.headers.get('x-acme-signature')); if (!result.valid) return new Response('', { status: 401 }); await saveSale(JSON.parse(raw)); return new Response(''); }",
      ['null verified signature-compared'],
    ],
    [
      'a parameter that is kept as the secret is compared with a written one',
      'functions/api/webhook.js',
      "export async function onRequestPost(context) { const secret = new URL(context.request.url).searchParams.get('kunci'); if (secret !== 'DAPUR_2291_X') return new Response('', { status: 403 }); await saveSale(await context.request.json()); return new Response(''); }",
      ['null verified token-compared'],
    ],
    [
      'what another file finds by a part of the path holds a secret',
      'app/api/webhooks/acme/route.ts',
      "import { getTenant } from '@/lib/tenants';\nexport async function POST(req, { params }) { const raw = await req.text(); const tenant = await getTenant(params.slug); if (req.headers.get('authorization') !== tenant.hookSecret) return new Response('', { status: 401 }); await saveSale(JSON.parse(raw)); return new Response(''); }",
      ['null verified token-compared'],
    ],
    [
      'what another file finds by what the body names holds one as well',
      'app/api/webhooks/acme/route.ts',
      "import { findShopByDomain } from '@/lib/shops';\nexport async function POST(req, { params }) { const raw = await req.text(); const event = JSON.parse(raw); const shop = await findShopByDomain(event.domain); if (req.headers.get('x-key') !== shop.hookSecret) return new Response('', { status: 401 }); await saveSale(event); return new Response(''); }",
      ['null verified token-compared'],
    ],
    [
      'what another file reads off the body holds what the caller says',
      'app/api/webhooks/acme/route.ts',
      "import { getEntry } from '@/lib/entries';\nexport async function POST(req, { params }) { const raw = await req.text(); const event = JSON.parse(raw); const entry = getEntry(event); if (req.headers.get('x-key') !== entry.hookSecret) return new Response('', { status: 401 }); await saveSale(event); return new Response(''); }",
      ['null unverified no-verification'],
    ],
    [
      'what a digest is kept with is none',
      'app/api/webhooks/acme/route.ts',
      "export async function POST(req) { const raw = await req.text(); if (req.headers.get('x-acme-signature') !== createHmac('sha256', process.env.ACME_SECRET).update(raw).digest('hex')) return new Response('', { status: 401 }); const link = await prepareLink({ chat: 1, hash: createHmac('sha256', process.env.ACME_SECRET).update('x').digest('hex') }); if (link.state === 'test_open') return new Response(''); await saveSale(JSON.parse(raw)); return new Response(''); }",
      ['null verified signature-compared'],
    ],
    [
      'what a digest is made into is one still',
      'app/api/webhooks/acme/route.ts',
      "export async function POST(req) { const raw = await req.text(); const mac = encodeHex(createHmac('sha256', process.env.ACME_SECRET).update(raw).digest()); if (mac !== 'test_signature') return new Response('', { status: 401 }); await saveSale(JSON.parse(raw)); return new Response(''); }",
      ['null ineffective stub'],
    ],
    [
      'a signature of a test is a way past the check',
      'app/api/webhooks/acme/route.ts',
      "export async function POST(req) { const raw = await req.text(); const signature = req.headers.get('x-acme-signature'); if (signature !== 'mock_signature') { verify(raw, signature); } await saveSale(JSON.parse(raw)); return new Response(''); }\nfunction verify(raw, signature) { if (createHmac('sha256', process.env.ACME_SECRET).update(raw).digest('hex') !== signature) throw new Error('no'); }",
      ['null ineffective stub'],
    ],
    [
      'fields that are collected one by one are the body',
      'supabase/functions/payments-callback-acme/index.ts',
      "import { verifyAcmeChecksum } from '../_shared/acme.ts';\nDeno.serve(async (req) => { const form = await req.formData(); const fields = {}; for (const [name, part] of form.entries()) fields[name] = String(part); if (!(await verifyAcmeChecksum(fields))) return new Response('', { status: 401 }); await savePayment(fields); return new Response(''); });",
      ['null unknown delegated'],
    ],
    [
      'SSLCommerz is asked whether a payment is valid',
      'app/api/payment/ipn/route.ts',
      "export async function POST(req) { const form = await req.formData(); const answer = await getSslcommerz().validatePayment(form.get('val_id')); if (answer.status !== 'VALID') return new Response('', { status: 400 }); await savePayment(form.get('tran_id')); return new Response(''); }",
      ['null verified sdk-verifier'],
    ],
    [
      'what a payment says of itself is no answer',
      'app/api/payment/ipn/route.ts',
      "export async function POST(req) { const form = await req.json(); if (form.status !== 'VALID' || !form.val_id) return new Response('', { status: 400 }); await savePayment(form.tran_id); return new Response(''); }",
      ['null unverified no-verification'],
    ],
    [
      'what is told of an error has no part in the work',
      'app/api/webhooks/acme/route.ts',
      `${SIGNED} catch (error) { await reportError('failed', error, { event: body }); return new Response('', { status: 500 }); } }`,
      ['null verified signature-compared'],
    ],
    [
      'a switch is one in small letters, too',
      'app/api/webhooks/acme/route.ts',
      "export async function POST(req) { const skipSignature = String(process.env.SKIP_SIGNATURE_CHECK || '').toLowerCase() === 'true'; const raw = await req.text(); if (!skipSignature && req.headers.get('x-acme-signature') !== createHmac('sha256', process.env.ACME_SECRET).update(raw).digest('hex')) return new Response('', { status: 401 }); await saveSale(raw); return new Response(''); }",
      ['null ineffective disabled-by-env'],
    ],
  ])('%s', (_title, path, text, expected) => {
    expect(reader.verdicts(path, text)).toEqual(expected);
  });
});
