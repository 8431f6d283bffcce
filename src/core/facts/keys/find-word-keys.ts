import { ATOM, CAPITAL, charSet, DASHES, DIGIT, HEX_LETTER, KIND_OF_CHAR, SMALL_LETTER } from './char-kinds.ts';
import type { KeyGroup, KeySearch } from './compile-key-search.ts';
import { couldBeGeneric, judgeGeneric } from './find-generic-secrets.ts';
import type { Places } from './find-places.ts';
import { findWords, type WordVisitor } from './find-words.ts';
import { readsAsWord, readsAsWords } from './is-filler.ts';
import { judgeKey } from './judge-key.ts';
import { KeyContext } from './key-context.ts';
import { guess, MOST_KEYS, type Hit } from './key-hit.ts';
import { SHORTEST_OF_SECRET } from './looks-drawn.ts';
import { matchKey, mayBeKey } from './match-key.ts';
import { mayBeGiven } from './name-beside.ts';
import { TextOffsets } from './text-offsets.ts';

/** Keys that are long words of a text: those of known shapes, and random values that are given to a telling name. */
export function findWordKeys(text: string, utf8: Uint8Array, search: KeySearch, { run, opening }: Places): Hit[] {
  const words = new WordReader(text, utf8, search);
  findWords(utf8, run, search.short, words);
  if (opening.length === 0) return words.hits;
  const openings = new WordReader(text, utf8, search);
  for (const from of opening) if (!isAtom(utf8, from - 1)) openings.beginning(from, endOfAtom(utf8, from));
  return [...words.hits, ...openings.hits];
}

const LETTER = HEX_LETTER | SMALL_LETTER | CAPITAL;
const BOTH_CASES = SMALL_LETTER | CAPITAL;
/** Where a beginning says which shape it is, its characters need not. */
const ANY_KIND = 0;
const [DOLLAR, PLUS, DASH, DOT, SLASH, EQUALS] = [36, 43, 45, 46, 47, 61];
const [NEW_LINE, BLANK, DOUBLE_QUOTE, SINGLE_QUOTE, LESS, GREATER, BACKSLASH] = [10, 32, 34, 39, 60, 62, 92];

/**
 * Judges the words of one text. Nearly all are told to be none by their bytes; of the others the place in the text is worked
 * out. Offsets in UTF-8 are `from` and `to` here, those in the text `start` and `end`.
 */
class WordReader implements WordVisitor {
  readonly hits: Hit[] = [];
  private readonly text: string;
  private readonly utf8: Uint8Array;
  private readonly search: KeySearch;
  private readonly offsets: TextOffsets;
  /** Where the shape of a service was told to be no key: its name makes a sample no secret. */
  private readonly refused = new Set<number>();

  constructor(text: string, utf8: Uint8Array, search: KeySearch) {
    this.text = text;
    this.utf8 = utf8;
    this.search = search;
    this.offsets = new TextOffsets(text, utf8);
  }

  atom(from: number, to: number, kinds: number): void {
    this.beginning(from, to);
    const groups = this.search.byLength[to - from];
    if (groups !== undefined) this.tryAll(groups, from, to, kinds, true);
  }

  beginning(from: number, to: number): void {
    const byThird = this.search.byPair[(this.utf8[from]! << 7) | this.utf8[from + 1]!];
    const groups = byThird?.[this.utf8[from + 2] ?? 0];
    if (groups !== undefined) this.tryAll(groups, from, to, ANY_KIND, true);
  }

  wide(from: number, to: number, kinds: number): void {
    const groups = this.search.byWideLength[to - from];
    if (groups !== undefined) this.tryAll(groups, from, to, kinds, false);
    const isMixed =
      (kinds & DIGIT) !== 0
        ? (kinds & LETTER) !== 0
        : (kinds & BOTH_CASES) === BOTH_CASES && changesOften(this.utf8, from, to);
    if (isMixed && mayBeGiven(this.utf8, from)) this.tryGeneric(from, to);
  }

  private tryAll(groups: readonly KeyGroup[], from: number, to: number, kinds: number, isPart: boolean): void {
    const { utf8, text } = this;
    if (!mayBeOne(utf8, groups, from, to, kinds) || this.hits.length >= MOST_KEYS) return;
    if (isPart && isInsideName(utf8, from)) return;
    const isWord = kinds !== ANY_KIND && (kinds & ~LETTERS) === 0 && readsAsWord(utf8, from, to) && utf8[to] !== EQUALS;
    const isWritten = (group: KeyGroup): boolean => isWord && isDrawn(group) && isOneWord(group);
    const possible = groups.filter((group) => mayBeKey(utf8, group, from, to, kinds) && !isWritten(group));
    if (possible.length === 0) return;
    const start = this.offsets.at(from);
    const hit = bestHit(text, possible, start, start + to - from, this.refused);
    if (hit !== null) this.hits.push(hit);
  }

  private tryGeneric(from: number, to: number): void {
    const { utf8 } = this;
    const padding = utf8[to] !== EQUALS ? 0 : utf8[to + 1] !== EQUALS ? 1 : 2;
    const size = to - from + padding;
    if (size < SHORTEST_OF_SECRET || this.hits.length >= MOST_KEYS) return;
    const start = this.offsets.at(from);
    if (this.isGeneric(start, start + size)) return;
    const wider = widened(utf8, from, to);
    if (wider !== null) this.isGeneric(start - wider.before, start - wider.before + wider.size);
  }

  /** Whether that part of the text is a secret of nobody knows whom; it is kept as such. */
  private isGeneric(start: number, end: number): boolean {
    const { text } = this;
    if (this.refused.has(start) || !couldBeGeneric(text, start, end)) return false;
    const context = new KeyContext(text, start, end);
    const judged = judgeGeneric(text, start, end, context);
    if (judged === null) return false;
    this.hits.push(guess(text, { start, end, ...judged, name: context.beside.name }));
    return true;
  }
}

/** Characters that a value may go on beyond the `=` within it. */
const LONGEST_BESIDE = 120;

/**
 * Some services draw from an alphabet that has `=` too, so the run between `from` and `to` may be the middle of a value in
 * quotation marks, or one that ends its line; null where it is not.
 */
function widened(utf8: Uint8Array, from: number, to: number): { before: number; size: number } | null {
  const goesOn = utf8[to] === EQUALS && isOfValue(utf8[to + 1]);
  if (!goesOn && utf8[from - 1] !== EQUALS) return null;
  let start = from;
  while (from - start < LONGEST_BESIDE && isOfValue(utf8[start - 1])) start -= 1;
  let end = to;
  while (end - to < LONGEST_BESIDE && isOfValue(utf8[end])) end += 1;
  const opening = utf8[start - 1];
  const isQuoted = isClosedBy(opening, utf8[end], utf8[end + 1]);
  // `NAME=value=value`: what stands before the first sign is the name.
  if (!isQuoted && opening !== BLANK) {
    if (opening !== undefined && opening !== NEW_LINE) return null;
    while (start < from && utf8[start] !== EQUALS) start += 1;
    start += 1;
  }
  return start > from ? null : { before: from - start, size: end - start };
}

/** The quotation mark that was opened, escaped or not, or the end of an element. */
function isClosedBy(opening: number | undefined, sign: number | undefined, next: number | undefined): boolean {
  if (opening === GREATER) return sign === LESS && next === SLASH;
  if (opening !== DOUBLE_QUOTE && opening !== SINGLE_QUOTE) return false;
  return sign === opening || (sign === BACKSLASH && next === opening);
}

function isOfValue(byte: number | undefined): boolean {
  return byte !== undefined && (byte === EQUALS || KIND_OF_CHAR[byte] !== 0);
}

/** Kinds of a word without digits, of which most are written and not drawn. */
const LETTERS = LETTER | DASHES;

function mayBeOne(utf8: Uint8Array, groups: readonly KeyGroup[], from: number, to: number, kinds: number): boolean {
  for (const group of groups) if (mayBeKey(utf8, group, from, to, kinds)) return true;
  return false;
}

/** Whether nothing but the name beside it and how it looks tells a key of the group from a word. */
function isDrawn({ needsName, shape }: KeyGroup): boolean {
  return needsName && shape.prefixes.length === 0;
}

/** Whether a match ends where the word ends, or before its padding. */
function isOneWord({ shape }: KeyGroup): boolean {
  return shape.head === null || shape.head.next === null;
}

/** The best of the keys that the word between `start` and `end` may be or begin, if it is one. */
function bestHit(
  text: string,
  groups: readonly KeyGroup[],
  start: number,
  end: number,
  refused: Set<number>,
): Hit | null {
  let best: Hit | null = null;
  let context: KeyContext | null = null;
  for (const group of groups) {
    const value = matchKey(text, group, start);
    if (value === null || (isDrawn(group) && readsAsWords(value))) continue;
    context ??= new KeyContext(text, start, end);
    for (const key of group.keys) {
      const hit = judgeKey(text, key, value, start, context);
      if (hit === 'refused') refused.add(start);
      else if (hit !== null && (best === null || beats(hit, best))) best = hit;
    }
  }
  return best;
}

/** Among the shapes of one provider the one that says more about the value wins; among providers the one that is named. */
function beats(hit: Hit, best: Hit): boolean {
  if (hit.key !== null && best.key !== null && hit.key.provider === best.key.provider) {
    const more = hit.key.shape.literal - best.key.shape.literal;
    if (more !== 0) return more > 0;
  }
  if (hit.score !== best.score || hit.key === null || best.key === null) return hit.score > best.score;
  return hit.key.rank < best.key.rank;
}

/** Whether two in five of its letters are followed by one of the other case, as no name is written. */
function changesOften(utf8: Uint8Array, from: number, to: number): boolean {
  let changes = 0;
  for (let at = from + 1; at < to; at++) if (((utf8[at]! ^ utf8[at - 1]!) & 32) !== 0) changes += 1;
  return changes >= (to - from - 1) * 0.4;
}

function isAtom(utf8: Uint8Array, at: number): boolean {
  return at >= 0 && at < utf8.length && ATOM[utf8[at]!] === 1;
}

function endOfAtom(utf8: Uint8Array, from: number): number {
  let to = from;
  while (isAtom(utf8, to)) to += 1;
  return to;
}

/** Base64 of at least this length is no path. */
const LONG_BASE64 = 40;

/** The atom goes on from what is before it: `$name`, `object.member`, a long run of base64. */
function isInsideName(utf8: Uint8Array, from: number): boolean {
  const before = from === 0 ? 0 : utf8[from - 1]!;
  if (before === DOLLAR) return true;
  if (before === DOT) return isAtom(utf8, from - 2) && utf8[from - 2] !== DASH;
  // In the middle of base64 any three characters come up.
  return (before === PLUS || before === SLASH) && isBase64(utf8, from - LONG_BASE64, from);
}

function isBase64(utf8: Uint8Array, from: number, to: number): boolean {
  for (let at = Math.max(from, 0); at < to; at++) if (BASE64[utf8[at]!] !== 1) return false;
  return from >= 0;
}

const BASE64 = charSet('A-Za-z0-9+/');
