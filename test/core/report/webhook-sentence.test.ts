import { expect, test } from 'vitest';
import { WEBHOOK_REASONS } from '../../../src/core/facts/webhooks/reasons.ts';
import { toPlain } from '../../../src/core/report/sentence.ts';
import { webhookReason } from '../../../src/core/report/webhook-sentence.ts';

test.each(WEBHOOK_REASONS)('The reason %s has words.', (why) => {
  expect(toPlain(webhookReason(why))).toMatch(/^[a-z][a-z' ,-]+$/);
  expect(toPlain(webhookReason(why))).not.toBe(why);
});

test('No two reasons have the same words.', () => {
  expect(new Set(WEBHOOK_REASONS.map((why) => toPlain(webhookReason(why)))).size).toBe(WEBHOOK_REASONS.length);
});

test.each([
  ['skipped-without-header', 'a call without the signature header is not checked'],
  ['never-heard-of', '`never-heard-of`'],
  ['toString', '`toString`'],
])('The reason %s is worded even though the list does not have it.', (why, words) => {
  expect(toPlain(webhookReason(why))).toBe(words);
});
