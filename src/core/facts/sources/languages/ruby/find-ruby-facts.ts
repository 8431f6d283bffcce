import {
  COLON,
  EQUALS,
  GREATER_THAN,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PARENTHESIS,
  TILDE,
} from '../../scan/characters.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { addEnvRead, type EnvRead, readEnvArgument, readMember } from '../../env/env-call.ts';
import { isMember, readLiteral, type Scan, skipTrivia, wordsIn } from '../../scan/scan.ts';

/** Words that the scanner records; a word's id is its index. */
export const RUBY_WORDS: readonly string[] = ['require', 'ENV'];

/** Methods of `ENV` that read the variables named by their arguments. */
const METHODS = new Set(['fetch', 'dig', 'values_at', 'key', 'delete']);

/** Finds required libraries and env reads. */
export function findRubyFacts(scan: Scan, collector: SignalCollector): void {
  for (const { word, offset } of wordsIn(scan, RUBY_WORDS)) {
    if (word === 'require') findRequire(scan, offset, collector);
    else if (word === 'ENV') findEnv(scan, offset, collector);
  }
}

/** `require 'x'`, with or without parentheses. A file path is not a library. */
function findRequire(scan: Scan, offset: number, collector: SignalCollector): void {
  const { text } = scan;
  if (isMember(text, offset) || text.charCodeAt(offset - 1) === COLON) return;
  let at = skipTrivia(scan, offset + 7);
  if (text.charCodeAt(at) === OPEN_PARENTHESIS) at = skipTrivia(scan, at + 1);
  const literal = readLiteral(scan, at);
  if (literal !== null && /^[A-Za-z_][\w/.-]{0,199}$/.test(literal.value)) {
    collector.addImport(literal.start, literal.value);
  }
}

/** `ENV['X']`, `ENV.fetch('X')`. */
function findEnv(scan: Scan, offset: number, collector: SignalCollector): void {
  const { text } = scan;
  // `::ENV` is the same; `Foo::ENV` is another constant.
  if (isMember(text, offset) || /\w::$/.test(text.slice(Math.max(0, offset - 3), offset))) return;
  if (text.charCodeAt(offset + 3) === OPEN_BRACKET) {
    const read = readEnvArgument(scan, offset + 3);
    if (read === null || isAssigned(scan, read)) return;
    addEnvRead(scan, { ...read, behind: behindPresence(scan, read.behind) }, ['||', 'or '], collector);
    return;
  }
  const method = readMember(scan, offset + 3);
  if (method === null || !METHODS.has(method.name)) return;
  const read = readEnvArgument(scan, method.end);
  if (read === null) return;
  const listed = method.name === 'values_at';
  const block = method.name === 'fetch' && read.behind !== -1 && startsBlock(scan, read.behind);
  addEnvRead(scan, { ...read, fallback: (read.fallback && !listed) || block }, ['||', 'or '], collector);
}

/** True for `ENV['X'] = 'y'`. `||=` also reads, so it does not count. */
function isAssigned(scan: Scan, { behind }: EnvRead): boolean {
  const at = skipTrivia(scan, behind);
  const next = scan.text.charCodeAt(at + 1);
  return scan.text.charCodeAt(at) === EQUALS && next !== EQUALS && next !== TILDE && next !== GREATER_THAN;
}

/** `ENV['X'].presence || 'y'` has a default, like `ENV['X'] || 'y'`. */
function behindPresence(scan: Scan, behind: number): number {
  const member = readMember(scan, behind);
  return member?.name === 'presence' ? member.end : behind;
}

/** True if a block follows, which gives the default unless it fails. */
function startsBlock(scan: Scan, behind: number): boolean {
  const { text } = scan;
  const at = skipTrivia(scan, behind);
  const brace = text.charCodeAt(at) === OPEN_BRACE;
  if (!brace && !/^do\s/.test(text.slice(at, at + 3))) return false;
  const body = skipTrivia(scan, at + (brace ? 1 : 2));
  return !/^(?:raise|abort|fail|exit)\b/.test(text.slice(body, body + 8));
}
