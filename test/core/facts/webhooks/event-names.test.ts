import { describe, expect, test } from 'vitest';
import { answersMeta, EVENT_WORDS, eventsOf, PAYMENT_CALL } from '../../../../src/core/facts/webhooks/event-names.ts';

describe('whose events a source names', () => {
  test.each([
    ['Stripe by a type that is compared', "if (event.type === 'checkout.session.completed') go();", 'stripe'],
    ['Stripe by a type that is compared without spaces', "if(t==='invoice.payment_failed')go();", 'stripe'],
    ['Stripe by a type in backticks', 'case `payment_intent.succeeded`:', 'stripe'],
    ['Resend by a type in backticks', 'if (type ===`email.bounced`) go();', 'resend'],
    ['nobody by a type that is sent', "emit({ type: 'checkout.session.completed' });", null],
    ['GitHub by what a push holds', 'const { pusher, head_commit, repository } = req.body;', 'github'],
    ['nobody by the head commit of a run that is asked for', 'return run.head_commit.message;', null],
    [
      'WhatsApp by the product that is asked',
      "if (body.object !== 'whatsapp_business_account') return;",
      'whatsapp-cloud-api',
    ],
    ['WhatsApp by the way to the messages', 'body.entry?.[0]?.changes?.[0]?.value.messages', 'whatsapp-cloud-api'],
    ['nobody by a message to somebody', "send({ messaging_product: 'whatsapp', to });", null],
    ['nobody by a form to somebody', "form.append('messaging_product', 'whatsapp');", null],
    ['Twilio by an answer in its own language', 'xml(`<Response>\n  <Say>Hello</Say></Response>`)', 'twilio'],
    ['Supabase by a row that was changed', 'const { type, record, old_record } = await req.json();', 'supabase'],
    ['Google Drive by the channel', "req.headers.get('x-goog-channel-id'); await syncDrive();", 'google-drive'],
    ['nobody by plain words', 'const { type, data } = await req.json();', null],
  ])('%s', (_title, source, expected) => {
    expect(eventsOf(source)).toBe(expected);
  });
});

test.each([
  "case 'checkout.session.completed':",
  'const { pusher, head_commit, repository } = req.body;',
  "body.object !== 'whatsapp_business_account'",
  'body.entry?.[0]?.changes?.[0]',
  'for (const change of entry.changes)',
  'payload.old_record',
  "headers.get('x-goog-channel-id')",
  "params.get('hub.challenge')",
])('a text with %s may receive them', (text) => {
  expect(EVENT_WORDS.test(text)).toBe(true);
});

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
  ['/payments/reminders/notify', false],
  ['/payments/verify', false],
  ['/auth/callback', false],
])('a provider of payments tells of one at %s: %s', (path, expected) => {
  expect(PAYMENT_CALL.test(path)).toBe(expected);
});
