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

/** Words that, standing by themselves between separators, say that nobody issued this value. */
const FILLER_WORDS = new Set(
  (
    'your yours example examples placeholder dummy fake sample changeme change replace replaceme insert here redacted ' +
    'removed hidden secret secretkey token tokenhere keyhere apikey password passwd mykey mytoken mysecret test testing ' +
    'testkey testtoken demo notreal notarealkey invalid foobar todo fixme none null undefined value string random ' +
    'xxxx abcd abcdef qwerty project account mock stub fixture whatever something goes put enter paste'
  ).split(' '),
);

/** Long enough that chance does not write them into a random value, wherever they stand. */
const TELLING =
  /example|placeholder|incorrect|invalid|changeme|change[_-]me|redacted|replace[_-]?(?:me|with|this)|your[_-](?:key|api|token|secret|project|own|app|bot|access|account)|yourkey|yourtoken|yourapi|yoursecret|notareal|not[_-]a[_-]?real|fakekey|fakefake|mock|dummy|samplekey|testtest|tokenhere|keyhere|key[_-]here|secrethere|stringhere|randomstring|insert[_-]|dummy[_-]|fake[_-]|sample[_-]|qwertyui|deadbeef|cafebabe|(?:^|[_-])x{3,}$/i;

/** Marks of a cut or templated value, which no key holds. */
const MARKS = /\.\.\.|…|\*{3}|<|>|\$\{|\{\{|%s|\[|\]/;

/**
 * Whether the random part of a key was written by somebody instead of drawn.
 *
 * A filler word counts only where it is really filler: between separators, or so long that chance does not write it.
 * @param body the value without the literal prefix of its shape.
 */
export function isFiller(body: string): boolean {
  if (body.length === 0 || MARKS.test(body) || TELLING.test(body) || asksForChange(body)) return true;
  if (hasFillerWord(body) || isMonotonous(body) || isInterleaved(body)) return true;
  return isPoor(body) || isRepetition(body) || REPEATED_UNIT.test(body) || readsAsWords(body);
}

/** `ch4n63m3`: some write the words of fillers with digits. */
function asksForChange(body: string): boolean {
  return /\d/.test(body) && /change_?me/i.test(body.replaceAll(/[013456]/g, (digit) => LETTER_OF_DIGIT[digit]!));
}

const LETTER_OF_DIGIT: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 6: 'g' };

/** A part of fewer characters than this tells nothing by how few of them are different. */
const SHORTEST_PART = 8;

/**
 * Too few different characters, as a whole and in each part that may be drawn: parts have alphabets of their own, as `A…` of
 * capitals in front of 64 hexadecimal digits. Words have no digits. Whoever hits letters and digits by turns uses few of them.
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

/** A unit of two or three characters, over and over: `1A1A1A1A1A`. Zero bytes of base64 are no such unit. */
const REPEATED_UNIT = /((?!AA)[A-Za-z0-9]{2})\1{4}|((?!AAA)[A-Za-z0-9]{3})\2{3}/;

function hasFillerWord(body: string): boolean {
  const parts = body.toLowerCase().split(/[^a-z0-9]+/);
  const long = parts.filter((p) => p.length >= 4);
  if (long.some((p) => FILLER_WORDS.has(p))) return true;
  // `1234-1234-1234-` in front of anything.
  return long.length >= 3 && long.length <= 40 && long.some((p) => long.filter((q) => q === p).length >= 3);
}

/** Bytes of zero within base64, as numbers in a token leave them: five of them in every key of reCAPTCHA. */
const ZERO_BYTES = /(?<=[a-z0-9])A{5,12}(?=[A-Za-z0-9%])/g;
/** In a long one they may stand anywhere: every token of Fly.io has them behind its sixth letter. */
const ZERO_BYTES_OF_LONG = /(?<=[A-Za-z0-9])A{5,16}(?=[A-Za-z0-9%])/g;
const SHORTEST_LONG = 100;

/** Runs that chance does not draw: the smaller the alphabet, the longer it must be. */
function isMonotonous(body: string): boolean {
  const few = /^[0-9a-fA-F-]*$/.test(body);
  const zeros = body.length >= SHORTEST_LONG ? ZERO_BYTES_OF_LONG : ZERO_BYTES;
  const drawn = body.length >= 36 ? body.replaceAll(zeros, 'A') : body;
  return longestRepeat(drawn) >= (few ? 8 : 6) || longestRise(body) >= (few ? 8 : 7) || sequenceShare(body) >= 0.45;
}

/** Letters only, and they read as words: the filler that nearly every word of a source is. */
export function readsAsWords(body: string): boolean {
  return body.length >= SHORTEST_WORDS && /^[A-Za-z_-]*$/.test(body) && wordLikeness(body) > LIKE_WORDS;
}

/** A name of code. */
export function isInCamelCase(value: string): boolean {
  return IN_CAMEL_CASE.test(value);
}

/** Every capital begins a word: chance writes no three of them in a row, and nothing else but a version or a few capitals in front. */
const IN_CAMEL_CASE = /^(?:[vV]\d{1,2}|[A-Z]{2,4}(?=[A-Z][a-z]))?[A-Za-z][a-z]{2,}(?:[A-Z][a-z]{2,}){2,12}$/;

/** The same of bytes that are letters, `_` and `-`. */
export function readsAsWord(utf8: Uint8Array, from: number, to: number): boolean {
  return to - from >= SHORTEST_WORDS && likenessOfBytes(utf8, from, to) > LIKE_WORDS;
}

const SHORTEST_WORDS = 12;
const LIKE_WORDS = 0.5;

/** Base64 of words, as people write it who need a value of that shape. */
export function isEncodedWords(value: string): boolean {
  const bytes = decodeBase64(value);
  const text = bytes === null ? '' : String.fromCharCode(...bytes.slice(0, 200));
  return /^[A-Za-z][A-Za-z ,.!'_-]{11,}$/.test(text) && wordLikeness(text) > 0.35;
}

/** Base64 of a sentence that says it is none: `test-key-for-ci-only`. */
export function isEncodedFiller(value: string): boolean {
  const bytes = decodeBase64(value);
  if (bytes === null || bytes.length < 8) return false;
  // `echo` ends what it writes with a line end.
  const text = String.fromCharCode(...bytes).trimEnd();
  if (!/^[\x20-\x7e]+$/.test(text)) return false;
  // Few letters tell nothing, as those of a UUID or of a password.
  return (
    isFiller(text) ||
    (wordLikeness(text) > 0.35 && writtenOdds(text) > 0 && !/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}/.test(text))
  );
}
