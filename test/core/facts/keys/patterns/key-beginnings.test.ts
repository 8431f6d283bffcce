import { describe, expect, it } from 'vitest';
import { compileKeySearch } from '../../../../../src/core/facts/keys/patterns/compile-key-search.ts';
import { beginningAt, FIRST } from '../../../../../src/core/facts/keys/patterns/key-beginnings.ts';

/** Ids of the keys that are tried for a word, in the order that leads to them. */
function tried(patterns: Record<string, string>, word: string): string[] {
  const keys = Object.entries(patterns).map(([id, pattern]) => ({
    provider: 'acme',
    rule: { id, class: 'secret' as const, pattern, detect: 'alone' as const, consequence: '' },
  }));
  const utf8 = Buffer.from(word);
  const ids: string[] = [];
  let step = beginningAt(compileKeySearch(keys).beginnings, utf8, 0);
  for (let at = FIRST; step !== undefined; at++) {
    ids.push(...step.here.flatMap((group) => group.keys.map((key) => key.rule.id)));
    step = step.next?.get(utf8[at]!);
  }
  return ids;
}

describe('sortBeginnings', () => {
  const DRAWN = '[A-Za-z0-9]{24}';

  it('leads a word to the keys that begin as it does', () => {
    const patterns = { a: `acme_${DRAWN}`, b: `acne_${DRAWN}`, c: `bolt_${DRAWN}` };
    expect([tried(patterns, 'acme_x'), tried(patterns, 'bolt'), tried(patterns, 'about')]).toEqual([['a'], ['c'], []]);
  });

  it('tells many that begin alike by the characters that follow', () => {
    const many = Object.fromEntries([...'abcdef'].map((c) => [c, `acme_${c}_${DRAWN}`]));
    expect([tried(many, 'acme_c_x'), tried(many, 'acme_x'), tried(many, 'acme')]).toEqual([['c'], [], []]);
    expect(tried({ ...many, short: `acme${DRAWN}` }, 'acme_c_x')).toEqual(['short', 'c']);
  });

  it('leads to a key of which only two characters are certain, whatever follows', () => {
    const patterns = { two: `ab${DRAWN}`, pair: `a[bc]${DRAWN}` };
    expect([tried(patterns, 'abx'), tried(patterns, 'ac9'), tried(patterns, 'a-b')]).toEqual([
      ['two', 'pair'],
      ['pair'],
      [],
    ]);
  });

  it('tries a key of several beginnings once', () => {
    expect(tried({ key: `(?:acme|acme_live|acmx)_${DRAWN}` }, 'acme_live_x')).toEqual(['key']);
  });
});
