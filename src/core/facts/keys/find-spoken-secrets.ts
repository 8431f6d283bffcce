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

// Passwords and application secrets hold any character, so no shape tells where they begin: their names do.

const IDENTIFIED = /(?:IDENTIFIED BY|identified by) (?=['"])/y;

/**
 * Finds the first `most` values of names that say password or secret key, and of calls and commands that take one.
 *
 * @param places where such names, calls and commands may begin.
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

/** The value of the name between `from` and `end`, when the name is all of a name and the value could be real. */
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

/** Characters behind a name that a value may stand further on in, and how many texts in quotation marks are looked at. */
const REACH_FURTHER = 160;
const MOST_FURTHER = 3;
const QUOTED = /["'`]([^"'`\s\\]{8,80})["'`]/g;

/** A text in quotation marks that the name is given in one of the many other ways: of a type, of a call, of what it falls back on. */
function readFurther(text: string, from: number, end: number): SpokenSecret | null {
  const rest = restOfStatement(text.slice(end, end + REACH_FURTHER));
  // Nearly all that is said of passwords ends here.
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

/** The rest of the line, and the next one where that goes on. */
function restOfStatement(behind: string): string {
  const line = behind.indexOf('\n');
  return line < 0 || '=({:?'.includes(behind[line - 1] ?? '\n') ? behind : behind.slice(0, line);
}

/** Names of the words of a wallet. */
const OF_WORDS = /^(?:mnemonic|phrase)$/i;
/** Names of what stands in for a secret, and of what is made of one. */
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

/** An address of nobody, here or in the line above. */
const ADDRESS_OF_SAMPLE = /@example\.(?:com|net|org)\b[^\n]{0,120}\n?[^\n]{0,120}$/i;

/** Words for the account of somebody whom there is not: `type('ann@example.com')` above `type('Client@Acme2031')`. */
function isOfSampleAccount(text: string, start: number, value: string): boolean {
  const isWorded = wordLikeness(value.replaceAll(/[^A-Za-z]/g, '')) > 0.33;
  return isWorded && ADDRESS_OF_SAMPLE.test(text.slice(Math.max(0, start - 260), start));
}

function mayBePassword(value: string, quoted: boolean, bare: boolean): boolean {
  return (isStrongPassword(value) || (bare && isDrawnId(value))) && (quoted || !CODE.test(value));
}

/** Signs of an expression, where no quotation marks hold the value together: `call()`, `!form.name`, `True|False`. */
const CODE = /[();]|::|->|=>|\?\.|^!+[A-Za-z_$]+(?:\.[A-Za-z_$]+)*,?$|^[A-Za-z]+(?:\|[A-Za-z]+)+,?$/;

/** Heroku writes the key of an account into `.netrc`; elsewhere an id under a name of a password is one of a record. */
function isDrawnId(value: string): boolean {
  return (isUuid(value) || /^[0-9a-f]{20,64}$/.test(value)) && !isFiller(value);
}

/** `UPDATE users SET password = '…'`: tables keep no passwords but what is made of them. */
function isSetInTable(text: string, from: number): boolean {
  return /\bupdate\s[^\n]{1,120}\sset\s/i.test(text.slice(lineStart(text, from, REACH_OF_SET), from));
}

const REACH_OF_SET = 200;

/** How far before a name its line may begin. */
const LONGEST_LINE = 1_000;
const COMMENT = /^\s*(?:#(?!\s?define)|\/\/|\*|\/\*|<!--|--(?=\s|$)|;|%)/;

/** A password in a comment is an example: nothing reads it from there. `//host/share` begins a line of `fstab`, and no comment. */
function isInComment(text: string, from: number): boolean {
  const before = text.slice(lineStart(text, from, LONGEST_LINE), from);
  return COMMENT.test(before.slice(0, 80)) && !(/^\s*\/\/[\w.-]+\//.test(before) && isOptionOfMount(before));
}
