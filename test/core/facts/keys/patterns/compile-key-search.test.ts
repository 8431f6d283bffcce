import { describe, expect, it } from 'vitest';
import { compileKeySearch } from '../../../../../src/core/facts/keys/patterns/compile-key-search.ts';
import type { KeyGroup } from '../../../../../src/core/facts/keys/patterns/compiled-key.ts';
import { DASHES, DIGIT, HEX_LETTER, SMALL_LETTER } from '../../../../../src/core/facts/keys/patterns/char-kinds.ts';
import { beginningAt } from '../../../../../src/core/facts/keys/patterns/key-beginnings.ts';
import type { KeyRule } from '../../../../../src/core/rulebook/rule-schema.ts';
import { placesOf } from '../places-of.ts';

function rule(id: string, pattern: string, detect: KeyRule['detect'] = 'alone'): { provider: string; rule: KeyRule } {
  return { provider: 'acme', rule: { id, class: 'secret', pattern, detect, consequence: '' } };
}

const HEX = DIGIT | HEX_LETTER;

const idsOf = (groups: readonly KeyGroup[] | undefined): string[][] | undefined =>
  groups?.map((group) => group.keys.map((k) => k.rule.id));

describe('compileKeySearch', () => {
  it('enters a key under the characters that it begins with, else under its length', () => {
    const search = compileKeySearch([rule('named', 'acme_[a-z0-9]{20}'), rule('plain', '[0-9a-f]{32}', 'context')]);
    expect(idsOf(beginningAt(search.beginnings, Buffer.from('acme_x'), 0)?.here)).toEqual([['named']]);
    expect(beginningAt(search.beginnings, Buffer.from('action'), 0)).toBeUndefined();
    expect(idsOf(search.byLength.all[32]?.[HEX])).toEqual([['plain']]);
    expect(search.byLength.alone[32]).toBeUndefined();
  });

  it('tries one expression for all keys of a shape', () => {
    const hex = '[0-9a-f]{32}';
    const { byLength } = compileKeySearch([
      rule('a', hex, 'context'),
      rule('b', '[0-9a-f-]{32}'),
      rule('c', hex, 'context'),
    ]);
    expect(idsOf(byLength.all[32]?.[HEX])).toEqual([['a', 'c'], ['b']]);
    expect(idsOf(byLength.alone[32]?.[HEX])).toEqual([['b']]);
  });

  it('leaves out what a word cannot be by the kinds of its characters', () => {
    const { all } = compileKeySearch([rule('hex', '[0-9a-f]{32}'), rule('uuid', '[0-9a-f-]{32}')]).byLength;
    expect(idsOf(all[32]?.[HEX | DASHES])).toEqual([['uuid']]);
    expect(all[32]?.[HEX | SMALL_LETTER]).toBeUndefined();
  });

  it.each([
    ['a short beginning that a dot joins to the rest', 'SG\\.[A-Za-z0-9]{22}', ''],
    ['a short beginning before a long word', '[0-9]{8,10}:[A-Za-z0-9]{35}', ':'],
    ['several short words', 'ab=cd:[a-z]{1,5}\\|[a-z]{20}', '=:|'],
    ['a sign at the sixteenth place', 'abcdefgh1234567=cd:[a-z]{20}', '=:'],
    ['padding', '00[A-Za-z0-9=]{40}', '='],
    ['a beginning that is long enough', 'acme_[a-z]{20}=[a-z]{20}', ''],
  ])('knows the signs in %s', (_, pattern, signs) => {
    const { joints } = compileKeySearch([rule('key', pattern)]).short;
    expect([...joints.keys()].filter((c) => joints[c] === 1)).toEqual(
      [...signs].map((c) => c.charCodeAt(0)).toSorted((a, b) => a - b),
    );
  });

  it('looks for the beginning of a key whose words may all be short', () => {
    const { places } = compileKeySearch([rule('key', 'xoxd-[a-z%]{40,80}')]);
    expect(placesOf('d=xoxd-', places).opening).toEqual([2]);
  });

  it.each([
    ['nothing to search for', '[A-Za-z0-9+=]{40}'],
    ['too few characters', 'acme_[a-z]{4}'],
    ['short words and no beginning to look for', 'a[0-9]%[a-z%]{40}'],
  ])('refuses a pattern with %s', (_, pattern) => {
    expect(() => compileKeySearch([rule('key', pattern)])).toThrow(/^acme\/key: /);
  });
});
