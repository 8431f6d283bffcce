import { DOCUMENTED_VALUES } from './values/documented-values.ts';
import type { Places } from './find-places.ts';
import { isFiller } from './values/is-filler.ts';
import { readConnection } from './read-connection.ts';
import { findCopiedRows } from './find-copied-rows.ts';
import { findHandedSecrets } from './find-handed-secrets.ts';
import { findShortTokens } from './find-short-tokens.ts';
import { isMnemonic } from './values/is-mnemonic.ts';
import { isDrawnKey, isHash, isStrongPassword } from './values/is-strong-password.ts';
import { digestKey } from './values/mask-key.ts';
import { lineStart } from './patterns/steps-back.ts';
import { standsBare } from './names/bare-name.ts';
import { nameBeside } from './names/name-beside.ts';
import { isPartOfWord, PASSWORD_NAME, startOfName } from './names/password-name.ts';
import type { SpokenSecret } from './spoken-secret.ts';

// Passwords and application secrets hold any character, so no shape tells where they begin: their names do.

const IDENTIFIED = /(?:IDENTIFIED BY|identified by) (?=['"])/y;
const LONGEST = 220;

/**
 * Finds the first `most` values of names that say password or secret key, and of calls and commands that take one.
 *
 * @param places where such names, calls and commands may begin.
 */
export function findSpokenSecrets(text: string, places: Places, most: number): SpokenSecret[] {
  const found: SpokenSecret[] = [];
  const read = (name: RegExp, at: number): void => {
    const end = endOfMatch(name, text, at);
    if (end < 0 || found.length >= most || isPartOfWord(text, at, end)) return;
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

/** Where the match of a sticky expression ends that begins at `at`; -1 without one. */
function endOfMatch(regex: RegExp, text: string, at: number): number {
  regex.lastIndex = at;
  return regex.test(text) ? regex.lastIndex : -1;
}

/** How far before a name its line may begin. */
const LONGEST_LINE = 1_000;

/** Characters between a name and its value: signs, or a new line and the word `value`. */
const REACH_OF_OPERATOR = 60;
const OPERATOR =
  /^(?: ?: ?(?:&(?:'static )?)?[sS]tr(?:ing)? ?= ?(?=["'])|\\?["'\])]{0,3}[ \t]{0,30}(?:=>|:{1,3}=|\?\?=?|[?.+]=|\|\|=?|[:=])[ \t]{0,30}|["']?,?\s{1,20}["']?(?:[a-z]{1,20}:)?value["']?\s{0,4}[:=]\s{0,4}(?=["'])|<\/key>\s{1,20}<string>|["'\]]{1,3} ?, ?(?=["'])| for [^\n=]{1,60}= ?(?=["'])|[`*_]{0,3} {1,20}\| {1,20}|(?:["'\]]{1,3}\){1,2}|\w{0,20})\.(?:send_?[kK]eys|type|fill|set_?[vV]alue)\((?=["'])|(?: [a-z]{1,20}="[^"<>]{0,30}")?["']?>(?=[^\s<>=])|\((?=["'])|[ \t]{1,8}(?=["'\w]))/i;
/** Of calls only those that set a password are handed one that counts: `builder.password("…")`, `setPassword("…")`. */
const SETTER = /(?:\.|->|set_?)$/i;
/** The passwords of LDAP's configuration begin their lines. */
const LDAP = /^(?:bind|root)pw$/i;
const LINE_BEGINS = /(?:^|\n)[ \t]*$/;
/** `DBPassword:` above `Default:`, as CloudFormation declares a parameter, in YAML or in JSON. */
const REACH_OF_PARAMETER = 600;
const PARAMETER =
  /^:[ \t]{0,8}\r?\n(?:[ \t]{1,20}(?!default)[a-z]{1,30}:[^\n]{0,200}\n){0,8}[ \t]{1,20}default:[ \t]{1,8}|^"\s{0,4}:\s{0,4}\{[^{}]{0,400}"default"\s{0,4}:\s{0,4}(?=")|^"\s{0,4}\{[^{}]{0,400}\bdefault\s{0,4}=\s{0,4}(?=")/i;

/** Names of the words of a wallet. */
const OF_WORDS = /^(?:mnemonic|phrase)$/i;
const CALL_WITH_WORDS = /\(\s{0,20}["'`]([a-z ]{40,220})["'`]/y;

/** `new HDWalletProvider('words of a wallet', …)`: `at` is where the bracket opens. */
function readWordsOfCall(text: string, at: number): SpokenSecret | null {
  CALL_WITH_WORDS.lastIndex = at;
  const words = CALL_WITH_WORDS.exec(text)?.[1];
  if (words === undefined || !isMnemonic(words)) return null;
  const end = CALL_WITH_WORDS.lastIndex - 1;
  return { start: end - words.length, end, key: 'mnemonic', name: null };
}

/** Where the value stands that a name is given. */
type Given = { start: number; stop: number; quoted: boolean; bare: boolean };

/** The value of the name that ends at `end`, when the name is all of a name and the value could be real. */
function readAssigned(text: string, from: number, end: number): SpokenSecret | null {
  if (text.startsWith('HDW', from)) return readWordsOfCall(text, end);
  const given = givenBehind(text, from, end) ?? defaultOfReference(text, from, end);
  const secret = given === null ? null : judgeGiven(text, from, end, given);
  return secret ?? readFurther(text, from, end);
}

function givenBehind(text: string, from: number, end: number): Given | null {
  const isSql = text[end - 1] === ' ';
  const operator = isSql ? '' : operatorAt(text, end);
  if (operator === undefined) return null;
  const bare = !isSql && operator.trim() === '';
  if (bare && !mayStandBare(text, from, end)) return null;
  if (operator === '(' && !SETTER.test(text.slice(Math.max(0, from - 4), from))) return null;
  let start = end + operator.length;
  const isEscaped = text[start] === '\\' && text[start + 1] === '"';
  if (isEscaped) start += 1;
  const quote = '"\'`'.includes(text[start] ?? '\n') ? text[start]! : null;
  if (quote !== null) start += 1;
  const stop =
    quote !== null
      ? endOfQuoted(text, start, isEscaped ? '\\' : quote)
      : /(?:^|["'])>$|<string>$/.test(operator)
        ? endOfElement(text, start)
        : endOfPlain(text, from, start, operator);
  return stop === null ? null : { start, stop, quoted: quote !== null, bare };
}

/** `${NAME:-value}` and `${NAME:value}`: what is taken where nobody sets the variable. */
function defaultOfReference(text: string, from: number, end: number): Given | null {
  if (text[end] !== ':') return null;
  const match = /^:[-=]?([^\s"'{}$]{8,120})\}/.exec(text.slice(end, end + LONGEST));
  if (match === null || !/\$\{\w{0,60}$/.test(text.slice(Math.max(0, from - 64), from))) return null;
  const stop = end + match[0].length - 1;
  return { start: stop - match[1]!.length, stop, quoted: false, bare: false };
}

/** Characters behind a name that a value may stand further on in, and how many texts in quotation marks are looked at. */
const REACH_FURTHER = 160;
const MOST_FURTHER = 3;
const QUOTED = /["'`]([^"'`\s\\]{10,80})["'`]/g;

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

function judgeGiven(
  text: string,
  from: number,
  end: number,
  { start, stop, quoted, bare }: Given,
): SpokenSecret | null {
  const value = text.slice(start, stop);
  if (OF_WORDS.test(text.slice(from, end)))
    return isMnemonic(value) ? { start, end: stop, key: 'mnemonic', name: text.slice(from, end) } : null;
  const isKey = /key$/i.test(text.slice(from, end));
  if (
    !(isKey ? isDrawnKey(value) : isStrongPassword(value) || (bare && isDrawnId(value))) ||
    (!isKey && !quoted && CODE.test(value))
  )
    return null;
  if (!isKey && isInComment(text, from)) return null;
  if (DOCUMENTED_VALUES.has(digestKey(value).slice(0, 16))) return null;
  const name = /[A-Za-z][\w.-]{0,60}$/.exec(text.slice(Math.max(0, end - 61), end))?.[0] ?? null;
  if (
    name !== null &&
    /example|sample|fake|dummy|mock|placeholder|invalid|wrong|incorrect|hash|encrypted|^messageSecret$/i.test(name)
  )
    return null;
  return { start, end: stop, key: isKey || /secret$/i.test(name ?? '') ? 'generic' : 'password', name };
}

/** What stands between a name that ends at `end` and its value. */
function operatorAt(text: string, end: number): string | undefined {
  const behind = text.slice(end, end + REACH_OF_PARAMETER);
  return (PARAMETER.exec(behind) ?? OPERATOR.exec(behind.slice(0, REACH_OF_OPERATOR)))?.[0];
}

function mayStandBare(text: string, from: number, end: number): boolean {
  const before = text.slice(Math.max(0, from - 180), from);
  return standsBare(before) || (LDAP.test(text.slice(from, end)) && LINE_BEGINS.test(before));
}

function endOfQuoted(text: string, start: number, quote: string): number | null {
  const end = indexWithin(text, quote, start);
  return end === null || text.slice(start, end).includes('\n') || text[end + 1] === ':' ? null : end;
}

function endOfElement(text: string, start: number): number | null {
  const end = indexWithin(text, '<', start);
  return end === null || text[end + 1] !== '/' ? null : end;
}

/** Where a sign stands next, no further than a value is long: a text without any would be searched to its end for each name. */
function indexWithin(text: string, sign: string, start: number): number | null {
  const at = text.slice(start, start + LONGEST + 1).indexOf(sign);
  return at < 0 ? null : start + at;
}

/** A flag of a command, or a variable that one is handed: `--db.password=`, `-Pdb.password=`, `docker run -e DB_PASSWORD=`, `-var 'password=`, `curl -F password=`. */
const FLAG =
  /(?:^|\s)(?:--|-[DP]|(?:-e|--env|--build-arg|--set(?:-string)?|--from-literal|-var|-F|--form)[ =]["']?|(?:config|env|secrets?|variables)(?:[ :]| --)set ["']?|kv put [\w./-]{1,80} )[\w.-]{0,60}$/;
/** `openssl enc -pass pass:value`. */
const SOURCE = /\s-pass(?:in|out)? ["']?$/;

const VARIABLE = /\s[A-Z][A-Z0-9_]{3,80}=$/;

/** `host=web1 user=root password=value`, as an inventory of Ansible and the arguments of its modules are written. */
const ROW_OF_PAIRS = /\s[\w.-]{1,40}=[^\s=]{1,80}(?: [\w.-]{1,40}=[^\s=]{1,80}){0,6} [\w.]{0,60}$/;

/** `Login: ops@acme.io / password: value`: a note, which holds no sign of code and declares nothing. */
const NOTE =
  /^(?!\s*(?:export |declare |abstract )*(?:const|let|var|val|type|readonly|static|private|protected|public) )[^(){}[\]<>"'`=;$]{2,}[\s/|,-]$/;
const NOTED = /^([^\s"'`]{10,80})[ \t]{0,8}(?:\r?\n|$)/;

/** Options of a mount, which name the user before; and how far before they are looked for. */
const MOUNT = /(?:^|[\s,"'])user(?:name)?=[^,\s"']{1,80},(?:[\w=.-]{1,60},){0,8}$/;

const LONGEST_OPTIONS = 160;

/** `"NAME=value"` and `"name=value&…"`: a variable or a field of a form in quotation marks. */
const PAIR_IN_QUOTES = /(["'`])(?:export )?[\w.-]{0,60}$/;

function endOfPair(text: string, start: number, quote: string): number | null {
  const pair = text.slice(start, start + LONGEST);
  const size = pair.search(/[\s"'`;]|&(?=[\w.-]{1,60}=)/);
  return size > 0 && (pair[size] === quote || pair[size] === '&') ? start + size : null;
}

/** Without quotes a value is told from code only where its name begins the line and the line ends with it. */
function endOfPlain(text: string, from: number, start: number, operator: string): number | null {
  const line = lineStart(text, from, LONGEST_OPTIONS);
  const before = text.slice(Math.max(line, from - 80), from);
  if ((operator === '=' && FLAG.test(before)) || (operator === ':' && SOURCE.test(before)))
    return start + text.slice(start, start + LONGEST).search(/[\s"']|$/);
  if (operator === '=' && MOUNT.test(text.slice(line, from)))
    return start + text.slice(start, start + LONGEST).search(/[\s"',]|$/);
  const opening = operator === '=' ? PAIR_IN_QUOTES.exec(before)?.[1] : undefined;
  if (opening !== undefined) return endOfPair(text, start, opening);
  if (operator.trim() === '' || operator.includes('|'))
    return start + text.slice(start, start + LONGEST).search(/\s|$/);
  if (from - line > 80 || !/^[ \t]*(?:export |ENV |ARG |set |- )?["']?[\w.-]*$/.test(text.slice(line, from))) {
    // `USER=app DB_PASSWORD=value`: variables in a row.
    const isVariable =
      operator === '=' &&
      (VARIABLE.test(text.slice(Math.max(line, from - 80), start)) || ROW_OF_PAIRS.test(text.slice(line, from)));
    if (isVariable) return start + text.slice(start, start + LONGEST).search(/[\s"',;]|$/);
    const noted =
      operator.trim() === ':' && NOTE.test(text.slice(line, from))
        ? NOTED.exec(text.slice(start, start + LONGEST))
        : null;
    return noted && start + noted[1]!.length;
  }
  const rest = text.slice(start, start + LONGEST + 1);
  // `PGPASSWORD=value pg_dump`: a variable of one command.
  const command = operator === '=' ? /^\S{8,} (?=[a-z./])/.exec(rest) : null;
  if (command !== null) return start + command[0].length - 1;
  const next = rest.search(/ {1,20}# ?\w|[\r\n]|$/);
  return next > LONGEST ? null : start + next;
}

/** A password in a comment is an example: nothing reads it from there. */
const COMMENT = /^\s*(?:#(?!\s?define)|\/\/|\*|\/\*|<!--|--(?=\s|$)|;|%)/;
/** `//host/share` begins a line of `fstab`, and no comment. */
function isInComment(text: string, from: number): boolean {
  const before = text.slice(lineStart(text, from, LONGEST_LINE), from);
  return (
    COMMENT.test(before.slice(0, 80)) &&
    !(/^\s*\/\/[\w.-]+\//.test(before) && MOUNT.test(before.slice(-LONGEST_OPTIONS)))
  );
}

/** Signs of an expression, where no quotation marks hold the value together. */
const CODE = /[();]|::|->|=>|\?\.|^![A-Za-z]+$/;

/** Heroku writes the key of an account into `.netrc`; elsewhere an id under a name of a password is one of a record. */
function isDrawnId(value: string): boolean {
  return (UUID.test(value) || /^[0-9a-f]{20,64}$/.test(value)) && !isFiller(value);
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
