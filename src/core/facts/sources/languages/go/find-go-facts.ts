import {
  COLON,
  COMMA,
  DOT,
  OPEN_BRACE,
  OPEN_PARENTHESIS,
  SEMICOLON,
  endOfWord,
  makeClassTable,
} from '../../scan/characters.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { ownerOf, readEnvArgument } from '../../env/env-call.ts';
import { isEnvName } from '../../env/env-name.ts';
import { readLiteral, type Scan, skipTrivia, wordsIn } from '../../scan/scan.ts';
import { findStructTags } from './find-struct-tags.ts';
import { startsStatement } from '../../scan/statement-start.ts';

/** Helper functions that projects write around `os.Getenv`. Their argument must look like a variable. */
const HELPERS: readonly string[] = (
  'getEnv getenv GetEnv mustGetenv MustGetenv mustGetEnv MustGetEnv mustEnv MustEnv requireEnv RequireEnv envOr EnvOr ' +
  'getEnvOr GetEnvOr getEnvOrDefault GetEnvOrDefault getEnvDefault GetEnvDefault envOrDefault EnvOrDefault ' +
  'getEnvWithDefault GetEnvWithDefault getEnvString GetEnvString getEnvInt getEnvBool getEnvAsInt getEnvAsBool'
).split(' ');

/** Words that the scanner records; a word's id is its index. */
export const GO_WORDS: readonly string[] = [
  'import',
  'Getenv',
  'LookupEnv',
  'BindEnv',
  'EnvVars',
  'EnvVar',
  ...HELPERS,
];

const CLASSES = makeClassTable('', '');
const OWNERS = new Set(['os', 'syscall']);
const FIELDS = new Set(['EnvVar', 'EnvVars']);

/** Finds import paths outside the standard library, and env reads: calls, flag fields and struct tags. */
export function findGoFacts(scan: Scan, collector: SignalCollector): void {
  for (const { word, offset } of wordsIn(scan, GO_WORDS)) {
    const next = offset + word.length;
    if (word === 'import') findImports(scan, offset, collector);
    else if (word === 'BindEnv') findNames(scan, next, OPEN_PARENTHESIS, collector);
    else if (FIELDS.has(word)) findFieldNames(scan, next, collector);
    else findCall(scan, offset, word, collector);
  }
  findStructTags(scan, collector);
}

/** `import "x"`, `import a "x"`, or a block of them in parentheses. */
function findImports(scan: Scan, offset: number, collector: SignalCollector): void {
  const { text } = scan;
  if (!startsStatement(text, offset)) return;
  let at = skipTrivia(scan, offset + 6);
  const block = text.charCodeAt(at) === OPEN_PARENTHESIS;
  if (block) at = skipTrivia(scan, at + 1);
  for (;;) {
    const start = behindAlias(scan, at);
    const path = readLiteral(scan, start);
    if (path === null) return;
    if (isModulePath(path.value)) collector.addImport(path.start, path.value);
    at = skipTrivia(scan, path.end + 1);
    if (!block) return;
    if (text.charCodeAt(at) === SEMICOLON) at = skipTrivia(scan, at + 1);
  }
}

/** The offset after the name, `_` or `.` that may precede the path. */
function behindAlias(scan: Scan, at: number): number {
  if (scan.text.charCodeAt(at) === DOT) return skipTrivia(scan, at + 1);
  const end = endOfWord(scan.text, at, CLASSES);
  return end === at ? at : skipTrivia(scan, end);
}

/**
 * True for a third-party module: its first segment has a dot, but does not start with one. Paths of the standard
 * library have none, relative paths start with one.
 */
function isModulePath(path: string): boolean {
  const slash = path.indexOf('/');
  const first = slash === -1 ? path : path.slice(0, slash);
  return first.indexOf('.') > 0 && path.length <= 300;
}

function findCall(scan: Scan, offset: number, word: string, collector: SignalCollector): void {
  const owner = ownerOf(scan.text, offset);
  const own = word === 'Getenv' || word === 'LookupEnv';
  if (own && (owner === null || !OWNERS.has(owner))) return;
  const read = readEnvArgument(scan, offset + word.length);
  if (read === null || (!own && !isUpperName(read.name.value))) return;
  collector.addEnv(read.name.start, read.name.value, read.fallback);
}

/** `EnvVars: []string{"X", "Y"}`, `EnvVar: "X"`. */
function findFieldNames(scan: Scan, from: number, collector: SignalCollector): void {
  const { text } = scan;
  const colon = skipTrivia(scan, from);
  if (text.charCodeAt(colon) !== COLON) return;
  const at = skipTrivia(scan, colon + 1);
  if (text.startsWith('[]string', at)) findNames(scan, at + 8, OPEN_BRACE, collector);
  else addName(scan, at, collector);
}

/** Reads all literals of a list that opens with `open`. Those that are not names of variables are keys. */
function findNames(scan: Scan, from: number, open: number, collector: SignalCollector): void {
  let at = skipTrivia(scan, from);
  if (scan.text.charCodeAt(at) !== open) return;
  do {
    const end = addName(scan, skipTrivia(scan, at + 1), collector);
    if (end === -1) return;
    at = skipTrivia(scan, end + 1);
  } while (scan.text.charCodeAt(at) === COMMA);
}

function addName(scan: Scan, at: number, collector: SignalCollector): number {
  const literal = readLiteral(scan, at);
  if (literal === null) return -1;
  if (isUpperName(literal.value)) collector.addEnv(literal.start, literal.value, false);
  return literal.end;
}

function isUpperName(name: string): boolean {
  return isEnvName(name) && name === name.toUpperCase() && name.length > 1;
}
