import { describe, expect, it } from 'vitest';
import { variableOfKey } from '../../../src/core/checks/variable-of-key.ts';
import type { FileFacts } from '../../../src/core/inventory/file-facts.ts';
import { compileRulebook } from '../../../src/core/rulebook/compile-rulebook.ts';
import { NO_FACTS, type EnvSignal, type KeyClass } from '../../../src/core/types.ts';
import { makeCheckInput } from '../../support/make-check-input.ts';
import { makeRule } from '../../support/make-rule.ts';

const rulebook = compileRulebook([
  makeRule('acme', { detect: { env: [{ name: 'ACME_KEY', class: 'publishable' }, { name: 'ACME_*' }] } }),
]);

const reads = (...names: string[]): FileFacts[] => {
  const signals = names.map((name): EnvSignal => ({
    kind: 'env',
    name,
    access: 'read',
    value: 'none',
    optional: false,
    line: 1,
    column: 1,
  }));
  return [{ path: 'a.ts', facts: { ...NO_FACTS, signals } }];
};

describe('variableOfKey', () => {
  it.each<[string, string | null, KeyClass, string]>([
    ['the name that is set', 'CACHE_REDIS_URI', 'connection-string', 'CACHE_REDIS_URI'],
    ['a name for browsers of a key for them', 'NEXT_PUBLIC_ACME_KEY', 'publishable', 'NEXT_PUBLIC_ACME_KEY'],
    ['no name for browsers of a secret', 'NEXT_PUBLIC_ACME_KEY', 'secret', ''],
    ['nothing without a name', null, 'secret', ''],
    ['nothing that is no variable', 'acme.key', 'secret', ''],
  ])('takes %s from an environment file', (_title, name, keyClass, expected) => {
    const key = { name, keyClass, provider: null };
    expect(variableOfKey('.env', key, true, makeCheckInput({ rulebook }))).toBe(expected);
  });

  it.each<[string, string[], string[], string]>([
    ['the one that the file no longer reads', ['NEXT_PUBLIC_ACME_KEY', 'PORT'], [], 'NEXT_PUBLIC_ACME_KEY'],
    ['none that it still reads', ['NEXT_PUBLIC_ACME_KEY'], ['NEXT_PUBLIC_ACME_KEY'], ''],
    ['none of two', ['ACME_KEY', 'ACME_OTHER_KEY'], [], ''],
    ['none of another provider', ['OTHER_KEY'], [], ''],
  ])('takes from the base %s', (_title, before, after, expected) => {
    const input = makeCheckInput({ rulebook, before: reads(...before), after: reads(...after) });
    const key = { name: 'key', keyClass: 'publishable', provider: 'acme' } as const;
    expect(variableOfKey('a.ts', key, false, input)).toBe(expected);
  });
});
