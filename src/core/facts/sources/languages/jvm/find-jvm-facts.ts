import { AT, CLOSE_PARENTHESIS, DOUBLE_QUOTE, OPEN_PARENTHESIS } from '../../scan/characters.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { endOfDotted, isModuleName } from '../../scan/dotted-name.ts';
import { addEnvRead, ownerOf, readEnvArgument, readMember } from '../../env/env-call.ts';
import { isEnvName } from '../../env/env-name.ts';
import { findSpan, type Scan, skipTrivia, endOf, wordsIn } from '../../scan/scan.ts';
import { startsStatement } from '../../scan/statement-start.ts';

/** Words that the scanner records for Java and Kotlin; a word's id is its index. */
export const JVM_WORDS: readonly string[] = ['import', 'getenv', 'Value', 'dotenv'];

/** Packages of the languages' standard libraries. */
const OWN = /^(?:java|kotlin)\./;
const FALLBACKS = ['?:', '.orElse', '?.ifBlank'];
const METHODS = new Set(['get', 'getOrDefault', 'getOrElse']);

/** Finds imports and env reads of Java and Kotlin. */
export function findJvmFacts(scan: Scan, collector: SignalCollector): void {
  for (const { word, offset } of wordsIn(scan, JVM_WORDS)) {
    if (word === 'import') findImport(scan, offset, collector);
    else if (word === 'getenv') findGetenv(scan, offset + 6, collector);
    else if (word === 'Value') findValue(scan, offset, collector);
    else if (word === 'dotenv' && ownerOf(scan.text, offset) === null) findMap(scan, offset + 6, collector);
  }
}

/** `import a.b.C`, `import static a.b.C.d`, `import a.b.*`: the name as written, without the star. */
function findImport(scan: Scan, offset: number, collector: SignalCollector): void {
  const { text } = scan;
  if (!startsStatement(text, offset)) return;
  let start = skipTrivia(scan, offset + 6);
  if (text.startsWith('static', start) && /\s/.test(text[start + 6] ?? '')) start = skipTrivia(scan, start + 6);
  const end = endOfDotted(text, start);
  const module = text.slice(start, Math.min(end, start + 301));
  if (isModuleName(text, start, end) && module.includes('.') && !OWN.test(module)) collector.addImport(start, module);
}

/** `System.getenv("X")`, `System.getenv().get("X")`, `System.getenv()["X"]`. */
function findGetenv(scan: Scan, from: number, collector: SignalCollector): void {
  const read = readEnvArgument(scan, from);
  if (read !== null) {
    addEnvRead(scan, read, FALLBACKS, collector);
    return;
  }
  const open = skipTrivia(scan, from);
  const close = skipTrivia(scan, open + 1);
  if (scan.text.charCodeAt(open) === OPEN_PARENTHESIS && scan.text.charCodeAt(close) === CLOSE_PARENTHESIS)
    findMap(scan, close + 1, collector);
}

/** Reads a lookup in a map of variables. */
function findMap(scan: Scan, from: number, collector: SignalCollector): void {
  const method = readMember(scan, from);
  const read = readEnvArgument(scan, method !== null && METHODS.has(method.name) ? method.end : from);
  if (read !== null) addEnvRead(scan, read, FALLBACKS, collector);
}

/** Spring's `@Value("${X:default}")`. Properties in lower case do not come from the environment. */
function findValue(scan: Scan, offset: number, collector: SignalCollector): void {
  const { text } = scan;
  if (text.charCodeAt(offset - 1) !== AT) return;
  const open = skipTrivia(scan, offset + 5);
  if (text.charCodeAt(open) !== OPEN_PARENTHESIS) return;
  const quote = skipTrivia(scan, open + 1);
  const span = findSpan(scan, quote + 1);
  if (text.charCodeAt(quote) !== DOUBLE_QUOTE || span === -1) return;
  const end = endOf(scan, span);
  // Kotlin escapes the dollar sign, which would otherwise open a hole.
  const found = /^\\?\$\{([A-Z][A-Z0-9_]{1,127})(:?)/.exec(text.slice(quote + 1, Math.min(end, quote + 140)));
  const name = found?.[1];
  if (found === null || name === undefined || !isEnvName(name)) return;
  collector.addEnv(quote + 1 + found[0].length - name.length - (found[2] === ':' ? 1 : 0), name, found[2] === ':');
}
