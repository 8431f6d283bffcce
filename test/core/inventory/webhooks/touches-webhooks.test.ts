import { describe, expect, it } from 'vitest';
import { touchesWebhooks } from '../../../../src/core/inventory/webhooks/touches-webhooks.ts';
import { NO_FACTS, type Facts } from '../../../../src/core/types.ts';
import type { ExportFact, WebhookFact } from '../../../../src/core/webhook-types.ts';
import { makeWebhook } from '../../../support/make-audit.ts';

const exported: ExportFact = {
  name: 'verify',
  verification: 'verified',
  provider: null,
  reexport: null,
  line: 3,
  column: 1,
};
const route: WebhookFact = {
  line: 5,
  column: 1,
  endLine: 5,
  provider: null,
  route: '/hooks',
  method: 'POST',
  framework: 'express',
  verification: 'verified',
  why: 'sdk-verifier',
  verifiedAt: null,
  delegations: [],
  handledBy: { module: './pay', name: 'pay', line: 5, column: 20 },
};
const helper = (given: Partial<ExportFact> = {}): Facts => ({ ...NO_FACTS, exports: [{ ...exported, ...given }] });
const routes = (given: Partial<WebhookFact> = {}): Facts => ({ ...NO_FACTS, webhooks: [{ ...route, ...given }] });

describe('touchesWebhooks', () => {
  it.each<[string, boolean, Facts, Facts | null]>([
    ['a helper that verifies no more', true, helper(), helper({ verification: 'unverified' })],
    [
      'a helper that now answers instead of throwing',
      true,
      helper({ enforces: 'throws' }),
      helper({ enforces: 'truthy' }),
    ],
    ['a helper that is gone', true, helper(), null],
    ['a helper that only moved', false, helper(), helper({ line: 30 })],
    ['a route that lost its guard', true, routes(), routes({ verification: 'unverified' })],
    ['a route that only moved', false, routes(), routes({ line: 9, handledBy: { ...route.handledBy!, line: 9 } })],
    ['a file that has nothing to do with it', false, NO_FACTS, null],
  ])('judges %s', (_title, expected, before, after) => {
    const now = after === null ? [] : [{ path: 'a.js', facts: after }];
    expect(touchesWebhooks([{ path: 'a.js', facts: before }], now, [])).toBe(expected);
  });

  it.each<[string, boolean, Parameters<typeof makeWebhook>[0]]>([
    ['an open handler that a route elsewhere may guard', true, { framework: 'express', verification: 'unverified' }],
    ['an open route of the file system', false, { framework: 'next-app', verification: 'unverified' }],
    ['a handler that verifies', false, { framework: 'express', verification: 'verified' }],
  ])('judges %s', (_title, expected, webhook) => {
    expect(touchesWebhooks([], [], [makeWebhook(webhook)])).toBe(expected);
  });
});
