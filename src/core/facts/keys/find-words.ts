import { ATOM, WIDE } from './pattern-shape.ts';

/** What is done with the words of a text. Offsets count UTF-16 units; `end` is behind the last character. */
export type WordVisitor = {
  /** A run of letters, digits, `_` and `-`. */
  atom(start: number, end: number): void;
  /** A run of atoms joined by characters of base64 and of dotted keys. */
  wide(start: number, end: number): void;
};

const NEITHER = 0;
const JOINER = 1;
const INNER = 2;

const KINDS = new Uint8Array(65_536);
for (let c = 0; c < 128; c++) KINDS[c] = ATOM[c] ? INNER : WIDE[c] ? JOINER : NEITHER;

/**
 * Shows every word that could begin or be a key to the visitor, in one pass without looking back.
 *
 * @param shortPairs pairs of first characters for which short atoms are shown too.
 * @param shortest atoms and runs below this length are shown only for those pairs.
 */
export function findWords(text: string, shortPairs: Uint8Array, shortest: number, visitor: WordVisitor): void {
  const length = text.length;
  let i = 0;
  while (i < length) {
    if (KINDS[text.charCodeAt(i)] === NEITHER) {
      i += 1;
      continue;
    }
    const wideStart = i;
    let kind = JOINER;
    while (i < length && (kind = KINDS[text.charCodeAt(i)]!) !== NEITHER) {
      if (kind === JOINER) {
        i += 1;
        continue;
      }
      let start = i;
      do i += 1;
      while (i < length && KINDS[text.charCodeAt(i)] === INNER);
      if (start > 0) start += escapeBefore(text, start);
      if (i - start >= shortest || isShortKey(text, start, i, shortPairs)) visitor.atom(start, i);
    }
    if (i - wideStart >= shortest) visitor.wide(wideStart, i);
  }
}

function isShortKey(text: string, start: number, end: number, shortPairs: Uint8Array): boolean {
  return end - start >= 2 && shortPairs[text.charCodeAt(start) * 128 + text.charCodeAt(start + 1)] === 1;
}

/** Characters at the start of an atom that belong to an escape: the `n` of `\\n`, the `3D` of `%3D`, `u0022`. */
function escapeBefore(text: string, start: number): number {
  const before = text.charCodeAt(start - 1);
  if (before === 37) return isHex(text.charCodeAt(start)) && isHex(text.charCodeAt(start + 1)) ? 2 : 0;
  if (before !== 92) return 0;
  const letter = text[start];
  if (letter === 'n' || letter === 't' || letter === 'r') return 1;
  return letter === 'u' && text.startsWith('00', start + 1) ? 5 : 0;
}

function isHex(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
}
