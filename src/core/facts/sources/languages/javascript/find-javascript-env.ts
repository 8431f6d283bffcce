import {
  BACKTICK,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  CLOSE_PARENTHESIS,
  COMMA,
  DOT,
  DOUBLE_QUOTE,
  EQUALS,
  EXCLAMATION_MARK,
  GREATER_THAN,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PARENTHESIS,
  QUESTION_MARK,
  SEMICOLON,
  SINGLE_QUOTE,
  endOfWord,
  isWordCode,
  makeClassTable,
} from '../../scan/characters.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { isEnvName } from '../../env/env-name.ts';
import {
  findSpan,
  readLiteral,
  type Scan,
  skipSpaceBack,
  skipTrivia,
  SPAN_SIZE,
  startOf,
  endOf,
} from '../../scan/scan.ts';

const CLASSES = makeClassTable('$', '');

/** Effect's way to make a variable optional. */
const EFFECT_DEFAULT = /^\.pipe\(\s?Config\.(?:withDefault|option)\b/;

/**
 * Finds reads of an object that holds the environment and ends at `end`: `env.X`, `env?.X`, `env['X']`, and
 * `const { X, Y: y, Z = 'z' } = env`. A read is optional if `??` or `||` follows, or if the pattern has a default. A
 * plain assignment and `delete` are not reads.
 *
 * @param floor offset of the previous read; the search back stops there, which keeps it linear.
 */
export function findEnvReads(scan: Scan, start: number, end: number, floor: number, collector: SignalCollector): void {
  const { text } = scan;
  let at = skipTrivia(scan, end);
  if (text.charCodeAt(at) === EXCLAMATION_MARK) at = skipTrivia(scan, at + 1);
  if (text.charCodeAt(at) === QUESTION_MARK && text.charCodeAt(at + 1) === DOT) {
    at = skipTrivia(scan, at + 2);
  } else if (text.charCodeAt(at) === DOT) {
    at = skipTrivia(scan, at + 1);
  } else if (text.charCodeAt(at) !== OPEN_BRACKET) {
    findDestructured(scan, start, floor, collector);
    return;
  }
  const name = readName(scan, at);
  if (name === null || !isEnvName(name.value) || isWrite(scan, start, name.behind)) return;
  collector.addEnv(name.start, name.value, isOptional(scan, name.behind));
}

/** `Deno.env.get('X')`: reads the argument of the call whose parenthesis is at `open`. */
export function findEnvCall(scan: Scan, open: number, collector: SignalCollector): void {
  if (scan.text.charCodeAt(open) !== OPEN_PARENTHESIS) return;
  const literal = readLiteral(scan, skipTrivia(scan, open + 1));
  if (literal === null || !isEnvName(literal.value)) return;
  const close = skipTrivia(scan, literal.end + 1);
  if (scan.text.charCodeAt(close) !== CLOSE_PARENTHESIS) return;
  collector.addEnv(literal.start, literal.value, isOptional(scan, close + 1));
}

function readName(scan: Scan, at: number): { start: number; behind: number; value: string } | null {
  if (scan.text.charCodeAt(at) !== OPEN_BRACKET) {
    const behind = endOfWord(scan.text, at, CLASSES);
    return { start: at, behind, value: scan.text.slice(at, behind) };
  }
  const literal = readLiteral(scan, skipTrivia(scan, at + 1));
  if (literal === null) return null;
  const close = skipTrivia(scan, literal.end + 1);
  if (scan.text.charCodeAt(close) !== CLOSE_BRACKET) return null;
  return { start: literal.start, behind: close + 1, value: literal.value };
}

function isWrite(scan: Scan, start: number, behind: number): boolean {
  const { text } = scan;
  const at = skipTrivia(scan, behind);
  const next = text.charCodeAt(at + 1);
  if (text.charCodeAt(at) === EQUALS && next !== EQUALS && next !== GREATER_THAN) return true;
  const before = skipSpaceBack(text, start);
  return text.endsWith('delete', before + 1) && before < start - 1 && text.startsWith('delete', before - 5);
}

function isOptional(scan: Scan, behind: number): boolean {
  const { text } = scan;
  let at = skipTrivia(scan, behind);
  while (text.charCodeAt(at) === CLOSE_PARENTHESIS || text.charCodeAt(at) === EXCLAMATION_MARK) {
    if (text.charCodeAt(at + 1) === EQUALS) return false;
    at = skipTrivia(scan, at + 1);
  }
  return text.startsWith('??', at) || text.startsWith('||', at) || EFFECT_DEFAULT.test(text.slice(at, at + 60));
}

function findDestructured(scan: Scan, start: number, floor: number, collector: SignalCollector): void {
  const { text } = scan;
  const equals = skipSpaceBack(text, start);
  if (text.charCodeAt(equals) !== EQUALS) return;
  const close = skipSpaceBack(text, equals);
  if (text.charCodeAt(close) !== CLOSE_BRACE) return;
  const open = findOpening(scan, close, floor);
  if (open !== -1) readPattern(scan, open + 1, close, collector);
}

/** The offset of the brace that `close` closes, or -1. Strings and comments are skipped by their spans. */
function findOpening(scan: Scan, close: number, floor: number): number {
  const { text } = scan;
  let span = lastSpanBefore(scan, close);
  let depth = 0;
  for (let at = close; at >= floor; at--) {
    while (span >= 0 && endOf(scan, span) > at) {
      const spanStart = startOf(scan, span);
      span -= SPAN_SIZE;
      if (spanStart <= at) at = spanStart - 1;
    }
    const code = text.charCodeAt(at);
    if (code === CLOSE_BRACE) depth++;
    else if (code === OPEN_BRACE && --depth === 0) return at;
    else if (code === SEMICOLON) return -1;
  }
  return -1;
}

function lastSpanBefore(scan: Scan, offset: number): number {
  let low = 0;
  let high = scan.spans.length / SPAN_SIZE;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(scan, middle * SPAN_SIZE) < offset) low = middle + 1;
    else high = middle;
  }
  return (low - 1) * SPAN_SIZE;
}

/** Reads the properties of a destructuring pattern: names after its brace or a comma at its own level. */
function readPattern(scan: Scan, from: number, to: number, collector: SignalCollector): void {
  const { text } = scan;
  let at = from;
  while (at < to) {
    const start = skipTrivia(scan, at);
    const literal = readLiteral(scan, start);
    const behind = literal === null ? endOfWord(text, start, CLASSES) : literal.end + 1;
    const name = literal === null ? text.slice(start, behind) : literal.value;
    const rest = readRestOfProperty(scan, behind, to);
    if (isEnvName(name)) collector.addEnv(literal?.start ?? start, name, rest.hasDefault);
    at = rest.end + 1;
  }
}

/** Reads up to the comma after a property or the pattern's end, and tells whether the property has a default. */
function readRestOfProperty(scan: Scan, from: number, to: number): { end: number; hasDefault: boolean } {
  const { text } = scan;
  let depth = 0;
  let hasDefault = false;
  let at = from;
  while (at < to) {
    const code = text.charCodeAt(at);
    if (code === COMMA && depth === 0) break;
    if (code === OPEN_BRACE || code === OPEN_PARENTHESIS || code === OPEN_BRACKET) depth++;
    else if (code === CLOSE_BRACE || code === CLOSE_PARENTHESIS || code === CLOSE_BRACKET) depth--;
    else if (code === EQUALS && depth === 0) hasDefault = true;
    const span = isWordCode(code) ? -1 : findSpan(scan, isQuote(code) ? at + 1 : at);
    at = span === -1 ? at + 1 : Math.max(at + 1, endOf(scan, span) + (isQuote(code) ? 1 : 0));
  }
  return { end: at, hasDefault };
}

function isQuote(code: number): boolean {
  return code === DOUBLE_QUOTE || code === SINGLE_QUOTE || code === BACKTICK;
}
