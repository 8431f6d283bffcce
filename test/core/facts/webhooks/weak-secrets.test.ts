import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const route = (body: string): string =>
  `import crypto from 'node:crypto';\nexport async function POST(req: Request, { params }) {\nconst raw = await req.text();\n${body}\nreturn new Response('');\n}\n`;

describe('secrets', () => {
  test.each([
    [
      'a literal behind the secret of an SDK',
      "const event = stripe.webhooks.constructEvent(raw, req.headers.get('stripe-signature'), process.env.HOOK_SECRET ?? 'fallback'); await pay(event);",
      'stripe ineffective default-secret',
    ],
    [
      'a literal behind the key of its client',
      "const client = new Stripe(process.env.STRIPE_KEY ?? 'none'); const event = client.webhooks.constructEvent(raw, req.headers.get('stripe-signature'), process.env.HOOK_SECRET); await pay(event);",
      'stripe verified sdk-verifier',
    ],
    [
      'a row that is looked up by it',
      "const { data: owner, error } = await db.from('owners').select('id').eq('webhook_key', new URL(req.url).searchParams.get('key')).single(); if (error || !owner) return new Response('', { status: 403 }); await pay(raw, owner);",
      'stripe verified token-compared',
    ],
    [
      'a row that is looked up by an id',
      "const { data: owner, error } = await db.from('owners').select('id').eq('id', req.headers.get('x-owner')).single(); if (error || !owner) return new Response('', { status: 403 }); await pay(raw, owner);",
      'stripe unverified no-verification',
    ],
    [
      'a row that is looked up by a part of the path',
      "const { secret } = params; const { data: hook } = await db.from('hooks').select('*').eq('webhook_secret', secret).single(); if (!hook) return new Response('', { status: 404 }); await pay(raw, hook);",
      'stripe verified token-compared',
    ],
    [
      'a key that the caller sends along',
      "if (!crypto.timingSafeEqual(Buffer.from(crypto.createHmac('sha256', req.headers.get('x-key')).update(raw).digest('hex')), Buffer.from(req.headers.get('stripe-signature')))) return new Response('', { status: 400 }); await pay(raw);",
      'stripe ineffective forgeable',
    ],
    [
      'a key that the caller sends along, by another name',
      "const key = req.headers.get('x-key'); if (!crypto.timingSafeEqual(Buffer.from(crypto.createHmac('sha256', key).update(raw).digest('hex')), Buffer.from(req.headers.get('stripe-signature')))) return new Response('', { status: 400 }); await pay(raw);",
      'stripe ineffective forgeable',
    ],
    [
      'a key that the caller names',
      "const key = KEYS[req.headers.get('x-shop')]; if (!crypto.timingSafeEqual(Buffer.from(crypto.createHmac('sha256', key).update(raw).digest('hex')), Buffer.from(req.headers.get('stripe-signature')))) return new Response('', { status: 400 }); await pay(raw);",
      'stripe verified signature-compared',
    ],
    [
      'a key of the row that the caller names',
      "const shop = await shops.find(req.headers.get('x-shop')); if (!crypto.timingSafeEqual(Buffer.from(crypto.createHmac('sha256', shop.secret).update(raw).digest('hex')), Buffer.from(req.headers.get('stripe-signature')))) return new Response('', { status: 400 }); await pay(raw);",
      'stripe verified signature-compared',
    ],
    [
      'a secret that is asked of a service by what the body names',
      "const secret = await settings.getStripeWebhookSecret(JSON.parse(raw).tenant); if (secret) { if (!timingSafeEqual(crypto.createHmac('sha256', secret).update(raw).digest('hex'), req.headers.get('stripe-signature'))) return new Response('', { status: 400 }); } await pay(raw);",
      'stripe optional skipped-without-secret',
    ],
    [
      'a field of where',
      "const owner = await prisma.owner.findUnique({ where: { webhookToken: new URL(req.url).searchParams.get('t') } }); if (!owner) return new Response('', { status: 403 }); await pay(raw, owner);",
      'stripe verified token-compared',
    ],
    [
      'one without which nothing goes on',
      "const token = config.getOrThrow('HOOK_TOKEN'); if (token && req.headers.get('x-hook-token') !== token) return new Response('', { status: 401 }); await pay(raw);",
      'stripe verified token-compared',
    ],
    [
      'one that may be missing',
      "const token = config.get('HOOK_TOKEN'); if (token && req.headers.get('x-hook-token') !== token) return new Response('', { status: 401 }); await pay(raw);",
      'stripe optional skipped-without-secret',
    ],
  ])('%s', (_title, body, expected) => {
    expect(
      reader.verdicts(
        'app/api/webhooks/stripe/route.ts',
        `import Stripe from 'stripe';\nconst stripe = new Stripe(process.env.STRIPE_KEY);\n${route(body)}`,
      ),
    ).toEqual([expected]);
  });

  test('a field whose value counts and not its type', () => {
    const text =
      "import crypto from 'node:crypto';\n@Controller('webhooks')\nexport class Hooks {\nprivate readonly webhookSecret: string;\nconstructor(private readonly config: ConfigService) { this.webhookSecret = this.config.get('HOOK_SECRET') || ''; }\n@Post('acme')\nasync take(@Req() req: any) { const mac = crypto.createHmac('sha512', this.webhookSecret).update(JSON.stringify(req.body)).digest('hex'); if (mac !== req.headers['x-signature']) throw new Error('no'); await this.pay(req.body); }\n}";
    expect(reader.verdicts('src/webhooks.controller.ts', text)).toEqual(['null optional empty-secret']);
  });
});

test('a part of the signature that is no number is not a signature that is missing', () => {
  const text =
    "import { createHmac, timingSafeEqual } from 'node:crypto';\nexport function verify(secret, raw, signature) { if (!signature) return false; const at = Number(signature.split(',')[0]); if (Number.isNaN(at) || at < 1) return false; const mac = createHmac('sha256', secret).update(raw).digest('hex'); return timingSafeEqual(Buffer.from(mac), Buffer.from(signature)); }";
  expect(reader.find('src/verify.ts', text).exports).toEqual([
    expect.objectContaining({ name: 'verify', verification: 'verified', enforces: 'truthy' }),
  ]);
});

test.each(['ACME_WEBHOOK_AUTH', 'ACME_WEBHOOK_SECRET'])('a secret of another file is told by its name: %s', (name) => {
  const text = `import { ${name} } from './config';\n${route(
    `if (${name}) { if (req.headers.get('authorization') !== \`Bearer \${${name}}\`) return new Response('', { status: 401 }); } await pay(raw);`,
  )}`;
  expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual(['null optional skipped-without-secret']);
});
