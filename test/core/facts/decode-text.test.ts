import { describe, expect, it } from 'vitest';
import { decodeText, type DecodedText } from '../../../src/core/facts/decode-text.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('decodeText', () => {
  it.each<[string, Uint8Array, string]>([
    ['nothing', bytes(), ''],
    ['UTF-8', new TextEncoder().encode('käse 🧀'), 'käse 🧀'],
    ['UTF-8 with a mark', bytes(0xef, 0xbb, 0xbf, 0x61), 'a'],
    ['UTF-16, little end first', bytes(0xff, 0xfe, 0x61, 0x00), 'a'],
    ['UTF-16, big end first', bytes(0xfe, 0xff, 0x00, 0x61), 'a'],
    ['Latin-1', bytes(0x6b, 0xe4, 0x73, 0x65), 'käse'],
    ['a NUL behind what is looked at', Uint8Array.from([...Array(8000).fill(0x61), 0]), `${'a'.repeat(8000)}\0`],
  ])('reads %s', (_title, given, text) => {
    expect(decodeText(given)).toMatchObject({ text });
  });

  it.each<[string, Uint8Array, DecodedText]>([
    ['the bytes of UTF-8', bytes(0x6b, 0xc3, 0xa4), { text: 'kä', utf8: bytes(0x6b, 0xc3, 0xa4) }],
    ['those behind a mark', bytes(0xef, 0xbb, 0xbf, 0x61), { text: 'a', utf8: bytes(0x61) }],
    ['none of UTF-16', bytes(0xff, 0xfe, 0x61, 0x00), { text: 'a' }],
    ['none of Latin-1', bytes(0x6b, 0xe4, 0x73, 0x65), { text: 'käse' }],
  ])('gives as UTF-8 %s', (_title, given, decoded) => {
    expect(decodeText(given)).toEqual(decoded);
  });

  it('takes a NUL in the first 8,000 bytes for binary', () => {
    expect(decodeText(Uint8Array.from([...Array(7999).fill(0x61), 0]))).toEqual({
      code: 'not-text',
      detail: 'binary content',
    });
  });
});
