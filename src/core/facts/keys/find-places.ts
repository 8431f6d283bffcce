import { KIND_OF_CHAR, SHORTEST_RUN } from './patterns/char-kinds.ts';
import type { PlaceTable, Sight } from './compile-places.ts';
import type { PlaceKind } from './names/place-words.ts';
import { viewOf, type TextOffsets } from './text-offsets.ts';

// The one look at every part of a text: it tells where what is looked for may begin, and all else is passed over unread. It
// goes over bytes, of which a look takes a third of what it takes from a string, whose kind has to be asked each time.

// What is exported is looked up for each byte: these are handed to who makes the table as one object.
const WINDOW = 4;
const STRIDE = WINDOW - 1;
const INDEX = 0x7fff;
const SIGN = 15;

/** How the table of the words is laid out. */
export const LAYOUT = {
  /** Characters of a word that it is looked for by. */
  window: WINDOW,
  /** A pair of neighbours tells of a window where it can stand in it, so one place in three has to be looked at. */
  stride: STRIDE,
  /** The bits of a pair's entry that are the index of its sights; its sign says that a run may hold the pair. */
  index: INDEX,
};

/** Offsets by kind, in the order of the text but for a few characters: in its UTF-8 of openings, in the text of all others. */
export type Places = Readonly<Record<PlaceKind, readonly number[]>>;
/** Reads the long run of letters, digits and signs that begins at an offset of the UTF-8, and tells where it ends. */
export type ReadRun = (from: number) => number;

/**
 * Finds all places of a text where something of interest may begin, and has its long runs read on the way.
 *
 * @param utf8 the text as UTF-8.
 */
export function findPlaces(utf8: Uint8Array, table: PlaceTable, offsets: TextOffsets, readRun: ReadRun): Places {
  const { pairs, sights, before, behind } = table;
  const found = noPlaces();
  const bytes = viewOf(utf8);
  const kindOf = KIND_OF_CHAR;
  // Looks in a row at what a run may hold.
  let inRun = 0;
  const last = utf8.length - 2;
  for (let at = STRIDE - 1; at <= last; at += STRIDE) {
    // The pair between a character before it and one behind.
    const four = at < last ? bytes.getInt32(at - 1, true) : lastThree(utf8);
    const pair = pairs[(four >>> 8) & 0xffff]!;
    const index = pair & INDEX;
    // One pair in five may be of a word; what stands beside it tells of seven in eight that they are of another. That is
    // asked of every pair, as which one is of a word cannot be foreseen. A shift counts by five bits of a character.
    if ((((before[index]! >> four) | (behind[index]! >> (four >>> 24))) & 1) !== 0)
      enterWords(bytes, at, sights[index]!, offsets, found);
    // A negative number keeps the count, any other makes it zero.
    inRun = (inRun + 1) & (pair >> SIGN);
    if (inRun === LOOKS_OF_RUN) inRun = enterRun(utf8, at, kindOf, readRun);
  }
  return found;
}

function lastThree(utf8: Uint8Array): number {
  const at = utf8.length - 3;
  return utf8[at]! | (utf8[at + 1]! << 8) | (utf8[at + 2]! << 16);
}

/** As often a run of the shortest length is looked at. */
const LOOKS_OF_RUN = Math.floor((SHORTEST_RUN - 1) / STRIDE);

/**
 * Has the run around `at` read if it is long: as many looks as one of the shortest length takes were at what it may hold.
 *
 * @returns how many of the looks count for the run that goes on behind; less than zero until that is another one.
 */
function enterRun(utf8: Uint8Array, at: number, kindOf: Uint8Array, readRun: ReadRun): number {
  // A pair leaves one byte out of three.
  for (let looks = 1; looks < LOOKS_OF_RUN; looks++) if (kindOf[utf8[at + 2 - looks * STRIDE]!] === 0) return looks;
  let start = at - (LOOKS_OF_RUN - 1) * STRIDE;
  while (start > 0 && kindOf[utf8[start - 1]!] !== 0) start -= 1;
  let end = at + 2;
  while (end < utf8.length && end - start < SHORTEST_RUN && kindOf[utf8[end]!] !== 0) end += 1;
  if (end - start >= SHORTEST_RUN) end = readRun(start);
  return 1 - Math.ceil((end - at) / STRIDE);
}

function enterWords(
  bytes: DataView,
  at: number,
  sights: readonly Sight[],
  offsets: TextOffsets,
  found: Record<PlaceKind, number[]>,
): void {
  for (const { kind, fromPair, fromWord, wanted, fold } of sights) {
    const start = at - fromPair;
    if (start + WINDOW > bytes.byteLength || (bytes.getInt32(start, true) | fold) !== wanted) continue;
    const place = kind === 'opening' ? start : offsets.at(start) - fromWord;
    if (place >= 0) found[kind].push(place);
  }
}

function noPlaces(): Record<PlaceKind, number[]> {
  return {
    opening: [],
    name: [],
    identified: [],
    command: [],
    login: [],
    call: [],
    salt: [],
    pgpass: [],
    userpwd: [],
    bundle: [],
    oracle: [],
    pem: [],
    encoded: [],
    cluster: [],
    putty: [],
    jwk: [],
    xmlKey: [],
    joint: [],
    list: [],
    rows: [],
    alias: [],
    piped: [],
    mail: [],
    token: [],
  };
}
