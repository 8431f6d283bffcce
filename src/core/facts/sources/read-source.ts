import type { Language, Signal } from '../../types.ts';
import { blankComments } from './scan/blank-comments.ts';
import { type CodeTexts, compileCodeTexts, findCodeTexts } from './code-texts.ts';
import { makeSignalCollector, type SignalCollector } from './collect-signals.ts';
import { findBareHosts } from './hosts/find-bare-hosts.ts';
import { findChoices } from './find-choices.ts';
import { C_WORDS, findCFacts } from './languages/c/find-c-facts.ts';
import { findCSpans } from './languages/c/find-c-spans.ts';
import { CSHARP_WORDS, findCsharpFacts } from './languages/csharp/find-csharp-facts.ts';
import { findCsharpSpans } from './languages/csharp/find-csharp-spans.ts';
import { DART_WORDS, findDartFacts } from './languages/dart/find-dart-facts.ts';
import { findDartSpans } from './languages/dart/find-dart-spans.ts';
import { ELIXIR_WORDS, findElixirFacts } from './languages/elixir/find-elixir-facts.ts';
import { findElixirSpans } from './languages/elixir/find-elixir-spans.ts';
import { findEnvLiterals } from './env/find-env-literals.ts';
import { findGoFacts, GO_WORDS } from './languages/go/find-go-facts.ts';
import { findGoSpans } from './languages/go/find-go-spans.ts';
import { findHosts } from './hosts/find-hosts.ts';
import { findImages } from './find-images.ts';
import { findJavaSpans } from './languages/jvm/find-java-spans.ts';
import { findJavascriptFacts, JAVASCRIPT_WORDS } from './languages/javascript/find-javascript-facts.ts';
import { findJavascriptSpans } from './languages/javascript/find-javascript-spans.ts';
import { findJvmFacts, JVM_WORDS } from './languages/jvm/find-jvm-facts.ts';
import { findKotlinSpans } from './languages/jvm/find-kotlin-spans.ts';
import { findPhpFacts, PHP_WORDS } from './languages/php/find-php-facts.ts';
import { findPhpSpans } from './languages/php/find-php-spans.ts';
import { findPowershellFacts, POWERSHELL_WORDS } from './languages/powershell/find-powershell-facts.ts';
import { findPowershellSpans } from './languages/powershell/find-powershell-spans.ts';
import { findPythonFacts, PYTHON_WORDS } from './languages/python/find-python-facts.ts';
import { findPythonSpans } from './languages/python/find-python-spans.ts';
import { findRubyFacts, RUBY_WORDS } from './languages/ruby/find-ruby-facts.ts';
import { findRubySpans } from './languages/ruby/find-ruby-spans.ts';
import { findRustFacts, RUST_WORDS } from './languages/rust/find-rust-facts.ts';
import { findRustSpans } from './languages/rust/find-rust-spans.ts';
import { findShellFacts, SHELL_WORDS } from './languages/shell/find-shell-facts.ts';
import { findShellSpans } from './languages/shell/find-shell-spans.ts';
import { findSwiftFacts, SWIFT_WORDS } from './languages/swift/find-swift-facts.ts';
import { findSwiftSpans } from './languages/swift/find-swift-spans.ts';
import { findStartedPrograms } from './find-started-programs.ts';
import { findApiPaths } from './find-api-paths.ts';
import { findHeaders } from './find-headers.ts';
import type { Scan } from './scan/scan.ts';
import type { WordTable } from './scan/word-table.ts';

/** What each language provides: its words, its scanner, and the finder of facts in the scan. */
type Reader = {
  words: readonly string[];
  findSpans(text: string, table: WordTable): Scan;
  /** Returns the offsets of import specifiers, which may be URLs, if the language has them. */
  findFacts(scan: Scan, collector: SignalCollector): ReadonlySet<number> | void;
};

const READERS: ReadonlyMap<Language, Reader> = new Map<Language, Reader>([
  ['javascript', { words: JAVASCRIPT_WORDS, findSpans: findJavascriptSpans, findFacts: findJavascriptFacts }],
  ['python', { words: PYTHON_WORDS, findSpans: findPythonSpans, findFacts: findPythonFacts }],
  ['rust', { words: RUST_WORDS, findSpans: findRustSpans, findFacts: findRustFacts }],
  ['swift', { words: SWIFT_WORDS, findSpans: findSwiftSpans, findFacts: findSwiftFacts }],
  ['go', { words: GO_WORDS, findSpans: findGoSpans, findFacts: findGoFacts }],
  ['ruby', { words: RUBY_WORDS, findSpans: findRubySpans, findFacts: findRubyFacts }],
  ['php', { words: PHP_WORDS, findSpans: findPhpSpans, findFacts: findPhpFacts }],
  ['java', { words: JVM_WORDS, findSpans: findJavaSpans, findFacts: findJvmFacts }],
  ['kotlin', { words: JVM_WORDS, findSpans: findKotlinSpans, findFacts: findJvmFacts }],
  ['csharp', { words: CSHARP_WORDS, findSpans: findCsharpSpans, findFacts: findCsharpFacts }],
  ['dart', { words: DART_WORDS, findSpans: findDartSpans, findFacts: findDartFacts }],
  ['elixir', { words: ELIXIR_WORDS, findSpans: findElixirSpans, findFacts: findElixirFacts }],
  ['c', { words: C_WORDS, findSpans: findCSpans, findFacts: findCFacts }],
  ['shell', { words: SHELL_WORDS, findSpans: findShellSpans, findFacts: findShellFacts }],
  ['powershell', { words: POWERSHELL_WORDS, findSpans: findPowershellSpans, findFacts: findPowershellFacts }],
]);

const NONE: ReadonlySet<number> = new Set();

/** The signals of a source file. `code` returns the text with its comments blanked: same length, same line ends. */
export type Source = { signals: Signal[]; code(): string };

/**
 * Compiles the rulebook's call texts, headers and paths for `readSource`, once per rulebook instead of once per file.
 */
export function makeCodeTexts(
  texts: readonly string[],
  headers: readonly string[] = [],
  paths: readonly string[] = [],
): CodeTexts {
  const words = new Map([...READERS].map(([language, reader]) => [language, reader.words]));
  return { ...compileCodeTexts(texts, words), headers: new Set(headers), paths: new Set(paths) };
}

/**
 * Finds the facts of a source text outside comments: imports, env reads and the given call texts in code; hosts,
 * services, images, headers and paths in literals; programs that it starts. Never throws. Time and memory are linear in
 * the text's length. A language without a reader gives no signals.
 */
export function readSource(language: Language, text: string, options: { codeTexts: CodeTexts }): Source {
  const reader = READERS.get(language);
  const words = options.codeTexts.languages.get(language);
  if (reader === undefined || words === undefined) return { signals: [], code: () => text };
  const scan = reader.findSpans(text, words.table);
  const collector = makeSignalCollector(text, language);
  const specifiers = reader.findFacts(scan, collector) ?? NONE;
  findEnvLiterals(scan, collector);
  findHosts(scan, specifiers, collector);
  findBareHosts(scan, collector);
  findChoices(scan, collector);
  findImages(scan, collector);
  findStartedPrograms(scan, collector);
  findHeaders(scan, options.codeTexts.headers, collector);
  findApiPaths(scan, options.codeTexts.paths, collector);
  findCodeTexts(scan, words, collector);
  return { signals: collector.signals(), code: () => blankComments(scan) };
}
