import type { Rulebook } from '../rulebook/rulebook.ts';
import { NO_FACTS, type Facts, type Language, type Signal } from '../types.ts';
import { decodeText } from './decode-text.ts';
import { compileKeySearch, type KeySearch } from './keys/patterns/compile-key-search.ts';
import { findFirstKeys } from './keys/find-keys.ts';
import { MOST_KEYS } from './keys/key-hit.ts';
import { findKeyFile } from './keys/find-key-file.ts';
import {
  compileOwnKeys,
  findOwnKeys,
  LONGEST_TEXT_FOR_OWN,
  mergeOwnKeys,
  MOST_OF_OWN,
  type CompiledOwnKey,
} from './keys/find-own-keys.ts';
import { hideKeys, hideNames, mayHoldKey } from './hide-keys.ts';
import { readAliases } from './read-aliases.ts';
import { isEnvExample } from './manifests/env-file-path.ts';
import { findManifestReader } from './manifests/find-manifest-reader.ts';
import { pathRole, UNREAD_ROLES } from './path-role.ts';
import { markBrowserEnv } from './sources/find-browser-env.ts';
import { findSourceLanguage } from './sources/find-source-language.ts';
import type { CodeTexts } from './sources/code-texts.ts';
import { findRustTests } from './sources/languages/find-rust-tests.ts';
import { isMinified } from './sources/is-minified.ts';
import { makeCodeTexts, readSource } from './sources/read-source.ts';
import { compileWebhookKnowledge, type WebhookKnowledge } from './webhooks/compile-webhook-knowledge.ts';
import { findWebhooks, MAX_HANDLERS } from './webhooks/find-webhooks.ts';
import { isLowered } from './webhooks/grammars-of.ts';
import { findLoweredWebhooks } from './webhooks/lower/find-lowered-webhooks.ts';
import type { ParseSyntax } from './webhooks/syntax.ts';

/** Bytes of a file that are read; a larger one is a problem in the report. */
export const MAX_FILE_BYTES = 5_000_000;

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
 * out both, `exports` the keys.
 */
export type Wanted = 'all' | 'exports' | 'handlers';

/**
 * Compiles the readers.
 *
 * @param parse gives syntax trees for the few files that may hold webhook handlers.
 */
export function makeFactsReader(rulebook: Rulebook, parse: ParseSyntax, wanted: Wanted = 'all'): FactsReader {
  const tools: Tools = {
    wantsKeys: wanted === 'all',
    search: once(() => ({
      keys: keySearchOf(rulebook),
      ownKeys: compileOwnKeys(rulebook.ownKeys ?? []),
    })),
    codeTexts: makeCodeTexts(rulebook.codeTexts, rulebook.headers),
    webhooks: compileWebhooks(rulebook, wanted),
    parse,
  };
  const version = wanted === 'all' ? rulebook.version : `${rulebook.version}-${wanted}`;
  return { version, read: (path, bytes) => readFacts(path, bytes, tools) };
}

/** A tenth of a second's work, the same for each reader of a rulebook. */
const KEY_SEARCHES = new WeakMap<Rulebook['keys'], KeySearch>();

const NO_KEYS: Rulebook['keys'] = [];

function keySearchOf(rulebook: Rulebook): KeySearch {
  // Rulebooks without keys, as of most rules by themselves, are all alike.
  const keys = rulebook.keys.length === 0 ? NO_KEYS : rulebook.keys;
  const search = KEY_SEARCHES.get(keys) ?? compileKeySearch(keys, rulebook.rules);
  KEY_SEARCHES.set(keys, search);
  return search;
}

/** Computes when it is asked first. */
function once<T>(compute: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: compute() }).value;
}

/** True when a file by this name can hold facts at all, so that its blob is worth a request. */
export function isReadable(path: string): boolean {
  return !UNREAD_ROLES.has(pathRole(path));
}

/** True when a file by this name can give evidence of a provider: what untouched files are read for. */
export function givesEvidence(path: string): boolean {
  return pathRole(path) === 'product' && hasReader(path);
}

/**
 * True when an inventory has to read a file: not where the name alone says what there is to say, nor where nothing counts
 * that it could tell. Half of a repository's bytes are documents, data and tests.
 */
export function tellsInventory(path: string): boolean {
  const role = pathRole(path);
  const counts = !(UNREAD_ROLES.has(role) || role === 'test' || role === 'generated');
  return (counts || isEnvExample(path)) && hasReader(path);
}

function hasReader(path: string): boolean {
  return findSourceLanguage(path) !== null || findManifestReader(path) !== null;
}

type Tools = {
  wantsKeys: boolean;
  search: () => { keys: KeySearch; ownKeys: CompiledOwnKey[] };
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
      handlersOnly: wanted === 'handlers',
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
    return readText(path, decoded, tools);
  } catch (error) {
    return problem('failed', error instanceof Error ? error.name : 'unexpected');
  }
}

function readText(path: string, { text, utf8 }: { text: string; utf8?: Uint8Array }, tools: Tools): Facts {
  const said = readContents(path, text, tools);
  // Keys that nobody wants are looked for all the same where one may stand in what else is said.
  if (!tools.wantsKeys && !mayHoldKey(said)) return said;
  const search = tools.search();
  const first = findFirstKeys(text, search.keys, utf8);
  const known = [...first.keys, ...findKeyFile(path, text)];
  const own = findOwnKeys(text, search.ownKeys);
  const keys = hideNames(mergeOwnKeys(known, own.keys), text);
  const hidden = keys.length === 0 ? said : hideKeys(said, text, keys);
  if (!tools.wantsKeys) return hidden;
  const problems = [...hidden.problems];
  if (first.isCut) problems.push(tooMany(`keys, of which the first ${MOST_KEYS} are read`));
  if (own.isCut) problems.push(tooMany(`values of a configured pattern, of which the first ${MOST_OF_OWN} are read`));
  if (own.isLonger) {
    const detail = `patterns of the configuration read the first ${LONGEST_TEXT_FOR_OWN} characters`;
    problems.push({ line: null, code: 'too-large', detail });
  }
  return keys.length + problems.length === 0 ? said : { ...hidden, keys, problems };
}

function readContents(path: string, text: string, tools: Tools): Facts {
  const manifest = findManifestReader(path);
  if (manifest !== null) {
    const { signals, problems } = manifest.read(text);
    return { ...NO_FACTS, signals, problems, exports: readAliases(path, text) };
  }
  const language = findSourceLanguage(path);
  if (language === null) {
    const exports = readAliases(path, text);
    return exports.length === 0 ? NO_FACTS : { ...NO_FACTS, exports };
  }
  const source = readSource(language, text, { codeTexts: tools.codeTexts });
  const { webhooks, exports } =
    language === 'javascript'
      ? findWebhooks(path, text, source.code, tools.parse, tools.webhooks(language))
      : isLowered(language)
        ? findLoweredWebhooks(language, path, text, tools.parse, tools.webhooks(language))
        : NO_FACTS;
  const own = ofProduct(language, text, source.signals);
  const signals = language === 'javascript' ? markBrowserEnv(path, text, own) : own;
  if (signals.length + webhooks.length + exports.length === 0) return NO_FACTS;
  const isCut = webhooks.length >= MAX_HANDLERS;
  const problems = isCut ? [tooMany(`webhook handlers, of which the first ${MAX_HANDLERS} are judged`)] : [];
  return { ...NO_FACTS, signals, webhooks, exports, problems };
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

/** A list that is cut in silence would be a silent green. */
function tooMany(detail: string): Facts['problems'][number] {
  return { line: null, code: 'too-many', detail };
}

function problem(code: Facts['problems'][number]['code'], detail: string): Facts {
  return { ...NO_FACTS, problems: [{ line: null, code, detail }] };
}
