import { isEncodedFiller, isFiller, isInCamelCase } from './is-filler.ts';
import { changeShare, entropy, isRepetition, longestRise, wordLikeness, writtenOdds } from './randomness.ts';

// Whether nobody wrote a value: it was drawn at random.

/** Below this a random value is hard to tell from a name. */
export const SHORTEST_GENERIC = 20;
/** Bytes in hexadecimal and restless letters are no name of anything, so these suffice under a name that can only be a secret's. */
export const SHORTEST_OF_SECRET = 16;

/** The name of a scheme's parameter, before its value: `auth=…`. */
const PARAMETER = /^[a-z_]{2,16}=(?=.)/;

/** Random hex, base64 or base62 of a plausible length; no id, hash with a name, path, sentence or identifier. */
export function looksDrawn(value: string): boolean {
  if (!/[A-Za-z]/.test(value) || isIdentifierLike(value) || isEncodedFiller(value.replace(PARAMETER, ''))) return false;
  if (!/\d/.test(value)) return isDrawnOfLetters(value) || (isUnwritten(value) && !isFiller(value));
  if (value.length < SHORTEST_GENERIC) return looksDrawnThoughShort(value);
  const rest = value.replace(/^(?:[A-Za-z]{2,10}[_-]){1,3}/, '');
  const body = rest.length >= SHORTEST_GENERIC ? rest : value;
  // Some services write capitals in front: `EXO…`, `SK…`.
  const bytes = body.replace(/^[A-Z]{2,4}(?=[0-9a-f]{20,}$)/, '');
  if (isFiller(bytes)) return false;
  // A short text has fewer different characters: one random value in a hundred lies below these bounds.
  const short = value.length < 22 ? 0.25 : value.length < 24 ? 0.15 : 0;
  if (/^(?:0x)?[0-9a-f]+(?:-[0-9a-f]+)?$|^[0-9a-f]{4,12}(?:-[0-9a-f]{4,12}){2,7}$/i.test(bytes))
    return entropy(bytes) >= 3 - short;
  const cased = /[a-z]/.test(value) && /[A-Z]/.test(value);
  const odds = writtenOdds(value);
  // Odds are logarithms: the lower, the less it is like what people write.
  const unlike = odds < 8 * DRAWN ? 0.5 : odds < 5 * DRAWN ? 0.35 : odds < 2 * DRAWN ? 0.15 : 0;
  if (entropy(value) < (cased ? 3.9 : 3.6) - short - unlike) return false;
  return wordLikeness(value) < 0.42 || odds < DRAWN || (cased && odds < 1 && isScattered(value));
}

/** Digits stand in three places or more among letters that change their case as often: a chance word within tells nothing. */
function isScattered(value: string): boolean {
  return (value.match(/\d+/g)?.length ?? 0) >= 3 && changeShare(value) >= 0.4;
}

/** Odds, as logarithms, below which no text was written. */
const DRAWN = -2;

/** One drawn text of twenty letters and digits in thirty has no digit; no name changes its case as often. */
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

/** Bytes in base64, which may begin with a slash or hold two as a path does. */
function isRestlessBase64(value: string): boolean {
  return /^[A-Za-z0-9+/]{20,}={0,2}$/.test(value) && value.length % 4 === 0 && changeShare(value) >= 0.5;
}

/** Words joined by separators, versions, file names and dotted names. */
export function isIdentifierLike(value: string): boolean {
  if (/^(?:sha\d{3}|md5)-/.test(value) || value.startsWith('./') || isInCamelCase(value)) return true;
  if ((value.startsWith('/') || value.includes('//')) && !isRestlessBase64(value)) return true;
  if (/\.[a-z]{2,5}$/.test(value)) return true;
  const parts = value.split(/[_.\-/=]+/).filter((p) => p.length > 0);
  return parts.length > 1 && parts.every((p) => p.length <= 14 && (/^[A-Za-z]*\d{0,4}$/.test(p) || /^\d+$/.test(p)));
}

/** Fifteen to nineteen letters and digits whose pairs are not those of words; letters alone must change their case, too. */
export function isUnwritten(value: string): boolean {
  if (!/^[a-z0-9]{15,19}$/i.test(value) || writtenOdds(value) >= 2.5 * DRAWN) return false;
  return /\d/.test(value) || (changeShare(value) >= 0.3 && /[A-Z]{2}/.test(value));
}

/** Fifteen digits and more of which nobody counted, rounded or repeated any: no time, no sequence, no id with zeros inside. */
export function areDrawnDigits(value: string): boolean {
  if (value.length < 15 || new Set(value).size < 6 || entropy(value) < 2.2) return false;
  return !/(\d)\1{3}/.test(value) && !isTime(value) && longestRise(value) < 5 && !isRepetition(value);
}

/** Micro- and nanoseconds since 1970, of 2017 to 2033, and dates with the time of day: `20240102150405123`. */
const isTime = (digits: string): boolean =>
  /^(?:1[5-9]\d{14}|1[5-9]\d{17}|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d\d{3,8})$/.test(
    digits,
  );

/** No name of a record is written so: letters of both cases and digits all through, or letters and digits by turns. */
export function isRestless(value: string): boolean {
  if (!/^[A-Za-z0-9]+$/.test(value)) return false;
  const cased = /[a-z]/.test(value) && /[A-Z]/.test(value);
  const [digits, changes] = [value.match(/\d/g)?.length ?? 0, changeShare(value)];
  if (cased && digits >= 2 && changes >= 0.6 && writtenOdds(value) < 1) return true;
  return writtenOdds(value) < DRAWN && digits >= (cased ? 1 : 3) && changes >= (cased ? 0.4 : 0.25);
}
