import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const provider = (body: string, from = '@medusajs/framework/utils'): string =>
  `import { AbstractPaymentProvider } from '${from}';\nimport Stripe from 'stripe';\nexport default class AcmeProvider extends AbstractPaymentProvider {\nasync getWebhookActionAndData(payload) { ${body} }\n}\n`;
const SETTLED =
  "return { action: 'captured', data: { session_id: payload.data.reference, amount: payload.data.amount } };";

describe('payment providers of Medusa', () => {
  test.each([
    ['believes what the body says', SETTLED, ['/hooks/payment unverified no-verification -']],
    [
      'asks whether the body is genuine',
      `const event = this.stripe.webhooks.constructEvent(payload.rawData, payload.headers['stripe-signature'], process.env.STRIPE_WEBHOOK_SECRET); return { action: 'captured', data: event.data.object };`,
      ['/hooks/payment verified sdk-verifier -'],
    ],
    [
      'asks the provider again',
      "const paid = await (await fetch(`https://api.acme.com/v1/payments/${payload.data.id}`)).json(); return { action: paid.ok ? 'captured' : 'failed', data: paid };",
      ['/hooks/payment unverified no-verification refetch'],
    ],
    ['takes no webhooks', "console.log(payload.data); return { action: 'not_supported' };", []],
  ])('one that %s', (_title, body, expected) => {
    const { webhooks } = reader.find('src/modules/acme/service.ts', provider(body));
    expect(
      webhooks.map(({ route, verification, why, mitigation = '-' }) => `${route} ${verification} ${why} ${mitigation}`),
    ).toEqual(expected);
  });

  test('a method of that name elsewhere is none', () => {
    expect(reader.verdicts('src/modules/acme/service.ts', provider(SETTLED, './provider'))).toEqual([]);
  });
});
