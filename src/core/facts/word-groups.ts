// One look at a text's bytes for many words at once: a search for each of them would take as many.

/** A word is come upon by four of its characters, so that one neighbouring pair in three has to be looked at. */
const WINDOW = 4;
const STRIDE = WINDOW - 1;

/** A word, seen from one of the pairs in its window: the window as one number, the first character lowest. */
type Sight = { fromPair: number; window: number; fromWord: number; word: Uint8Array; group: number };

/** Groups of words, ready to be looked for. */
export type WordGroups<Group extends string> = {
  /** For each pair of bytes, the first plus 256 times the second: index of its sights. */
  pairs: Uint16Array;
  sights: readonly (readonly Sight[])[];
  /** A bit for each group, in what `findWordGroups` gives. */
  bits: Readonly<Record<Group, number>>;
  /** Groups with a word that is too short to be looked for: they count as found. */
  open: number;
};

/** @param groups ASCII words of at least four characters each; 31 groups at most. */
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

/** Letters that half of every English text is made of: the fewer of them, the seldomer is a window met. */
const COMMON = /[etaoinsrlcd .]/g;

/** Where the window of a word begins that is seldom met in others. */
function rarestWindow(word: string): number {
  const places = Array.from({ length: word.length - STRIDE }, (_, at) => at);
  const commonIn = (at: number): number => word.slice(at, at + WINDOW).match(COMMON)?.length ?? 0;
  return places.reduce((best, at) => (commonIn(at) < commonIn(best) ? at : best));
}

/**
 * The groups of which a text holds a word, as bits.
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
