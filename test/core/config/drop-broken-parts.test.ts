import { expect, test } from 'vitest';
import { parseConfig } from '../../../src/core/config/parse-config.ts';

test('An entry is named by its place in the file, also behind one that is dropped.', () => {
  const text =
    "version: 1\nproviders: { approved: [5, { owner: a }, strip] }\nkeys: [{}, { id: a, name: A, pattern: 'a[' }]\n";
  const named = parseConfig(
    text,
    '.integrations.yml',
    new Map([['stripe', { name: 'Stripe', aliases: [] }]]),
  ).problems.map((p) => `${p.code} ${String(p.args['at'] ?? p.args['parent'])}`);
  expect(named).toContain('unknown-provider providers.approved[2]');
  expect(named).toContain('invalid-pattern keys[1].pattern');
});
