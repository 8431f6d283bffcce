import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { compareText } from '../compare-text.ts';
import type { ImportSignal, Language, PackageSignal, Signal } from '../types.ts';
import { foldName } from '../fold-name.ts';
import { typeOfSetting } from '../named-setting.ts';
import { PUBLIC_REGISTRIES } from './public-registries.ts';
import type { Rule } from './rule-schema.ts';
import { RuleTables } from './rule-tables.ts';
import type { Match, OwnKey, Rulebook } from './rulebook.ts';

/** Incremented when a change of the engine invalidates facts that an older one cached. */
const ENGINE_VERSION = 23;

/** Prefixes of env variables that bundlers expose to the browser; the provider's name for the variable follows. */
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

/**
 * Compiles rules for lookup.
 *
 * @param rules in any order; the outcome does not depend on it.
 * @param version identifies the contents; computed from the rules by default.
 */
export function compileRulebook(rules: readonly Rule[], version = rulebookVersion(rules)): Rulebook {
  const sorted = rules.toSorted((a, b) => compareText(a.id, b.id));
  const tables = new RuleTables(sorted);
  return {
    version,
    rules: new Map(sorted.map((r) => [r.id, r])),
    keys: sorted.flatMap((r) => r.keys.map((rule) => ({ provider: r.id, rule }))),
    codeTexts: [...new Set(sorted.flatMap((r) => (r.detect.code ?? []).map((c) => c.text)))],
    headers: sorted.flatMap((rule) => listOf(rule, 'header:')),
    paths: sorted.flatMap((rule) => listOf(rule, 'path:')),
    companions: new Map(sorted.flatMap(listCompanions)),
    imported: new Map(sorted.flatMap(listImporting)),
    match: (signal) => matchSignal(tables, signal),
    matchPath: (path) => tables.paths().find(path),
  };
}

/**
 * Adds the rules and keys of a repository's own configuration to a rulebook; a rule replaces one with the same id. The
 * version identifies them too, as they change a file's facts.
 */
export function extendRulebook(rulebook: Rulebook, custom: readonly Rule[], ownKeys: readonly OwnKey[] = []): Rulebook {
  if (custom.length === 0 && ownKeys.length === 0) return rulebook;
  const named = ownKeys.map(({ id, pattern, class: keyClass }) => [id, pattern, keyClass]);
  const version = `${rulebook.version}-${digest([custom.map(factsOf), named]).slice(0, 8)}`;
  const extended = custom.length === 0 ? rulebook : addRules(rulebook, custom);
  return { ...extended, version, ...(ownKeys.length > 0 && { ownKeys }) };
}

function addRules(rulebook: Rulebook, custom: readonly Rule[]): Rulebook {
  const own = new Set(custom.map((r) => r.id));
  const rules = [...[...rulebook.rules.values()].filter((r) => !own.has(r.id)), ...custom];
  const extended = compileRulebook(rules, rulebook.version);
  const hasKeys = (rule: Rule | undefined): boolean => rule !== undefined && rule.keys.length > 0;
  // Compiling all key patterns takes a tenth of a second and is memoized by the list, so an unchanged list is kept.
  return custom.some((r) => hasKeys(r) || hasKeys(rulebook.rules.get(r.id)))
    ? extended
    : { ...extended, keys: rulebook.keys };
}

function listCompanions({ id, detect }: Rule): [string, string][] {
  return (detect.code ?? []).flatMap(({ text, with: other }) =>
    other === undefined ? [] : [[`${id} ${text}`, other]],
  );
}

function listImporting({ id, detect }: Rule): [string, readonly string[]][] {
  return (detect.code ?? []).flatMap(({ text, importing }) =>
    importing === undefined ? [] : [[`${id} ${text}`, importing]],
  );
}

/** A rule's resources in a namespace, such as headers: `header:x-acme-key`. */
function listOf({ detect }: Rule, namespace: 'header:' | 'path:'): string[] {
  return (detect.resources ?? []).filter((r) => r.startsWith(namespace)).map((r) => r.slice(namespace.length));
}

/** Drops matches whose rule excludes the name, or a leading part of it that ends at a separator. */
function admit(
  tables: RuleTables,
  found: readonly Match[],
  name: string,
  separator: string | null = null,
): readonly Match[] {
  const isAdmitted = ({ provider }: Match): boolean => {
    const table = tables.exceptionsOf(provider);
    if (table === null) return true;
    return (separator === null ? table.find(name) : table.findLonging(name, separator)).length === 0;
  };
  return found.every(isAdmitted) ? found : found.filter(isAdmitted);
}

function matchSignal(tables: RuleTables, signal: Signal): readonly Match[] {
  switch (signal.kind) {
    case 'package':
      return signal.scope === 'constraint' ? [] : matchPackage(tables, signal);
    case 'import':
      return matchImport(tables, signal);
    case 'env':
      return matchEnv(tables, signal.name);
    case 'host':
      return tables.hosts().find(signal.host.startsWith('*') ? `any${signal.host.slice(1)}` : signal.host, signal.path);
    case 'image':
      return matchImage(tables, signal.image);
    case 'action':
      return admit(tables, tables.names('action').findLonging(signal.action.toLowerCase(), '/'), signal.action);
    case 'resource':
      return matchResource(tables, signal.type);
    case 'code':
      return tables.names('code').find(signal.text);
  }
}

/**
 * The path of a Go module may contain a major version or a package within the module:
 * `github.com/stripe/stripe-go/v76`; a pod may be a subspec: `Firebase/Auth`.
 */
function matchPackage(tables: RuleTables, { ecosystem, name }: PackageSignal): readonly Match[] {
  const names = tables.names('package', ecosystem);
  if (ecosystem === 'go' || ecosystem === 'cocoapods') return admit(tables, names.findLonging(name, '/'), name, '/');
  return admit(tables, names.find(ecosystem === 'nuget' ? name.toLowerCase() : name), name);
}

/** Matches an image by its name, or else by its owner's registry: `acme.azurecr.io/api`. */
function matchImage(tables: RuleTables, image: string): readonly Match[] {
  const found = admit(tables, tables.names('image').find(image), image);
  if (found.length > 0) return found;
  const [first = '', ...parts] = image.split('/');
  if (parts.length === 0 || !/[.:]/.test(first)) return found;
  const registry = first.replace(/:\d{1,5}$/, '');
  const isPublic = PUBLIC_REGISTRIES.has(registry);
  const owned = isPublic ? found : tables.hosts().find(registry, '/');
  if (owned.length > 0) return owned;
  // A copy of an image on Docker Hub: `harbor.acme.io/hub/grafana/loki`, `public.ecr.aws/docker/library/redis`.
  const [owner = '', name = ''] = parts.slice(-2);
  const original = owner === 'library' ? name : `${owner}/${name}`;
  if (name === '' || (isPublic && owner !== 'library')) return found;
  return admit(tables, tables.names('image').find(original), original);
}

const TERRAFORM = 'terraform:';

/** Matches a resource type, or a provider's own name in any spelling. */
function matchResource(tables: RuleTables, type: string): readonly Match[] {
  for (const way of ['named', 'chosen'] as const)
    if (type.startsWith(`${way}:`)) return tables.names(way).find(foldName(type.slice(way.length + 1)));
  const names = tables.names('resource');
  // An account that no rule lists belongs to the provider of that name.
  if (type.startsWith('oauth2:') && names.find(type).length === 0)
    return tables.names('named').find(type.slice('oauth2:'.length));
  // A provider's name is the prefix of all its types in Terraform.
  if (type.startsWith(TERRAFORM)) return names.find(`${type.slice(TERRAFORM.length)}_`);
  const separator = type.startsWith('cli:') ? ' ' : type.startsWith('local:') ? '/' : null;
  return admit(tables, separator === null ? names.find(type) : names.findLonging(type, separator), type, separator);
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

/** Matches the longest leading part that a rule names: `google.cloud.storage.Client` matches `google.cloud.storage`. */
function matchImport(tables: RuleTables, { language, module }: ImportSignal): readonly Match[] {
  const name = language === 'rust' || language === 'python' ? module.toLowerCase() : module;
  const separator = SEPARATOR[language] ?? '/';
  return admit(tables, tables.names('import', language).findLonging(name, separator), name, separator);
}

function matchEnv(tables: RuleTables, name: string): readonly Match[] {
  const found = tables.names('env').find(name);
  if (found.length > 0) return admit(tables, found, name);
  const prefix = CLIENT_PREFIXES.find((p) => name.startsWith(p));
  if (prefix !== undefined) return matchEnv(tables, name.slice(prefix.length));
  // The syntax of .NET and Pydantic for nested settings: `Stripe__SecretKey`.
  const type = name.includes('__') ? typeOfSetting(name.split('__')) : null;
  return type === null ? found : matchResource(tables, type);
}

/** Version of the facts that these rules and this engine produce; cached facts of another version are stale. */
export function rulebookVersion(rules: readonly Rule[]): string {
  return `${ENGINE_VERSION}-${digest(rules.map(factsOf).toSorted()).slice(0, 12)}`;
}

/** The fields of a rule that affect facts. Its names do, as they identify a webhook's provider. */
function factsOf({ id, name, aliases, category, detect, keys, webhook }: Rule): string {
  return JSON.stringify([id, name, aliases, category, detect, keys, webhook]);
}

function digest(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(value))));
}
