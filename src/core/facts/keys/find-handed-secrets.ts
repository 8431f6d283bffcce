import type { Places } from './find-places.ts';
import { isFiller } from './values/is-filler.ts';
import { readAlias, readBundle, readPgpass, readUserPwd } from './find-paired-passwords.ts';
import { isPassword } from './values/is-real-password.ts';
import { entropy, wordLikeness } from './values/randomness.ts';
import type { SpokenSecret } from './spoken-secret.ts';

// Secrets that no name stands before: a command or a call takes them at a place of its own.

/** A flag that may be followed by a password. */
const FLAG = /\s-(?:[upaP]|-user|-pass(?:word)?)(?: {0,3}|=)["'\w:]/;
/** Commands that take a password by a flag; of those of containers only `login` does. */
const NAMES =
  'curl|sshpass|mysql(?:dump|admin)?|mariadb(?:-dump)?|docker|podman|helm|lftp|redis-cli|sqlcmd|mongo(?:sh|dump|restore)?';
const COMMAND = new RegExp(`(?<![\\w-])(${NAMES}) `, 'y');
const ANY_COMMAND = new RegExp(`(?<![\\w-])(?:${NAMES}) `);
const LOGIN = /login(?=\s)/y;
const BEFORE_LOGIN = /(?<![\w-])(docker|podman|helm) [^\n]{0,100}$/;
const LONGEST_COMMAND = 400;
const PART = String.raw`(?:"([^"\s]{1,120})"|'([^'\s]{1,120})'|([^"'\s]{1,120}))`;

/** Of `user:'password'` only the second part is quoted. */
const REST = String.raw`(?:(?<=:)(?:"([^"\s]{1,120})"|'([^'\s]{1,120})'))?`;

/** How each command takes a password, alone or behind its user and a sign. */
const FLAGS: Readonly<Record<string, RegExp>> = {
  curl: new RegExp(String.raw`(?:^|\s)(?:-u|--user)(?: {0,3}|=)${PART}${REST}`),
  sshpass: new RegExp(String.raw`(?:^|\s)-p ?${PART}`),
  mysql: new RegExp(String.raw`\s(?:-p|--password=)${PART}`),
  docker: new RegExp(String.raw`^.{0,200}?\s(?:-p|--password)[ =]${PART}`),
  lftp: new RegExp(String.raw`(?:^|\s)-u ${PART}`),
  redis: new RegExp(String.raw`(?:^|\s)(?:-a|--pass) ${PART}`),
  sqlcmd: new RegExp(String.raw`\s-P ?${PART}`),
  mongo: new RegExp(String.raw`\s(?:-p|--password)[ =]${PART}`),
};
/** Commands whose value is `user:password` or `user,password`. */
const PAIRS: Readonly<Record<string, string>> = { curl: ':', lftp: ',' };
const FAMILY: ReadonlyArray<[string, string]> = [
  ['mysql', 'mysql'],
  ['mariadb', 'mysql'],
  ['podman', 'docker'],
  ['helm', 'docker'],
  ['redis', 'redis'],
  ['mongo', 'mongo'],
];

/** `DigestAuth` is found by the place of `basic_auth`, as long a word before the same one. */
const CALL =
  /(?:basic_auth (?=["'])|(?:NetworkCredential|basic_auth|PasswordAuthentication|PasswordCredentials|PDO|mysqli|mysqli_connect|BasicAuth|DigestAuth|getConnection|OAuthHandler|\.login|auth=|auth = )\()/y;
const SALT = /(?:AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)'/y;
const BEFORE_SALT = /\bdefine\( ?('(?:SECURE_)?)$/;
const LONGEST_CALL = 300;
/** One argument in quotation marks, or an expression up to the next comma; Ruby's last one ends its line. */
const ARGUMENT =
  /\s{0,40}(?:Some\()?(?:"([^"\n]{0,160})"|'([^'\n]{0,160})'|[^,()"'\n]{1,80})\)?(?:\s{0,40}([,)])|(?=[ \t]{0,8}(?:[\r\n;#]|$)))/y;

/**
 * Finds the first `most` passwords and keys that well-known commands and calls are handed.
 *
 * @param places where their names may begin.
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
  readEach(places.alias, readAlias);
  return found;
}

function readCommand(text: string, at: number): SpokenSecret | null {
  const name = matchAt(COMMAND, text, at)?.[1];
  return name === undefined ? null : readArguments(text, name, at + name.length);
}

/** `docker login`: the words between may be `registry`, or flags. */
function readLogin(text: string, at: number): SpokenSecret | null {
  if (matchAt(LOGIN, text, at) === null || !/\s/.test(text[at - 1] ?? '')) return null;
  const name = BEFORE_LOGIN.exec(text.slice(Math.max(0, at - 120), at))?.[1];
  return name === undefined ? null : readArguments(text, name, at + 'login'.length);
}

/** What a command is given, within its line and the lines that go on with it. */
function readArguments(text: string, name: string, from: number): SpokenSecret | null {
  const command = text.slice(from, from + LONGEST_COMMAND).replace(/(?<!\\)\n[^]*$/, '');
  const flag = command.search(FLAG);
  // What stands behind another command is that one's.
  return flag < 0 || ANY_COMMAND.test(command.slice(0, flag)) ? null : readFlag(name, command, from);
}

/** A user and the password; of `key:` the key, which stands where the user does. */
function pairOf(value: string, sign: string): { user: string; password: string } {
  const cut = value.indexOf(sign);
  if (cut < 0) return { user: '', password: '' };
  const [user, password] = [value.slice(0, cut), value.slice(cut + 1)];
  return password === '' ? { user: '', password: user } : { user, password };
}

function readNamedCall(text: string, at: number): SpokenSecret | null {
  const name = matchAt(CALL, text, at)?.[0];
  return name === undefined ? null : readCall(text, name, at + name.length);
}

function readSalt(text: string, at: number): SpokenSecret | null {
  if (matchAt(SALT, text, at) === null) return null;
  const opening = BEFORE_SALT.exec(text.slice(Math.max(0, at - 20), at))?.[1];
  return opening === undefined ? null : readCall(text, 'define(', at - opening.length);
}

function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

/** The password among the arguments of a command, which begin at `from`. */
function readFlag(name: string, command: string, from: number): SpokenSecret | null {
  const kind = FAMILY.find(([start]) => name.startsWith(start))?.[1] ?? name;
  const match = FLAGS[kind]?.exec(command);
  const value = match?.slice(1).join('');
  if (!match || value === undefined) return null;
  const sign = PAIRS[kind];
  const { user, password } = sign === undefined ? { user: '', password: value } : pairOf(value, sign);
  if (!isPassword(user, password)) return null;
  const start = from + match.index + match[0].lastIndexOf(password);
  return {
    start,
    end: start + password.length,
    key: kind === 'curl' ? 'basic-auth' : 'password',
    name: sign ? 'user' : null,
  };
}

/** The last of the arguments in quotation marks, where the call has as many as it takes. */
function readCall(text: string, name: string, from: number): SpokenSecret | null {
  const args: { start: number; value: string | null }[] = [];
  ARGUMENT.lastIndex = from;
  for (let match = ARGUMENT.exec(text); match !== null && args.length < 6; match = ARGUMENT.exec(text)) {
    const value = match[1] ?? match[2] ?? null;
    args.push({ start: match.index + match[0].search(/["']/) + 1, value });
    if (match[3] !== ',' || ARGUMENT.lastIndex > from + LONGEST_CALL) break;
  }
  const wanted = /PDO|sqli|getConnection/.test(name) ? 2 : 1;
  const arg = args[wanted];
  if (arg === undefined || arg.value === null) return null;
  const user = args[wanted - 1]?.value ?? '';
  const isSalt = name.startsWith('define');
  if (isSalt ? !isSaltOfWordPress(arg.value) : !isPassword(user, arg.value)) return null;
  // A login of anything may be handed two words; one that begins with an address signs in.
  if (name === '.login(' && !user.includes('@')) return null;
  return {
    start: arg.start,
    end: arg.start + arg.value.length,
    key: isSalt ? 'generic' : 'password',
    name: isSalt ? user : null,
  };
}

/** WordPress draws 64 characters of any kind, blanks among them. */
function isSaltOfWordPress(value: string): boolean {
  return (
    value.length >= 40 &&
    entropy(value) >= 4.5 &&
    wordLikeness(value) < 0.42 &&
    !isFiller(value.replaceAll(/[^\w-]/g, ''))
  );
}
