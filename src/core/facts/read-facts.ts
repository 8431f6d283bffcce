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
import { compileWebhookKnowledge, type WebhookKnowledge } from './webhooks/compile-webhook-knowledge.ts';
import { findWebhooks } from './webhooks/find-webhooks.ts';
import { MAX_HANDLERS } from './webhooks/judge-handlers.ts';
import { isLowered } from './webhooks/grammars-of.ts';
import { findLoweredWebhooks } from './webhooks/lower/find-lowered-webhooks.ts';
import { findSettings, isSettingsFile } from './webhooks/settings/find-settings.ts';
import type { ParseSyntax } from './webhooks/syntax.ts';

/** Everything that turns a file's bytes into facts, compiled once per rulebook. */
export type FactsReader = {
  /** Names rulebook and engine, for caches. */
  version: string;
  /** Loads what files need before they are read, where something has to be loaded. */
  prepare?: (paths: Iterable<string>) => Promise<void>;
  /** The file's facts; never throws. The path decides which reader is used. */
  read(path: string, bytes: Uint8Array): Facts;
};

/**
 * What of a file's facts is wanted. Where a file is not new, as in an inventory and beside a change, its keys are not told,
 * and what its exported functions verify is asked of the few files only that handlers of webhooks call: `handlers` leaves
 * out both, `exports` the keys, `standing` what is exported. `routed` leaves out the keys, and reads what a route of another
 * file leads to though nothing in the file speaks of webhooks.
 */
export type Wanted = 'all' | 'standing' | 'exports' | 'handlers' | 'routed';

/**
 * Compiles the readers.
 *
 * @param parse gives syntax trees for the few files that may hold webhook handlers.
 */
export function makeFactsReader(rulebook: Rulebook, parse: ParseSyntax, wanted: Wanted = 'all'): FactsReader {
  const tools: Tools = {
    wantsKeys: wanted === 'all' || wanted === 'standing',
    search: makeKeySearcher(rulebook),
    codeTexts: makeCodeTexts(rulebook.codeTexts, rulebook.headers, rulebook.paths),
    webhooks: compileWebhooks(rulebook, wanted),
    parse,
  };
  const version = wanted === 'all' ? rulebook.version : `${rulebook.version}-${wanted}`;
  return { version, read: (path, bytes) => readFacts(path, bytes, tools) };
}

type Tools = {
  wantsKeys: boolean;
  search: KeySearcher;
  codeTexts: CodeTexts;
  webhooks: (language: Language) => WebhookKnowledge;
  parse: ParseSyntax;
};

/** What the rules know of webhooks in a language, compiled when a file of it is read. */
function compileWebhooks(rulebook: Rulebook, wanted: Wanted): Tools['webhooks'] {
  const known = new Map<Language, WebhookKnowledge>();
  return (language) => {
    const knowledge = known.get(language) ?? {
      ...compileWebhookKnowledge(rulebook.rules.values(), language),
      handlersOnly: wanted === 'handlers' || wanted === 'standing',
      isRouted: wanted === 'routed',
    };
    known.set(language, knowledge);
    return knowledge;
  };
}

function readFacts(path: string, bytes: Uint8Array, tools: Tools): Facts {
  if (bytes.length > MAX_FILE_BYTES) return problem('too-large', `${bytes.length} bytes, ${MAX_FILE_BYTES} are read`);
  const decoded = decodeText(bytes);
  // Told for sources too: one NUL in a comment does not keep a program from running.
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
  if (language === null) {
    const exports = readAliases(path, text);
    const settings = settingsOf(path, text);
    return exports.length === 0 && !settings.settings ? NO_FACTS : { ...NO_FACTS, exports, ...settings };
  }
  const source = readSource(language, text, { codeTexts: tools.codeTexts });
  const { webhooks, exports } =
    language === 'javascript'
      ? findWebhooks(path, text, source.code, tools.parse, tools.webhooks(language), utf8)
      : isLowered(language)
        ? findLoweredWebhooks(language, path, text, tools.parse, tools.webhooks(language))
        : NO_FACTS;
  const own = ofProduct(language, text, source.signals);
  const signals = language === 'javascript' ? markBrowserEnv(path, text, own) : own;
  const settings = isSettingsFile(path) ? settingsOf(path, source.code()) : {};
  if (signals.length + webhooks.length + exports.length === 0 && !settings.settings) return NO_FACTS;
  const isCut = webhooks.length >= MAX_HANDLERS;
  const problems = isCut ? [tooMany(`webhook handlers, of which the first ${MAX_HANDLERS} are judged`)] : [];
  return { ...NO_FACTS, signals, webhooks, exports, problems, ...settings };
}

/** The secrets that a file of settings defines; nothing for others. */
function settingsOf(path: string, code: string): Pick<Facts, 'settings'> {
  const settings = findSettings(path, code);
  return settings.length > 0 ? { settings } : {};
}

/** The signals outside of what the file itself says is a test or somebody else's bundle. */
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
