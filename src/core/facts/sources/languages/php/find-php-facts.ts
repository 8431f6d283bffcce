import { DOLLAR, GREATER_THAN, OPEN_BRACKET } from '../../scan/characters.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { addEnvRead, type EnvRead, isAssigned, ownerOf, readEnvArgument } from '../../env/env-call.ts';
import { findPhpNames, findPhpUse } from './find-php-imports.ts';
import { type Scan, skipSpaceBack, wordsIn } from '../../scan/scan.ts';

/** Words that the scanner records; a word's id is its index. */
export const PHP_WORDS: readonly string[] = ['use', 'getenv', '_ENV', '_SERVER', 'env', 'Env'];

const FALLBACKS = ['??', '?:', '||'];

/** Entries of `$_SERVER` that are not environment variables. */
const SERVER_NAMES =
  /^(?:HTTP|HTTPS|REQUEST|SERVER|REMOTE|SCRIPT|PATH|QUERY|DOCUMENT|PHP|CONTENT|GATEWAY|AUTH|REDIRECT|SSL|ORIG|CONTEXT|UNENCODED)(?:_|$)|^(?:argv|argc)$/;

/** Finds imported names and env reads. */
export function findPhpFacts(scan: Scan, collector: SignalCollector): void {
  const { text } = scan;
  for (const { word, offset } of wordsIn(scan, PHP_WORDS)) {
    if (word === 'use') findPhpUse(scan, offset, collector);
    else if (word === 'getenv') findGetenv(scan, offset, collector);
    else if (word === '_ENV' || word === '_SERVER') findSuperglobal(scan, offset, word, collector);
    else if (word === 'env' && !isForeign(text, offset)) addRead(scan, readEnvArgument(scan, offset + 3), collector);
    else if (word === 'Env') findEnvClass(scan, offset + 3, collector);
  }
  findPhpNames(scan, collector);
}

/** `getenv('X')`. Its second argument is not a default. */
function findGetenv(scan: Scan, offset: number, collector: SignalCollector): void {
  if (isForeign(scan.text, offset)) return;
  const read = readEnvArgument(scan, offset + 6);
  addRead(scan, read === null ? null : { ...read, fallback: false }, collector);
}

/** True for a method, a definition or a variable of that name. */
function isForeign(text: string, offset: number): boolean {
  const before = text.charCodeAt(offset - 1);
  if (before === DOLLAR || before === GREATER_THAN || ownerOf(text, offset) !== null) return true;
  const last = skipSpaceBack(text, offset);
  return text.startsWith('function', last - 7);
}

/** `$_ENV['X']`, `$_SERVER['X']`. */
function findSuperglobal(scan: Scan, offset: number, word: string, collector: SignalCollector): void {
  const { text } = scan;
  const end = offset + word.length;
  if (text.charCodeAt(offset - 1) !== DOLLAR || text.charCodeAt(end) !== OPEN_BRACKET) return;
  const read = readEnvArgument(scan, end);
  if (read === null || isAssigned(scan, read.behind)) return;
  const name = read.name.value;
  if (word === '_SERVER' && (name !== name.toUpperCase() || SERVER_NAMES.test(name))) return;
  addRead(scan, read, collector);
}

/** Laravel's `Env::get('X', 'default')`. */
function findEnvClass(scan: Scan, from: number, collector: SignalCollector): void {
  const found = /^::(?:get|getOrFail)(?=\()/.exec(scan.text.slice(from, from + 14));
  if (found !== null) addRead(scan, readEnvArgument(scan, from + found[0].length), collector);
}

function addRead(scan: Scan, read: EnvRead | null, collector: SignalCollector): void {
  if (read !== null) addEnvRead(scan, read, FALLBACKS, collector);
}
