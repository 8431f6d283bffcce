import { JOINERS, KIND_OF_CHAR, SHORTEST_RUN } from './char-kinds.ts';

/**
 * What is done with the words of a text. Offsets count UTF-16 units; `end` is behind the last character. `kinds` are
 * those of the characters in between.
 */
export type WordVisitor = {
  /** A run of letters, digits, `_` and `-`. */
  atom(start: number, end: number, kinds: number): void;
  /** A run of atoms joined by characters of base64 and of dotted keys. */
  wide(start: number, end: number, kinds: number): void;
};

/** Which words below the shortest length are worth a look. */
export type ShortWords = {
  /** Pairs of first characters for which short atoms are shown too. */
  pairs: Uint8Array;
  /** Signs that join a short word to the long one behind it, as in `https://…`: 1 at the sign's code. */
  joints: Uint8Array;
};

/** Short words that may stand before a long one with signs between: `Endpoint=sb://…`, `service:name:…`. */
const MOST_JOINTS = 3;

/**
 * Shows every word of the long runs that could begin or be a key to the visitor, each run after the short words that are
 * joined to it.
 *
 * @param runs where long runs begin.
 */
export function findWords(text: string, runs: readonly number[], short: ShortWords, visitor: WordVisitor): void {
  for (const from of runs) {
    showJoined(text, from, short, visitor);
    showRun(text, from, short.pairs, visitor);
  }
}

/** Shows the short words that lead to the long run at `from`. */
function showJoined(text: string, from: number, { pairs, joints }: ShortWords, visitor: WordVisitor): void {
  let end = from - 1;
  for (let n = 0; n < MOST_JOINTS && joints[text.charCodeAt(end)] === 1; n++) {
    let start = end;
    while (start > 0 && end - start < SHORTEST_RUN && KIND_OF_CHAR[text.charCodeAt(start - 1)] !== 0) start -= 1;
    if (end - start < 2 || end - start >= SHORTEST_RUN) return;
    showRun(text, start, pairs, visitor);
    end = start - 1;
  }
}

/** Shows the run that begins at `from` and its atoms. */
function showRun(text: string, from: number, pairs: Uint8Array, visitor: WordVisitor): void {
  let all = 0;
  let i = from;
  for (let kind = kindAt(text, i); kind !== 0;) {
    if ((kind & JOINERS) !== 0) {
      all |= kind;
      kind = kindAt(text, ++i);
      continue;
    }
    const first = i;
    let kinds = 0;
    do {
      kinds |= kind;
      kind = kindAt(text, ++i);
    } while (kind !== 0 && (kind & JOINERS) === 0);
    all |= kinds;
    const skipped = escapeBefore(text, first);
    const start = first + skipped;
    if (i - start < SHORTEST_RUN && !isShortKey(text, start, i, pairs)) continue;
    visitor.atom(start, i, skipped === 0 ? kinds : kindsBetween(text, start, i));
  }
  if (i - from >= SHORTEST_RUN) visitor.wide(from, i, all);
}

function kindAt(text: string, at: number): number {
  return at < text.length ? KIND_OF_CHAR[text.charCodeAt(at)]! : 0;
}

function kindsBetween(text: string, start: number, end: number): number {
  let kinds = 0;
  for (let i = start; i < end; i++) kinds |= kindAt(text, i);
  return kinds;
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
