import { ATOM, CAPITAL, charSet, DASHES, DIGIT, HEX_LETTER, SMALL_LETTER } from './patterns/char-kinds.ts';
import type { GroupsByLength, KeySearch } from './patterns/compile-key-search.ts';
import type { KeyGroup } from './patterns/compiled-key.ts';
import { couldBeGeneric, judgeGeneric } from './find-generic-secrets.ts';
import { findWords, type WordVisitor } from './find-words.ts';
import { isInCamelCase, readsAsWord, readsAsWords } from './values/is-filler.ts';
import { judgeKey } from './judge-key.ts';
import { beginningAt, FIRST } from './patterns/key-beginnings.ts';
import { KeyContext } from './key-context.ts';
import { guess, MOST_KEYS, type Hit } from './key-hit.ts';
import { SHORTEST_OF_SECRET } from './values/looks-drawn.ts';
import { matchKey, mayBeKey } from './patterns/match-key.ts';
import { mayBeGiven } from './names/name-beside.ts';
import type { TextOffsets } from './text-offsets.ts';
import { idBefore } from './values/value-bounds.ts';
import { widenValue } from './values/widen-value.ts';

const LETTER = HEX_LETTER | SMALL_LETTER | CAPITAL;
const BOTH_CASES = SMALL_LETTER | CAPITAL;
/** Skips the test of character classes where the prefix identifies the shape. */
const ANY_KIND = 0;
const [DOLLAR, PLUS, DASH, DOT, SLASH, EQUALS] = [36, 43, 45, 46, 47, 61];

/**
 * Finds keys among the long words of a text: those of known shapes, and random values assigned to a telling name. Runs
 * and openings must be read in the order of the text. Nearly every word is rejected by its bytes; only for the others
 * is the offset in the text computed. Here `from` and `to` are byte offsets in the UTF-8, `start` and `end` offsets in
 * the text.
 */
export class WordKeys implements WordVisitor {
  readonly hits: Hit[] = [];
  private readonly text: string;
  private readonly utf8: Uint8Array;
  private readonly search: KeySearch;
  private readonly offsets: TextOffsets;
  /**
   * Offsets of values that have a service's shape but were judged not to be keys; they are not generic secrets either.
   */
  private readonly refused = new Set<number>();

  constructor(text: string, utf8: Uint8Array, offsets: TextOffsets, search: KeySearch) {
    this.text = text;
    this.utf8 = utf8;
    this.offsets = offsets;
    this.search = search;
  }

  /** Reads the long run at `from`; returns where it ends. */
  readRun(from: number): number {
    return findWords(this.utf8, from, this.search.short, this);
  }

  /** Reads the word at `from`, which begins with the prefix of a key that may contain no long word. */
  readOpening(from: number): void {
    if (!isAtom(this.utf8, from - 1)) this.beginning(from, endOfAtom(this.utf8, from));
  }

  atom(from: number, to: number, kinds: number): void {
    this.beginning(from, to);
    const groups = this.groupsOf(this.search.byLength, from, to, kinds);
    const possible = groups === undefined ? null : possibleDrawn(this.utf8, groups, from, to, kinds);
    if (possible !== null && this.utf8[from - 1] !== DOLLAR && !goesOn(this.utf8, from)) this.judge(possible, from, to);
  }

  wide(from: number, to: number, kinds: number): void {
    const groups = this.groupsOf(this.search.byWideLength, from, to, kinds);
    const possible = groups === undefined ? null : possibleDrawn(this.utf8, groups, from, to, kinds);
    if (possible !== null) this.judge(possible, from, to);
    if (mayBeGiven(this.utf8, from) && isMixed(this.utf8, from, to, kinds)) this.tryGeneric(from, to);
  }

  private beginning(from: number, to: number): void {
    const { utf8, search } = this;
    let step = beginningAt(search.beginnings, utf8, from);
    if (step === undefined) return;
    let possible: KeyGroup[] | null = null;
    for (let at = from + FIRST; step !== undefined; at++) {
      possible = addPossible(possible, utf8, step.here, from, to, ANY_KIND);
      step = step.next?.get(utf8[at]!);
    }
    // A dollar sign may precede a known prefix, unlike in `atom`.
    if (possible === null || goesOn(utf8, from)) return;
    if (possible.length > 1) possible.sort((a, b) => a.order - b.order);
    this.judge(possible, from, to);
  }

  private groupsOf(
    { all, alone }: GroupsByLength,
    from: number,
    to: number,
    kinds: number,
  ): readonly KeyGroup[] | undefined {
    return (mayBeGiven(this.utf8, from) ? all : alone)[to - from]?.[kinds];
  }

  private judge(groups: readonly KeyGroup[], from: number, to: number): void {
    if (this.hits.length >= MOST_KEYS) return;
    const start = this.offsets.at(from);
    const hit = bestHit(this.text, groups, start, start + to - from, this.refused);
    if (hit !== null) this.hits.push(hit);
  }

  private tryGeneric(from: number, to: number): void {
    const { utf8 } = this;
    const padding = utf8[to] !== EQUALS ? 0 : utf8[to + 1] !== EQUALS ? 1 : 2;
    const size = to - from + padding;
    if (size < SHORTEST_OF_SECRET || this.hits.length >= MOST_KEYS) return;
    const start = this.offsets.at(from);
    if (this.refused.has(start) || this.isGeneric(start, start + size)) return;
    const wider = widenValue(utf8, from, to);
    if (wider !== null) this.isGeneric(start - wider.before, start - wider.before + wider.size);
  }

  /** Whether that part of the text is a secret of an unknown service; adds it to the hits. */
  private isGeneric(start: number, end: number): boolean {
    const { text } = this;
    if (this.refused.has(start) || !couldBeGeneric(text, start, end)) return false;
    if (this.refused.has(start - idBefore(text, start))) return false;
    const context = new KeyContext(text, start, end);
    const judged = judgeGeneric(text, start, end, context, this.search.secretNames);
    if (judged === null) return false;
    this.hits.push(guess(text, { start, end, ...judged, name: context.beside.name }));
    return true;
  }
}

/** Classes of a word without digits, which is rarely random. */
const LETTERS = LETTER | DASHES;

/** Adds the groups that pass `mayBeKey` to the list, which is only created when needed. */
function addPossible(
  possible: KeyGroup[] | null,
  utf8: Uint8Array,
  groups: readonly KeyGroup[],
  from: number,
  to: number,
  kinds: number,
): KeyGroup[] | null {
  let list = possible;
  for (const group of groups) if (mayBeKey(utf8, group, from, to, kinds)) (list ??= []).push(group);
  return list;
}

/**
 * The groups for the word's length that pass `mayBeKey`. For a word that reads as words, groups whose keys only their
 * name tells from words are dropped. Null without any.
 */
function possibleDrawn(
  utf8: Uint8Array,
  groups: readonly KeyGroup[],
  from: number,
  to: number,
  kinds: number,
): readonly KeyGroup[] | null {
  const possible = addPossible(null, utf8, groups, from, to, kinds);
  if (possible === null || (kinds & ~LETTERS) !== 0 || utf8[to] === EQUALS || !readsAsWord(utf8, from, to))
    return possible;
  const unlikeWords = possible.filter((group) => !isDrawn(group) || !isOneWord(group));
  return unlikeWords.length === 0 ? null : unlikeWords;
}

/** Whether only its name and its randomness tell a key of the group from a word. */
function isDrawn({ needsName, shape }: KeyGroup): boolean {
  return needsName && shape.prefixes.length === 0;
}

/** Whether a match ends where the word ends, or before its padding. */
function isOneWord({ shape }: KeyGroup): boolean {
  return shape.head === null || shape.head.next === null;
}

/**
 * The best key that the word between `start` and `end` is or begins; null without one. Adds `start` to `refused` when
 * the word has a key's shape but is not a key.
 */
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
    if (value === null || (group.needsName && readsAsWords(value)) || (isDrawn(group) && isInCamelCase(value)))
      continue;
    context ??= new KeyContext(text, start, end);
    if (group.needsName && !context.beside.given) continue;
    for (const key of group.keys) {
      const hit = judgeKey(text, key, value, start, context);
      if (hit === 'refused') refused.add(start);
      else if (hit !== null && (best === null || beats(hit, best))) best = hit;
    }
  }
  return best;
}

/**
 * Between keys of one provider the more specific shape wins; between providers the higher score, to which nearby names
 * add.
 */
function beats(hit: Hit, best: Hit): boolean {
  if (hit.key !== null && best.key !== null && hit.key.provider === best.key.provider) {
    const more = hit.key.shape.literal - best.key.shape.literal;
    if (more !== 0) return more > 0;
  }
  if (hit.score !== best.score || hit.key === null || best.key === null) return hit.score > best.score;
  return hit.key.rank < best.key.rank;
}

function isMixed(utf8: Uint8Array, from: number, to: number, kinds: number): boolean {
  if ((kinds & DIGIT) !== 0) return (kinds & LETTER) !== 0 || kinds === DIGIT;
  return (kinds & BOTH_CASES) === BOTH_CASES && changesOften(utf8, from, to);
}

/** Whether case changes at two in five characters or more, as in no identifier. */
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

/** A run of base64 of at least this length is not a path. */
const LONG_BASE64 = 40;

/** Whether the atom continues what is before it: `object.member`, a long run of base64. */
function goesOn(utf8: Uint8Array, from: number): boolean {
  const before = from === 0 ? 0 : utf8[from - 1]!;
  if (before === DOT) return isAtom(utf8, from - 2) && utf8[from - 2] !== DASH;
  // In the middle of base64 any three characters occur by chance.
  return (before === PLUS || before === SLASH) && isBase64(utf8, from - LONG_BASE64, from);
}

function isBase64(utf8: Uint8Array, from: number, to: number): boolean {
  for (let at = Math.max(from, 0); at < to; at++) if (BASE64[utf8[at]!] !== 1) return false;
  return from >= 0;
}

const BASE64 = charSet('A-Za-z0-9+/');
