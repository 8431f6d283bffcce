import { DOCUMENTED_VALUES } from './documented-values.ts';
import { isFiller } from './is-filler.ts';
import { isPublicHost } from './find-url-passwords.ts';
import { isRealPassword } from './is-real-password.ts';
import { digestKey } from './mask-key.ts';
import { entropy, wordLikeness } from './randomness.ts';

// Passwords and application secrets hold any character, so no shape tells where they begin: their names do.

/** Offsets of the value; `key` is the kind of place where it stands. */
export type SpokenSecret = {
  start: number;
  end: number;
  key: 'generic' | 'password' | 'basic-auth' | 'connection-string';
  name: string | null;
};

const NAME = /passw(?:or)?d|passphrase|secret_?key|curl |; ?pwd(?==)/gi;
const LONGEST = 128;
const SHORTEST_PASSWORD = 10;
const SHORTEST_KEY = 24;

/** Finds the first `most` values of names that say password or secret key, and passwords of `curl -u`. */
export function findSpokenSecrets(text: string, most: number): SpokenSecret[] {
  const found: SpokenSecret[] = [];
  for (const match of text.matchAll(NAME)) {
    const word = match[0].toLowerCase();
    const end = match.index + word.length;
    const secret =
      word === 'curl '
        ? readCurlUser(text, end)
        : (readConnection(text, match.index, end) ?? readAssigned(text, match.index, end));
    if (secret !== null) found.push(secret);
    if (found.length >= most) break;
  }
  return found;
}

const SERVER = /(?:server|data source|host|address|endpoint)\s?=\s?(?:tcp:)?([A-Za-z0-9.-]{1,120})/i;

/** `Server=db.acme.io;User Id=app;Password=...`, as ADO.NET, ODBC and JDBC write it, at a host that could be reached. */
function readConnection(text: string, from: number, end: number): SpokenSecret | null {
  if (text[end] !== '=') return null;
  const around = text.slice(Math.max(0, from - 240), Math.min(text.length, end + 240)).split('\n');
  const line = around.find((l) => SERVER.test(l) && l.includes(text.slice(from, end + 1)));
  const host = SERVER.exec(line ?? '')?.[1]?.toLowerCase();
  if (host === undefined || !isPublicHost(host)) return null;
  const value = /^[^;"'\s<>{}$%`\\]{6,80}(?=[;"'\s])/.exec(text.slice(end + 1, end + 90))?.[0];
  if (value === undefined || !isRealPassword('', value)) return null;
  return { start: end + 1, end: end + 1 + value.length, key: 'connection-string', name: null };
}

const OPERATOR = /^["'\]]{0,2}[ \t]{0,8}(?:=>|:=|\?\?|\|\||[:=])[ \t]{0,8}/;

/** The value behind the name that ends at `end`, when the name is all of a name and the value could be real. */
function readAssigned(text: string, from: number, end: number): SpokenSecret | null {
  const operator = OPERATOR.exec(text.slice(end, end + 24))?.[0];
  if (operator === undefined) return null;
  let start = end + operator.length;
  const quote = text[start] === '"' || text[start] === "'" ? text[start]! : null;
  if (quote !== null) start += 1;
  const stop = quote === null ? endOfPlain(text, from, start) : endOfQuoted(text, start, quote);
  if (stop === null) return null;
  const value = text.slice(start, stop);
  const isKey = /key$/i.test(text.slice(from, end));
  if (!(isKey ? isDrawnKey(value) : isStrongPassword(value)) || (!isKey && quote === null && CODE.test(value)))
    return null;
  if (!isKey && COMMENT.test(text.slice(Math.max(0, text.lastIndexOf('\n', from) + 1), from).slice(0, 80))) return null;
  if (DOCUMENTED_VALUES.has(digestKey(value).slice(0, 16))) return null;
  const name = /[A-Za-z][\w.-]{0,60}$/.exec(text.slice(Math.max(0, end - 61), end))?.[0] ?? null;
  if (name !== null && /example|sample|fake|dummy|mock|placeholder|invalid|wrong|incorrect|hash|encrypted/i.test(name))
    return null;
  return { start, end: stop, key: isKey ? 'generic' : 'password', name };
}

function endOfQuoted(text: string, start: number, quote: string): number | null {
  const end = text.indexOf(quote, start);
  return end < 0 || end - start > LONGEST || text.slice(start, end).includes('\n') || text[end + 1] === ':'
    ? null
    : end;
}

/** Without quotes a value is told from code only where its name begins the line and the line ends with it. */
function endOfPlain(text: string, from: number, start: number): number | null {
  const line = text.lastIndexOf('\n', from) + 1;
  if (from - line > 80 || !/^[ \t]*(?:export |ENV |ARG |- )?["']?[\w.-]*$/.test(text.slice(line, from))) return null;
  const next = text.slice(start, start + LONGEST + 1).search(/[\r\n]|$/);
  return next > LONGEST ? null : start + next;
}

/** Marks of references, templates, encrypted values, paths and sentences: nothing that somebody typed as a secret. */
const NO_VALUE =
  /\s|^\$[A-Za-z_({]|\$\{|\$\(|\{\{|<%|%\(|#\{|%\{|\{[\w.]+\}|^%[\w]+%$|^ENC\[|^ENC\(|^\{(?:cipher|noop|bcrypt|ssha|aes)\}|^\$(?:2[aby]|argon2|6|5|1|pbkdf2)|^(?:pbkdf2|scrypt|bcrypt|argon2|sha\d)|^vault:|^secret:|^op:\/\/|^arn:|^https?:|^ref\+|^file:|^env:|^@|[<>`\\]|\.\.\.|\*{3}|^[([{),;:.]|[)\]}],?$|\(["']|["'][,;)]/;

/** A password in a comment is an example: nothing reads it from there. */
const COMMENT = /^\s*(?:#|\/\/|\*|\/\*|<!--|--|;|%)/;
/** Signs of an expression, where no quotation marks hold the value together. */
const CODE = /[();]|::|->|=>|\?\./;

/** Of at least three kinds of characters, not one that is tried first, and not words with a number behind. */
function isStrongPassword(value: string): boolean {
  if (
    value.length < SHORTEST_PASSWORD ||
    !/^[\x21-\x7e]+$/.test(value) ||
    NO_VALUE.test(value) ||
    !isRealPassword('', value.replaceAll(/[$%*()[\]{}|]/g, 'x'))
  )
    return false;
  // `required|string|max:255`, and passwords of a manual's examples.
  if (/^[a-z_]+\|[\w:|,]+$/.test(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9._/-]/].filter((kind) => kind.test(value)).length;
  const body = value.replace(/[\W_\d]+$/, '');
  const isWords = /^[A-Za-z._-]*$/.test(body) && (wordLikeness(body) > 0.3 || body.length < 6);
  return (
    kinds >= 3 &&
    !isWords &&
    !/pass|se[ck]ret|admin|user|test|key|token|demo|pwd|qwer|1234|abcd/i.test(value) &&
    entropy(value) >= 3
  );
}

function isDrawnKey(value: string): boolean {
  if (value.startsWith('django-insecure-'))
    return value.length >= 40 && !isFiller(value.slice('django-insecure-'.length));
  if (value.length < SHORTEST_KEY || NO_VALUE.test(value) || isFiller(value)) return false;
  return (
    /\d/.test(value) &&
    /[a-z]/i.test(value) &&
    /[^A-Za-z0-9+/=_.-]/.test(value) &&
    entropy(value) >= 4 &&
    wordLikeness(value) < 0.42
  );
}

const USER =
  /(?:^|\s)(?:-u|--user)[ =]?(?:"([^"\s:]{1,80}):([^"\s]{1,120})"|'([^'\s:]{1,80}):([^'\s]{1,120})'|([^"'\s:]{1,80}):([^"'\s]{1,120}))/;

/** `curl -u user:password`, within the command and its continued lines. */
function readCurlUser(text: string, from: number): SpokenSecret | null {
  const command = text.slice(from, from + 400).replace(/(?<!\\)\n[^]*$/, '');
  const match = USER.exec(command);
  if (match === null) return null;
  const [user, password] = [match[1] ?? match[3] ?? match[5] ?? '', match[2] ?? match[4] ?? match[6] ?? ''];
  const drawn = password.length >= 8 && /\d/.test(password) && /[A-Za-z]/.test(password);
  if (!drawn || NO_VALUE.test(password) || !isRealPassword(user, password)) return null;
  const start = from + match.index + match[0].lastIndexOf(password);
  return { start, end: start + password.length, key: 'basic-auth', name: 'user' };
}
