import { DASH, DOLLAR, DOT, LINE_FEED, UNDERSCORE } from '../../sources/scan/characters.ts';

// Helpers that scan backwards from a value over the text before it on its line.

/** Maximum number of characters to look back: names are short, but minified lines are long. */
export const REACH = 160;

/** Start of the line that contains `at`, no more than `reach` characters back: a file may be one line of megabytes. */
export function lineStart(text: string, at: number, reach: number): number {
  const floor = Math.max(0, at - reach);
  let i = at;
  while (i > floor && text.charCodeAt(i - 1) !== LINE_FEED) i -= 1;
  return i;
}

/** Steps back from `at` over up to six quotation marks and backslashes. */
export function skipQuotes(text: string, at: number, floor: number): number {
  let i = at;
  while (i > floor && at - i < 6 && '"\'`\\'.includes(text[i - 1]!)) i -= 1;
  return i;
}

/** Steps back from `at` over spaces and tabs. */
export function skipBlanks(text: string, at: number, floor: number): number {
  let i = at;
  while (i > floor && (text[i - 1] === ' ' || text[i - 1] === '\t')) i -= 1;
  return i;
}

/** `name[]`, `name[64]`: an array index or size. */
const ITEM = /\[\d{0,5}\]$/;
const LONGEST_ITEM = 7;

/** The identifier before `at`, ignoring blanks, quotation marks and an index after it; null without one. */
export function nameEndingAt(text: string, at: number, floor: number): string | null {
  let end = skipBlanks(text, at, floor);
  const size = ITEM.exec(text.slice(Math.max(floor, end - LONGEST_ITEM), end))?.[0].length ?? 0;
  if (size > 0) end -= size;
  else if (text[end - 1] === ')' || text[end - 1] === ']' || endsEntryOfPerl(text, end, floor)) end -= 1;
  end = skipQuotes(text, end, floor);
  if (text[end - 1] === '?' || text[end - 1] === '!') end -= 1;
  const from = wordStart(text, end, floor);
  return from === end ? null : text.slice(from, end);
}

/** Hash access in Perl: `$ENV{NAME}`, `$config{'name'}`. */
function endsEntryOfPerl(text: string, end: number, floor: number): boolean {
  return text[end - 1] === '}' && /\$\w{1,40}\{["']?\w{1,80}["']?\}$/.test(text.slice(Math.max(floor, end - 130), end));
}

/** Start of the run of name characters that ends at `at`. */
export function wordStart(text: string, at: number, floor: number): number {
  let i = at;
  while (i > floor && isNameChar(text, i - 1, floor)) i -= 1;
  return i;
}

/** Whether the character at `at` is a letter, a digit, `_`, `-`, `.` or `$`; false before `floor`. */
export function isNameChar(text: string, at: number, floor: number): boolean {
  if (at < floor) return false;
  const c = text.charCodeAt(at);
  return (
    (c >= 48 && c <= 57) ||
    (c >= 65 && c <= 90) ||
    (c >= 97 && c <= 122) ||
    c === UNDERSCORE ||
    c === DASH ||
    c === DOT ||
    c === DOLLAR
  );
}
