import { expect, test } from 'vitest';
import { makeWebhookReader } from '../../../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const DIGEST = "crypto.createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex')";
const SKIPPED = `if (process.env.HOOK_SECRET) { if (${DIGEST} !== request.headers.get('x-signature')) return new Response('', { status: 401 }); }`;
const BY_STEPS =
  "if (process.env.HOOK_SECRET) { const hmac = crypto.createHmac('sha256', process.env.HOOK_SECRET); hmac.update(raw); if (!crypto.timingSafeEqual(Buffer.from(hmac.digest('hex')), Buffer.from(request.headers.get('x-signature')))) return new Response('', { status: 401 }); }";

test.each([
  [SKIPPED, 'console.log(raw);', 'optional', 'idle'],
  [BY_STEPS, 'console.log(raw);', 'optional', 'idle'],
  [SKIPPED, 'await saveOrder(raw);', 'optional', undefined],
  [`console.log(${DIGEST});`, 'console.log(raw);', 'unverified', 'idle'],
  [`console.log(${DIGEST});`, 'orders.update(raw);', 'unverified', undefined],
  ['let kind: Kind; kind = JSON.parse(raw).type;', 'console.log(kind);', 'unverified', 'idle'],
  ['kind = JSON.parse(raw).type;', 'console.log(kind);', 'unverified', undefined],
])('a handler that only tries to check: %s %s', (check, does, verification, mitigation) => {
  const text = `import crypto from 'node:crypto';\nexport async function POST(request) { const raw = await request.text(); ${check} ${does} return new Response(); }`;
  const { webhooks } = reader.find('app/api/webhooks/acme/route.ts', text);
  expect(webhooks.map((fact) => [fact.verification, fact.mitigation])).toEqual([[verification, mitigation]]);
});

test.each([
  ["this.logger.log('got', body);", 'idle'],
  ["if (body.code === 0) this.audit.logger.warn('got', body);", 'idle'],
  ["this.audit.log.insert('got', body);", undefined],
  ['await this.orders.pay(body.id);', undefined],
])('a method whose parameters are decorated: %s', (does, mitigation) => {
  const text = `import { Body, Controller, Post } from '@nestjs/common';\n@Controller('webhooks')\nexport class Hooks {\n  @Post('acme')\n  async take(@Body() body: Event) { ${does} return {}; }\n}`;
  const { webhooks } = reader.find('src/hooks.controller.ts', text);
  expect(webhooks.map((fact) => [fact.verification, fact.mitigation])).toEqual([['unverified', mitigation]]);
});

test.each([
  ['getStripe().webhooks.constructEvent(raw, signature, secret)', 'idle'],
  ['getOrders().settle(raw)', undefined],
  ['getOrders(raw)', undefined],
])('what a function of another file gives: %s', (does, mitigation) => {
  const text = `import { getStripe, getOrders } from '../../client';\nexport async function POST(request) { const raw = await request.text(); const signature = request.headers.get('stripe-signature'); const secret = process.env.STRIPE_WEBHOOK_SECRET; let data: Data; if (secret && signature) { data = ${does}.data; } else { data = JSON.parse(raw).data; } console.log(data.id); return new Response(); }`;
  const { webhooks } = reader.find('app/api/webhooks/stripe/route.ts', text);
  expect(webhooks.map((fact) => fact.mitigation)).toEqual([mitigation]);
});
