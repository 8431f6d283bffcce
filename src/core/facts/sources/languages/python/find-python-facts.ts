import { CLOSE_BRACKET, CLOSE_PARENTHESIS, COMMA, OPEN_BRACKET, OPEN_PARENTHESIS } from '../../scan/characters.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { isAssigned, readMember } from '../../env/env-call.ts';
import { isEnvName } from '../../env/env-name.ts';
import { findPythonFrom, findPythonImport, type PythonName } from './find-python-imports.ts';
import { findPythonSetting, SETTING_WORDS } from './find-python-settings.ts';
import { findSettingsFields } from './find-settings-fields.ts';
import { isMember, type Literal, readLiteral, type Scan, skipTrivia, wordsIn } from '../../scan/scan.ts';

/** Words that the scanner records; a word's id is its index. */
export const PYTHON_WORDS: readonly string[] = [
  'import',
  'from',
  'environ',
  'getenv',
  'config',
  'env',
  'BaseSettings',
  ...SETTING_WORDS,
];

const SETTINGS = new Set(SETTING_WORDS);

/** The bare names that read the environment in this file, according to its imports. */
type Readers = { os: boolean; config: boolean; env: boolean };

/** Modules of settings packages that provide `config('X')` and `env('X')`. */
const CONFIG_MODULES = new Set(['decouple', 'starlette.config']);
const ENV_MODULES = new Set(['environ', 'environs']);

/** Methods of `os.environ` that read one variable. */
const ENVIRON_METHODS = new Set(['get', 'pop', 'setdefault']);

/**
 * Finds imports, including those in strings of Django settings, and env reads, including those of pydantic settings.
 */
export function findPythonFacts(scan: Scan, collector: SignalCollector): void {
  const readers: Readers = { os: false, config: false, env: false };
  for (const { word, offset } of wordsIn(scan, PYTHON_WORDS)) {
    if (word === 'import') {
      findPythonImport(scan, offset, collector);
      noteEnvImport(scan, offset, readers);
    } else if (word === 'from') {
      for (const name of findPythonFrom(scan, offset, collector)) noteReader(name, readers);
    } else if (word === 'BaseSettings') {
      findSettingsFields(scan, offset, collector);
    } else if (SETTINGS.has(word)) {
      findPythonSetting(scan, offset, word, collector);
    } else {
      findEnvRead(scan, offset, word, readers, collector);
    }
  }
}

function noteReader({ module, name }: PythonName, readers: Readers): void {
  if (module === 'os' && (name === 'environ' || name === 'getenv' || name === '*')) readers.os = true;
  if (CONFIG_MODULES.has(module)) readers.config = true;
  if (ENV_MODULES.has(module)) readers.env = true;
}

function noteEnvImport(scan: Scan, offset: number, readers: Readers): void {
  const module = /^import[ \t]+(environs?|decouple)\b/.exec(scan.text.slice(offset, offset + 40))?.[1];
  if (module === 'decouple') readers.config = true;
  else if (module !== undefined) readers.env = true;
}

function findEnvRead(scan: Scan, offset: number, word: string, readers: Readers, collector: SignalCollector): void {
  const owner = ownerOf(scan.text, offset);
  const end = offset + word.length;
  if (word === 'environ' || word === 'getenv') {
    if (owner !== 'os' && (owner !== null || !readers.os)) return;
    if (word === 'environ') findEnviron(scan, end, collector);
    else findCall(scan, skipTrivia(scan, end), false, collector);
  } else if (word === 'config') {
    if (readers.config && (owner === null || owner === 'decouple'))
      findCall(scan, skipTrivia(scan, end), true, collector);
  } else if (readers.env && (owner === null || owner === 'self')) {
    findCall(scan, skipTrivia(scan, readMember(scan, end)?.end ?? end), true, collector);
  }
}

/** The name before the dot before an offset; '' if no name precedes the dot, null if there is no dot. */
function ownerOf(text: string, offset: number): string | null {
  const dot = offset - 1;
  if (!isMember(text, offset)) return null;
  return /[A-Za-z_]\w*$/.exec(text.slice(Math.max(0, dot - 40), dot))?.[0] ?? '';
}

function findEnviron(scan: Scan, end: number, collector: SignalCollector): void {
  const at = skipTrivia(scan, end);
  if (scan.text.charCodeAt(at) !== OPEN_BRACKET) {
    const method = readMember(scan, end);
    if (method !== null && ENVIRON_METHODS.has(method.name))
      findCall(scan, skipTrivia(scan, method.end), false, collector);
    return;
  }
  const literal = readName(scan, at + 1);
  if (literal === null) return;
  const close = skipTrivia(scan, literal.end + 1);
  if (scan.text.charCodeAt(close) !== CLOSE_BRACKET || isAssigned(scan, close + 1) || isDeleted(scan.text, end)) return;
  collector.addEnv(literal.start, literal.value, isFollowedByOr(scan, close + 1));
}

/**
 * Reads a call whose first argument is the variable's name. The default is the second argument or, if `namedDefault`,
 * only the keyword argument `default`.
 */
function findCall(scan: Scan, open: number, namedDefault: boolean, collector: SignalCollector): void {
  const { text } = scan;
  if (text.charCodeAt(open) !== OPEN_PARENTHESIS) return;
  const literal = readName(scan, open + 1);
  if (literal === null) return;
  const behind = skipTrivia(scan, literal.end + 1);
  if (text.charCodeAt(behind) === CLOSE_PARENTHESIS) {
    collector.addEnv(literal.start, literal.value, isFollowedByOr(scan, behind + 1));
  } else if (text.charCodeAt(behind) === COMMA) {
    const second = skipTrivia(scan, behind + 1);
    // The keyword is only searched for in calls of ordinary length.
    const named = /^[^()]{0,200}?\bdefault\s?=/.test(text.slice(second, second + 220));
    collector.addEnv(
      literal.start,
      literal.value,
      namedDefault ? named : text.charCodeAt(second) !== CLOSE_PARENTHESIS,
    );
  }
}

function readName(scan: Scan, from: number): Literal | null {
  const literal = readLiteral(scan, skipTrivia(scan, from));
  return literal !== null && isEnvName(literal.value) ? literal : null;
}

function isDeleted(text: string, end: number): boolean {
  return /\bdel\s{1,8}(?:os\s?\.\s?)?environ$/.test(text.slice(Math.max(0, end - 30), end));
}

function isFollowedByOr(scan: Scan, behind: number): boolean {
  const at = skipTrivia(scan, behind);
  return /^or\b/.test(scan.text.slice(at, at + 3));
}
