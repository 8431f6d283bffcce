import { expect, test } from 'vitest';
import type { Finding } from '../../../../src/core/audit-types.ts';
import { WEBHOOK_REASONS } from '../../../../src/core/webhook-reasons.ts';
import { toPlain } from '../../../../src/core/report/sentences/sentence.ts';
import { webhookReason, webhookSentence } from '../../../../src/core/report/sentences/webhook-sentence.ts';

test.each(WEBHOOK_REASONS)('The reason %s has words.', (why) => {
  expect(toPlain(webhookReason(why))).toMatch(/^[a-z][a-z' ,-]+$/);
  expect(toPlain(webhookReason(why))).not.toBe(why);
});

test('No two reasons have the same words.', () => {
  expect(new Set(WEBHOOK_REASONS.map((why) => toPlain(webhookReason(why)))).size).toBe(WEBHOOK_REASONS.length);
});

test.each([
  ['never-heard-of', '`never-heard-of`'],
  ['toString', '`toString`'],
])('The reason %s is worded even though the list does not have it.', (why, words) => {
  expect(toPlain(webhookReason(why))).toBe(words);
});

/** A finding of a webhook that nothing checks. */
const unverified = (args: Record<string, string>): Finding => ({
  check: 'unsigned-webhook',
  code: 'unverified-webhook',
  severity: 'error',
  provider: null,
  path: 'a',
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: null,
  args,
  fingerprint: '0',
});

test.each([
  [{}, 'Verify the signature over the raw body before using it, and refuse what fails.'],
  [
    { fix: 'Stripe.Webhook.construct_event -> boolean', secretEnv: 'STRIPE_SECRET', framework: 'phoenix' },
    'Verify the raw body with `Stripe.Webhook.construct_event` and the secret in `STRIPE_SECRET` before using it, and refuse what fails. A `body_reader` of `Plug.Parsers` keeps the raw body, which is lost once it is parsed.',
  ],
  [
    { header: 'linear-signature', secretEnv: 'LINEAR_WEBHOOK_SECRET' },
    'Verify the header `linear-signature` over the raw body with the secret in `LINEAR_WEBHOOK_SECRET` before using it, and refuse what fails.',
  ],
  [
    { signer: 'Mailgun', secretEnv: 'MAILGUN_WEBHOOK_SIGNING_KEY' },
    'Verify the signature that Mailgun sends, with the secret in `MAILGUN_WEBHOOK_SIGNING_KEY`, before using the body, and refuse what fails.',
  ],
  [
    { header: 'x-gitlab-token' },
    'Compare the header `x-gitlab-token` with the shared secret before using the body, and refuse what differs.',
  ],
])('%j is advice that says what to do', (args, advice) => {
  expect(toPlain(webhookSentence(unverified(args)))).toBe(`This webhook accepts unsigned calls. ${advice}`);
});

test.each([
  ['optional-webhook', 'skipped-without-secret', {}, 'Refuse all calls while the secret is not set.'],
  [
    'optional-webhook',
    'empty-secret',
    { secretEnv: 'ACME_SECRET' },
    'Refuse all calls while `ACME_SECRET` is not set.',
  ],
  [
    'ineffective-webhook',
    'default-secret',
    { secretEnv: 'ACME_SECRET' },
    'Take it only from `ACME_SECRET`, and refuse all calls while that is not set.',
  ],
  [
    'ineffective-webhook',
    'skipped-without-signature',
    { header: 'acme-signature' },
    'Refuse calls without the header `acme-signature`.',
  ],
  ['ineffective-webhook', 'not-awaited', { fix: 'Acme.verify' }, 'Await the check before the body is used.'],
  // What is there is no check, so that one is to be added.
  [
    'ineffective-webhook',
    'presence-only',
    { fix: 'Acme.verify' },
    'Verify the raw body with `Acme.verify` before using it, and refuse what fails.',
  ],
] as const)('a check that is there, %s by %s, is told what it lacks', (code, why, args, advice) => {
  const finding = { ...unverified({ why, ...args }), code };
  expect(toPlain(webhookSentence(finding)).endsWith(` ${advice}`)).toBe(true);
});
