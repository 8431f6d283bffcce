import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeLinePositions } from '../../../src/core/facts/line-positions.ts';

describe('makeLinePositions', () => {
  it.each([
    ['the start of an empty text', '', 0, { line: 1, column: 1 }],
    ['the first character', 'ab\ncd', 0, { line: 1, column: 1 }],
    ['the line end itself, which belongs to the line that it ends', 'ab\ncd', 2, { line: 1, column: 3 }],
    ['the first character behind a line end', 'ab\ncd', 3, { line: 2, column: 1 }],
    ['a line behind CRLF', 'ab\r\ncd', 5, { line: 2, column: 2 }],
    ['a lone CR, which ends no line', 'ab\rcd', 4, { line: 1, column: 5 }],
    ['empty lines', '\n\n\nx', 3, { line: 4, column: 1 }],
    ['characters of two code units', '\u{1F600}x', 2, { line: 1, column: 3 }],
    ['the end of a text that ends with a line end', 'ab\n', 3, { line: 2, column: 1 }],
    ['an offset before the text', 'ab\ncd', -5, { line: 1, column: 1 }],
    ['an offset behind the text', 'ab\ncd', 99, { line: 2, column: 3 }],
  ])('places %s', (_what, text, offset, expected) => {
    expect(makeLinePositions(text)(offset)).toEqual(expected);
  });

  it('agrees with counting for every offset of any text', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '\u{1F600}'), maxLength: 60 });
    fc.assert(
      fc.property(texts, (text) => {
        const position = makeLinePositions(text);
        for (let offset = 0; offset <= text.length; offset++) {
          const lines = text.slice(0, offset).split('\n');
          expect(position(offset)).toEqual({ line: lines.length, column: (lines.at(-1) ?? '').length + 1 });
        }
      }),
    );
  });
});
