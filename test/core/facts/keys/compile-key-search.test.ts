import { describe, expect, it } from 'vitest';
import { compileKeySearch } from '../../../../src/core/facts/keys/compile-key-search.ts';
import { pairOf } from '../../../../src/core/facts/keys/pattern-shape.ts';
import type { KeyRule } from '../../../../src/core/rulebook/rule-schema.ts';

function rule(id: string, pattern: string, detect: KeyRule['detect'] = 'alone'): { provider: string; rule: KeyRule } {
  return { provider: 'acme', rule: { id, class: 'secret', pattern, detect, consequence: '' } };
}

describe('compileKeySearch', () => {
  it('enters a key under the two characters that it begins with, else under its length', () => {
    const search = compileKeySearch([rule('named', 'acme_[a-z0-9]{20}'), rule('plain', '[0-9a-f]{32}', 'context')]);
    expect(search.byPair[pairOf('ac')]?.map((k) => k.rule.id)).toEqual(['named']);
    expect(search.byLength[32]?.map((k) => k.rule.id)).toEqual(['plain']);
  });

  it('shares one expression among equal shapes', () => {
    const { byLength } = compileKeySearch([rule('a', '[0-9a-f]{32}', 'context'), rule('b', '[0-9a-f]{32}', 'context')]);
    const [a, b] = byLength[32] ?? [];
    expect(a?.regex).toBe(b?.regex);
  });

  it.each([
    ['a short beginning that a dot joins to the rest', 'SG\\.[A-Za-z0-9]{22}', ''],
    ['a short beginning that ends a run', '[0-9]{8,10}:[A-Za-z0-9]{35}', ':'],
    ['a beginning that may end early', '00[A-Za-z0-9=]{40}', '='],
    ['a beginning that is long enough', 'acme_[a-z]{20}=[a-z]{20}', ''],
  ])('knows what ends %s', (_, pattern, marks) => {
    expect(compileKeySearch([rule('key', pattern)]).short.marks).toBe(marks);
  });

  it.each([
    ['nothing to search for', '[A-Za-z0-9+=]{40}'],
    ['too few characters', 'acme_[a-z]{4}'],
  ])('refuses a pattern with %s', (_, pattern) => {
    expect(() => compileKeySearch([rule('key', pattern)])).toThrow(/^acme\/key: /);
  });
});
