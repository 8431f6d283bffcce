import { ATOM, charSet, KIND_OF_CHAR, WIDE, type CharSet } from './char-kinds.ts';

/** Larger sets are drawn, not chosen: digits are no part of a beginning that a mask may show. */
const MOST_CHOICES = 8;

/** What a pattern's set of characters comes to. All patterns have but some hundred, so each is looked through once. */
export type SetTraits = {
  chars: CharSet;
  size: number;
  /** Kinds of its characters, as `KIND_OF_CHAR` tells them. */
  kinds: number;
  /** Its characters where they are so few that a beginning may be spelled out by them; else null. */
  choices: readonly string[] | null;
  /** Its characters that are not WIDE. */
  foreign: string;
  /** Whether all of its characters are of the set, and whether some are. */
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
