import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileWordGroups, findWordGroups } from '../../../src/core/facts/word-groups.ts';

const GROUPS = compileWordGroups({ hooks: ['ebhook', 'signature'], calls: ['.post(', 'handler'] });
const { hooks, calls } = GROUPS.bits;
const find = (text: string): number => findWordGroups(new TextEncoder().encode(text), GROUPS);

test.each([
  ['a word of one group', 'const webhook = 1;', hooks],
  ['the whole text', '.post(', calls],
  ['words of both', 'app.post(signature)', hooks | calls],
  ['part of a word', 'app.posts(); sign; hook', 0],
  ['a word in other letters', 'WEBHOOK', 0],
  ['a word behind letters of several bytes', 'é→😀handler', calls],
  ['too short a text', 'ha', 0],
  ['an empty text', '', 0],
])('finds groups in %s', (_, text, expected) => {
  expect(find(text)).toBe(expected);
});

test('finds a word wherever it stands, and only words that are there', () => {
  const part = fc.string({ unit: fc.constantFrom(...'ebhoksignatur.p(ld \n'), maxLength: 20 });
  const word = fc.constantFrom('ebhook', 'signature', '.post(', 'handler', '');
  fc.assert(
    fc.property(part, word, part, (before, middle, after) => {
      const text = before + middle + after;
      const expected = (/ebhook|signature/.test(text) ? hooks : 0) | (/\.post\(|handler/.test(text) ? calls : 0);
      expect(find(text)).toBe(expected);
    }),
  );
});

test('takes a group with a word that is too short to be looked for as found', () => {
  const groups = compileWordGroups({ short: ['abc'], long: ['abcd'] });
  expect(findWordGroups(new TextEncoder().encode('xyz'), groups)).toBe(groups.bits.short);
});
