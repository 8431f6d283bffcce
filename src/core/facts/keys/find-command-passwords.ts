import { matchAt } from './patterns/match-at.ts';
import { isPassword } from './values/is-real-password.ts';
import type { SpokenSecret } from './spoken-secret.ts';

// Passwords that a command takes by a flag or as a positional argument.

/** Commands that take a password. Those for containers and clouds do so only for `login`. */
const NAMES =
  'curl|sshpass|smbclient|ldap(?:search|add|modify)|ipmitool|mysql(?:dump|admin)?|mariadb(?:-dump)?|docker|podman|helm|lftp|redis-cli|sqlcmd|mongo(?:sh|dump|restore)?|(?:un)?zip|7z|htpasswd|sqlplus|sqlldr|(?:im|ex)pdp|openssl|signtool|net(?= use)';
const COMMAND = new RegExp(`(?<![\\w-])(${NAMES}) `, 'y');
const ANY_COMMAND = new RegExp(`(?<![\\w.-])(?:${NAMES}) `);
const LOGIN = /login(?=\s)/y;
const BEFORE_LOGIN = /(?<![\w-])(?:docker|podman|helm|oc|cf|az) [^\n]{0,100}$/;
const LONGEST_COMMAND = 400;
/** A client id and its secret, as PayPal asks for them, are the longest pair. */
const PART = String.raw`(?:"([^"\s]{1,200})"|'([^'\s]{1,200})'|([^"'\s]{1,200}))`;

/** `user:'password'`: only the password is quoted. */
const REST = String.raw`(?:(?<=:)(?:"([^"\s]{1,120})"|'([^'\s]{1,120})'))?`;
/** `-nbB -C 10`: flags of htpasswd, where `-b` says that the password is the last argument. */
const FLAGS_OF_HTPASSWD = String.raw`^(?=[^\n]{0,40}\s-\w{0,5}b)(?:\s{1,2}-\w{1,6}(?: \d{1,2})?){1,4}`;
/** Lookahead for the end of a command. */
const ENDS = String.raw`(?=\s{0,8}(?:$|[;&|>#)]|\d>))`;

/** `user/value@host`, the login of Oracle's command-line tools, unless the host is local. */
const OF_ORACLE = String.raw`^(?: -\w{1,3})*\s{1,2}(?:userid=)?["']?([\w$#]{1,40}\/[^\s"'@/]{6,60})(?=["']?(?:@(?!(?:\/\/)?(?:localhost|127\.0\.0\.1)\b)|\s+\w+=))`;

/**
 * Windows: `net use Z: \\\\host\\share /user:name password`, also with the password before the user, and
 * `net user name password /add`.
 */
const OF_WINDOWS = [
  String.raw`^ use\b[^\n]{0,160}?(?: \/user:\S{1,80} (?!\/)${PART}| (?!["']?[\\/*])${PART}(?= \/user:))`,
  String.raw`^ user \S{1,40} (?!\/)${PART}(?=(?: \/\S{1,40}){0,4} \/add\b)`,
].join('|');

type Taking = {
  /** Prefix of the command's name. */
  name: string;
  /** Matches the argument: the password alone, or the user, a separator and the password. */
  flag: RegExp;
  /** Separator between the user and the password. */
  sign?: string;
};

const TAKING: readonly Taking[] = [
  { name: 'curl', flag: new RegExp(String.raw`(?:^|\s)(?:-u|--user)(?: {0,3}|=)${PART}${REST}`), sign: ':' },
  { name: 'sshpass', flag: new RegExp(String.raw`(?:^|\s)-p ?${PART}`) },
  { name: 'mysql', flag: new RegExp(String.raw`\s(?:-p|--password=)${PART}`) },
  { name: 'mariadb', flag: new RegExp(String.raw`\s(?:-p|--password=)${PART}`) },
  { name: 'login', flag: new RegExp(String.raw`^.{0,200}?\s(?:-p|--password)[ =]${PART}`) },
  { name: 'lftp', flag: new RegExp(String.raw`(?:^|\s)-u ${PART}`), sign: ',' },
  { name: 'ldap', flag: new RegExp(String.raw`\s-w ?${PART}`) },
  { name: 'ipmitool', flag: new RegExp(String.raw`\s-P ?${PART}`) },
  { name: 'smbclient', flag: new RegExp(String.raw`\s(?:-U|--user)[ =]?${PART}`), sign: '%' },
  { name: 'redis-cli', flag: new RegExp(String.raw`(?:^|\s)(?:-a|--pass) ${PART}`) },
  { name: 'sqlcmd', flag: new RegExp(String.raw`\s-P ?${PART}`) },
  { name: 'mongo', flag: new RegExp(String.raw`\s(?:-p|--password)[ =]${PART}`) },
  { name: 'zip', flag: new RegExp(String.raw`\s(?:-P|--password)[ =]?${PART}`) },
  { name: 'unzip', flag: new RegExp(String.raw`\s-P ?${PART}`) },
  { name: '7z', flag: new RegExp(String.raw`\s-p${PART}`) },
  {
    name: 'htpasswd',
    flag: new RegExp(String.raw`${FLAGS_OF_HTPASSWD}(?:\s{1,2}[^\s-]\S{0,120}){1,2}?\s{1,2}${PART}${ENDS}`),
  },
  { name: 'openssl', flag: new RegExp(String.raw`^ enc\b.{0,200}?\s-k ${PART}`) },
  { name: 'signtool', flag: new RegExp(String.raw`\s[/-]p ${PART}`, 'i') },
  { name: 'net', flag: new RegExp(OF_WINDOWS, 'i') },
  { name: 'sqlplus', flag: new RegExp(OF_ORACLE), sign: '/' },
  { name: 'sqlldr', flag: new RegExp(OF_ORACLE), sign: '/' },
  { name: 'impdp', flag: new RegExp(OF_ORACLE), sign: '/' },
  { name: 'expdp', flag: new RegExp(OF_ORACLE), sign: '/' },
];

/** The password of the command whose name begins at `at`, on its line and its continuation lines; null without one. */
export function readCommand(text: string, at: number): SpokenSecret | null {
  const name = matchAt(COMMAND, text, at)?.[1];
  return name === undefined ? null : readOptions(text, name, at + name.length);
}

/**
 * The password of a `docker login` or similar command whose `login` begins at `at`; `registry` or flags may precede it.
 * Null without one.
 */
export function readLogin(text: string, at: number): SpokenSecret | null {
  if (matchAt(LOGIN, text, at) === null || !/\s/.test(text[at - 1] ?? '')) return null;
  const isOfCommand = BEFORE_LOGIN.test(text.slice(Math.max(0, at - 120), at));
  return isOfCommand ? readOptions(text, 'login', at + 'login'.length) : null;
}

function readOptions(text: string, name: string, from: number): SpokenSecret | null {
  const taking = TAKING.find((each) => name.startsWith(each.name));
  const command = text.slice(from, from + LONGEST_COMMAND).replace(/(?<!\\)\n[^]*$/, '');
  const match = taking?.flag.exec(command);
  if (taking === undefined || !match) return null;
  const value = match.slice(1).join('');
  const { user, password } = taking.sign === undefined ? { user: '', password: value } : pairOf(value, taking.sign);
  const at = match.index + match[0].lastIndexOf(password);
  // An argument that follows another command belongs to that one.
  if (ANY_COMMAND.test(command.slice(0, at)) || !isPassword(user, password)) return null;
  const key = name === 'curl' ? 'basic-auth' : 'password';
  return { start: from + at, end: from + at + password.length, key, name: taking.sign === undefined ? null : 'user' };
}

/** Splits a user and a password. In `key:` and `key:X` the secret is the user part. */
function pairOf(value: string, sign: string): { user: string; password: string } {
  const cut = value.indexOf(sign);
  if (cut < 0) return { user: '', password: '' };
  const [user, password] = [value.slice(0, cut), value.slice(cut + 1)];
  return /^[xX]?$/.test(password) ? { user: '', password: user } : { user, password };
}
