import { COLON, COMMA, DOT, EXCLAMATION_MARK, OPEN_BRACE } from '../../scan/characters.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { endOfDotted, isModuleName } from '../../scan/dotted-name.ts';
import { addEnvRead, type EnvRead, ownerOf, readEnvArgument } from '../../env/env-call.ts';
import { isEnvName } from '../../env/env-name.ts';
import { readLiteral, type Scan, skipTrivia, wordsIn } from '../../scan/scan.ts';
import { startsStatement } from '../../scan/statement-start.ts';

const DIRECTIVES: readonly string[] = ['alias', 'import', 'use', 'require'];

/** Words that the scanner records; a word's id is its index. */
export const ELIXIR_WORDS: readonly string[] = [...DIRECTIVES, 'get_env', 'fetch_env', 'env', 'system', 'adapter'];

const FALLBACKS = ['||', 'or '];

/** Finds modules in `alias`, `import`, `use` and `require` and in settings that choose an adapter, and env reads. */
export function findElixirFacts(scan: Scan, collector: SignalCollector): void {
  const { text } = scan;
  for (const { word, offset } of wordsIn(scan, ELIXIR_WORDS)) {
    const end = offset + word.length;
    if (DIRECTIVES.includes(word)) findDirective(scan, offset, end, collector);
    else if (word === 'system') findSystemTuple(scan, offset, collector);
    else if (word === 'env') findDotenvy(scan, offset, collector);
    else if (word === 'adapter') findAdapter(scan, end, collector);
    else if (ownerOf(text, offset) === 'System') {
      addRead(scan, readEnvArgument(scan, text.charCodeAt(end) === EXCLAMATION_MARK ? end + 1 : end), collector);
    }
  }
}

/** `alias A.B`, `alias A.{B, C.D}`. */
function findDirective(scan: Scan, offset: number, end: number, collector: SignalCollector): void {
  const { text } = scan;
  if (!startsStatement(text, offset)) return;
  const start = skipTrivia(scan, end);
  const behind = endOfDotted(text, start);
  if (!isModule(text, start, behind)) return;
  const open = text.charCodeAt(behind) === DOT ? skipTrivia(scan, behind + 1) : -1;
  if (open !== -1 && text.charCodeAt(open) === OPEN_BRACE) {
    findGroup(scan, text.slice(start, behind), open + 1, collector);
  } else {
    collector.addImport(start, text.slice(start, behind));
  }
}

/** `adapter: Swoosh.Adapters.Postmark`: what a library is told to work through. */
function findAdapter(scan: Scan, end: number, collector: SignalCollector): void {
  const { text } = scan;
  if (text.charCodeAt(end) !== COLON) return;
  const start = skipTrivia(scan, end + 1);
  const behind = endOfDotted(text, start);
  if (isModule(text, start, behind)) collector.addImport(start, text.slice(start, behind));
}

function findGroup(scan: Scan, prefix: string, from: number, collector: SignalCollector): void {
  const { text } = scan;
  let at = skipTrivia(scan, from);
  for (;;) {
    const end = endOfDotted(text, at);
    if (!isModule(text, at, end)) return;
    collector.addImport(at, `${prefix}.${text.slice(at, end)}`);
    at = skipTrivia(scan, end);
    if (text.charCodeAt(at) !== COMMA) return;
    at = skipTrivia(scan, at + 1);
  }
}

/** True for a module's name, which starts with a capital; `__MODULE__.X` is in the same file. */
function isModule(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  return first >= 65 && first <= 90 && isModuleName(text, start, end);
}

/** `{:system, "X"}`, `{:system, "X", "default"}`. */
function findSystemTuple(scan: Scan, offset: number, collector: SignalCollector): void {
  const { text } = scan;
  if (text.charCodeAt(offset - 1) !== COLON || text.charCodeAt(offset - 2) !== OPEN_BRACE) return;
  const comma = skipTrivia(scan, offset + 6);
  if (text.charCodeAt(comma) !== COMMA) return;
  const name = readLiteral(scan, skipTrivia(scan, comma + 1));
  if (name === null || !isEnvName(name.value)) return;
  const next = skipTrivia(scan, name.end + 1);
  collector.addEnv(name.start, name.value, text.charCodeAt(next) === COMMA);
}

/** Dotenvy's `env!("X", :string)`; a third argument is a default. */
function findDotenvy(scan: Scan, offset: number, collector: SignalCollector): void {
  if (!scan.text.startsWith('!(', offset + 3) || ownerOf(scan.text, offset) !== null) return;
  const read = readEnvArgument(scan, offset + 4);
  if (read === null) return;
  const rest = scan.text.slice(read.name.end + 1, read.name.end + 80);
  collector.addEnv(read.name.start, read.name.value, /^\s*,\s*:\w+[?!]?\s*,/.test(rest));
}

function addRead(scan: Scan, read: EnvRead | null, collector: SignalCollector): void {
  if (read !== null) addEnvRead(scan, read, FALLBACKS, collector);
}
