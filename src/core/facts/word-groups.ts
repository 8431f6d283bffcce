// Searches a text's bytes for many words in a single pass.

/**
 * A word is found by a window of four characters, and the window by any of its three byte pairs, so that only one
 * offset in three has to be examined.
 */
const WINDOW = 4;
const STRIDE = WINDOW - 1;

/**
 * A word as found through one of the pairs in its window. `window` is its characters as one number, the first in the
 * low byte.
 */
type Sight = { fromPair: number; window: number; fromWord: number; word: Uint8Array; group: number };

/** Lookup tables for groups of words. */
export type WordGroups<Group extends string> = {
  /** For each pair of bytes, the first plus 256 times the second: index of its sights. */
  pairs: Uint16Array;
  sights: readonly (readonly Sight[])[];
  /** Each group's bit in the result of `findWordGroups`. */
  bits: Readonly<Record<Group, number>>;
  /** Bits of the groups with a word that is too short to search for; they always count as found. */
  open: number;
};

/**
 * Compiles groups of words for `findWordGroups`.
 *
 * @param groups ASCII words of at least four characters each; 31 groups at most.
 */
export function compileWordGroups<Group extends string>(
  groups: Readonly<Record<Group, readonly string[]>>,
): WordGroups<Group> {
  const lists = new Map<number, Sight[]>();
  const bits = {} as Record<Group, number>;
  let open = 0;
  for (const [index, [name, words]] of (Object.entries(groups) as [Group, readonly string[]][]).entries()) {
    const group = 1 << index;
    bits[name] = group;
    for (const word of new Set(words)) {
      if (word.length < WINDOW) open |= group;
      else enter(lists, word, group);
    }
  }
  const pairs = new Uint16Array(256 * 256);
  const sights: (readonly Sight[])[] = [[]];
  for (const [pair, list] of lists) pairs[pair] = sights.push(list) - 1;
  return { pairs, sights, bits, open };
}

function enter(lists: Map<number, Sight[]>, text: string, group: number): void {
  const word = new TextEncoder().encode(text);
  const at = rarestWindow(text);
  const window = new DataView(word.buffer).getInt32(at, true);
  for (let fromPair = 0; fromPair < STRIDE; fromPair++) {
    const pair = word[at + fromPair]! | (word[at + fromPair + 1]! << 8);
    const list = lists.get(pair) ?? [];
    lists.set(pair, list);
    list.push({ fromPair, window, fromWord: at + fromPair, word, group });
  }
}

/** The most frequent characters of English text: the fewer of them a window has, the rarer it is. */
const COMMON = /[etaoinsrlcd .]/g;

/** Offset of a word's rarest window. */
function rarestWindow(word: string): number {
  const places = Array.from({ length: word.length - STRIDE }, (_, at) => at);
  const commonIn = (at: number): number => word.slice(at, at + WINDOW).match(COMMON)?.length ?? 0;
  return places.reduce((best, at) => (commonIn(at) < commonIn(best) ? at : best));
}

/**
 * The groups with a word that occurs in the text, as bits.
 *
 * @param utf8 the text as UTF-8.
 */
export function findWordGroups(utf8: Uint8Array, { pairs, sights, open }: WordGroups<string>): number {
  const bytes = new DataView(utf8.buffer, utf8.byteOffset, utf8.byteLength);
  const last = utf8.length - 1;
  let found = open;
  for (let at = STRIDE - 1; at < last; at += STRIDE) {
    const index = pairs[bytes.getUint16(at, true)]!;
    if (index !== 0) found |= groupsAt(bytes, at, sights[index]!, found);
  }
  return found;
}

function groupsAt(bytes: DataView, at: number, sights: readonly Sight[], found: number): number {
  let groups = 0;
  for (const sight of sights) {
    if ((found & sight.group) === 0 && hasWindow(bytes, at - sight.fromPair, sight) && hasWord(bytes, at, sight))
      groups |= sight.group;
  }
  return groups;
}

function hasWindow(bytes: DataView, from: number, { window }: Sight): boolean {
  return from + WINDOW <= bytes.byteLength && bytes.getInt32(from, true) === window;
}

function hasWord(bytes: DataView, at: number, { word, fromWord }: Sight): boolean {
  const from = at - fromWord;
  if (from < 0 || from + word.length > bytes.byteLength) return false;
  return word.every((code, i) => bytes.getUint8(from + i) === code);
}
