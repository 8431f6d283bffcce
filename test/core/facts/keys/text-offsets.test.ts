import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextOffsets } from '../../../../src/core/facts/keys/text-offsets.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Where the characters of a text begin, in UTF-8 and in UTF-16. */
function beginnings(text: string): { byte: number; unit: number }[] {
  const found = [];
  let [byte, unit] = [0, 0];
  for (const character of text) {
    found.push({ byte, unit });
    byte += encode(character).length;
    unit += character.length;
  }
  return found;
}

describe('TextOffsets', () => {
  it.each<[string, string, number, number]>([
    ['ASCII', 'abc', 2, 2],
    ['characters of two bytes', 'äöa', 4, 2],
    ['characters of three bytes', '€a', 3, 1],
    ['characters of two units', '🧀a', 4, 2],
    ['what stands behind eight characters of ASCII', 'abcdefghä12345678x', 18, 17],
    ['halves of a character, which UTF-8 writes as a whole one', '\ud800a', 3, 1],
  ])('counts %s', (_, text, byte, unit) => {
    expect(new TextOffsets(text, encode(text)).at(byte)).toBe(unit);
  });

  it('tells one offset after the other', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'ab ', 'ä', '€', '🧀', 'abcdefghij'), maxLength: 60 });
    fc.assert(
      fc.property(texts, (text) => {
        const offsets = new TextOffsets(text, encode(text));
        for (const { byte, unit } of beginnings(text)) expect(offsets.at(byte)).toBe(unit);
      }),
    );
  });

  it('goes back as far as all is ASCII', () => {
    const offsets = new TextOffsets('äabc', encode('äabc'));
    expect([offsets.at(4), offsets.at(2)]).toEqual([3, 1]);
  });

  it('reads bytes that are part of a larger buffer', () => {
    const bytes = encode('🧀äa');
    expect(new TextOffsets('äa', bytes.subarray(4)).at(2)).toBe(1);
  });
});
