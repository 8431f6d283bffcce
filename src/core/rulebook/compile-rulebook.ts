import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Category } from '../categories.ts';
import type { Ecosystem, ImportSignal, Language, PackageSignal, Signal } from '../types.ts';
import { listDetectors, type Detector } from './detectors.ts';
import { HostTable } from './host-table.ts';
import { foldName } from '../fold-name.ts';
import { NameTable } from './name-table.ts';
import { PathTable } from './path-table.ts';
import { PUBLIC_REGISTRIES } from './public-registries.ts';
import type { Rule } from './rule-schema.ts';
import type { Match, OwnKey, Rulebook } from './rulebook.ts';

/** Raised when a change of the engine makes facts cached by an older one wrong. */
const ENGINE_VERSION = 8;

/** Prefixes by which bundlers let a variable through to the browser; the name behind is the provider's. */
export const CLIENT_PREFIXES = [
  'NEXT_PUBLIC_',
  'NUXT_PUBLIC_',
  'EXPO_PUBLIC_',
  'REACT_APP_',
  'VUE_APP_',
  'GATSBY_',
  'PUBLIC_',
  'VITE_PUBLIC_',
  'VITE_',
] as const;

/** Registries whose package names are import names once folded: `google-generativeai` is imported as `google_generativeai`. */
const IMPORT_NAMES = {
  npm: 'javascript',
  jsr: 'javascript',
  pypi: 'python',
  cargo: 'rust',
  go: 'go',
  rubygems: 'ruby',
  pub: 'dart',
} as const satisfies Partial<Record<Ecosystem, Language>>;

/**
 * Compiles rules for look-up.
 *
 * @param rules in any order; the outcome does not depend on it.
 * @param version names the contents; left out, it is computed from the rules themselves.
 */
export function compileRulebook(rules: readonly Rule[], version = rulebookVersion(rules)): Rulebook {
  const sorted = rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const tables: Tables = {
    names: new NameTable(),
    hosts: new HostTable(),
    paths: new PathTable(),
    exceptions: new Map(sorted.flatMap((r) => (r.detect.not === undefined ? [] : [[r.id, listExceptions(r)]]))),
  };
  const companions = new Map<string, string>();
  for (const rule of sorted) {
    for (const name of [rule.id, rule.name, ...rule.aliases])
      for (const way of INTERCHANGEABLE.has(rule.category) ? [NAMED, CHOSEN] : [NAMED])
        tables.names.add(way + foldName(name), { provider: rule.id, detector: rule.name });
    for (const detector of listDetectors(rule)) enter(tables, rule.id, detector, companions);
  }
  return {
    version,
    rules: new Map(sorted.map((r) => [r.id, r])),
    keys: sorted.flatMap((r) => r.keys.map((rule) => ({ provider: r.id, rule }))),
    codeTexts: [...new Set(sorted.flatMap((r) => (r.detect.code ?? []).map((c) => c.text)))],
    headers: sorted.flatMap(listHeaders),
    companions,
    imported: new Map(sorted.flatMap(listImporting)),
    match: (signal) => matchSignal(tables, signal),
    matchPath: (path) => tables.paths.find(path),
  };
}

/** A rulebook with further rules and kinds of keys, as a repository's own configuration adds them. */
export function extendRulebook(rulebook: Rulebook, custom: readonly Rule[], ownKeys: readonly OwnKey[] = []): Rulebook {
  if (ownKeys.length > 0) {
    const named = ownKeys.map(({ id, pattern, class: keyClass }) => [id, pattern, keyClass]);
    const version = `${rulebook.version}-${bytesToHex(sha256(utf8ToBytes(JSON.stringify(named)))).slice(0, 8)}`;
    return { ...extendRulebook(rulebook, custom), ownKeys, version };
  }
  if (custom.length === 0) return rulebook;
  const own = new Set(custom.map((r) => r.id));
  return compileRulebook([...[...rulebook.rules.values()].filter((r) => !own.has(r.id)), ...custom], rulebook.version);
}

function listImporting({ id, detect }: Rule): [string, readonly string[]][] {
  return (detect.code ?? []).flatMap(({ text, importing }) =>
    importing === undefined ? [] : [[`${id} ${text}`, importing]],
  );
}

/** The headers of which a rule says `header:x-acme-key`. */
function listHeaders({ detect }: Rule): string[] {
  return (detect.resources ?? []).filter((r) => r.startsWith(HEADER)).map((r) => r.slice(HEADER.length));
}

const HEADER = 'header:';

type Tables = {
  names: NameTable;
  hosts: HostTable;
  paths: PathTable;
  /** By provider: names that its wildcards leave out. */
  exceptions: ReadonlyMap<string, NameTable>;
};

function listExceptions(rule: Rule): NameTable {
  const table = new NameTable();
  for (const text of rule.detect.not ?? []) {
    table.add(text, { provider: rule.id, detector: text });
    for (const name of importNames('python', text)) table.add(name, { provider: rule.id, detector: text });
    for (const name of importNames('ruby', text)) table.add(name, { provider: rule.id, detector: text });
  }
  return table;
}

/** The matches whose rule does not leave the name out, or a leading part of it that ends at a separator. */
function admit(
  { exceptions }: Tables,
  found: readonly Match[],
  name: string,
  separator: string | null = null,
): readonly Match[] {
  const isAdmitted = ({ provider }: Match): boolean => {
    const table = exceptions.get(provider);
    if (table === undefined) return true;
    return (separator === null ? table.find(name) : table.findLonging(name, separator)).length === 0;
  };
  return exceptions.size === 0 || found.every(isAdmitted) ? found : found.filter(isAdmitted);
}

function enter(tables: Tables, provider: string, detector: Detector, companions: Map<string, string>): void {
  const { kind, text, space } = detector;
  const match: Match = { provider, detector: text };
  if (kind === 'host') tables.hosts.add(text, match);
  else if (kind === 'file') tables.paths.add(text, match);
  else tables.names.add(`${kind}:${space ?? ''}:${isFolded(kind, space) ? text.toLowerCase() : text}`, match);
  if (kind === 'code' && detector.with !== null) companions.set(`${provider} ${text}`, detector.with);
  if (kind === 'package' && space !== null && space in IMPORT_NAMES) {
    const language = IMPORT_NAMES[space as keyof typeof IMPORT_NAMES];
    for (const name of importNames(language, text)) tables.names.add(`import:${language}:${name}`, match);
  }
  // Kotlin imports what Java does.
  if (kind === 'import' && space === 'java') tables.names.add(`import:kotlin:${text}`, match);
}

/** GitHub's names, and NuGet's, compare without regard to case. */
function isFolded(kind: Detector['kind'], space: Detector['space']): boolean {
  return kind === 'action' || (kind === 'package' && space === 'nuget');
}

/** What a package is imported as. A gem's dashes are often folders: `google-cloud-storage` is `google/cloud/storage`. */
function importNames(language: Language, text: string): string[] {
  if (language === 'python' || language === 'rust') return [text.replaceAll('-', '_').toLowerCase()];
  return language === 'ruby' ? [text, text.replaceAll('-', '/')] : [text];
}

function matchSignal(tables: Tables, signal: Signal): readonly Match[] {
  const { names, hosts } = tables;
  switch (signal.kind) {
    case 'package':
      return signal.scope === 'constraint' ? [] : matchPackage(tables, signal);
    case 'import':
      return matchImport(tables, signal);
    case 'env':
      return matchEnv(tables, signal.name);
    case 'host':
      return hosts.find(signal.host.startsWith('*.') ? `any${signal.host.slice(1)}` : signal.host, signal.path);
    case 'image':
      return matchImage(tables, signal.image);
    case 'action':
      return admit(tables, names.findLonging(`action::${signal.action.toLowerCase()}`, '/'), signal.action);
    case 'resource':
      return matchResource(tables, signal.type);
    case 'code':
      return names.find(`code::${signal.text}`);
  }
}

/** A module of Go may have a major version, or be a part of another, in its path: `github.com/stripe/stripe-go/v76`. */
function matchPackage(tables: Tables, { ecosystem, name }: PackageSignal): readonly Match[] {
  const key = `package:${ecosystem}:${isFolded('package', ecosystem) ? name.toLowerCase() : name}`;
  if (ecosystem === 'go') return admit(tables, tables.names.findLonging(key, '/'), name, '/');
  return admit(tables, tables.names.find(key), name);
}

/** An image by its name, or by the registry that holds it for its owner: `acme.azurecr.io/api`. */
function matchImage(tables: Tables, image: string): readonly Match[] {
  const { names, hosts } = tables;
  const found = admit(tables, names.find(`image::${image}`), image);
  const registry = (image.split('/', 1)[0] ?? '').replace(/:\d{1,5}$/, '');
  if (found.length > 0 || !registry.includes('.') || PUBLIC_REGISTRIES.has(registry)) return found;
  return image.includes('/') ? hosts.find(registry, '/') : found;
}

/** In front of a name that a setting chooses: `named:yahoo_finance`. */
const NAMED = 'named:';
/** In front of one that code chooses: `chosen:openrouter`. */
const CHOSEN = 'chosen:';

/** What code is written to have one of many of; another's name there may be a way to sign in, or a kind of account. */
const INTERCHANGEABLE: ReadonlySet<Category> = new Set([
  'ai',
  'cdn-dns',
  'email',
  'maps',
  'messaging',
  'payments',
  'search',
  'storage',
]);

/** A type as rules list them, or the provider's own name, whichever way it is written. */
function matchResource(tables: Tables, type: string): readonly Match[] {
  const { names } = tables;
  const key = `resource::${type}`;
  for (const way of [NAMED, CHOSEN])
    if (type.startsWith(way)) return names.find(way + foldName(type.slice(way.length)));
  const separator = type.startsWith('cli:') ? ' ' : type.startsWith('local:') ? '/' : null;
  return admit(tables, separator === null ? names.find(key) : names.findLonging(key, separator), type);
}

const SEPARATOR: Partial<Record<Language, string>> = {
  python: '.',
  rust: '::',
  java: '.',
  kotlin: '.',
  csharp: '.',
  swift: '.',
  elixir: '.',
  php: '\\',
};

/** The longest leading part that a rule names: `google.cloud.storage.Client` is `google.cloud.storage`. */
function matchImport(tables: Tables, { language, module }: ImportSignal): readonly Match[] {
  const name = language === 'rust' || language === 'python' ? module.toLowerCase() : module;
  const separator = SEPARATOR[language] ?? '/';
  return admit(tables, tables.names.findLonging(`import:${language}:${name}`, separator), name, separator);
}

function matchEnv(tables: Tables, name: string): readonly Match[] {
  const found = tables.names.find(`env::${name}`);
  if (found.length > 0) return admit(tables, found, name);
  const prefix = CLIENT_PREFIXES.find((p) => name.startsWith(p));
  return prefix === undefined ? found : matchEnv(tables, name.slice(prefix.length));
}

/** Names what rules and engine make of a file: facts that another version made are not to be trusted. */
export function rulebookVersion(rules: readonly Rule[]): string {
  const text = JSON.stringify(rules.map((r) => [r.id, r.detect, r.keys, r.webhook]).toSorted());
  return `${ENGINE_VERSION}-${bytesToHex(sha256(utf8ToBytes(text))).slice(0, 12)}`;
}
