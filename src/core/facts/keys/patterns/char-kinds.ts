// What the words of a text are made of.

export type CharSet = Uint8Array;

/** Characters that an atom is made of: a key never begins or ends inside a run of these. */
export const ATOM = charSet('A-Za-z0-9_-');
/** Characters of base64 and of dotted keys: a run of these holds one or more atoms. */
export const WIDE = charSet('A-Za-z0-9_+/.~-');
/** Runs of WIDE below this length are passed over: nearly all words of a source are shorter, and no key is. */
export const SHORTEST_RUN = 16;

// Kinds of characters of a run, one bit each: what a run holds tells which shapes it cannot have.
export const DIGIT = 4;
export const HEX_LETTER = 8;
export const SMALL_LETTER = 16;
export const CAPITAL = 32;
/** `_` and `-`, which join the parts of an atom. */
export const DASHES = 64;
const SIGN_OF_BASE64 = 1;
const DOT = 128;
/** Kinds that join atoms in a run; all others are of atoms. */
export const JOINERS = SIGN_OF_BASE64 | DOT;

/** The kind of every byte of UTF-8; 0 for what is in no run. */
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

/** A set of ASCII characters, written as the inside of a bracket expression. */
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
