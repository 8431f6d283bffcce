import { KIND_OF_CHAR } from '../patterns/char-kinds.ts';
import { lineStart } from '../patterns/steps-back.ts';

/**
 * Whether the word between `start` and `end` is a whole value, neither truncated nor part of something longer:
 *
 * - closed by the quotation mark that opened it, escaped or not, with a scheme (`Bearer `) or a header's name before
 *   it, or by the bracket of a string of Perl or Ruby;
 * - from an operator to the end of its line or a comment;
 * - an argument of a command, or of an assignment before one: `--token X --verbose`, `TOKEN=X make`;
 * - a URL parameter, a part of a connection string, the text of an element, an entry of a YAML flow mapping.
 */
export function isWholeValue(text: string, start: number, end: number): boolean {
  const before = text[start - 1] ?? '\n';
  const next = text[end] ?? '\n';
  const bracket = OPENS_QUOTED.test(text.slice(Math.max(0, start - 4), start)) ? '({['.indexOf(before) : -1;
  if (bracket >= 0) return next === ')}]'[bracket];
  if (isQuote(before)) return next === before || (next === '\\' && text[end + 1] === before);
  if (before === '>') return next === '<' && text[end + 1] === '/';
  if (before === ':' && text.startsWith('base64:', start - 7)) return isWholeValue(text, start - 7, end);
  if (before === '\n') return isLineEnd(text, end);
  if (isCell(text, start, end) || isWholeWithId(text, start, end)) return true;
  if (next === ',' && before === '=' && opensList(text, start, end)) return true;
  if (next === '}' || next === ',' || (next === ' ' && text[end + 1] === '}'))
    return IN_BRACES.test(text.slice(Math.max(0, start - 90), start));
  if (before !== '=' && before !== ' ' && before !== ':' && before !== '\t') return false;
  if (isLineEnd(text, end)) return true;
  if (isQuote(next) || next === '\\') return isInsideQuotes(text, start, next) || isLineInQuotes(text, start, end);
  if (next === ' ') return isArgument(text, start) || isPiped(text, start, end);
  if (next === '&') return before === '=' && (isParameter(text, start) || isInForm(text, start));
  return next === ';' && before === '=' && /^;\s?[A-Za-z][A-Za-z ]{0,30}=|^;["']/.test(text.slice(end, end + 34));
}

/** `q{value}`, `qq(value)`, `%q(value)`: strings of Perl and Ruby. */
export const OPENS_QUOTED = /(?<![\w$@.])(?:qq?|%[qQ])[({[]$/;

/** `NAMES=value,value`: a setting that is a list of values. */
function opensList(text: string, start: number, end: number): boolean {
  return (
    /^\s*(?:export )?[A-Z][A-Z0-9_]{1,60}S=$/.test(lineBefore(text, start)) &&
    /^(?:,[^\s,"']{12,120}){1,20}(?:\r?\n|$)/.test(text.slice(end, end + 400))
  );
}

/**
 * The default of a reference: `${NAME:value}`, `${NAME:-value}`, `${NAME:=value}`; a variable in a list:
 * `Variables={A=1,NAME=value}`; an entry of a YAML flow mapping: `{ name: value }`.
 */
const IN_BRACES =
  /\$\{[\w.-]{1,80}:[-=]?$|[{,]\s?[A-Z][A-Z0-9]*_[A-Z0-9_]{1,80}=$|[{,]\s{0,4}["']?[A-Za-z][\w.-]{1,60}["']?: {1,4}$/;

/** The row number that Laravel puts before a token. */
const NUMBER_BEFORE = /(?:["'`]|=|[:=] |\bbearer )(\d{1,16}\|)$/i;
const [SHORTEST_ID, LONGEST_ID] = [4, 64];
/** Words that describe the value after them and are not ids. */
const MARK =
  /^(?:sha\d{1,3}|md5|base64|hex|v\d|arn|urn|file|env|vault|secret|ref|ssm|kms|data|bearer|basic|token|key)$/i;

/** An operator, or a scheme by which a pair stands in a header: `Authorization: token id:value`. */
const OPENS_PAIR = /[:=]$|\bauthorization["']?\s?(?:[:=,]|=>)\s?["'`]?(?:token|key|api-?key|sso-key)$/i;

/**
 * Length of the id, with its separator, that some services put before the value: `TOKEN="id:value"`, `12|value`; 0
 * without one.
 */
export function idBefore(text: string, start: number): number {
  if (text[start - 1] === '|') return NUMBER_BEFORE.exec(text.slice(Math.max(0, start - 24), start))?.[1]?.length ?? 0;
  // A slash means that the colon ends a URL scheme.
  if (text[start - 1] !== ':' || text[start] === '/') return 0;
  const id = text.slice(startOfId(text, start - 1), start - 1);
  const opening = text[start - id.length - 2] ?? '';
  const opens =
    isQuote(opening) ||
    opening === '=' ||
    (opening === ' ' && OPENS_PAIR.test(text.slice(Math.max(0, start - id.length - 42), start - id.length - 2)));
  const isId = id.length >= SHORTEST_ID && /^[A-Za-z0-9]/.test(id) && /\d|[a-z][A-Z]/.test(id) && !MARK.test(id);
  return opens && isId ? id.length + 1 : 0;
}

/** Start of the id that ends at `end`, including its base64 padding. */
function startOfId(text: string, end: number): number {
  const floor = Math.max(0, end - LONGEST_ID);
  let from = end;
  while (from > floor && end - from < 2 && text[from - 1] === '=') from -= 1;
  while (from > floor && (KIND_OF_CHAR[text.charCodeAt(from - 1)] ?? 0) !== 0) from -= 1;
  return from;
}

/**
 * Whether the value after an id ends at the quotation mark that was opened before the id, or at the end of its line.
 */
function isWholeWithId(text: string, start: number, end: number): boolean {
  const size = idBefore(text, start);
  const opening = text[start - size - 1] ?? '';
  if (size === 0) return false;
  const next = text[end] ?? '\n';
  if (isQuote(opening)) return next === opening;
  return isLineEnd(text, end) || (isQuote(next) && isInsideQuotes(text, start - size, next));
}

function isQuote(c: string): boolean {
  return c === '"' || c === "'" || c === '`';
}

/** A table cell after its name: `| name | value |`, `name,value`. */
function isCell(text: string, start: number, end: number): boolean {
  const [before, next] = [text[start - 1], text[end] ?? '\n'];
  if (before === ',') return (next === ',' || isLineEnd(text, end)) && FIRST_FIELD.test(lineBefore(text, start));
  const marks = /^\*{0,2}/.exec(text.slice(end, end + 2))![0];
  const [from, to] = [start - marks.length, end + marks.length];
  return (
    text.slice(from, start) === marks && text.startsWith(' |', to) && text[from - 1] === ' ' && text[from - 2] === '|'
  );
}

const FIRST_FIELD = /^[A-Za-z][\w .-]{1,60},$/;

function lineBefore(text: string, at: number): string {
  return text.slice(lineStart(text, at, REACH), at);
}

function isLineEnd(text: string, end: number): boolean {
  const next = text[end] ?? '\n';
  if (next === '\n' || next === '\r') return true;
  // A comment, including those of `.ini` files, the end of one, or a line continuation.
  return next === ' ' && /^(?:[#\\\s]|; |-->|\*\/|$)/.test(text.slice(end + 1, end + 4));
}

/** Number of characters to look back for the start of a quoted value. */
const REACH = 160;

/** `"Name: value"`, `"Authorization: Bearer value"`, `"https://host/?name=value"`, `"Key=value"`. */
function isInsideQuotes(text: string, start: number, quote: string): boolean {
  const before = text.slice(Math.max(0, start - REACH), start);
  const header = HEADER.exec(before)?.[1];
  if (header !== undefined) return quote === header || quote === '\\';
  if (/(["'`])(?:[Bb]earer|[Tt]oken|[Bb]asic|[Kk]ey|[Aa]pi[Kk]ey) $/.test(before)) return true;
  if (OF_AUTHORIZATION.test(before) || COMMAND_IN_QUOTES.exec(before)?.[1] === quote) return true;
  return (
    isParameter(text, start) ||
    /;\s?[A-Z]\w{1,60}=$|["'`](?:--)?[A-Za-z][\w.-]{1,60}=$|["'`]Token token="?$/.test(before)
  );
}

/** Any authentication scheme: `"Authorization: SSWS value"`, `'Authorization': 'SSWS value'`. */
const OF_AUTHORIZATION = /\bauthorization(?:["']\s?(?:[:=,]|=>)\s?["'`]|: ?)[\w-]{2,24} $/i;

/** `"acme deploy --prod --token value"`: the last option of a command, as in the scripts of a `package.json`. */
const COMMAND_IN_QUOTES = /(["'`])[a-z][\w./-]{1,30} (?:[^"'`\n]{1,100} )?--[a-z][\w.-]{1,60}[ =]$/;

const HEADER =
  /(["'`])[A-Za-z][\w-]{1,60}: {0,4}(?:(?:[A-Za-z]{1,12}[ -])?(?:[Bb]earer|[Bb]asic|[Tt]oken|Bot|[Kk]ey|[Aa]pi[Kk]ey|APIKEY) )?$/;

/**
 * A line of a file inside a string, as a notebook stores all of its lines: `"a=1\nNAME=value\nb=2"`,
 * `"%env NAME=value\n"`.
 */
function isLineInQuotes(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - REACH), start);
  return (
    /^\\(?:r\\)?n/.test(text.slice(end, end + 4)) &&
    /(?:["'`]|\\n)(?:%(?:set_)?env |!?export )?[A-Za-z][\w.-]{1,80}[=: ] ?$/.test(before)
  );
}

/** `?name=` or `&name=` before the value. */
export function isParameter(text: string, start: number): boolean {
  return /[?&][\w.[\]-]{1,60}=$/.test(text.slice(Math.max(0, start - 64), start));
}

/** `-d "name=value&…`: the first field of a form. */
function isInForm(text: string, start: number): boolean {
  return /(?:["'`]|\s-d |--data(?:-raw|-urlencode)? )[\w.-]{1,60}=$/.test(text.slice(Math.max(0, start - 84), start));
}

/**
 * `--name value`, `-name value`, `--name=value`, `-Dname=value`, `-d name=value`, `--from-literal=name=value`,
 * `NAME=value command`.
 */
function isArgument(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 84), start);
  return (
    /(?:^|\s)(?:--[a-z][\w.-]{1,60}[ =]|-[A-Za-z][\w-]{3,60}[ =]|-[DP][\w.-]{1,60}=|-[dF] [\w.-]{1,60}=|-[bt] |--[a-z][\w-]{1,40}[ =][A-Za-z][\w.-]{1,60}=)$/.test(
      before,
    ) || /(?:^|[\s])[A-Z][A-Z0-9_]{1,80}=$/.test(before)
  );
}

/** `echo value | command`. */
function isPiped(text: string, start: number, end: number): boolean {
  return text.startsWith(' | ', end) && ECHO.test(text.slice(Math.max(0, start - 12), start));
}

/** A command that prints its argument. */
export const ECHO = /\becho (?:-n )?$/;

/**
 * Whether a quoted text is a key rather than a value: a property name before a colon (though a colon also ends a
 * comparison in Python), or an index such as `settings["name"]`, as opposed to a list after an operator.
 */
export function isNameOfEntry(text: string, start: number, end: number): boolean {
  if (text[end] !== '"' && text[end] !== "'") return false;
  const before = text.slice(Math.max(0, start - 4), start);
  if (text[end + 1] === ']') return /[\w\])]\[["']$/.test(before);
  return text[end + 1] === ':' && !/[=!]= ?["']$/.test(before);
}
