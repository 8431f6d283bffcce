import { matchAt } from './patterns/match-at.ts';
import { isPassword } from './values/is-real-password.ts';
import { isHash, isStrongPassword } from './values/is-strong-password.ts';
import type { SpokenSecret } from './spoken-secret.ts';

// Passwords that follow their user without a name that says password.

/** Number of characters to look back for the host of a `.pgpass` line. */
const LONGEST_HOST = 120;
const HOST = /(?:^|\n)[\w.*-]{1,120}$/;
/** A `.pgpass` line from its port to its end. */
const PGPASS = /:\d{4,5}:[\w*.-]{1,63}:[\w*.@-]{1,63}:([^\s:]{1,120})(?=[\r\n]|$)/y;
const USERPWD = new RegExp(
  [
    String.raw`(?:CURLOPT_USERPWD["']?\s{0,4}(?:,|=>)|(?:64_?encode|encode64|encodeToString|toBase64String|btoa|(Buffer\.from))\()\s{0,20}`,
    // A bytes literal or conversion, in languages that distinguish bytes from strings.
    String.raw`(?:b|\[\]byte\(|\(|[\w.]{0,40}GetBytes\()?`,
    String.raw`(?:"([^":\n]{1,80}):([^"\n]{1,120})"|'([^':\n]{1,80}):([^'\n]{1,120})')`,
  ].join(''),
  'iy',
);
/** Distinguishes base64 from the other encodings of a `Buffer`. */
const AS_BASE64 = /^\)\s{0,20}\.toString\(["'`]base64/;

const BUNDLE =
  /(?:BUNDLE_\w{1,60}__\w{2,20}["']?\s{0,2}[:=]\s{0,2}["']?|stats auth[ \t]{1,8})([\w.@-]{1,60}):([^\s"';&:]{6,120})(?=[\s"';&]|$)/y;

const THIN = /oracle:thin:([\w$#]{1,40})\/([^\s"'@/]{6,60})(?=@[\w/([])/y;

const ALIAS =
  /mc (?:alias set|config host add) [\w-]{1,60} ["']?https?:\/\/[^\s"']{1,200}["']? ["']?([\w.@+/-]{3,120})["']? ["']?([^\s"']{8,120})/y;

/** Number of characters to look back for an email address before its last part. */
const LONGEST_ADDRESS = 100;
const ADDRESS = /["'][\w.+-]{1,60}@[\w.-]{1,60}$/;
const NEXT_TEXT = /(?:com|net|org|\.io)["']\s{0,4},\s{0,20}(["'])([^"'\n]{8,80})\1(?!\s{0,4}:)/y;

/** `anyMailer("ops@acme.com", "value")`: `at` is the offset of the end of the address, such as `com`. */
export function readMailAndPassword(text: string, at: number): SpokenSecret | null {
  const match = matchAt(NEXT_TEXT, text, at);
  // User tables hold hashes after addresses.
  if (match === null || isHash(match[2]!) || !isStrongPassword(match[2]!)) return null;
  if (!ADDRESS.test(text.slice(Math.max(0, at - LONGEST_ADDRESS), at))) return null;
  return endingAt(match.index + match[0].length - 1, match[2]!, 'password');
}

/**
 * `mc alias set name https://host access secret`, formerly `mc config host add`, which adds a server to MinIO's client:
 * `at` is where it begins.
 */
export function readAlias(text: string, at: number): SpokenSecret | null {
  const match = matchAt(ALIAS, text, at);
  if (match === null || !isPassword(match[1]!, match[2]!)) return null;
  return endingAt(match.index + match[0].length, match[2]!, 'password');
}

/**
 * `host:5432:database:user:password`, a line of PostgreSQL's `.pgpass`: `at` is the offset of the colon before the
 * port.
 */
export function readPgpass(text: string, at: number): SpokenSecret | null {
  const match = matchAt(PGPASS, text, at);
  if (match === null || !HOST.test(text.slice(Math.max(0, at - LONGEST_HOST), at))) return null;
  return isPassword('', match[1]!) ? endingAt(match.index + match[0].length, match[1]!, 'password') : null;
}

/**
 * `CURLOPT_USERPWD, 'user:password'` and `b64encode(b'user:password')`, or its equivalent in another language: `at` is
 * where the search word in the name of the option or of the call begins.
 */
export function readUserPwd(text: string, at: number): SpokenSecret | null {
  const match = matchAt(USERPWD, text, at);
  const [user, password] = [match?.[2] ?? match?.[4], match?.[3] ?? match?.[5]];
  if (match === null || user === undefined || password === undefined || !isPassword(user, password)) return null;
  const end = match.index + match[0].length;
  if (match[1] !== undefined && !AS_BASE64.test(text.slice(end, end + 50))) return null;
  return endingAt(end - 1, password, 'basic-auth');
}

/**
 * `BUNDLE_GEMS__ACME__COM=user:password`, Bundler's credentials for a host, and `stats auth user:password` of HAProxy:
 * `at` is where the name begins.
 */
export function readBundle(text: string, at: number): SpokenSecret | null {
  const match = matchAt(BUNDLE, text, at);
  if (match === null || !isPassword(match[1]!, match[2]!)) return null;
  return endingAt(match.index + match[0].length, match[2]!, 'basic-auth');
}

/** `jdbc:oracle:thin:user/password@host`: `at` is the offset of `oracle`. */
export function readThinAddress(text: string, at: number): SpokenSecret | null {
  const match = matchAt(THIN, text, at);
  if (match === null || !isPassword(match[1]!, match[2]!)) return null;
  return endingAt(match.index + match[0].length, match[2]!, 'connection-string');
}

function endingAt(end: number, password: string, key: SpokenSecret['key']): SpokenSecret {
  return { start: end - password.length, end, key, name: null };
}
