import { KIND_OF_CHAR, SHORTEST_RUN } from './char-kinds.ts';
import { TextOffsets, viewOf } from './text-offsets.ts';

// The one look at every part of a text: it tells where what is looked for may begin, and all else is passed over unread. It
// goes over bytes, of which a look takes a third of what it takes from a string, whose kind has to be asked each time.

/** What may begin at a place: each kind is read by a finder of its own. `run` is a long run of letters, digits and signs. */
export type PlaceKind = 'run' | 'opening' | WordKind;
type WordKind =
  | 'name'
  | 'identified'
  | 'command'
  | 'login'
  | 'call'
  | 'salt'
  | 'pgpass'
  | 'userpwd'
  | 'bundle'
  | 'pem'
  | 'encoded'
  | 'age'
  | 'putty'
  | 'jwk';
/**
 * Offsets by kind, in the order of the text but for a few characters: in its UTF-8 of runs and openings, which are read as
 * words, and in the text of all others.
 */
export type Places = Readonly<Record<PlaceKind, readonly number[]>>;

/**
 * Words by what they begin. A small letter stands for the capital too. The four characters in brackets are those that are
 * looked for: rare ones, or those of another word. The finder of the kind looks at the rest.
 */
const WORDS: Readonly<Record<WordKind, readonly string[]>> = {
  name: [
    '[pass]',
    'secre[t_ke]y',
    'secre[tkey]',
    'secre[t.ke]y',
    'secre[t-ke]y',
    'S[ecur]eString',
    '[mnem]onic',
    '[psk=]',
    '[pwd=]',
    'bi[ndpw]',
    'ro[otpw]',
  ],
  identified: ["identified [by ']"],
  command: ['[curl]', 'ssh[pass]', '[mysq]l', 'mar[iadb]', '[lftp]', 'redi[s-cl]i', 's[qlcm]d', '[mong]o'],
  login: ['[logi]n'],
  call: [
    'Netwo[rkCr]edential',
    'Passwo[rdAu]thentication',
    'Passwo[rdCr]edentials',
    'basic_[auth]',
    '[PDO(]',
    '[mysq]li',
    'Basi[cAut]h',
    'ge[tCon]nection',
    '[OAut]hHandler',
    '.[logi]n',
    '[auth]',
  ],
  salt: ['[AUTH]_', 'LOGG[ED_I]N_', 'N[ONCE]_'],
  pgpass: ['[:543]2:', '[:643]2:'],
  userpwd: ['CURLOPT_US[ERPW]D'],
  bundle: ['B[UNDL]E_'],
  pem: ['-----[BEGI]N '],
  encoded: ['LS0tLS1CR[UdJT]i'],
  age: ['AGE-SECR[ET-K]EY-1'],
  putty: ['[PuTT]Y'],
  jwk: ['["kty]"'],
};
const WINDOW = 4;
/** A pair of neighbours tells of a window where it can stand in it, so one place in three has to be looked at. */
const STRIDE = WINDOW - 1;

/** One of the four-character windows, seen from one of the pairs in it. */
type Sight = {
  kind: PlaceKind;
  fromPair: number;
  fromWord: number;
  /** The window's characters as one number, the first lowest, and the bits that capitals of them lack. */
  wanted: number;
  fold: number;
};

/** The words ready to be looked for. */
export type PlaceTable = {
  /**
   * For each pair of bytes, the first plus 256 times the second: index of its sights, and negative when a run may hold it.
   * Bytes, so that all of it stays near the processor.
   */
  pairs: Int8Array;
  sights: readonly (readonly Sight[])[];
};
const INDEX = 127;
const IN_RUN = 128;

/** @param openings beginnings of keys, of at least four characters, that no long word leads to. */
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

/** Pairs that lead to the same sights share them. */
function tableOf(byPair: ReadonlyMap<number, readonly Sight[]>): PlaceTable {
  const pairs = new Int8Array(256 * 256);
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
  return { pairs, sights: lists };
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

/** The bit that a small letter has and its capital lacks. */
const CASE = 32;

function isSmall(code: number): boolean {
  return code >= 97 && code <= 122;
}

/**
 * Finds all places of a text where something of interest may begin.
 *
 * @param utf8 the text once more, as UTF-8.
 */
export function findPlaces(text: string, utf8: Uint8Array, { pairs, sights }: PlaceTable): Places {
  const found = noPlaces();
  const bytes = viewOf(utf8);
  const offsets = new TextOffsets(text, utf8);
  const last = utf8.length - 1;
  // An import would be looked up for each byte.
  const kindOf = KIND_OF_CHAR;
  // Looks in a row at what a run may hold.
  let inRun = 0;
  for (let at = STRIDE - 1; at < last; at += STRIDE) {
    const pair = pairs[bytes.getUint16(at, true)]!;
    if ((pair & INDEX) !== 0) enterWords(bytes, at, sights[pair & INDEX]!, offsets, found);
    // A negative number keeps the count, any other makes it zero.
    inRun = (inRun + 1) & (pair >> 7);
    if (inRun === LOOKS_OF_RUN) inRun = enterRun(utf8, at, kindOf, found.run);
  }
  return found;
}

/** As often a run of the shortest length is looked at. */
const LOOKS_OF_RUN = Math.floor((SHORTEST_RUN - 1) / STRIDE);

/** Enters the run around `at` if it is long; returns how many looks are left until its end, as a negative number. */
function enterRun(utf8: Uint8Array, at: number, kindOf: Uint8Array, runs: number[]): number {
  let start = at;
  while (start > 0 && kindOf[utf8[start - 1]!] !== 0) start -= 1;
  let end = at + 2;
  while (end < utf8.length && kindOf[utf8[end]!] !== 0) end += 1;
  if (end - start >= SHORTEST_RUN) runs.push(start);
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
    run: [],
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
    pem: [],
    encoded: [],
    age: [],
    putty: [],
    jwk: [],
  };
}
