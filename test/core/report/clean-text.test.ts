import { expect, test } from 'vitest';
import { cleanText } from '../../../src/core/report/clean-text.ts';

test.each([
  ['line breaks', 'a\nb\r\nc\u2028d\u2029e\u0085f', 'a b  c d e f'],
  ['terminal escapes', 'a\u001B[31mb\u0007', 'a [31mb '],
  ['turns of direction', 'a\u202Eb\u2066c\u200F', 'a\uFFFDb\uFFFDc\uFFFD'],
  ['invisible characters', 'a\u200Bb\u00ADc\uFEFFd\u{E0041}e\u3164', 'a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFD'],
  ['half a surrogate pair', 'a\uD83Db', 'a\uFFFDb'],
  ['other scripts, which stay', 'naïve 日本語 😀', 'naïve 日本語 😀'],
])('makes %s harmless.', (_, text, expected) => {
  expect(cleanText(text)).toBe(expected);
});

test('Long text is cut between code points and says so.', () => {
  expect(cleanText('😀'.repeat(10), 4)).toBe('😀😀😀…');
  expect(cleanText('abcd', 4)).toBe('abcd');
  expect(cleanText('x'.repeat(5_000_000), 10)).toBe('xxxxxxxxx…');
});
