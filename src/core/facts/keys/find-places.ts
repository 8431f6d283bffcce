import { KIND_OF_CHAR, SHORTEST_RUN } from './patterns/char-kinds.ts';
import type { PlaceTable, Sight } from './compile-places.ts';
import type { PlaceKind } from './names/place-words.ts';
import { viewOf, type TextOffsets } from './text-offsets.ts';

// The single pass over every byte of a text. It records where a candidate may begin; everything else is skipped. It
// reads bytes because a string takes three times as long: its representation has to be checked on each access.

// An exported constant is looked up on each access, so these stay local, and `compilePlaces` gets them as one object.
const WINDOW = 4;
const STRIDE = WINDOW - 1;
const INDEX = 0x7fff;
const SIGN = 15;

/** Layout of the search table. */
export const LAYOUT = {
  /** Number of characters of a word that the scan compares. */
  window: WINDOW,
  /** Any of the three pairs in a window identifies it, so only one offset in three has to be examined. */
  stride: STRIDE,
  /** Bits of a pair's entry that hold the index of its sights; the sign says that a run may contain the pair. */
  index: INDEX,
};

/**
 * Offsets of candidates by kind, in the order of the text but for a few characters: byte offsets in the UTF-8 for
 * `opening`, offsets in the text for all others.
 */
export type Places = Readonly<Record<PlaceKind, readonly number[]>>;
/** Reads the long run of WIDE characters that begins at a byte offset; returns its end. */
export type ReadRun = (from: number) => number;

/**
 * Finds every offset where a candidate may begin, and passes long runs to `readRun` on the way.
 *
 * @param utf8 the text as UTF-8.
 */
export function findPlaces(utf8: Uint8Array, table: PlaceTable, offsets: TextOffsets, readRun: ReadRun): Places {
  const { pairs, sights, before, behind } = table;
  const found = noPlaces();
  const bytes = viewOf(utf8);
  const kindOf = KIND_OF_CHAR;
  // Number of consecutive pairs that a run may contain.
  let inRun = 0;
  const last = utf8.length - 2;
  for (let at = STRIDE - 1; at <= last; at += STRIDE) {
    // The pair at `at`, with the byte before and the byte after it.
    const four = at < last ? bytes.getInt32(at - 1, true) : lastThree(utf8);
    const pair = pairs[(four >>> 8) & 0xffff]!;
    const index = pair & INDEX;
    // One pair in five occurs in a search word; its neighbours rule out seven in eight of these. They are tested for
    // every pair, as a branch on the pair alone would be unpredictable. A shift uses only the low five bits of a
    // character.
    if ((((before[index]! >> four) | (behind[index]! >> (four >>> 24))) & 1) !== 0)
      enterWords(bytes, at, sights[index]!, offsets, found);
    // A negative entry keeps the count; any other resets it to zero.
    inRun = (inRun + 1) & (pair >> SIGN);
    if (inRun === LOOKS_OF_RUN) inRun = enterRun(utf8, at, kindOf, readRun);
  }
  return found;
}

function lastThree(utf8: Uint8Array): number {
  const at = utf8.length - 3;
  return utf8[at]! | (utf8[at + 1]! << 8) | (utf8[at + 2]! << 16);
}

/** Number of pairs examined in a run of the shortest length. */
const LOOKS_OF_RUN = Math.floor((SHORTEST_RUN - 1) / STRIDE);

/**
 * Reads the run around `at` if it is long enough. On entry, the last `LOOKS_OF_RUN` pairs may all belong to it.
 *
 * @returns the number of pairs to count for the run that follows; negative until the scan has left the run just read.
 */
function enterRun(utf8: Uint8Array, at: number, kindOf: Uint8Array, readRun: ReadRun): number {
  // A pair leaves one byte in three unexamined.
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
