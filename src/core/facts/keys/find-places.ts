import { KIND_OF_CHAR, SHORTEST_RUN } from './char-kinds.ts';

// The one look at every part of a text: it tells where what is looked for may begin, and all else is passed over unread.

/** What may begin at a place: each kind is read by a finder of its own. `run` is a long run of letters, digits and signs. */
export type PlaceKind = 'run' | 'opening' | WordKind;
type WordKind =
  | 'name'
  | 'identified'
  | 'command'
  | 'login'
  | 'call'
  | 'salt'
  | 'pem'
  | 'encoded'
  | 'age'
  | 'putty'
  | 'jwk';
/** Offsets by kind, in the order of the text but for a few characters. */
export type Places = Readonly<Record<PlaceKind, readonly number[]>>;

/**
 * Words by what they begin. A small letter stands for the capital too. The four characters in brackets are those that are
 * looked for, as rare ones as the word has; the finder of the kind looks at the rest.
 */
const WORDS: Readonly<Record<WordKind, readonly string[]>> = {
  name: ['[pass]', 'secre[t_ke]y', 'secre[tkey]', 'secre[t.ke]y', 'Secu[reSt]ring', '[mnem]onic', '[psk=]', '[pwd=]'],
  identified: ["identified [by ']"],
  command: ['[curl]', 'ss[hpas]s', '[mysq]l', 'mar[iadb]', '[lftp]', 'redi[s-cl]i', 's[qlcm]d', '[mong]o'],
  login: ['[logi]n'],
  call: [
    'Netwo[rkCr]edential',
    'Passwo[rdAu]thentication',
    'Passwo[rdCr]edentials',
    '[PDO(]',
    '[mysq]li',
    'Basi[cAut]h',
    'getCo[nnec]tion',
    '[OAut]hHandler',
    '[.log]in',
    '[auth]',
  ],
  salt: ['[AUTH]_', 'LOGG[ED_I]N_', '[NONC]E_'],
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
type Sight = { kind: PlaceKind; window: string; fromPair: number; fromWord: number };

/** The words ready to be looked for. */
export type PlaceTable = {
  /**
   * For each pair of characters, 128 times the first plus the second: index of its sights, and whether a run may hold it.
   * Bytes, so that all of it stays near the processor.
   */
  pairs: Uint8Array;
  sights: readonly (readonly Sight[])[];
};
const IN_RUN = 1 << 7;

/** @param openings beginnings of keys, of at least four characters, that no long word leads to. */
export function compilePlaces(openings: readonly string[]): PlaceTable {
  const sights = new Map<string, Sight[]>();
  const words = [
    ...Object.entries(WORDS).flatMap(([kind, list]) => list.map((word) => ({ kind: kind as PlaceKind, word }))),
    ...openings.map((word) => ({ kind: 'opening' as const, word: `[${word.slice(0, WINDOW)}]` })),
  ];
  for (const { kind, word } of words) {
    const fromWord = word.indexOf('[');
    const window = word.slice(fromWord + 1, fromWord + 1 + WINDOW);
    for (let fromPair = 0; fromPair < STRIDE; fromPair++) {
      const pair = window.slice(fromPair, fromPair + 2).toLowerCase();
      sights.set(pair, [...(sights.get(pair) ?? []), { kind, window, fromPair, fromWord }]);
    }
  }
  if (sights.size >= IN_RUN) throw new RangeError('too many words to look for');
  return { pairs: tableOfPairs([...sights.keys()]), sights: [[], ...sights.values()] };
}

/** @param wanted in small letters, which stand for capitals too. */
function tableOfPairs(wanted: readonly string[]): Uint8Array {
  const table = new Uint8Array(128 * 128);
  for (let first = 0; first < 128; first++)
    for (let second = 0; second < 128; second++)
      if (KIND_OF_CHAR[first] !== 0 && KIND_OF_CHAR[second] !== 0) table[(first << 7) | second] = IN_RUN;
  for (const [index, pair] of wanted.entries())
    for (const first of casesOf(pair.charCodeAt(0)))
      for (const second of casesOf(pair.charCodeAt(1))) table[(first << 7) | second]! |= index + 1;
  return table;
}

function casesOf(code: number): number[] {
  return isSmall(code) ? [code, code - 32] : [code];
}

/** Finds all places of a text where something of interest may begin. */
export function findPlaces(text: string, { pairs, sights }: PlaceTable): Places {
  const found = noPlaces();
  const last = text.length - 1;
  // Looks in a row at what a run may hold. Characters beyond ASCII are taken for others: whoever reads a place looks again.
  let inRun = 0;
  for (let at = STRIDE - 1; at < last; at += STRIDE) {
    const pair = pairs[((text.charCodeAt(at) & 127) << 7) | (text.charCodeAt(at + 1) & 127)]!;
    if ((pair & ~IN_RUN) !== 0) enterWords(text, at, sights[pair & ~IN_RUN]!, found);
    inRun = Math.imul(inRun + 1, pair >> 7);
    if (inRun === LOOKS_OF_RUN) inRun = enterRun(text, at, found.run);
  }
  return found;
}

/** As often a run of the shortest length is looked at. */
const LOOKS_OF_RUN = Math.floor((SHORTEST_RUN - 1) / STRIDE);

/**
 * Enters the run around `at` if there is one and it is long; returns how many looks are left until its end, as a negative
 * number.
 */
function enterRun(text: string, at: number, runs: number[]): number {
  if (!isInRun(text, at) || !isInRun(text, at + 1)) return 0;
  let start = at;
  while (start > 0 && isInRun(text, start - 1)) start -= 1;
  let end = at + 2;
  while (end < text.length && isInRun(text, end)) end += 1;
  if (end - start >= SHORTEST_RUN) runs.push(start);
  return 1 - Math.ceil((end - at) / STRIDE);
}

function isInRun(text: string, at: number): boolean {
  return KIND_OF_CHAR[text.charCodeAt(at)] !== 0;
}

function enterWords(text: string, at: number, sights: readonly Sight[], found: Record<PlaceKind, number[]>): void {
  for (const { kind, window, fromPair, fromWord } of sights) {
    const start = at - fromPair;
    if (holds(text, start, window) && start >= fromWord) found[kind].push(start - fromWord);
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
    pem: [],
    encoded: [],
    age: [],
    putty: [],
    jwk: [],
  };
}

/** Whether the window stands at the place, its small letters in either case. */
function holds(text: string, start: number, window: string): boolean {
  for (let i = 0; i < WINDOW; i++) {
    const wanted = window.charCodeAt(i);
    const c = text.charCodeAt(start + i);
    if (c !== wanted && !(isSmall(wanted) && c === wanted - 32)) return false;
  }
  return true;
}

function isSmall(code: number): boolean {
  return code >= 97 && code <= 122;
}
