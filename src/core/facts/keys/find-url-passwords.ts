import {
  AT,
  BACKTICK,
  BLANK,
  DOUBLE_QUOTE,
  GREATER_THAN,
  HASH,
  LESS_THAN,
  QUESTION_MARK,
  SINGLE_QUOTE,
  SLASH,
} from '../sources/scan/characters.ts';
import { isRealPassword } from './values/is-real-password.ts';
import { isStrongPassword } from './values/is-strong-password.ts';

/** A URL with a password; offsets from its scheme to the end of its host. */
export type UrlPassword = { start: number; end: number; scheme: string; user: string; password: string; host: string };

const LONGEST_SCHEME = 24;
const LONGEST_USER_PART = 400;
const LONGEST_HOST = 255;

const SCHEMES = new Set(
  (
    'postgres postgresql pgsql ecto mysql mysql2 mysqlx mariadb mongodb mongodb+srv redis rediss valkey amqp amqps smtp smtps mssql sqlserver ' +
    'clickhouse clickhouses http https ftp ftps sftp ssh git ldap ldaps imap imaps pop3 nats mqtt mqtts kafka cockroachdb ' +
    'cassandra neo4j neo4j+s bolt bolt+s couchbase couchbases couchdb elasticsearch libsql ws wss socks5 socks5h proxy tcp cloudinary db2 oracle snowflake redshift influxdb memcached scylla stomp rqlite ' +
    'timescaledb singlestore trino presto vertica questdb pulsar etcd arangodb surrealdb rtsp rtmp rtmps svn+ssh hg smb xmpp sip turn turns webdav davs'
  ).split(' '),
);

const LOCAL_HOST =
  /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|gateway\.docker\.internal)$/;
const LOCAL_SUFFIX = /\.(?:localhost|local|localdomain|test|example|invalid)$/;
const SAMPLE_HOST =
  /(?:^|\.)(?:example\.(?:com|org|net|edu)|domain\.(?:com|tld)|yourdomain\.com|your-?host\.com|my-?host\.com|host\.com|hostname\.com)$/;

/** Finds the first `most` URLs with a plausible password before a host that may be reachable. */
export function findUrlPasswords(text: string, most: number): UrlPassword[] {
  const found: UrlPassword[] = [];
  // Few URLs have a user part, and few texts contain many of the `@` that end one.
  let last = -1;
  for (let sign = text.indexOf('@'); sign >= 0 && found.length < most; sign = text.indexOf('@', sign + 1)) {
    const at = userPartStart(text, sign, last) - '://'.length;
    const url = text.startsWith('://', at) ? readUrl(text, at) : null;
    if (url !== null && isReachable(url) && isSecret(url)) found.push(url);
    const address = text.startsWith('@tcp(', sign) ? readAddressOfGo(text, sign) : null;
    if (address !== null) found.push(address);
    last = sign;
  }
  return found;
}

/** `user:password@tcp(host:3306)/name`: Go's MySQL driver takes no scheme. `at` is the offset of the `@`. */
function readAddressOfGo(text: string, at: number): UrlPassword | null {
  const before = /(?:["'`=]|: )([\w.-]{1,60}):([^\s"'`@]{6,80})$/.exec(text.slice(Math.max(0, at - 150), at));
  const host = /^@tcp\(([A-Za-z0-9.-]{1,200})/.exec(text.slice(at, at + 210))?.[1];
  if (before === null || host === undefined) return null;
  const [user, password] = [before[1]!, before[2]!];
  const end = at + '@tcp('.length + host.length;
  const url = { start: at - user.length - password.length - 1, end, scheme: 'mysql', user, password, host };
  return isReachable(url) && isSecret(url) ? url : null;
}

function readUrl(text: string, at: number): UrlPassword | null {
  const sign = userPartEnd(text, at + 3);
  const start = schemeStart(text, at);
  const scheme = text.slice(start, at).toLowerCase();
  if (!SCHEMES.has(scheme.split('+')[0]!) && !SCHEMES.has(scheme)) return null;
  const userPart = text.slice(at + 3, sign);
  const colon = userPart.indexOf(':');
  if (colon < 0) return null;
  const host = /^(?:\[[0-9a-fA-F:]{2,45}\]|[A-Za-z0-9._-]{1,255})/.exec(
    text.slice(sign + 1, sign + 1 + LONGEST_HOST),
  )?.[0];
  if (host === undefined) return null;
  const [user, password] = [userPart.slice(0, colon), userPart.slice(colon + 1)];
  return { start, end: sign + 1 + host.length, scheme, user, password, host: host.toLowerCase() };
}

/**
 * Start of the possible user part before an `@`, at most back to the previous `@`. A user part that contains that one
 * has already been read with it; the rest here starts right after an `@`, which no user part of a URL does.
 */
function userPartStart(text: string, sign: number, last: number): number {
  const floor = Math.max(last + 1, sign - LONGEST_USER_PART + 1);
  let from = sign;
  while (from > floor && !endsUserPart(text.charCodeAt(from - 1))) from -= 1;
  return from;
}

/** Offset of the last `@` of the user part at `from`, which must have one. */
function userPartEnd(text: string, from: number): number {
  let sign = -1;
  for (let i = from; i < text.length && i < from + LONGEST_USER_PART; i++) {
    const c = text.charCodeAt(i);
    if (c === AT) sign = i;
    else if (endsUserPart(c)) break;
  }
  return sign;
}

/** Whitespace, a quotation mark, or a character that starts another part of a URL or of markup. */
const endsUserPart = (c: number): boolean => c <= BLANK || ENDS_USER_PART.has(c);

const ENDS_USER_PART: ReadonlySet<number> = new Set([
  DOUBLE_QUOTE,
  SINGLE_QUOTE,
  BACKTICK,
  SLASH,
  QUESTION_MARK,
  HASH,
  LESS_THAN,
  GREATER_THAN,
]);

function schemeStart(text: string, at: number): number {
  let i = at;
  while (i > 0 && at - i < LONGEST_SCHEME && /[A-Za-z0-9+]/.test(text[i - 1]!)) i -= 1;
  return i;
}

/** Whether the host may be reachable for others: not a local name, a single label or a placeholder. */
export function isPublicHost(host: string): boolean {
  return host.includes('.') && !LOCAL_HOST.test(host) && !LOCAL_SUFFIX.test(host) && !host.startsWith('your');
}

function isReachable({ host, scheme, password }: UrlPassword): boolean {
  if (LOCAL_HOST.test(host) || LOCAL_SUFFIX.test(host)) return false;
  // A single label is a neighbouring container or a placeholder, where only a strong password is more than a default.
  if (!host.includes('.') && !host.startsWith('[') && scheme !== 'cloudinary') return isStrongPassword(password);
  return !host.startsWith('your') && !host.startsWith('<');
}

function isSecret({ user, password, host, scheme }: UrlPassword): boolean {
  // A percent-encoded character counts as an ordinary one.
  const [plainUser, plain] = [user, password].map((part) => part.replaceAll(/%[0-9A-Fa-f]{2}/g, 'x')) as [
    string,
    string,
  ];
  if (!isRealPassword(plainUser, plain)) return false;
  if (SAMPLE_HOST.test(host) && /^[a-z]+$/.test(password)) return false;
  // `http://host:port@…`, as in a matrix or a scoped package, has no password.
  return !(scheme.startsWith('http') && /^\d{1,5}$/.test(password));
}
