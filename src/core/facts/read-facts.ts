import type { Rulebook } from '../rulebook/rulebook.ts';
import { NO_FACTS, type Facts, type Language, type Signal } from '../types.ts';
import { addKeys, makeKeySearcher, tooMany, type KeySearcher } from './add-keys.ts';
import { decodeText } from './decode-text.ts';
import { hasReader, MAX_FILE_BYTES } from './file-worth.ts';
import { readAliases } from './read-aliases.ts';
import { findManifestReader } from './manifests/find-manifest-reader.ts';
import { blankNotebook, isNotebook } from './sources/languages/python/blank-notebook.ts';
import { markBrowserEnv } from './sources/languages/javascript/find-browser-env.ts';
import { findSourceLanguage } from './sources/find-source-language.ts';
import type { CodeTexts } from './sources/code-texts.ts';
import { findRustTests } from './sources/languages/rust/find-rust-tests.ts';
import { isMinified } from './sources/languages/javascript/is-minified.ts';
import { makeCodeTexts, readSource } from './sources/read-source.ts';
import { findBoundFunction } from './webhooks/bound-functions.ts';
import { compileWebhookKnowledge, type WebhookKnowledge } from './webhooks/compile-webhook-knowledge.ts';
import { findWebhooks } from './webhooks/find-webhooks.ts';
import { MAX_HANDLERS } from './webhooks/judge-handlers.ts';
import { isLowered } from './webhooks/grammars-of.ts';
import { findLoweredWebhooks } from './webhooks/lower/find-lowered-webhooks.ts';
import { findSettings, isSettingsFile } from './webhooks/settings/find-settings.ts';
import type { ParseSyntax } from './webhooks/syntax.ts';

/** Turns a file's bytes into facts; compiled once per rulebook and scope. */
export type FactsReader = {
  /** Identifies rulebook, engine and scope for caches: readers of the same version return the same facts. */
  version: string;
  /** Loads what files at these paths need before they are read, such as grammars. */
  prepare?: (paths: Iterable<string>) => Promise<void>;
  /** The file's facts; never throws. The path decides in which format or language the bytes are read. */
  read(path: string, bytes: Uint8Array): Facts;
};

/**
 * Which facts are read besides signals and webhook handlers, which always are. Keys matter only where they may be new
 * or the whole repository is audited; exported functions only in the few files of those that handlers call, once these
 * are known.
 *
 * - `all`: keys, and what exported functions verify.
 * - `standing`: keys only; for the files of a repository that is audited as a whole.
 * - `exports`: what exported functions verify, and no keys.
 * - `handlers`: neither; for unchanged files, and for an inventory.
 * - `routed`: as `exports`, for a file that a route in another file leads to: it is searched for webhooks even if
 *   nothing in it mentions them.
 */
export type FactsScope = 'all' | 'standing' | 'exports' | 'handlers' | 'routed';

/**
 * Creates the facts reader of a rulebook.
 *
 * @param parse parses the few files that may contain webhook handlers.
 */
export function makeFactsReader(rulebook: Rulebook, parse: ParseSyntax, scope: FactsScope = 'all'): FactsReader {
  const tools: Tools = {
    wantsKeys: scope === 'all' || scope === 'standing',
    search: makeKeySearcher(rulebook),
    codeTexts: makeCodeTexts(rulebook.codeTexts, rulebook.headers, rulebook.paths),
    webhooks: compileWebhooks(rulebook, scope),
    parse,
  };
  const version = scope === 'all' ? rulebook.version : `${rulebook.version}-${scope}`;
  return { version, read: (path, bytes) => readFacts(path, bytes, tools) };
}

type Tools = {
  wantsKeys: boolean;
  search: KeySearcher;
  codeTexts: CodeTexts;
  webhooks: (language: Language) => WebhookKnowledge;
  parse: ParseSyntax;
};

/** The rules' knowledge of webhooks in a language, compiled when a file in that language is read. */
function compileWebhooks(rulebook: Rulebook, scope: FactsScope): Tools['webhooks'] {
  const known = new Map<Language, WebhookKnowledge>();
  return (language) => {
    const knowledge = known.get(language) ?? {
      ...compileWebhookKnowledge(rulebook.rules.values(), language),
      handlersOnly: scope === 'handlers' || scope === 'standing',
      isRouted: scope === 'routed',
    };
    known.set(language, knowledge);
    return knowledge;
  };
}

function readFacts(path: string, bytes: Uint8Array, tools: Tools): Facts {
  if (bytes.length > MAX_FILE_BYTES) return problem('too-large', `${bytes.length} bytes, ${MAX_FILE_BYTES} are read`);
  const decoded = decodeText(bytes);
  // Reported for sources too: one NUL in a comment does not keep a program from running.
  if ('code' in decoded) return hasReader(path) ? problem(decoded.code, decoded.detail) : NO_FACTS;
  try {
    return addKeys(readContents(path, decoded, tools), { path, ...decoded }, tools);
  } catch (error) {
    return problem('failed', error instanceof Error ? error.name : 'unexpected');
  }
}

function readContents(path: string, decoded: { text: string; utf8?: Uint8Array }, tools: Tools): Facts {
  const { text, utf8 } = isNotebook(path) ? { text: blankNotebook(decoded.text) } : decoded;
  const manifest = findManifestReader(path);
  if (manifest !== null) {
    const { signals, problems } = manifest.read(text);
    return { ...NO_FACTS, signals, problems, exports: readAliases(path, text), ...settingsOf(path, text) };
  }
  const language = findSourceLanguage(path);
  if (language !== null) return readSourceFile(path, language, text, utf8, tools);
  const webhooks = findBoundFunction(path, text);
  const exports = readAliases(path, text);
  const settings = settingsOf(path, text);
  return webhooks.length + exports.length === 0 && !settings.settings
    ? NO_FACTS
    : { ...NO_FACTS, webhooks, exports, ...settings };
}

function readSourceFile(
  path: string,
  language: Language,
  text: string,
  utf8: Uint8Array | undefined,
  tools: Tools,
): Facts {
  const source = readSource(language, text, { codeTexts: tools.codeTexts });
  const { webhooks, exports } = readWebhookFacts(path, language, text, source.code, utf8, tools);
  const own = ofProduct(language, text, source.signals);
  const signals = language === 'javascript' ? markBrowserEnv(path, text, own) : own;
  const settings = isSettingsFile(path) ? settingsOf(path, source.code()) : {};
  if (signals.length + webhooks.length + exports.length === 0 && !settings.settings) return NO_FACTS;
  const isCut = webhooks.length >= MAX_HANDLERS;
  const problems = isCut ? [tooMany(`webhook handlers, of which the first ${MAX_HANDLERS} are judged`)] : [];
  return { ...NO_FACTS, signals, webhooks, exports, problems, ...settings };
}

/** @param code returns the text without comments, computed on demand. */
function readWebhookFacts(
  path: string,
  language: Language,
  text: string,
  code: () => string,
  utf8: Uint8Array | undefined,
  { parse, webhooks }: Tools,
): Pick<Facts, 'webhooks' | 'exports'> {
  if (language === 'javascript') return findWebhooks(path, text, code, parse, webhooks(language), utf8);
  return isLowered(language) ? findLoweredWebhooks(language, path, text, parse, webhooks(language)) : NO_FACTS;
}

/** The secrets that a settings file defines; nothing for other files. */
function settingsOf(path: string, code: string): Pick<Facts, 'settings'> {
  const settings = findSettings(path, code);
  return settings.length > 0 ? { settings } : {};
}

/** Drops signals in minified JavaScript and in test modules of Rust. */
function ofProduct(language: Language, text: string, signals: readonly Signal[]): readonly Signal[] {
  if (signals.length === 0) return signals;
  if (language === 'javascript') return isMinified(text) ? [] : signals;
  if (language !== 'rust') return signals;
  const tests = findRustTests(text);
  let next = 0;
  // Both are in the order of the text.
  return signals.filter(({ line }) => {
    while (next < tests.length && (tests[next]?.to ?? 0) < line) next++;
    return line < (tests[next]?.from ?? Infinity);
  });
}

function problem(code: Facts['problems'][number]['code'], detail: string): Facts {
  return { ...NO_FACTS, problems: [{ line: null, code, detail }] };
}
