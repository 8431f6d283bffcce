import { isDocumented } from './values/is-documented.ts';
import type { Places } from './find-places.ts';
import { findGivenValue, type GivenValue } from './find-given-value.ts';
import { isFiller } from './values/is-filler.ts';
import { readConnection } from './read-connection.ts';
import { findCopiedRows } from './find-copied-rows.ts';
import { findHandedSecrets } from './find-handed-secrets.ts';
import { findShortTokens } from './find-short-tokens.ts';
import { isUuid } from './values/is-uuid.ts';
import { isMnemonic } from './values/is-mnemonic.ts';
import { wordLikeness } from './values/randomness.ts';
import { isDrawnKey, isHash, isStrongPassword } from './values/is-strong-password.ts';
import { isOptionOfMount } from './values/plain-value-end.ts';
import { matchAt } from './patterns/match-at.ts';
import { lineStart } from './patterns/steps-back.ts';
import { nameBeside } from './names/name-beside.ts';
import { isPartOfWord, PASSWORD_NAME, startOfName } from './names/password-name.ts';
import type { SpokenSecret } from './spoken-secret.ts';

// Passwords and application secrets may contain any character, so they are found by their names instead of a shape.

const IDENTIFIED = /(?:IDENTIFIED BY|identified by) (?=['"])/y;

/**
 * Finds the first `most` values of each kind that are assigned to a name that says password or secret key, or passed to
 * a call or a command that takes one.
 *
 * @param places offsets where such names, calls and commands may begin.
 */
export function findSpokenSecrets(text: string, places: Places, most: number): SpokenSecret[] {
  const found: SpokenSecret[] = [];
  const read = (name: RegExp, at: number): void => {
    const word = found.length < most ? matchAt(name, text, at)?.[0] : undefined;
    if (word === undefined || isPartOfWord(text, at, at + word.length)) return;
    const end = at + word.length;
    const secret = readConnection(text, at, end) ?? readAssigned(text, at, end);
    if (secret !== null) found.push(secret);
  };
  for (const at of places.name) read(PASSWORD_NAME, startOfName(text, at));
  for (const at of places.identified) read(IDENTIFIED, at);
  return [
    ...found,
    ...findHandedSecrets(text, places, most),
    ...findShortTokens(text, places, most),
    ...findCopiedRows(text, places, most),
  ];
}

/** The value assigned to the name between `from` and `end`, if it may be a real secret; null otherwise. */
function readAssigned(text: string, from: number, end: number): SpokenSecret | null {
  if (text.startsWith('HDW', from)) return readWordsOfCall(text, end);
  const given = findGivenValue(text, from, end);
  const secret = given === null ? null : judgeGiven(text, from, end, given);
  return secret ?? readFurther(text, from, end);
}

const CALL_WITH_WORDS = /\(\s{0,20}["'`]([a-z ]{40,220})["'`]/y;

/** `new HDWalletProvider('words of a wallet', …)`: `at` is where the bracket opens. */
function readWordsOfCall(text: string, at: number): SpokenSecret | null {
  const match = matchAt(CALL_WITH_WORDS, text, at);
  if (match === null || !isMnemonic(match[1]!)) return null;
  const end = at + match[0].length - 1;
  return { start: end - match[1]!.length, end, key: 'mnemonic', name: null };
}

/** Number of characters after a name that are searched for its value, and of strings that are examined. */
const REACH_FURTHER = 160;
const MOST_FURTHER = 3;
const QUOTED = /["'`]([^"'`\s\\]{8,80})["'`]/g;

/** A string that is assigned to the name in a less direct way: after a type, in a call, as a fallback. */
function readFurther(text: string, from: number, end: number): SpokenSecret | null {
  const rest = restOfStatement(text.slice(end, end + REACH_FURTHER));
  // Nearly every mention of a password ends here.
  if (!/["'`][^"'`\s]*\d[^"'`\s]*["'`]/.test(rest)) return null;
  const word = text.slice(from, end).toLowerCase();
  for (const match of Array.from(rest.matchAll(QUOTED)).slice(0, MOST_FURTHER)) {
    const start = end + match.index + 1;
    const stop = start + match[1]!.length;
    if (!isStrongPassword(match[1]!) || isHash(match[1]!) || text[stop + 1] === ':') continue;
    if (nameBeside(text, start).name?.toLowerCase().endsWith(word) !== true) continue;
    return judgeGiven(text, from, end, { start, stop, quoted: true, bare: false });
  }
  return null;
}

/** The rest of the line, and what follows when the line is continued. */
function restOfStatement(behind: string): string {
  const line = behind.indexOf('\n');
  return line < 0 || '=({:?'.includes(behind[line - 1] ?? '\n') ? behind : behind.slice(0, line);
}

/** Names of mnemonic phrases. */
const OF_WORDS = /^(?:mnemonic|phrase)$/i;
/** Names of placeholders, and of values derived from a secret. */
const NAME_OF_NONE =
  /example|sample|fake|dummy|mock|placeholder|invalid|wrong|incorrect|hash|encrypted|^messageSecret$/i;

function judgeGiven(
  text: string,
  from: number,
  end: number,
  { start, stop, quoted, bare }: GivenValue,
): SpokenSecret | null {
  const value = text.slice(start, stop);
  const word = text.slice(from, end);
  if (OF_WORDS.test(word)) return isMnemonic(value) ? { start, end: stop, key: 'mnemonic', name: word } : null;
  const isKey = /key$/i.test(word);
  if (!(isKey ? isDrawnKey(value) : mayBePassword(value, quoted, bare))) return null;
  if (!isKey && (isInComment(text, from) || (isHash(value) && isSetInTable(text, from)))) return null;
  if (isDocumented(value) || (!isKey && isOfSampleAccount(text, start, value))) return null;
  const name = /[A-Za-z][\w.-]{0,60}$/.exec(text.slice(Math.max(0, end - 61), end))?.[0] ?? null;
  if (name !== null && NAME_OF_NONE.test(name)) return null;
  return { start, end: stop, key: isKey || /secret$/i.test(name ?? '') ? 'generic' : 'password', name };
}

/** A sample email address, on this line or the one above. */
const ADDRESS_OF_SAMPLE = /@example\.(?:com|net|org)\b[^\n]{0,120}\n?[^\n]{0,120}$/i;

/**
 * Whether a password made of words belongs to a sample account: `type('ann@example.com')` above
 * `type('Client@Acme2031')`.
 */
function isOfSampleAccount(text: string, start: number, value: string): boolean {
  const isWorded = wordLikeness(value.replaceAll(/[^A-Za-z]/g, '')) > 0.33;
  return isWorded && ADDRESS_OF_SAMPLE.test(text.slice(Math.max(0, start - 260), start));
}

function mayBePassword(value: string, quoted: boolean, bare: boolean): boolean {
  return (isStrongPassword(value) || (bare && isDrawnId(value))) && (quoted || !CODE.test(value));
}

/** Marks of an expression in an unquoted value: `call()`, `!form.name`, `True|False`. */
const CODE = /[();]|::|->|=>|\?\.|^!+[A-Za-z_$]+(?:\.[A-Za-z_$]+)*,?$|^[A-Za-z]+(?:\|[A-Za-z]+)+,?$/;

/**
 * Whether the value is a random id. Heroku writes an account's key into `.netrc` like this; elsewhere an id under a
 * password's name is that of a record.
 */
function isDrawnId(value: string): boolean {
  return (isUuid(value) || /^[0-9a-f]{20,64}$/.test(value)) && !isFiller(value);
}

/** `UPDATE users SET password = '…'`: user tables store hashes of passwords. */
function isSetInTable(text: string, from: number): boolean {
  return /\bupdate\s[^\n]{1,120}\sset\s/i.test(text.slice(lineStart(text, from, REACH_OF_SET), from));
}

const REACH_OF_SET = 200;

/** Number of characters to look back for the start of the line. */
const LONGEST_LINE = 1_000;
const COMMENT = /^\s*(?:#(?!\s?define)|\/\/|\*|\/\*|<!--|--(?=\s|$)|;|%)/;

/**
 * Whether the name is in a comment, where a password is an example that no code reads. `//host/share` starts a line of
 * `fstab`, not a comment.
 */
function isInComment(text: string, from: number): boolean {
  const before = text.slice(lineStart(text, from, LONGEST_LINE), from);
  return COMMENT.test(before.slice(0, 80)) && !(/^\s*\/\/[\w.-]+\//.test(before) && isOptionOfMount(before));
}
