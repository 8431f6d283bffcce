import { expect, test } from 'vitest';
import { isMnemonic } from '../../../../../src/core/facts/keys/values/is-mnemonic.ts';

const TWELVE = 'marble lantern shove quick hybrid tomato canyon drift woman orbit parade glance';

test.each([
  ['twelve different words', TWELVE, true],
  ['one of them is common in prose, and in the word list too', TWELVE.replace('hybrid', 'you'), true],
  ['prose', TWELVE.replace('hybrid', 'the'), false],
  ['eleven words', TWELVE.replace(' glance', ''), false],
  ['thirteen words', `${TWELVE} hybrids`, false],
  ['the same words over and over', Array.from({ length: 12 }, (_, i) => (i % 2 ? 'test' : 'junk')).join(' '), false],
  ['a word longer than any of the list', TWELVE.replace('hybrid', 'discovered'), false],
])('%s', (_title, value, expected) => {
  expect(isMnemonic(value)).toBe(expected);
});
