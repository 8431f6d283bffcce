import {
  CLOSE_BRACKET,
  CLOSE_PARENTHESIS,
  OPEN_BRACKET,
  OPEN_PARENTHESIS,
  endOfWord,
  makeClassTable,
} from '../../scan/characters.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { endOfMember } from '../../env/env-call.ts';
import { isEnvName } from '../../env/env-name.ts';
import { findSpanAround, isMember, readLiteral, type Scan, skipTrivia, wordsIn } from '../../scan/scan.ts';

/** Words that the scanner records; a word's id is its index. */
export const SWIFT_WORDS: readonly string[] = ['import', 'ProcessInfo', 'Environment', 'getenv'];

const CLASSES = makeClassTable('', '');
/** Characters after the definition of a copy of the environment that are searched for its uses. */
const LONGEST_SCOPE = 10_000;
/** Copies that are followed per file. A file has one or two. */
const MOST_COPIES = 20;

const KINDS = new Set(['struct', 'class', 'enum', 'protocol', 'typealias', 'func', 'let', 'var', 'actor']);

/** Finds imported modules, without the symbols imported from them, and env reads. */
export function findSwiftFacts(scan: Scan, collector: SignalCollector): void {
  let copies = 0;
  for (const { word, offset } of wordsIn(scan, SWIFT_WORDS)) {
    if (word === 'import') findModule(scan, offset, collector);
    else if (word === 'ProcessInfo') copies += findEnvironment(scan, offset, copies < MOST_COPIES, collector);
    else if (word === 'getenv' && !isMember(scan.text, offset))
      findName(scan, skipTrivia(scan, offset + 6), OPEN_PARENTHESIS, CLOSE_PARENTHESIS, collector);
    else if (word === 'Environment') findVaporRead(scan, offset, collector);
  }
}

/** `import A`, `@testable import A`, `import struct A.B`: the module is `A`. */
function findModule(scan: Scan, offset: number, collector: SignalCollector): void {
  const { text } = scan;
  if (isMember(text, offset)) return;
  let start = skipTrivia(scan, offset + 6);
  let end = endOfWord(text, start, CLASSES);
  if (KINDS.has(text.slice(start, Math.min(end, start + 10)))) {
    start = skipTrivia(scan, end);
    end = endOfWord(text, start, CLASSES);
  }
  if (end > start && end - start <= 200) collector.addImport(start, text.slice(start, end));
}

/**
 * Reads `ProcessInfo.processInfo.environment["X"]`, optional if `??` follows, or the reads of a copy, `env["X"]`.
 * Returns the number of copies, 0 or 1.
 */
function findEnvironment(scan: Scan, offset: number, copies: boolean, collector: SignalCollector): number {
  const owner = endOfMember(scan, offset + 11, 'processInfo');
  const environment = owner === -1 ? -1 : endOfMember(scan, owner, 'environment');
  if (environment === -1) return 0;
  const next = skipTrivia(scan, environment);
  if (scan.text.charCodeAt(next) === OPEN_BRACKET) findName(scan, next, OPEN_BRACKET, CLOSE_BRACKET, collector);
  else if (copies) return findCopyReads(scan, offset, environment, collector);
  return 0;
}

/**
 * Finds reads of `let env = ProcessInfo.processInfo.environment` in the next `LONGEST_SCOPE` characters. Returns the
 * number of copies, 0 or 1.
 */
function findCopyReads(scan: Scan, offset: number, from: number, collector: SignalCollector): number {
  const { text } = scan;
  const copy = /\b(?:let|var)\s+([A-Za-z_]\w{0,40})(?:\s*:[^=\n]{0,60})?\s*=\s*$/.exec(
    text.slice(Math.max(0, offset - 120), offset),
  )?.[1];
  if (copy === undefined) return 0;
  const end = Math.min(text.length, from + LONGEST_SCOPE);
  const scope = text.slice(from, end);
  for (let at = scope.indexOf(`${copy}[`); at !== -1; at = scope.indexOf(`${copy}[`, at + 1)) {
    const start = from + at;
    if (
      endOfWord(text, start - 1, CLASSES) === start - 1 &&
      !isMember(text, start) &&
      findSpanAround(scan, start) === -1
    )
      findName(scan, start + copy.length, OPEN_BRACKET, CLOSE_BRACKET, collector);
  }
  return 1;
}

/** Vapor's `Environment.get("X")`. */
function findVaporRead(scan: Scan, offset: number, collector: SignalCollector): void {
  const get = endOfMember(scan, offset + 11, 'get');
  if (get !== -1) findName(scan, skipTrivia(scan, get), OPEN_PARENTHESIS, CLOSE_PARENTHESIS, collector);
}

function findName(scan: Scan, at: number, open: number, close: number, collector: SignalCollector): void {
  const { text } = scan;
  if (text.charCodeAt(at) !== open) return;
  const literal = readLiteral(scan, skipTrivia(scan, at + 1));
  if (literal === null || !isEnvName(literal.value)) return;
  const end = skipTrivia(scan, literal.end + 1);
  if (text.charCodeAt(end) !== close) return;
  collector.addEnv(literal.start, literal.value, text.startsWith('??', skipTrivia(scan, end + 1)));
}
