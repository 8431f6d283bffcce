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

/** Characters before an attribute that are searched for its tag's name. */
const LONGEST_TAG = 300;

/**
 * True if the literal whose opening quote is at `quote` is the target of an `href` (`href="…"`, `href={'…'}`,
 * `href: '…'`) or the `placeholder` of a field. `<link href>` and `{ rel: 'stylesheet', href }` load their target, and
 * `location.href =` navigates to it, so these are not links.
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

/** True if the `=` or `:` at `mark` belongs to an `href` or a `placeholder`. */
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

/** Operators between the alternatives of an expression: `?`, `:`, `|`, `&`. */
function isChoice(code: number): boolean {
  return code === QUESTION_MARK || code === COLON || code === PIPE || code === AMPERSAND;
}

/**
 * The offset of the `{` that starts the attribute value around an offset, as in `placeholder={isAzure ? '…' : '…'}`;
 * null if there is none.
 */
function findBrace(text: string, from: number): number | null {
  for (let at = from; at > 0 && at > from - LONGEST_TAG; at--) {
    const code = text.charCodeAt(at);
    if (code === CLOSE_BRACE) return null;
    if (code === OPEN_BRACE) return text.charCodeAt(skipSpaceBack(text, at)) === EQUALS ? at : null;
  }
  return null;
}

/**
 * True if the attribute that ends at `last` is `placeholder`, as in `placeholder="https://discord.com/api/webhooks/…"`.
 */
function isPlaceholder(text: string, last: number): boolean {
  const start = last - 10;
  return start >= 0 && text.startsWith('placeholder', start) && !isWordCode(text.charCodeAt(start - 1));
}

/** Values of `rel` for which the browser fetches the target. */
const LOADS =
  /\brel['"]?\s{0,4}:\s{0,4}['"`](?:dns-prefetch|icon|modulepreload|preconnect|prefetch|preload|stylesheet)\b/;

/** True if the object around an offset describes a `<link>` that loads something, as in the routes of Remix. */
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
