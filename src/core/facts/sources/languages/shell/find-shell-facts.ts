import { BACKSLASH, DOLLAR, DOUBLE_QUOTE, OPEN_BRACE, PLUS, SINGLE_QUOTE, isWordCode } from '../../scan/characters.ts';
import { findCommandFacts } from '../../../manifests/scripts/find-command-facts.ts';
import { judgeEnvValue } from '../../../manifests/judge-env-value.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { type Scan, SPAN_SIZE, startOf, endOf, nextOf, wordsIn } from '../../scan/scan.ts';
import { isShellsOwn } from './shell-variables.ts';

/** Words that the scanner records; a word's id is its index. Each is a command that names variables it sets. */
export const SHELL_WORDS: readonly string[] = [
  'export',
  'for',
  'read',
  'local',
  'declare',
  'typeset',
  'readonly',
  'getopts',
  'mapfile',
  'readarray',
  'printf',
  'select',
];

/** Names in capitals with an underscore. Others are too often local to the script. */
const NAME = /^[A-Z][A-Z0-9]*_[A-Z0-9_]*$/;

/** Characters of a value that are read. */
const LONGEST_VALUE = 500;

/**
 * An expansion: the offset of its name, the name, the operator after it in braces (`-`, `=`, `?`, `+`), and whether it
 * has a default.
 */
type Expansion = { offset: number; name: string; test: string; fallback: boolean };

/**
 * Finds the variables that a script reads from outside, those that it exports with a value, and the facts of its
 * commands. A variable that the script sets itself is skipped, unless an expansion has a default (`${X:-y}`) or
 * requires it (`${X:?}`).
 */
export function findShellFacts(scan: Scan, collector: SignalCollector): void {
  const own = new Set<string>();
  findAssignments(scan, own, collector);
  findNamedVariables(scan, own);
  findExpansions(scan, (found) => {
    if (own.has(found.name) && !found.fallback && found.test !== '?') return;
    collector.addEnv(found.offset, found.name, found.fallback);
  });
  for (const { at, fact } of findCommandFacts(scan.text, 'build')) collector.add(at, fact);
}

/** Calls `visit` for each `$X` and `${X…}` outside comments and single-quoted strings. */
function findExpansions(scan: Scan, visit: (expansion: Expansion) => void): void {
  const { text, spans } = scan;
  let span = 0;
  for (let at = text.indexOf('$'); at !== -1; at = text.indexOf('$', at + 1)) {
    while (span < spans.length && endOf(scan, span) <= at) span += SPAN_SIZE;
    if (span < spans.length && startOf(scan, span) <= at) {
      at = endOf(scan, span) - 1;
      continue;
    }
    if (text.charCodeAt(at - 1) === BACKSLASH) continue;
    const braced = text.charCodeAt(at + 1) === OPEN_BRACE;
    const offset = at + (braced ? 2 : 1);
    const name = readName(text, offset);
    if (name === null || !isWanted(name)) continue;
    const rest = braced ? text.slice(offset + name.length, offset + name.length + 3) : '';
    const [, test = '', next = ''] = /^:?([-=?+])(.?)/s.exec(rest) ?? [];
    visit({ offset, name, test, fallback: (test === '-' || test === '=') && next !== '}' });
  }
}

/**
 * Reads `X=` and `X+=`: the variable is the script's own. If exported, it is also declared, unless its value refers to
 * itself.
 */
function findAssignments(scan: Scan, own: Set<string>, collector: SignalCollector): void {
  const { text, spans } = scan;
  let span = 0;
  for (let at = text.indexOf('='); at !== -1; at = text.indexOf('=', at + 1)) {
    while (span < spans.length && endOf(scan, span) <= at) span += SPAN_SIZE;
    if (span < spans.length && startOf(scan, span) <= at) {
      at = endOf(scan, span) - 1;
      continue;
    }
    const end = text.charCodeAt(at - 1) === PLUS ? at - 1 : at;
    let start = end;
    while (isWordCode(text.charCodeAt(start - 1)) && start > end - 128) start--;
    const name = text.slice(start, end);
    if (!isWanted(name) || !/[\s;&|({]/.test(text[start - 1] ?? '\n')) continue;
    own.add(name);
    if (!/\bexport\s+(?:-\w\s+)?$/.test(text.slice(Math.max(0, start - 16), start))) continue;
    const value = readValue(scan, at + 1, span);
    if (!refersTo(value, name)) collector.addDeclaration(start, name, judgeEnvValue(value));
  }
}

/** The value after an equals sign, as far as needed to classify it. Command output counts as a reference, `$()`. */
function readValue(scan: Scan, from: number, near: number): string {
  const { text, spans } = scan;
  let span = near;
  while (span < spans.length && startOf(scan, span) <= from) span += SPAN_SIZE;
  const quoted = span < spans.length && spans[span] === from + 1 && isQuoteCode(text.charCodeAt(from));
  if (!quoted) {
    const word = /^[^\s;&|]*/.exec(text.slice(from, from + LONGEST_VALUE))?.[0] ?? '';
    return /^(?:\$\(|`)/.test(word) ? '$()' : word;
  }
  let end = endOf(scan, span);
  for (let next = nextOf(scan, span); next !== -1; next = nextOf(scan, next)) {
    end = endOf(scan, next);
    if (end > from + LONGEST_VALUE) break;
  }
  return text.slice(from + 1, Math.min(end, from + LONGEST_VALUE));
}

function isQuoteCode(code: number): boolean {
  return code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
}

function refersTo(value: string, name: string): boolean {
  return value.includes(`$${name}`) || value.includes(`\${${name}`);
}

/** Reads `read X`, `local X`, `for X in`: the words up to the end of the command. */
function findNamedVariables(scan: Scan, own: Set<string>): void {
  for (const { word, offset } of wordsIn(scan, SHELL_WORDS)) {
    if (word === 'export') continue;
    const from = offset + word.length;
    const rest = /^[^\n;&|<>=$]*/.exec(scan.text.slice(from, from + 200))?.[0] ?? '';
    for (const name of rest.split(/\s+/)) if (isWanted(name)) own.add(name);
  }
}

function readName(text: string, offset: number): string | null {
  let end = offset;
  while (end < offset + 128 && isNameCode(text.charCodeAt(end))) end++;
  return end === offset || end === offset + 128 ? null : text.slice(offset, end);
}

/** True for letters, digits and underscores. Lower-case letters are included so that the name is complete. */
function isNameCode(code: number): boolean {
  return code !== DOLLAR && code < 128 && isWordCode(code);
}

function isWanted(name: string): boolean {
  return name.length >= 4 && NAME.test(name) && !isShellsOwn(name);
}
