import { charSet, KIND_OF_CHAR } from '../patterns/char-kinds.ts';

const [NEW_LINE, BLANK, DOUBLE_QUOTE, SINGLE_QUOTE, BACKTICK, SLASH] = [10, 32, 34, 39, 96, 47];
/** The `n` of an escaped `\n`, which ends a line within a string. */
const LETTER_OF_LINE = 110;
const [COLON, LESS, EQUALS, GREATER, BACKSLASH] = [58, 60, 61, 62, 92];
/** Maximum number of characters by which a value is extended in each direction. */
const LONGEST_BESIDE = 120;
/** Symbols that some services and password generators use, and that only quotation marks can hold together. */
const SIGNS = charSet('=%^:@!#&*,;|()?[]{}');

/** Number of bytes to include before the run, and the length of the whole value. */
export type Wider = {
  before: number;
  size: number;
};

/**
 * Some services use an alphabet that includes `=`, so the run between `from` and `to` may be the middle of a value that
 * is in quotation marks or ends its line. Null when the run is not part of a longer value.
 */
export function widenValue(utf8: Uint8Array, from: number, to: number): Wider | null {
  return widenByEquals(utf8, from, to) ?? widenBySigns(utf8, from, to);
}

/** The quoted value that contains the run, with other symbols before or after it. */
function widenBySigns(utf8: Uint8Array, from: number, to: number): Wider | null {
  // The part before a colon is an id.
  if (!isSign(utf8[to]) && (!isSign(utf8[from - 1]) || utf8[from - 1] === COLON)) return null;
  let start = from;
  while (from - start < LONGEST_BESIDE && isWithin(utf8[start - 1])) start -= 1;
  const opening = utf8[start - 1];
  if (opening !== DOUBLE_QUOTE && opening !== SINGLE_QUOTE) return null;
  let end = to;
  while (end - to < LONGEST_BESIDE && isWithin(utf8[end])) end += 1;
  return utf8[end] === opening ? { before: from - start, size: end - start } : null;
}

function isWithin(byte: number | undefined): boolean {
  return byte !== undefined && (isSign(byte) || KIND_OF_CHAR[byte] !== 0);
}

function isSign(byte: number | undefined): boolean {
  return byte !== undefined && SIGNS[byte] === 1;
}

function widenByEquals(utf8: Uint8Array, from: number, to: number): Wider | null {
  const goesOn = utf8[to] === EQUALS && isOfValue(utf8[to + 1]);
  if (!goesOn && utf8[from - 1] !== EQUALS) return null;
  let start = from;
  while (from - start < LONGEST_BESIDE && isOfValue(utf8[start - 1])) start -= 1;
  let end = to;
  while (end - to < LONGEST_BESIDE && isOfValue(utf8[end])) end += 1;
  const opening = utf8[start - 1];
  const isQuoted = isClosedBy(opening, utf8[end], utf8[end + 1]);
  const isLine = !isQuoted && utf8[end] === BACKSLASH && utf8[end + 1] === LETTER_OF_LINE;
  // `NAME=value=value`: the part before the first `=` is the name.
  if (!isQuoted && opening !== BLANK) {
    if (opening !== undefined && opening !== NEW_LINE && !(isLine && opening === DOUBLE_QUOTE)) return null;
    while (start < from && utf8[start] !== EQUALS) start += 1;
    start += 1;
  }
  return start > from ? null : { before: from - start, size: end - start };
}

/** Whether the value is closed by the quotation mark that opened it, escaped or not, or by a closing tag. */
function isClosedBy(opening: number | undefined, sign: number | undefined, next: number | undefined): boolean {
  if (opening === GREATER) return sign === LESS && next === SLASH;
  if (opening !== DOUBLE_QUOTE && opening !== SINGLE_QUOTE && opening !== BACKTICK) return false;
  return sign === opening || (sign === BACKSLASH && next === opening);
}

function isOfValue(byte: number | undefined): boolean {
  return byte !== undefined && (byte === EQUALS || KIND_OF_CHAR[byte] !== 0);
}
