import { ATOM, charSet, KIND_OF_CHAR, WIDE, type CharSet } from './char-kinds.ts';

/** Larger sets stand for random characters: digits, for one, are not part of a prefix that a mask may show. */
const MOST_CHOICES = 8;

/**
 * Properties of a character set in a pattern. All patterns together use only a few hundred sets, so they are memoized.
 */
export type SetTraits = {
  chars: CharSet;
  size: number;
  /** Union of its character classes (see `KIND_OF_CHAR`). */
  kinds: number;
  /** Its characters when they are few enough to enumerate prefixes with; null otherwise. */
  choices: readonly string[] | null;
  /** Its characters that are not WIDE. */
  foreign: string;
  /** Whether all, some or none of its characters are in ATOM and in WIDE. */
  atom: Share;
  wide: Share;
};
type Share = 'all' | 'some' | 'none';

const KNOWN = new Map<string, SetTraits>();

/** @param ranges the inside of a bracket expression, without escapes. */
export function readSet(ranges: string, negated = false): SetTraits {
  const id = negated ? `^${ranges}` : ranges;
  const known = KNOWN.get(id) ?? traitsOf(negated ? charSet(ranges).map((on) => 1 - on) : charSet(ranges));
  KNOWN.set(id, known);
  return known;
}

function traitsOf(chars: CharSet): SetTraits {
  const codes = [...chars.keys()].filter((code) => chars[code] === 1);
  const texts = codes.map((code) => String.fromCharCode(code));
  const shareOf = (set: CharSet): Share => {
    const within = codes.filter((code) => set[code] === 1).length;
    return within === codes.length ? 'all' : within > 0 ? 'some' : 'none';
  };
  return {
    chars,
    size: codes.length,
    kinds: codes.reduce((kinds, code) => kinds | KIND_OF_CHAR[code]!, 0),
    choices: texts.length <= MOST_CHOICES ? texts : null,
    foreign: texts.filter((_, i) => WIDE[codes[i]!] === 0).join(''),
    atom: shareOf(ATOM),
    wide: shareOf(WIDE),
  };
}
