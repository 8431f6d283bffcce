import {
  AMPERSAND,
  BACKSLASH,
  CLOSE_BRACE,
  COLON,
  DOT,
  DOUBLE_QUOTE,
  EQUALS,
  GREATER_THAN,
  LESS_THAN,
  OPEN_BRACE,
  PIPE,
  QUESTION_MARK,
  SINGLE_QUOTE,
  isWordCode,
} from '../scan/characters.ts';
import { skipSpaceBack } from '../scan/scan.ts';

/** How far before an attribute its tag's name is looked for. */
const LONGEST_TAG = 300;

/**
 * Whether the literal whose opening quote stands at `quote` is what `href` points to (`href="…"`, `href={'…'}`, `href:
 * '…'`), or what a field's `placeholder` shows. `<link href>` and `{ rel: 'stylesheet', href }` load what they name, and
 * `location.href =` goes there: neither is a link.
 */
export function isLinkTarget(text: string, quote: number): boolean {
  let at = quote - 1;
  // A quote inside a string may be escaped.
  if (text.charCodeAt(at) === BACKSLASH) at--;
  at = skipSpaceBack(text, at + 1);
  if (text.charCodeAt(at) === OPEN_BRACE) at = skipSpaceBack(text, at);
  if (isShown(text, at)) return true;
  const brace = isChoice(text.charCodeAt(at)) ? findBrace(text, at) : null;
  return brace !== null && isShown(text, skipSpaceBack(text, brace));
}

/** Whether the `=` or `:` at `mark` gives a link its target, or a field its placeholder. */
function isShown(text: string, mark: number): boolean {
  const isPair = text.charCodeAt(mark) === COLON;
  if (!isPair && text.charCodeAt(mark) !== EQUALS) return false;
  let at = skipSpaceBack(text, mark);
  if (text.charCodeAt(at) === DOUBLE_QUOTE || text.charCodeAt(at) === SINGLE_QUOTE) at--;
  if (isPlaceholder(text, at)) return true;
  const start = at - 3;
  const before = text.charCodeAt(start - 1);
  if (start < 0 || !text.startsWith('href', start) || before === DOT || isWordCode(before)) return false;
  return isPair ? !isOfLinkTag(text, start) : !isInLinkTag(text, start);
}

/** `?`, `:`, `|` and `&`: what stands between the values that an expression chooses from. */
function isChoice(code: number): boolean {
  return code === QUESTION_MARK || code === COLON || code === PIPE || code === AMPERSAND;
}

/** Where the expression of an attribute begins that holds a place: `{` after `=`, of `placeholder={isAzure ? '…' : '…'}`. */
function findBrace(text: string, from: number): number | null {
  for (let at = from; at > 0 && at > from - LONGEST_TAG; at--) {
    const code = text.charCodeAt(at);
    if (code === CLOSE_BRACE) return null;
    if (code === OPEN_BRACE) return text.charCodeAt(skipSpaceBack(text, at)) === EQUALS ? at : null;
  }
  return null;
}

/** What an input field shows before anybody types: `placeholder="https://discord.com/api/webhooks/…"`. */
function isPlaceholder(text: string, last: number): boolean {
  const start = last - 10;
  return start >= 0 && text.startsWith('placeholder', start) && !isWordCode(text.charCodeAt(start - 1));
}

/** What the page itself fetches, by the `rel` of its link. */
const LOADS =
  /\brel['"]?\s{0,4}:\s{0,4}['"`](?:dns-prefetch|icon|modulepreload|preconnect|prefetch|preload|stylesheet)\b/;

/** Whether the object that holds a place describes a `<link>` that loads something, as the routes of Remix list them. */
function isOfLinkTag(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - LONGEST_TAG), at);
  const behind = text.slice(at, at + LONGEST_TAG);
  const start = before.lastIndexOf('{');
  const end = behind.indexOf('}');
  return start !== -1 && end !== -1 && LOADS.test(before.slice(start) + behind.slice(0, end));
}

function isInLinkTag(text: string, from: number): boolean {
  for (let at = from; at >= 0 && at > from - LONGEST_TAG; at--) {
    const code = text.charCodeAt(at);
    if (code === GREATER_THAN) return false;
    if (code === LESS_THAN) return text.startsWith('link', at + 1) && !isWordCode(text.charCodeAt(at + 5));
  }
  return false;
}
