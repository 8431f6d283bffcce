import { matchAt } from './patterns/match-at.ts';
import { isPassword } from './values/is-real-password.ts';
import { isHash, isStrongPassword } from './values/is-strong-password.ts';
import type { SpokenSecret } from './spoken-secret.ts';

// Passwords behind their user and a colon, where no name of a password stands.

/** Characters of a line of `.pgpass` looked back for its host. */
const LONGEST_HOST = 120;
const HOST = /(?:^|\n)[\w.*-]{1,120}$/;
/** From the port on, to the end of the line. */
const PGPASS = /:\d{4,5}:[\w*.-]{1,63}:[\w*.@-]{1,63}:([^\s:]{1,120})(?=[\r\n]|$)/y;
const USERPWD = new RegExp(
  [
    String.raw`(?:CURLOPT_USERPWD["']?\s{0,4}(?:,|=>)|(?:64_?encode|encode64|encodeToString|toBase64String|btoa|(Buffer\.from))\()\s{0,20}`,
    // Of bytes, where a language tells them from texts.
    String.raw`(?:b|\[\]byte\(|\(|[\w.]{0,40}GetBytes\()?`,
    String.raw`(?:"([^":\n]{1,80}):([^"\n]{1,120})"|'([^':\n]{1,80}):([^'\n]{1,120})')`,
  ].join(''),
  'iy',
);
/** Bytes may as well be written in another way. */
const AS_BASE64 = /^\)\s{0,20}\.toString\(["'`]base64/;

const BUNDLE =
  /(?:BUNDLE_\w{1,60}__\w{2,20}["']?\s{0,2}[:=]\s{0,2}["']?|stats auth[ \t]{1,8})([\w.@-]{1,60}):([^\s"';&:]{6,120})(?=[\s"';&]|$)/y;

const THIN = /oracle:thin:([\w$#]{1,40})\/([^\s"'@/]{6,60})(?=@[\w/([])/y;

const ALIAS =
  /mc (?:alias set|config host add) [\w-]{1,60} ["']?https?:\/\/[^\s"']{1,200}["']? ["']?([\w.@+/-]{3,120})["']? ["']?([^\s"']{8,120})/y;

/** Characters of an address before its last part. */
const LONGEST_ADDRESS = 100;
const ADDRESS = /["'][\w.+-]{1,60}@[\w.-]{1,60}\.$/;
const NEXT_TEXT = /com["']\s{0,4},\s{0,20}(["'])([^"'\n]{8,80})\1(?!\s{0,4}:)/y;

/** `anyMailer("ops@acme.com", "value")`: `at` is where the last part of the address begins. */
export function readMailAndPassword(text: string, at: number): SpokenSecret | null {
  const match = matchAt(NEXT_TEXT, text, at);
  // Tables of users hold hashes behind addresses.
  if (match === null || isHash(match[2]!) || !isStrongPassword(match[2]!)) return null;
  if (!ADDRESS.test(text.slice(Math.max(0, at - LONGEST_ADDRESS), at))) return null;
  return endingAt(match.index + match[0].length - 1, match[2]!, 'password');
}

/** `mc alias set name https://host access secret`, once `mc config host add`, as the client of MinIO is told of a server: `at` is where it begins. */
export function readAlias(text: string, at: number): SpokenSecret | null {
  const match = matchAt(ALIAS, text, at);
  if (match === null || !isPassword(match[1]!, match[2]!)) return null;
  return endingAt(match.index + match[0].length, match[2]!, 'password');
}

/** `host:5432:database:user:password`, as the programs of PostgreSQL keep it: `at` is where the port's colon stands. */
export function readPgpass(text: string, at: number): SpokenSecret | null {
  const match = matchAt(PGPASS, text, at);
  if (match === null || !HOST.test(text.slice(Math.max(0, at - LONGEST_HOST), at))) return null;
  return isPassword('', match[1]!) ? endingAt(match.index + match[0].length, match[1]!, 'password') : null;
}

/** `CURLOPT_USERPWD, 'user:password'` and `b64encode(b'user:password')`, by whatever call of a language: `at` is where the name of the option or of the call begins. */
export function readUserPwd(text: string, at: number): SpokenSecret | null {
  const match = matchAt(USERPWD, text, at);
  const [user, password] = [match?.[2] ?? match?.[4], match?.[3] ?? match?.[5]];
  if (match === null || user === undefined || password === undefined || !isPassword(user, password)) return null;
  const end = match.index + match[0].length;
  if (match[1] !== undefined && !AS_BASE64.test(text.slice(end, end + 50))) return null;
  return endingAt(end - 1, password, 'basic-auth');
}

/** `BUNDLE_GEMS__ACME__COM=user:password`, as Bundler is told how to sign in to a host, and `stats auth user:password` of HAProxy: `at` is where the name begins. */
export function readBundle(text: string, at: number): SpokenSecret | null {
  const match = matchAt(BUNDLE, text, at);
  if (match === null || !isPassword(match[1]!, match[2]!)) return null;
  return endingAt(match.index + match[0].length, match[2]!, 'basic-auth');
}

/** `jdbc:oracle:thin:user/password@host`: `at` is where the name of the database's maker begins. */
export function readThinAddress(text: string, at: number): SpokenSecret | null {
  const match = matchAt(THIN, text, at);
  if (match === null || !isPassword(match[1]!, match[2]!)) return null;
  return endingAt(match.index + match[0].length, match[2]!, 'connection-string');
}

function endingAt(end: number, password: string, key: SpokenSecret['key']): SpokenSecret {
  return { start: end - password.length, end, key, name: null };
}
