import type { Places } from './find-places.ts';
import { isFiller } from './values/is-filler.ts';
import { readAlias, readBundle, readMailAndPassword, readPgpass, readUserPwd } from './find-paired-passwords.ts';
import { readPiped } from './find-piped-passwords.ts';
import { isPassword } from './values/is-real-password.ts';
import { isStrongPassword } from './values/is-strong-password.ts';
import { entropy, wordLikeness } from './values/randomness.ts';
import type { SpokenSecret } from './spoken-secret.ts';

// Secrets that no name stands before: a command or a call takes them at a place of its own.

/** A flag that may be followed by a password. */
const FLAG = /\s-(?:[upaPUw]|-user|-pass(?:word)?)(?: {0,3}|=)["'\w:]/;
/** Commands that take a password by a flag; of those of containers only `login` does. */
const NAMES =
  'curl|sshpass|smbclient|ldap(?:search|add|modify)|ipmitool|mysql(?:dump|admin)?|mariadb(?:-dump)?|docker|podman|helm|lftp|redis-cli|sqlcmd|mongo(?:sh|dump|restore)?';
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
  ldap: new RegExp(String.raw`\s-w ?${PART}`),
  ipmitool: new RegExp(String.raw`\s-P ?${PART}`),
  smbclient: new RegExp(String.raw`\s(?:-U|--user)[ =]?${PART}`),
  redis: new RegExp(String.raw`(?:^|\s)(?:-a|--pass) ${PART}`),
  sqlcmd: new RegExp(String.raw`\s-P ?${PART}`),
  mongo: new RegExp(String.raw`\s(?:-p|--password)[ =]${PART}`),
};
/** Commands whose value is a user and a password, and the sign between. */
const PAIRS: Readonly<Record<string, string>> = { curl: ':', lftp: ',', smbclient: '%' };
const FAMILY: ReadonlyArray<[string, string]> = [
  ['mysql', 'mysql'],
  ['mariadb', 'mysql'],
  ['podman', 'docker'],
  ['helm', 'docker'],
  ['redis', 'redis'],
  ['ldap', 'ldap'],
  ['mongo', 'mongo'],
];

/** Calls whose second argument is a password. `DigestAuth` is found by the place of `basic_auth`, as long a word before the same one. */
const SECOND =
  'NetworkCredential|basic_auth|PasswordAuthentication|Password(?:Credentials|Token)|PlainCredentials|[bB]asicAuth|username_pw_set|DigestAuth|OAuthHandler|SMTP|\\.basic|\\.login|ldap\\.bind|\\.Bind|WiFi\\.begin|addAP|auth=|auth = ';
/** Calls whose third one is. */
const THIRD =
  'PDO|mysqli|mysqli_connect|mysql_connect|getConnection|->connect|PlainAuth|Sequelize|FTP(?:_TLS|\\.open)?|ftp_login|ldap_bind|ssh2_auth_password|imap_open';
/** Of a network it is the second one, of a database the third. */
const ANY = '[.:]connect';
const CALL = new RegExp(`(?:basic_auth (?=["'])|(?:(${SECOND})|(${THIRD})|${ANY})\\()`, 'y');
/** What these are handed may as well be two words of anything, unless it is drawn from signs of all kinds. */
const VAGUE_CALL = /^(?:\.login|[.:]connect|ldap\.|\.Bind)/;
/** A network of one's own is given any words. */
const OF_NETWORK = /^(?:WiFi|addAP)/;
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
  readEach(places.piped, readPiped);
  readEach(places.mail, readMailAndPassword);
  return found;
}

function readCommand(text: string, at: number): SpokenSecret | null {
  const name = matchAt(COMMAND, text, at)?.[1];
  return name === undefined ? null : readOptions(text, name, at + name.length);
}

/** `docker login`: the words between may be `registry`, or flags. */
function readLogin(text: string, at: number): SpokenSecret | null {
  if (matchAt(LOGIN, text, at) === null || !/\s/.test(text[at - 1] ?? '')) return null;
  const name = BEFORE_LOGIN.exec(text.slice(Math.max(0, at - 120), at))?.[1];
  return name === undefined ? null : readOptions(text, name, at + 'login'.length);
}

/** What a command is given, within its line and the lines that go on with it. */
function readOptions(text: string, name: string, from: number): SpokenSecret | null {
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
  const match = matchAt(CALL, text, at);
  if (match === null) return null;
  const args = readArguments(text, at + match[0].length);
  const wanted = match[2] !== undefined ? [2] : match[1] !== undefined || match[0].endsWith(' ') ? [1] : [2, 1];
  for (const index of wanted) {
    const [arg, user] = [args[index], args[index - 1]?.value ?? ''];
    if (arg === undefined || arg.value === null || !isHanded(match[0], user, arg.value)) continue;
    return { start: arg.start, end: arg.start + arg.value.length, key: 'password', name: null };
  }
  return null;
}

/** A login of anything may be handed two words; one that begins with an address signs in. */
function isHanded(call: string, user: string, password: string): boolean {
  if (OF_NETWORK.test(call)) return isStrongPassword(password);
  const isVague = VAGUE_CALL.test(call) && !(call.startsWith('.login') && user.includes('@'));
  if (!isVague) return isPassword(user, password);
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

type Argument = { start: number; value: string | null };

/** The first arguments of the call whose bracket opens before `from`: what stands in quotation marks, null of expressions. */
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

/** WordPress draws 64 characters of any kind, blanks among them. */
function isSaltOfWordPress(value: string): boolean {
  return (
    value.length >= 40 &&
    entropy(value) >= 4.5 &&
    wordLikeness(value) < 0.42 &&
    !isFiller(value.replaceAll(/[^\w-]/g, ''))
  );
}
