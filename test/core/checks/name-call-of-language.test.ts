import { expect, it } from 'vitest';
import { checkUnsignedWebhook } from '../../../src/core/checks/check-unsigned-webhook.ts';
import { compileRulebook } from '../../../src/core/rulebook/compile-rulebook.ts';
import type { Webhook } from '../../../src/core/inventory-types.ts';
import { makeCheckInput } from '../../support/make-check-input.ts';
import { makeRule } from '../../support/make-rule.ts';

const verifiers = {
  js: ['webhooks.constructEvent'],
  python: ['Webhook.construct_event'],
  go: ['webhook.ConstructEvent'],
  php: ['Stripe\\Webhook::constructEvent'],
  ruby: ['Stripe::Webhook.construct_event'],
};
const rulebook = compileRulebook([
  makeRule('stripe', { webhook: { signs: true, headers: [], secretEnv: [], verifiers, notVerifiers: {} } }),
]);

it.each([
  ['hooks.ts', 'webhooks.constructEvent'],
  ['hooks.py', 'Webhook.construct_event'],
  ['hooks.go', 'webhook.ConstructEvent'],
  ['hooks.php', 'Stripe\\Webhook::constructEvent'],
  ['hooks.rb', 'Stripe::Webhook.construct_event'],
  // No SDK is known: no call is better than one of another language.
  ['hooks.rs', ''],
])('names the call of the language of %s', (path, fix) => {
  const webhook: Webhook = {
    path,
    line: 1,
    column: 1,
    endLine: 9,
    provider: 'stripe',
    route: '/hooks',
    method: 'POST',
    framework: 'any',
    verification: 'unverified',
    verifiedIn: null,
    why: 'no-verification',
  };
  const [finding] = checkUnsignedWebhook(makeCheckInput({ webhooksAfter: [webhook], rulebook }));
  expect(finding?.args['fix']).toBe(fix);
});
