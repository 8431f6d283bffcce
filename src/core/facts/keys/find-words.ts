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

/** Which words below the shortest length are worth a look. */
export type ShortWords = {
  /** Pairs of first characters for which short atoms are shown too. */
  pairs: Uint8Array;
  /** Characters that end a run when it is short; none of them is part of one. */
  marks: string;
};

/**
 * Shows every word that could begin or be a key to the visitor: the long ones in the order of the text, then the short
 * ones before each mark.
 *
 * Most words are short, so a text is looked at from where a long one would end: what ends before is passed over unread.
 * @param shortest atoms and runs below this length are shown only as `short` says.
 */
export function findWords(text: string, short: ShortWords, shortest: number, visitor: WordVisitor): void {
  for (let from = 0; from + shortest <= text.length;) {
    let at = from + shortest - 1;
    while (at >= from && KINDS[text.charCodeAt(at)] !== NEITHER) at -= 1;
    from = at < from ? showRun(text, from, short.pairs, shortest, visitor) : at + 1;
  }
  for (const mark of short.marks) {
    for (let end = text.indexOf(mark); end >= 0; end = text.indexOf(mark, end + 1)) {
      let start = end;
      while (start > 0 && end - start < shortest && KINDS[text.charCodeAt(start - 1)] !== NEITHER) start -= 1;
      if (end - start >= 2 && end - start < shortest) showRun(text, start, short.pairs, shortest, visitor);
    }
  }
}

/** Shows the run that begins at `from` and its atoms; returns where it ends. */
function showRun(text: string, from: number, pairs: Uint8Array, shortest: number, visitor: WordVisitor): number {
  let i = from;
  let kind = JOINER;
  while (i < text.length && (kind = KINDS[text.charCodeAt(i)]!) !== NEITHER) {
    if (kind === JOINER) {
      i += 1;
      continue;
    }
    let start = i;
    do i += 1;
    while (i < text.length && KINDS[text.charCodeAt(i)] === INNER);
    if (start > 0) start += escapeBefore(text, start);
    if (i - start >= shortest || isShortKey(text, start, i, pairs)) visitor.atom(start, i);
  }
  if (i - from >= shortest) visitor.wide(from, i);
  return i;
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
