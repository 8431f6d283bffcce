import {
  BACKSLASH,
  BLANK,
  CARRIAGE_RETURN,
  COLON,
  COMMA,
  DOT,
  LINE_FEED,
  OPEN_PARENTHESIS,
  SEMICOLON,
  TAB,
  endOfWord,
  makeClassTable,
} from '../../scan/characters.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { type Scan, skipSpaceBack, skipTrivia } from '../../scan/scan.ts';

const CLASSES = makeClassTable('', '');

/** Namespace packages for several services. The imported name identifies which one. */
const NAMESPACES = new Set([
  'aws_cdk',
  'azure',
  'azure.ai',
  'azure.cognitiveservices',
  'azure.mgmt',
  'azure.storage',
  'firebase_admin',
  'google',
  'google.ads',
  'google.ai',
  'google.cloud',
  'langchain_community',
  'opentelemetry.exporter',
  'opentelemetry.instrumentation',
]);

/** A name imported by `from … import`, and its module. */
export type PythonName = { module: string; name: string };

/** `import a.b as c, d`: adds one signal per module. Only the start of a statement counts. */
export function findPythonImport(scan: Scan, offset: number, collector: SignalCollector): void {
  if (!startsStatement(scan.text, offset)) return;
  let at = skipBlanks(scan.text, offset + 6);
  for (;;) {
    const end = endOfDotted(scan.text, at);
    const module = scan.text.slice(at, end);
    if (!isModule(module)) return;
    if (module !== '__future__') collector.addImport(at, module);
    at = skipAlias(scan.text, skipBlanks(scan.text, end));
    if (scan.text.charCodeAt(at) !== COMMA) return;
    at = skipBlanks(scan.text, at + 1);
  }
}

/**
 * `from a.b import c`: adds one signal for the module `a.b`. If the module is a namespace, as in
 * `from google.cloud import storage`, adds one signal per name instead, `google.cloud.storage`, at the name. Relative
 * imports add none. Returns the imported names, so that the caller can resolve a bare `getenv`.
 */
export function findPythonFrom(scan: Scan, offset: number, collector: SignalCollector): PythonName[] {
  const { text } = scan;
  if (!startsStatement(text, offset)) return [];
  const start = skipBlanks(text, offset + 4);
  const end = endOfDotted(text, start);
  const module = text.slice(start, end);
  const keyword = skipBlanks(text, end);
  if (!isModule(module) || !text.startsWith('import', keyword)) return [];
  const names = readNames(scan, keyword + 6);
  if (!NAMESPACES.has(module)) {
    if (module !== '__future__') collector.addImport(start, module);
  } else {
    for (const { name, offset: place } of names) collector.addImport(place, `${module}.${name}`);
  }
  return names.map(({ name }) => ({ module, name }));
}

/** Reads `a, b as c` up to the end of the line, or in parentheses over lines and comments. */
function readNames(scan: Scan, from: number): { name: string; offset: number }[] {
  const { text } = scan;
  const names: { name: string; offset: number }[] = [];
  let at = skipBlanks(text, from);
  const open = text.charCodeAt(at) === OPEN_PARENTHESIS;
  const skip = (offset: number) => (open ? skipTrivia(scan, offset) : skipBlanks(text, offset));
  if (open) at = skip(at + 1);
  for (;;) {
    const end = endOfWord(text, at, CLASSES);
    if (end === at) return names;
    names.push({ name: text.slice(at, end), offset: at });
    at = skip(end);
    if (text.startsWith('as', at) && endOfWord(text, at, CLASSES) === at + 2) {
      at = skip(endOfWord(text, skip(at + 2), CLASSES));
    }
    if (text.charCodeAt(at) !== COMMA) return names;
    at = skip(at + 1);
  }
}

/** True if only white space precedes a statement on its line, or a semicolon or colon. */
function startsStatement(text: string, offset: number): boolean {
  const before = skipSpaceBack(text, offset);
  const code = text.charCodeAt(before);
  if (before === -1 || code === SEMICOLON || code === COLON) return true;
  for (let at = before + 1; at < offset; at++)
    if (text.charCodeAt(at) === LINE_FEED || text.charCodeAt(at) === CARRIAGE_RETURN) return true;
  return false;
}

function skipAlias(text: string, at: number): number {
  if (!text.startsWith('as', at) || endOfWord(text, at, CLASSES) !== at + 2) return at;
  return skipBlanks(text, endOfWord(text, skipBlanks(text, at + 2), CLASSES));
}

/** The offset after spaces, tabs and line continuations. */
function skipBlanks(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === BLANK || code === TAB) at++;
    else if (code === BACKSLASH && text.charCodeAt(at + 1) === LINE_FEED) at += 2;
    else if (code === BACKSLASH && text.charCodeAt(at + 1) === CARRIAGE_RETURN && text.charCodeAt(at + 2) === LINE_FEED)
      at += 3;
    else return at;
  }
}

function endOfDotted(text: string, from: number): number {
  let at = endOfWord(text, from, CLASSES);
  while (text.charCodeAt(at) === DOT) at = endOfWord(text, at + 1, CLASSES);
  return at;
}

function isModule(text: string): boolean {
  return text !== '' && text.length <= 300 && !/^[.\d]|\.$|\.\./.test(text);
}
