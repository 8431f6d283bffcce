import { decodeBase64 } from './base64.ts';
import {
  changeShare,
  isInterleaved,
  isRepetition,
  likenessOfBytes,
  longestRepeat,
  longestRise,
  sequenceShare,
  variety,
  wordLikeness,
  writtenOdds,
} from './randomness.ts';

/** Words that mark a placeholder when they stand alone between separators. */
const FILLER_WORDS = new Set(
  (
    'your yours example examples placeholder dummy fake sample changeme change replace replaceme insert here redacted ' +
    'removed hidden secret secretkey token tokenhere keyhere apikey password passwd mykey mytoken mysecret test testing ' +
    'testkey testtoken demo notreal notarealkey invalid foobar todo fixme none null undefined value string random ' +
    'xxxx abcd abcdef qwerty project account mock stub fixture whatever something goes put enter paste'
  ).split(' '),
);

/** Placeholder texts too long to occur by chance in a random value, wherever they stand. */
const TELLING =
  /example|placeholder|incorrect|invalid|changeme|change[_-]me|redacted|replace[_-]?(?:me|with|this)|your[_-](?:key|api|token|secret|project|own|app|bot|access|account)|yourkey|yourtoken|yourapi|yoursecret|notareal|not[_-]a[_-]?real|fakekey|fakefake|mock|dummy|samplekey|testtest|tokenhere|keyhere|key[_-]here|secrethere|stringhere|randomstring|insert[_-]|dummy[_-]|fake[_-]|sample[_-]|qwertyui|deadbeef|cafebabe|(?:^|[_-])x{3,}$/i;

/** Marks of a truncated or templated value, which no key contains. */
const MARKS = /\.\.\.|…|\*{3}|<|>|\$\{|\{\{|%s|\[|\]/;

/**
 * Whether the random part of a key is a placeholder that somebody wrote.
 *
 * A filler word counts only between separators, or when it is too long to occur by chance.
 * @param body the value without the literal prefix of its shape.
 */
export function isFiller(body: string): boolean {
  if (body.length === 0 || MARKS.test(body) || TELLING.test(body) || asksForChange(body)) return true;
  if (hasFillerWord(body) || isMonotonous(body) || isInterleaved(body)) return true;
  return isPoor(body) || isRepetition(body) || REPEATED_UNIT.test(body) || readsAsWords(body);
}

/** `ch4n63m3`: `changeme` with digits for letters. */
function asksForChange(body: string): boolean {
  return /\d/.test(body) && /change_?me/i.test(body.replaceAll(/[013456]/g, (digit) => LETTER_OF_DIGIT[digit]!));
}

const LETTER_OF_DIGIT: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 6: 'g' };

/** Shorter parts have too few characters for their variety to mean anything. */
const SHORTEST_PART = 8;

/**
 * Whether the value has too few distinct characters, both as a whole and in each part that may be random. Parts are
 * tested separately as each may have its own alphabet: an `A…` of capitals before 64 hexadecimal digits. Parts without
 * digits are words. The bound is lower for secrets typed by hitting letter and digit keys at random, which have few
 * distinct characters.
 */
function isPoor(body: string): boolean {
  const isMeagre = (text: string): boolean => {
    const { distinct, expected } = variety(text);
    return distinct < expected * (/^[a-z0-9]+$/.test(text) && changeShare(text) >= 0.6 ? 0.42 : 0.5);
  };
  if (!isMeagre(body)) return false;
  const parts = body.split(/[^A-Za-z0-9]+/).filter((part) => part.length >= SHORTEST_PART && /\d/.test(part));
  return parts.every(isMeagre);
}

/**
 * A repeated unit of two or three characters: `1A1A1A1A1A`. Runs of `A` do not count, as they are zero bytes in base64.
 */
const REPEATED_UNIT = /((?!AA)[A-Za-z0-9]{2})\1{4}|((?!AAA)[A-Za-z0-9]{3})\2{3}/;

function hasFillerWord(body: string): boolean {
  const parts = body.toLowerCase().split(/[^a-z0-9]+/);
  const long = parts.filter((p) => p.length >= 4);
  if (long.some((p) => FILLER_WORDS.has(p))) return true;
  // `1234-1234-1234-…`: the same part three times.
  return long.length >= 3 && long.length <= 40 && long.some((p) => long.filter((q) => q === p).length >= 3);
}

/** Zero bytes in base64, which numbers in a token leave: every reCAPTCHA key has a run of five `A`. */
const ZERO_BYTES = /(?<=[a-z0-9])A{5,12}(?=[A-Za-z0-9%])/g;
/** In a long token they may be anywhere: every token of Fly.io has them after its sixth letter. */
const ZERO_BYTES_OF_LONG = /(?<=[A-Za-z0-9])A{5,16}(?=[A-Za-z0-9%])/g;
const SHORTEST_LONG = 100;

/**
 * Repeats and sequences too long to be random. The bound is higher for hexadecimal digits, whose alphabet is smaller.
 */
function isMonotonous(body: string): boolean {
  const few = /^[0-9a-fA-F-]*$/.test(body);
  const zeros = body.length >= SHORTEST_LONG ? ZERO_BYTES_OF_LONG : ZERO_BYTES;
  const drawn = body.length >= 36 ? body.replaceAll(zeros, 'A') : body;
  return longestRepeat(drawn) >= (few ? 8 : 6) || longestRise(body) >= (few ? 8 : 7) || sequenceShare(body) >= 0.45;
}

/** Whether the value is letters only and reads as words, as nearly every word of a source does. */
export function readsAsWords(body: string): boolean {
  return body.length >= SHORTEST_WORDS && /^[A-Za-z_-]*$/.test(body) && wordLikeness(body) > LIKE_WORDS;
}

/** Whether the value is an identifier in camel case. */
export function isInCamelCase(value: string): boolean {
  return IN_CAMEL_CASE.test(value);
}

/**
 * Three or more capitalised words in a row, which do not occur by chance; only a version or an acronym may precede
 * them.
 */
const IN_CAMEL_CASE = /^(?:[vV]\d{1,2}|[A-Z]{2,4}(?=[A-Z][a-z]))?[A-Za-z][a-z]{2,}(?:[A-Z][a-z]{2,}){2,12}$/;

/** `readsAsWords` for bytes that are known to be letters, `_` and `-`. */
export function readsAsWord(utf8: Uint8Array, from: number, to: number): boolean {
  return to - from >= SHORTEST_WORDS && likenessOfBytes(utf8, from, to) > LIKE_WORDS;
}

const SHORTEST_WORDS = 12;
const LIKE_WORDS = 0.5;

/** Base64 of words, as used for dummy values of that format. */
export function isEncodedWords(value: string): boolean {
  const bytes = decodeBase64(value);
  const text = bytes === null ? '' : String.fromCharCode(...bytes.slice(0, 200));
  return /^[A-Za-z][A-Za-z ,.!'_-]{11,}$/.test(text) && wordLikeness(text) > 0.35;
}

/** Base64 of a placeholder: `test-key-for-ci-only`. */
export function isEncodedFiller(value: string): boolean {
  const bytes = decodeBase64(value);
  if (bytes === null || bytes.length < 8) return false;
  // `echo` appends a newline.
  const text = String.fromCharCode(...bytes).trimEnd();
  if (!/^[\x20-\x7e]+$/.test(text)) return false;
  // Word likeness means little where letters are few, as in a UUID or a password.
  return (
    isFiller(text) ||
    (wordLikeness(text) > 0.35 && writtenOdds(text) > 0 && !/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}/.test(text))
  );
}
