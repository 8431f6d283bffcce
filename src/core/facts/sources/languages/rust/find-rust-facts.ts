import {
  CLOSE_BRACE,
  CLOSE_PARENTHESIS,
  COMMA,
  DOT,
  DOUBLE_QUOTE,
  EXCLAMATION_MARK,
  OPEN_BRACE,
  OPEN_PARENTHESIS,
  SEMICOLON,
  endOfWord,
  makeClassTable,
} from '../../scan/characters.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { isEnvName } from '../../env/env-name.ts';
import { isMember, readLiteral, type Scan, skipTrivia, wordsIn } from '../../scan/scan.ts';

/** Words that the scanner records; a word's id is its index. */
export const RUST_WORDS: readonly string[] = ['use', 'extern', 'mod', 'env', 'option_env', 'dotenvy', 'dotenv'];

const CLASSES = makeClassTable('', '');
const OWN_CRATES = new Set(['crate', 'self', 'super', 'Self', 'std', 'core', 'alloc']);
const READERS = new Set(['var', 'var_os']);

type Path = { offset: number; module: string };

/**
 * Finds `use` paths, `extern crate` and env reads. A path is reported as written, up to its braces, `*` or `as`. Paths
 * into modules that the same file declares (`mod x`) are skipped. Crates that only occur in expressions give no import:
 * the manifest lists them.
 */
export function findRustFacts(scan: Scan, collector: SignalCollector): void {
  const own = new Set<string>();
  const paths: Path[] = [];
  for (const { word, offset } of wordsIn(scan, RUST_WORDS)) {
    const next = skipTrivia(scan, offset + word.length);
    if (word === 'use') readUse(scan, next, paths);
    else if (word === 'extern') readExtern(scan, next, paths);
    else if (word === 'mod') own.add(scan.text.slice(next, endOfWord(scan.text, next, CLASSES)));
    else if (!isMember(scan.text, offset)) findEnvRead(scan, word, next, collector);
  }
  for (const { offset, module } of paths) {
    const [first] = module.split('::', 1);
    if (first !== undefined && !OWN_CRATES.has(first) && !own.has(first)) collector.addImport(offset, module);
  }
}

function readUse(scan: Scan, from: number, paths: Path[]): void {
  const { text } = scan;
  if (text.charCodeAt(from) !== OPEN_BRACE) {
    readPath(scan, from, paths);
    return;
  }
  // `use {a::b, c::d};`
  let at = skipTrivia(scan, from + 1);
  let end = readPath(scan, at, paths);
  while (end > at) {
    at = endOfBranch(scan, end);
    if (text.charCodeAt(at) !== COMMA) return;
    at = skipTrivia(scan, at + 1);
    end = readPath(scan, at, paths);
  }
}

/**
 * The offset of the comma or closing brace that ends a branch of a `use` tree, or of the semicolon that ends the tree.
 */
function endOfBranch(scan: Scan, from: number): number {
  const { text } = scan;
  let depth = 0;
  let at = skipTrivia(scan, from);
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === SEMICOLON || (depth === 0 && (code === COMMA || code === CLOSE_BRACE))) return at;
    if (code === OPEN_BRACE) depth++;
    else if (code === CLOSE_BRACE) depth--;
    else if (code === OPEN_PARENTHESIS || code === DOUBLE_QUOTE) return text.length;
    at = skipTrivia(scan, at + 1);
  }
  return at;
}

/** Reads `a::b::c`. Returns the offset after it, or `from` if there is no path. */
function readPath(scan: Scan, from: number, paths: Path[]): number {
  const { text } = scan;
  const start = text.startsWith('::', from) ? from + 2 : from;
  let end = endOfWord(text, start, CLASSES);
  if (end === start) return from;
  while (text.startsWith('::', end)) {
    const next = endOfWord(text, end + 2, CLASSES);
    if (next === end + 2) break;
    end = next;
  }
  if (end - start <= 300) paths.push({ offset: start, module: text.slice(start, end) });
  return end;
}

function readExtern(scan: Scan, from: number, paths: Path[]): void {
  if (!scan.text.startsWith('crate', from) || endOfWord(scan.text, from, CLASSES) !== from + 5) return;
  readPath(scan, skipTrivia(scan, from + 5), paths);
}

/** `env!("X")`, `option_env!("X")`, `env::var("X")`, `dotenvy::var("X")`, `dotenv!("X")`. */
function findEnvRead(scan: Scan, word: string, next: number, collector: SignalCollector): void {
  const { text } = scan;
  let open = -1;
  if (text.charCodeAt(next) === EXCLAMATION_MARK && word !== 'dotenvy') {
    open = skipTrivia(scan, next + 1);
  } else if (text.startsWith('::', next)) {
    const start = skipTrivia(scan, next + 2);
    const end = endOfWord(text, start, CLASSES);
    if (READERS.has(text.slice(start, Math.min(end, start + 8)))) open = skipTrivia(scan, end);
  }
  if (open === -1 || text.charCodeAt(open) !== OPEN_PARENTHESIS) return;
  const literal = readLiteral(scan, skipTrivia(scan, open + 1));
  if (literal === null || !isEnvName(literal.value)) return;
  const close = skipTrivia(scan, literal.end + 1);
  collector.addEnv(literal.start, literal.value, word === 'option_env' || hasFallback(scan, close));
}

/** True for `.unwrap_or(…)`, `.unwrap_or_else(…)`, `.unwrap_or_default()` right after the call. */
function hasFallback(scan: Scan, close: number): boolean {
  if (scan.text.charCodeAt(close) !== CLOSE_PARENTHESIS) return false;
  const dot = skipTrivia(scan, close + 1);
  return scan.text.charCodeAt(dot) === DOT && scan.text.startsWith('unwrap_or', skipTrivia(scan, dot + 1));
}
