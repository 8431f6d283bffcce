import {
  CLOSE_BRACKET,
  CLOSE_PARENTHESIS,
  COLON,
  COMMA,
  DOT,
  EQUALS,
  EXCLAMATION_MARK,
  OPEN_BRACKET,
  OPEN_PARENTHESIS,
  QUESTION_MARK,
  isWordCode,
} from '../scan/characters.ts';
import type { SignalCollector } from '../collect-signals.ts';
import { isEnvName } from './env-name.ts';
import { type Literal, readLiteral, type Scan, skipTrivia } from '../scan/scan.ts';

/** An env read: the argument, the offset after the read (-1 if unknown), and whether the read has a default. */
export type EnvRead = { name: Literal; behind: number; fallback: boolean };

/**
 * Reads `("X")` or `["X"]` at an offset, with optional white space; null for anything else. A second argument is a
 * default.
 */
export function readEnvArgument(scan: Scan, from: number): EnvRead | null {
  const { text } = scan;
  const open = skipTrivia(scan, from);
  const close =
    text.charCodeAt(open) === OPEN_PARENTHESIS
      ? CLOSE_PARENTHESIS
      : text.charCodeAt(open) === OPEN_BRACKET
        ? CLOSE_BRACKET
        : -1;
  if (close === -1) return null;
  const name = readLiteral(scan, skipTrivia(scan, open + 1));
  if (name === null || !isEnvName(name.value)) return null;
  let at = skipTrivia(scan, name.end + 1);
  let fallback = false;
  if (text.charCodeAt(at) === COMMA) {
    at = skipTrivia(scan, at + 1);
    fallback = text.charCodeAt(at) !== close;
    // The end of the second argument is unknown, and not needed: it is the default.
    if (fallback) return { name, behind: -1, fallback };
  }
  return text.charCodeAt(at) === close ? { name, behind: at + 1, fallback } : null;
}

/** Adds a read. It is optional if it has a default, or if one of the operators follows and no failing call after it. */
export function addEnvRead(scan: Scan, read: EnvRead, operators: readonly string[], collector: SignalCollector): void {
  const optional = read.fallback || (read.behind !== -1 && hasFallback(scan, read.behind, operators));
  collector.addEnv(read.name.start, read.name.value, optional);
}

/** Calls that end the program or the request. After an operator, they are no default. */
const FAILURE = /^(?:throw|raise|error|abort|exit|die|fail|panic|requireNotNull|TODO)\b/;

function hasFallback(scan: Scan, behind: number, operators: readonly string[]): boolean {
  const { text } = scan;
  let at = skipTrivia(scan, behind);
  // Closing parentheses and non-null assertions may follow the read.
  while (
    text.charCodeAt(at) === CLOSE_PARENTHESIS ||
    (text.charCodeAt(at) === EXCLAMATION_MARK && text.charCodeAt(at + 1) !== EQUALS)
  )
    at = skipTrivia(scan, at + 1);
  const operator = operators.find((candidate) => text.startsWith(candidate, at));
  if (operator === undefined) return false;
  const next = skipTrivia(scan, at + operator.length);
  return !FAILURE.test(text.slice(next, next + 20));
}

/** True if the expression that ends at an offset is assigned there, and so not read: `env['X'] = 'y'`. */
export function isAssigned(scan: Scan, behind: number): boolean {
  const at = skipTrivia(scan, behind);
  return scan.text.charCodeAt(at) === EQUALS && scan.text.charCodeAt(at + 1) !== EQUALS;
}

/** The offset after `.name` at an offset (also `?.` and `::`), with optional white space; -1 if there is none. */
export function endOfMember(scan: Scan, from: number, name: string): number {
  const { text } = scan;
  let at = skipTrivia(scan, from);
  if (text.charCodeAt(at) === QUESTION_MARK) at++;
  if (text.startsWith('::', at)) at++;
  else if (text.charCodeAt(at) !== DOT) return -1;
  at = skipTrivia(scan, at + 1);
  return text.startsWith(name, at) && !isWordCode(text.charCodeAt(at + name.length)) ? at + name.length : -1;
}

/** The name of the member at an offset, `.name`, at most 40 characters; null if there is none. */
export function readMember(scan: Scan, from: number): { name: string; end: number } | null {
  const { text } = scan;
  let dot = skipTrivia(scan, from);
  if (text.charCodeAt(dot) === QUESTION_MARK) dot++;
  if (text.charCodeAt(dot) !== DOT) return null;
  const start = skipTrivia(scan, dot + 1);
  const name = /^\w{1,40}/.exec(text.slice(start, start + 41))?.[0];
  return name === undefined ? null : { name, end: start + name.length };
}

/**
 * The name before the dot or double colon before an offset, at most 40 characters; '' if no name precedes it, null if
 * there is no dot or double colon.
 */
export function ownerOf(text: string, offset: number): string | null {
  const mark = text.charCodeAt(offset - 1);
  const end = mark === DOT ? offset - 1 : mark === COLON && text.charCodeAt(offset - 2) === COLON ? offset - 2 : -1;
  if (end === -1) return null;
  return /\w+$/.exec(text.slice(Math.max(0, end - 40), end))?.[0] ?? '';
}
