import { expect, it } from 'vitest';
import { matchSignal } from '../../../src/core/inventory/match-signal.ts';
import { compileRulebook } from '../../../src/core/rulebook/compile-rulebook.ts';
import { makeRule } from '../../support/make-rule.ts';

const rulebook = compileRulebook([
  makeRule('stripe', { name: 'Stripe', detect: { env: [{ name: 'STRIPE_SECRET_KEY' }, { name: 'STRIPE_*' }] } }),
  makeRule('google-gemini', { name: 'Google Gemini', detect: { env: [{ name: 'GEMINI_API_KEY' }] } }),
  makeRule('postgresql', { name: 'PostgreSQL', detect: { env: [{ name: 'PGPASSWORD' }, { name: 'DATABASE_URL' }] } }),
]);

it.each([
  ['STRIPE_SECRET_KEY', 'stripe'],
  ['POLAR_STRIPE_SECRET_KEY', 'stripe'],
  ['NEXT_PRIVATE_STRIPE_SECRET_KEY', 'stripe'],
  ['A_B_C_STRIPE_SECRET_KEY', 'stripe'],
  ['PLANTA_GEMINI_API_KEY', 'google-gemini'],
  ['A_B_C_D_STRIPE_SECRET_KEY', undefined],
  ['POLAR_STRIPE_MODE', undefined], // only a wildcard would take the rest
  ['TEST_STRIPE_SECRET_KEY', undefined],
  ['APP_DATABASE_URL', undefined], // the rest does not name its provider
  ['SECRET_KEY', undefined],
])('%s speaks for %s', (name, expected) => {
  const signal = { kind: 'env', name, access: 'read', value: null, optional: false, line: 1, column: 1 } as const;
  expect(matchSignal(rulebook, signal)[0]?.provider).toBe(expected);
});
