/**
 * Whether the word between `start` and `end` is all of a value, so that it is neither cut nor part of something longer:
 *
 * - closed by the quotation mark that opened it, escaped or not, with a scheme (`Bearer `) or a header's name before it;
 * - from an operator to the end of its line or a comment;
 * - an argument of a command, or of an assignment before one: `--token X --verbose`, `TOKEN=X make`;
 * - a parameter of a URL, a part of a connection string, the text of an element.
 */
export function isWholeValue(text: string, start: number, end: number): boolean {
  const before = text[start - 1] ?? '\n';
  const next = text[end] ?? '\n';
  if (isQuote(before)) return next === before || (next === '\\' && text[end + 1] === before);
  if (before === '>') return next === '<' && text[end + 1] === '/';
  if (before === ':' && text.startsWith('base64:', start - 7))
    return (
      isQuote(next) ||
      isLineEnd(text, end) ||
      text.startsWith('</', end) ||
      (next === ' ' && isArgument(text, start - 7))
    );
  if (before === '\n') return isLineEnd(text, end);
  // The default of a reference: `${NAME:value}`, `${NAME:-value}`; a variable of a list: `Variables={A=1,NAME=value}`.
  if (next === '}' || next === ',')
    return /\$\{[\w.]{1,80}:-?$|[{,]\s?[A-Z][A-Z0-9]*_[A-Z0-9_]{1,80}=$/.test(
      text.slice(Math.max(0, start - 90), start),
    );
  if (before !== '=' && before !== ' ' && before !== ':' && before !== '\t') return false;
  if (isLineEnd(text, end)) return true;
  if (isQuote(next) || next === '\\') return isInsideQuotes(text, start, next) || isLineInQuotes(text, start, end);
  if (next === ' ') return isArgument(text, start);
  if (next === '&') return before === '=' && (isParameter(text, start) || isInForm(text, start));
  return next === ';' && before === '=' && /^;\s?[A-Za-z][A-Za-z ]{0,30}=|^;["']/.test(text.slice(end, end + 34));
}

function isQuote(c: string): boolean {
  return c === '"' || c === "'" || c === '`';
}

function isLineEnd(text: string, end: number): boolean {
  const next = text[end] ?? '\n';
  return (
    next === '\n' || next === '\r' || (next === ' ' && (text[end + 1] === '#' || /[\\\s]/.test(text[end + 1] ?? '\n')))
  );
}

/** Characters looked back for what opens a quoted value. */
const REACH = 160;

/** `"Name: value"`, `"Authorization: Bearer value"`, `"https://host/?name=value"`, `"Key=value"`. */
function isInsideQuotes(text: string, start: number, quote: string): boolean {
  const before = text.slice(Math.max(0, start - REACH), start);
  const header = HEADER.exec(before)?.[1];
  if (header !== undefined) return quote === header || quote === '\\';
  if (/(["'`])(?:[Bb]earer|[Tt]oken|[Bb]asic|[Kk]ey|[Aa]pi[Kk]ey) $/.test(before)) return true;
  return (
    isParameter(text, start) ||
    /;\s?[A-Z]\w{1,60}=$|["'`](?:--)?[A-Za-z][\w.-]{1,60}=$|["'`]Token token="?$/.test(before)
  );
}

const HEADER =
  /(["'`])[A-Za-z][\w-]{1,60}: {0,4}(?:(?:[A-Za-z]{1,12}[ -])?(?:[Bb]earer|[Bb]asic|[Tt]oken|Bot|[Kk]ey|[Aa]pi[Kk]ey|APIKEY) )?$/;

/** A line of a file that a string holds: `"a=1\nNAME=value\nb=2"`. */
function isLineInQuotes(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - REACH), start);
  return /^\\(?:r\\)?n/.test(text.slice(end, end + 4)) && /(?:["'`]|\\n)[A-Za-z][\w.-]{1,80}[=:] ?$/.test(before);
}

/** `?name=` or `&name=` before the value. */
export function isParameter(text: string, start: number): boolean {
  return /[?&][\w.[\]-]{1,60}=$/.test(text.slice(Math.max(0, start - 64), start));
}

/** `-d "name=value&…`: the first part of a form. */
function isInForm(text: string, start: number): boolean {
  return /(?:["'`]|\s-d |--data(?:-raw|-urlencode)? )[\w.-]{1,60}=$/.test(text.slice(Math.max(0, start - 84), start));
}

/** `--name value`, `--name=value`, `-Dname=value`, `NAME=value command`. */
function isArgument(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 84), start);
  return (
    /(?:^|\s)(?:--[a-z][\w.-]{1,60}[ =]|-[DP][\w.-]{1,60}=|-b )$/.test(before) ||
    /(?:^|[\s])[A-Z][A-Z0-9_]{1,80}=$/.test(before)
  );
}

/** What is quoted before a colon is a name of an object, and not what is kept under it. */
export function isNameOfEntry(text: string, end: number): boolean {
  return (text[end] === '"' || text[end] === "'") && text[end + 1] === ':';
}
