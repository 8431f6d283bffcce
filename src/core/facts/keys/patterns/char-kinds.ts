// Character classes of the words that the scanner splits a text into.

export type CharSet = Uint8Array;

/** Characters of an atom. A key never begins or ends inside a run of these. */
export const ATOM = charSet('A-Za-z0-9_-');
/** Characters of base64 and of dotted keys. A run of these contains one or more atoms. */
export const WIDE = charSet('A-Za-z0-9_+/.~-');
/**
 * Runs of WIDE characters shorter than this are skipped: nearly every word of source code is, and the few keys that are
 * have finders of their own.
 */
export const SHORTEST_RUN = 16;

// Character classes as bit flags. Their union over a run rules out the key shapes that the run cannot match.
export const DIGIT = 4;
export const HEX_LETTER = 8;
export const SMALL_LETTER = 16;
export const CAPITAL = 32;
/** `_` and `-`, which join the parts of an atom. */
export const DASHES = 64;
const SIGN_OF_BASE64 = 1;
const DOT = 128;
/** Classes that separate atoms within a run; all others belong to atoms. */
export const JOINERS = SIGN_OF_BASE64 | DOT;

/** Class of each UTF-8 byte; 0 for bytes outside any run. */
export const KIND_OF_CHAR = kindsOfChars();

function kindsOfChars(): Uint8Array {
  const kinds = new Uint8Array(256);
  const mark = (ranges: string, kind: number): void => charSet(ranges).forEach((on, c) => (kinds[c]! |= on * kind));
  mark('0-9', DIGIT);
  mark('a-f', HEX_LETTER);
  mark('g-z', SMALL_LETTER);
  mark('A-Z', CAPITAL);
  mark('_-', DASHES);
  mark('+/', SIGN_OF_BASE64);
  mark('.~', DOT);
  return kinds;
}

/** Parses the inside of a bracket expression, such as `A-Za-z_`, into a set of ASCII characters. */
export function charSet(ranges: string): CharSet {
  const chars = new Uint8Array(128);
  for (let i = 0; i < ranges.length; i++) {
    const from = ranges.charCodeAt(i);
    const isRange = ranges[i + 1] === '-' && i + 2 < ranges.length && from < ranges.charCodeAt(i + 2);
    const to = isRange ? ranges.charCodeAt(i + 2) : from;
    for (let c = from; c <= to && c < 128; c++) chars[c] = 1;
    if (isRange) i += 2;
  }
  return chars;
}
