import { expect, test } from 'vitest';
import { answersMeta, isPaymentCall } from '../../../../src/core/facts/webhooks/receiver-words.ts';

test('a challenge of Meta is told by its parameters', () => {
  expect(answersMeta("if (params.get('hub.verify_token') === token) return params.get('hub.challenge');")).toBe(true);
  expect(answersMeta('github.challenge()')).toBe(false);
});

test.each([
  ['/api/payment/ipn', true],
  ['/mpesa/stkpush-callback', true],
  ['/payments/:provider/callback', true],
  ['app/api/payments/[provider]/notify/route.ts', true],
  ['/paymentCallback', true],
  ['/acme-pay/notification', true],
  ['/api/acmepay-callback', true],
  ['/acmepayNotification', true],
  ['/acmeNotification', false],
  ['/acme/callback', false],
  ['/payments/reminders/notify', false],
  ['/payments/verify', false],
  ['/auth/callback', false],
])('a provider of payments tells of one at %s: %s', (path, expected) => {
  expect(isPaymentCall(path, new Set(['acmepay']))).toBe(expected);
});
