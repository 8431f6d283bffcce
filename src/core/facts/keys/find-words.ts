import { JOINERS, KIND_OF_CHAR, SHORTEST_RUN } from './patterns/char-kinds.ts';

/**
 * Receives the words of a text. Offsets are in its UTF-8, `end` is exclusive; `kinds` is the union of the word's
 * character classes.
 */
export type WordVisitor = {
  /** A run of letters, digits, `_` and `-`. */
  atom(start: number, end: number, kinds: number): void;
  /** A run of atoms joined by characters of base64 and of dotted keys. */
  wide(start: number, end: number, kinds: number): void;
};

/** Which words shorter than `SHORTEST_RUN` are examined. */
export type ShortWords = {
  /** First characters, as pairs, of the short atoms that are passed on: 1 at the index of the pair. */
  pairs: Uint8Array;
  /** Separators that join a short word to the long one after it, as in `https://…`: 1 at the character's code. */
  joints: Uint8Array;
};

/** Maximum number of short words before a long one, with separators between: `Endpoint=sb://…`, `service:name:…`. */
const MOST_JOINTS = 3;

/**
 * Passes every word of the long run at `from` that may be or begin a key to the visitor, after the short words joined
 * to it.
 *
 * @returns the end of the run.
 */
export function findWords(utf8: Uint8Array, from: number, short: ShortWords, visitor: WordVisitor): number {
  showJoined(utf8, from, short, visitor);
  return showRun(utf8, from, short.pairs, visitor);
}

/** Passes the short words before the long run at `from` to the visitor. */
function showJoined(utf8: Uint8Array, from: number, { pairs, joints }: ShortWords, visitor: WordVisitor): void {
  let end = from - 1;
  for (let n = 0; n < MOST_JOINTS && end > 0 && joints[utf8[end]!] === 1; n++) {
    let start = end;
    while (start > 0 && end - start < SHORTEST_RUN && KIND_OF_CHAR[utf8[start - 1]!] !== 0) start -= 1;
    if (end - start < 2 || end - start >= SHORTEST_RUN) return;
    showRun(utf8, start, pairs, visitor);
    end = start - 1;
  }
}

/** Passes the run at `start` and its atoms to the visitor; returns the end of the run. */
function showRun(utf8: Uint8Array, start: number, pairs: Uint8Array, visitor: WordVisitor): number {
  // A local copy: an import is looked up on each access.
  const kindOf = KIND_OF_CHAR;
  const from = isDashOfDefault(utf8, start) ? start + 1 : start;
  let first = from + escapeBefore(utf8, from);
  let kinds = 0;
  let all = kindsBetween(utf8, from, first);
  for (let at = first; ; at++) {
    const kind = at < utf8.length ? kindOf[utf8[at]!]! : 0;
    if (kind !== 0 && (kind & JOINERS) === 0) {
      kinds |= kind;
      continue;
    }
    if (at - first >= SHORTEST_RUN || isShortKey(utf8, first, at, pairs)) visitor.atom(first, at, kinds);
    all |= kinds | kind;
    if (kind === 0) {
      if (at - from >= SHORTEST_RUN) visitor.wide(from, at, all);
      return at;
    }
    first = at + 1;
    kinds = 0;
  }
}

/** Whether the dash belongs to the operator of `${NAME:-value}`. */
function isDashOfDefault(utf8: Uint8Array, at: number): boolean {
  if (utf8[at] !== DASH || utf8[at - 1] !== COLON) return false;
  let start = at - 1;
  while (start > 0 && at - start < LONGEST_NAME && KIND_OF_CHAR[utf8[start - 1]!] !== 0) start -= 1;
  return utf8[start - 1] === BRACE && utf8[start - 2] === DOLLAR;
}

function kindsBetween(utf8: Uint8Array, from: number, to: number): number {
  let kinds = 0;
  for (let at = from; at < to; at++) kinds |= KIND_OF_CHAR[utf8[at]!]!;
  return kinds;
}

function isShortKey(utf8: Uint8Array, from: number, to: number, pairs: Uint8Array): boolean {
  return to - from >= 2 && pairs[(utf8[from]! << 7) | utf8[from + 1]!] === 1;
}

/**
 * Number of bytes at the start of a run that belong to an escape sequence: the `n` of `\\n`, the `3D` of `%3D`,
 * `u0022`.
 */
function escapeBefore(utf8: Uint8Array, from: number): number {
  const before = from === 0 ? 0 : utf8[from - 1]!;
  if (before === PERCENT) return areHex(utf8, from, from + 2) ? 2 : 0;
  if (before !== BACKSLASH) return 0;
  const letter = utf8[from];
  if (letter === SMALL_N || letter === SMALL_R || letter === SMALL_T) return 1;
  return letter === SMALL_U && areHex(utf8, from + 1, from + 5) ? 5 : 0;
}

const [DOLLAR, DASH, COLON, BRACE] = [36, 45, 58, 123];
const LONGEST_NAME = 80;
const [PERCENT, BACKSLASH, SMALL_N, SMALL_R, SMALL_T, SMALL_U] = [37, 92, 110, 114, 116, 117];

function areHex(utf8: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isHex(utf8[at])) return false;
  return true;
}

function isHex(code = 0): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
}
