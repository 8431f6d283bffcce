import { isEncodedFiller, isFiller, isInCamelCase } from './is-filler.ts';
import { changeShare, entropy, isRepetition, longestRise, wordLikeness, writtenOdds } from './randomness.ts';

// Tells random values from those that somebody wrote.

/** Shorter random values are hard to tell from names. */
export const SHORTEST_GENERIC = 20;
/**
 * Minimum length of hexadecimal digits and of frequently alternating letters and digits, which resemble no identifier,
 * under a name that can only be a secret's.
 */
export const SHORTEST_OF_SECRET = 16;

/** The name of an authentication scheme's parameter before its value: `auth=…`. */
const PARAMETER = /^[a-z_]{2,16}=(?=.)/;

/**
 * Whether the value is random hex, base64 or base62 of a plausible length, and not an id, a hash with a name, a path, a
 * sentence or an identifier.
 */
export function looksDrawn(value: string): boolean {
  if (!/[A-Za-z]/.test(value) || isIdentifierLike(value) || isEncodedFiller(value.replace(PARAMETER, ''))) return false;
  if (!/\d/.test(value)) return isDrawnOfLetters(value) || (isUnwritten(value) && !isFiller(value));
  if (value.length < SHORTEST_GENERIC) return looksDrawnThoughShort(value);
  const rest = value.replace(/^(?:[A-Za-z]{2,10}[_-]){1,3}/, '');
  const body = rest.length >= SHORTEST_GENERIC ? rest : value;
  // Some services prepend capitals: `EXO…`, `SK…`.
  const bytes = body.replace(/^[A-Z]{2,4}(?=[0-9a-f]{20,}$)/, '');
  if (isFiller(bytes)) return false;
  // A short text has lower entropy: one random value in a hundred falls below these bounds.
  const short = value.length < 22 ? 0.25 : value.length < 24 ? 0.15 : 0;
  if (/^(?:0x)?[0-9a-f]+(?:-[0-9a-f]+)?$|^[0-9a-f]{4,12}(?:-[0-9a-f]{4,12}){2,7}$/i.test(bytes))
    return entropy(bytes) >= 3 - short;
  const cased = /[a-z]/.test(value) && /[A-Z]/.test(value);
  const odds = writtenOdds(value);
  // Odds are logarithms: the lower, the less the value resembles what people write.
  const unlike = odds < 8 * DRAWN ? 0.5 : odds < 5 * DRAWN ? 0.35 : odds < 2 * DRAWN ? 0.15 : 0;
  if (entropy(value) < (cased ? 3.9 : 3.6) - short - unlike) return false;
  return wordLikeness(value) < 0.42 || odds < DRAWN || (cased && odds < 1 && isScattered(value));
}

/**
 * Whether digits occur in three places or more and character classes change often, so that a word within occurs by
 * chance.
 */
function isScattered(value: string): boolean {
  return (value.match(/\d+/g)?.length ?? 0) >= 3 && changeShare(value) >= 0.4;
}

/** Log odds below which a value counts as random. */
const DRAWN = -2;

/**
 * Whether the value is random letters: one in thirty random texts of twenty letters and digits has no digit, and no
 * identifier changes its case as often.
 */
function isDrawnOfLetters(value: string): boolean {
  const isCased = /^[A-Za-z_-]{20,}$/.test(value) && /^[_-]{0,2}$/.test(value.replaceAll(/[A-Za-z]/g, ''));
  if (!isCased || changeShare(value) < 0.4) return false;
  return writtenOdds(value) < DRAWN && !isFiller(value);
}

function looksDrawnThoughShort(value: string): boolean {
  if (isFiller(value)) return false;
  if (/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(value)) return entropy(value) >= 2.9;
  return (isRestless(value) || isUnwritten(value)) && entropy(value) >= 3;
}

/** Whether the value is base64 of random bytes, which may begin with a slash or contain two, as a path does. */
function isRestlessBase64(value: string): boolean {
  return /^[A-Za-z0-9+/]{20,}={0,2}$/.test(value) && value.length % 4 === 0 && changeShare(value) >= 0.5;
}

/** Whether the value is an identifier: words joined by separators, a version, a file name or a dotted name. */
export function isIdentifierLike(value: string): boolean {
  if (/^(?:sha\d{3}|md5)-/.test(value) || value.startsWith('./') || isInCamelCase(value)) return true;
  if ((value.startsWith('/') || value.includes('//')) && !isRestlessBase64(value)) return true;
  if (/\.[a-z]{2,5}$/.test(value)) return true;
  const parts = value.split(/[_.\-/=]+/).filter((p) => p.length > 0);
  return parts.length > 1 && parts.every((p) => p.length <= 14 && (/^[A-Za-z]*\d{0,4}$/.test(p) || /^\d+$/.test(p)));
}

/**
 * Whether the value is 15 to 19 letters and digits whose letter pairs are unlike those of words; without digits, its
 * case must also change.
 */
export function isUnwritten(value: string): boolean {
  if (!/^[a-z0-9]{15,19}$/i.test(value) || writtenOdds(value) >= 2.5 * DRAWN) return false;
  return /\d/.test(value) || (changeShare(value) >= 0.3 && /[A-Z]{2}/.test(value));
}

/** Whether the value is 15 or more random digits: no timestamp, no sequence, no repetition, no id with zeros inside. */
export function areDrawnDigits(value: string): boolean {
  if (value.length < 15 || new Set(value).size < 6 || entropy(value) < 2.2) return false;
  return !/(\d)\1{3}/.test(value) && !isTime(value) && longestRise(value) < 5 && !isRepetition(value);
}

/** Unix time in micro- or nanoseconds from 2017 to 2033, and dates with a time of day: `20240102150405123`. */
const isTime = (digits: string): boolean =>
  /^(?:1[5-9]\d{14}|1[5-9]\d{17}|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d\d{3,8})$/.test(
    digits,
  );

/**
 * Whether letters and digits alternate as in no identifier: both cases with digits throughout, or digits among unlikely
 * letter pairs.
 */
export function isRestless(value: string): boolean {
  if (!/^[A-Za-z0-9]+$/.test(value)) return false;
  const cased = /[a-z]/.test(value) && /[A-Z]/.test(value);
  const [digits, changes] = [value.match(/\d/g)?.length ?? 0, changeShare(value)];
  if (cased && digits >= 2 && changes >= 0.6 && writtenOdds(value) < 1) return true;
  return writtenOdds(value) < DRAWN && digits >= (cased ? 1 : 3) && changes >= (cased ? 0.4 : 0.25);
}
