import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../../../support/make-webhook-reader.ts';
import { settleFiles } from '../../../../../support/settle-files.ts';

const reader = await makeWebhookReader();

const HTTP = `import { httpRouter } from 'convex/server';
import { httpAction } from './_generated/server';
import { internal } from './_generated/api';
const http = httpRouter();
http.route({ path: '/stripe-webhook', method: 'POST', handler: httpAction(async (ctx, request) => {
  const signature = request.headers.get('stripe-signature');
  const result = await ctx.runAction(internal.stripe.fulfil, { signature, payload: await request.text() });
  return result.success ? new Response() : new Response('', { status: 400 });
}) });
export default http;`;

const action = (verify: string): string => `import Stripe from 'stripe';
import { internalAction } from './_generated/server';
const stripe = new Stripe(process.env.STRIPE_KEY);
export const fulfil = internalAction({
  args: {},
  handler: async (ctx, { signature, payload }) => {
    try {
      ${verify}
      await ctx.runMutation(internal.orders.markPaid, { id: event.data.object.id });
      return { success: true };
    } catch { return { success: false }; }
  },
});`;

describe('what Convex runs by its name', () => {
  test('is followed into the file where it stands', () => {
    const verify =
      'const event = await stripe.webhooks.constructEventAsync(payload, signature, process.env.STRIPE_WEBHOOK_SECRET);';
    expect(settleFiles(reader, { 'convex/http.ts': HTTP, 'convex/stripe.ts': action(verify) })).toEqual([
      'convex/http.ts verified sdk-verifier convex/stripe.ts:8',
    ]);
  });

  test.each([
    [
      'verifies in a line or two',
      'return new Webhook(SECRET).verify(payload, headers);',
      'verified sdk-verifier convex/svix.ts:4',
    ],
    ['only reads the body', 'new Webhook(SECRET); return JSON.parse(payload);', 'unknown delegated-unresolved -'],
  ])('%s', (_title, body, expected) => {
    const http = HTTP.replace(
      'internal.stripe.fulfil, { signature, payload:',
      'internal.svix.read, { headers: request.headers, payload:',
    );
    const read = `import { Webhook } from 'svix';\nimport { internalAction } from './_generated/server';\nconst SECRET = process.env.SVIX_SECRET;\nexport const read = internalAction({ handler: async (ctx, { headers, payload }) => { ${body} } });`;
    expect(settleFiles(reader, { 'convex/http.ts': http, 'convex/svix.ts': read })).toEqual([
      `convex/http.ts ${expected}`,
    ]);
  });

  test('is in doubt where the file is not there', () => {
    expect(settleFiles(reader, { 'convex/http.ts': HTTP })).toEqual(['convex/http.ts unknown delegated-unresolved -']);
  });

  test('is no verifier where it is handed nothing but the body', () => {
    const open = HTTP.replace(
      '{ signature, payload: await request.text() }',
      '{ payload: await request.text() }',
    ).replace(/const signature.*/, '');
    expect(settleFiles(reader, { 'convex/http.ts': open })).toEqual(['convex/http.ts unverified no-verification -']);
  });
});
