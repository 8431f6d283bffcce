import type { Places } from './find-places.ts';
import { isFiller } from './values/is-filler.ts';
import { readCommand, readLogin } from './find-command-passwords.ts';
import {
  readAlias,
  readBundle,
  readMailAndPassword,
  readPgpass,
  readThinAddress,
  readUserPwd,
} from './find-paired-passwords.ts';
import { readPiped } from './find-piped-passwords.ts';
import { matchAt } from './patterns/match-at.ts';
import { isPassword } from './values/is-real-password.ts';
import { isStrongPassword } from './values/is-strong-password.ts';
import { entropy, wordLikeness } from './values/randomness.ts';
import type { SpokenSecret } from './spoken-secret.ts';

// Secrets without a name: positional arguments of well-known commands and calls.

/**
 * Calls whose second argument is a password. `DigestAuth` is found by the search word of `basic_auth`: both have six
 * characters before `auth`.
 */
const SECOND =
  'NetworkCredential|basic_auth|PasswordAuthentication|PasswordToken|[cC]redentials|[bB]asicAuth|username_pw_set|DigestAuth|OAuthHandler|SMTP|\\.basic|\\.login|ldap\\.bind|\\.[bB]ind|WiFi\\.begin|addAP|auth=|auth = ';
/** Calls whose third argument is a password. */
const THIRD =
  'PDO|mysqli|mysqli_connect|mysql_connect|getConnection|->connect|PlainAuth|Sequelize|FTP(?:_TLS|\\.open)?|ftp_login|ldap_bind|ssh2_auth_password|imap_open';
/** A network's `connect` takes the password second, a database's third, a server's fourth, after its port. */
const ANY = '[.:]connect';
const CALL = new RegExp(`(?:basic_auth (?=["'])|auth["'] => [[]|(?:(${SECOND})|(${THIRD})|${ANY})\\()`, 'y');
/** Calls that may take any two strings: only a strong password with symbols counts. */
const VAGUE_CALL = /^(?:\.login|[.:]connect|ldap\.|\.[bB]ind)/;
/** The name of an entry in a directory. */
const OF_DIRECTORY = /(?:^|,\s?)(?:cn|dc|ou|uid)=/i;
/** Home networks and test accounts have arbitrary passwords: only a strong one counts. */
const OF_ANYBODY = /^(?:WiFi|addAP|[cC]redentials)/;
const SALT = /(?:AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)'/y;
const BEFORE_SALT = /\bdefine\( ?('(?:SECURE_)?)$/;
const LONGEST_CALL = 300;
/** One argument: a string, or an expression up to the next comma; the last one in Ruby may end its line. */
const ARGUMENT =
  /\s{0,40}(?:Some\()?(?:"([^"\n]{0,160})"|'([^'\n]{0,160})'|[^,()"'\n]{1,80})\)?(?:\s{0,40}([,)\]])|(?=[ \t]{0,8}(?:[\r\n;#]|$)))/y;

/**
 * Finds the first `most` passwords and keys that are passed to well-known commands and calls.
 *
 * @param places offsets where their names may begin.
 */
export function findHandedSecrets(text: string, places: Places, most: number): SpokenSecret[] {
  const found: SpokenSecret[] = [];
  const readEach = (begins: readonly number[], read: (text: string, at: number) => SpokenSecret | null): void => {
    for (const at of begins) {
      const secret = found.length < most ? read(text, at) : null;
      if (secret !== null) found.push(secret);
    }
  };
  readEach(places.command, readCommand);
  readEach(places.login, readLogin);
  readEach(places.call, readNamedCall);
  readEach(places.salt, readSalt);
  readEach(places.pgpass, readPgpass);
  readEach(places.userpwd, readUserPwd);
  readEach(places.bundle, readBundle);
  readEach(places.oracle, readThinAddress);
  readEach(places.alias, readAlias);
  readEach(places.piped, readPiped);
  readEach(places.mail, readMailAndPassword);
  return found;
}

function readNamedCall(text: string, at: number): SpokenSecret | null {
  const match = matchAt(CALL, text, at);
  if (match === null) return null;
  const args = readArguments(text, at + match[0].length);
  const wanted = match[2] !== undefined ? [2] : match[1] !== undefined || /[ []$/.test(match[0]) ? [1] : [2, 1, 3];
  for (const index of wanted) {
    const [arg, user] = [args[index], args[index - 1]?.value ?? ''];
    if (arg === undefined || arg.value === null || !isHanded(match[0], user, arg.value, text[arg.start - 1]!)) continue;
    return { start: arg.start, end: arg.start + arg.value.length, key: 'password', name: null };
  }
  return null;
}

/**
 * Whether the argument is a likely password. A `login` may take any two strings, but an email address first means
 * signing in, and so does the name of an entry in a directory.
 */
function isHanded(call: string, user: string, password: string, quote: string): boolean {
  if (OF_ANYBODY.test(call)) return isStrongPassword(password);
  const signsIn = (call.startsWith('.login') && user.includes('@')) || OF_DIRECTORY.test(user);
  const isVague = VAGUE_CALL.test(call) && !signsIn;
  // In single quotation marks `$` starts no variable in PHP and Perl.
  if (!isVague) return isPassword(user, quote === "'" ? password.replaceAll(/(?<=\w)\$/g, 'x') : password);
  return isStrongPassword(password) && /[^A-Za-z0-9]/.test(password) && !/[=/]/.test(password);
}

function readSalt(text: string, at: number): SpokenSecret | null {
  if (matchAt(SALT, text, at) === null) return null;
  const opening = BEFORE_SALT.exec(text.slice(Math.max(0, at - 20), at))?.[1];
  if (opening === undefined) return null;
  const [name, salt] = readArguments(text, at - opening.length);
  if (salt === undefined || salt.value === null || !isSaltOfWordPress(salt.value)) return null;
  return { start: salt.start, end: salt.start + salt.value.length, key: 'generic', name: name?.value ?? null };
}

type Argument = { start: number; value: string | null };

/** The first arguments of the call whose bracket opens before `from`: the content of strings, null for expressions. */
function readArguments(text: string, from: number): Argument[] {
  const args: Argument[] = [];
  ARGUMENT.lastIndex = from;
  for (let match = ARGUMENT.exec(text); match !== null && args.length < 6; match = ARGUMENT.exec(text)) {
    const value = match[1] ?? match[2] ?? null;
    args.push({ start: match.index + match[0].search(/["']/) + 1, value });
    if (match[3] !== ',' || ARGUMENT.lastIndex > from + LONGEST_CALL) break;
  }
  return args;
}

/** WordPress generates 64 characters of any kind, including spaces. */
function isSaltOfWordPress(value: string): boolean {
  return (
    value.length >= 40 &&
    entropy(value) >= 4.5 &&
    wordLikeness(value) < 0.42 &&
    !isFiller(value.replaceAll(/[^\w-]/g, ''))
  );
}
