import { LAYOUT } from './find-places.ts';
import { KIND_OF_CHAR } from './patterns/char-kinds.ts';
import { WORDS, type PlaceKind } from './names/place-words.ts';

const { window: WINDOW, stride: STRIDE, index: INDEX } = LAYOUT;

/** The four-character window of a search word, as found through one of the byte pairs in it. */
export type Sight = {
  kind: PlaceKind;
  fromPair: number;
  fromWord: number;
  /**
   * The window's characters as one number, the first in the low byte, and the bits that fold its capitals to lower
   * case.
   */
  wanted: number;
  fold: number;
};

/** Lookup tables for the scan by `findPlaces`. */
export type PlaceTable = {
  /**
   * For each pair of bytes, the first plus 256 times the second: the index of its sights, negative when a run may
   * contain the pair. Entries have two bytes, so that those of common characters stay in the CPU cache.
   */
  pairs: Int16Array;
  sights: readonly (readonly Sight[])[];
  /**
   * For each index, the characters that may precede or follow the pair in its windows, as a bit set by their low five
   * bits.
   */
  before: Int32Array;
  behind: Int32Array;
};
const IN_RUN = 0x8000;

/**
 * Compiles the search words.
 *
 * @param openings prefixes, of at least four characters, of keys that may contain no long word.
 * @throws RangeError when there are more words than the table can index.
 */
export function compilePlaces(openings: readonly string[]): PlaceTable {
  const words = [
    ...Object.entries(WORDS).flatMap(([kind, list]) => list.map((word) => ({ kind: kind as PlaceKind, word }))),
    ...openings.map((word) => ({ kind: 'opening' as const, word: `[${word.slice(0, WINDOW)}]` })),
  ];
  const byPair = new Map<number, Sight[]>();
  for (const { kind, word } of words) {
    const fromWord = word.indexOf('[');
    const window = word.slice(fromWord + 1, fromWord + 1 + WINDOW);
    const { wanted, fold } = numbersOf(window);
    for (let fromPair = 0; fromPair < STRIDE; fromPair++) {
      const sight = { kind, fromPair, fromWord, wanted, fold };
      for (const pair of pairsAt(window, fromPair)) byPair.set(pair, [...(byPair.get(pair) ?? []), sight]);
    }
  }
  return tableOf(byPair);
}

/** Pairs with the same sights share one list. */
function tableOf(byPair: ReadonlyMap<number, readonly Sight[]>): PlaceTable {
  const pairs = new Int16Array(256 * 256);
  for (let first = 0; first < 128; first++)
    for (let second = 0; second < 128; second++)
      if (KIND_OF_CHAR[first] !== 0 && KIND_OF_CHAR[second] !== 0) pairs[first | (second << 8)] = IN_RUN;
  const lists: (readonly Sight[])[] = [[]];
  for (const [pair, sights] of byPair) {
    let index = lists.findIndex(
      (list) => list.length === sights.length && list.every((sight, i) => sight === sights[i]),
    );
    if (index < 0) index = lists.push(sights) - 1;
    pairs[pair]! |= index;
  }
  if (lists.length > INDEX) throw new RangeError('too many words to look for');
  return { pairs, sights: lists, ...neighboursOf(lists) };
}

function neighboursOf(lists: readonly (readonly Sight[])[]): Pick<PlaceTable, 'before' | 'behind'> {
  const [before, behind] = [new Int32Array(lists.length), new Int32Array(lists.length)];
  for (const [index, list] of lists.entries()) {
    for (const { wanted, fromPair } of list) {
      // The last pair of a window has nothing after it.
      if (fromPair + 2 < WINDOW) behind[index]! |= bitOf(wanted >> (8 * (fromPair + 2)));
      else before[index]! |= bitOf(wanted >> (8 * (fromPair - 1)));
    }
  }
  return { before, behind };
}

/** A shift uses only the low five bits, which are the same in both cases of a letter. */
function bitOf(char: number): number {
  return 1 << char;
}

function pairsAt(window: string, at: number): number[] {
  const [first, second] = [casesOf(window.charCodeAt(at)), casesOf(window.charCodeAt(at + 1))];
  return first.flatMap((a) => second.map((b) => a | (b << 8)));
}

function casesOf(code: number): number[] {
  return isSmall(code) ? [code, code & ~CASE] : [code];
}

function numbersOf(window: string): Pick<Sight, 'wanted' | 'fold'> {
  let [wanted, fold] = [0, 0];
  for (let i = 0; i < WINDOW; i++) {
    const code = window.charCodeAt(i);
    wanted |= code << (8 * i);
    if (isSmall(code)) fold |= CASE << (8 * i);
  }
  return { wanted, fold };
}

/** The bit that is set in a lower-case letter and clear in its capital. */
const CASE = 32;

function isSmall(code: number): boolean {
  return code >= 97 && code <= 122;
}
