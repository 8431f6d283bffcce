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

/** Raised when a change of the engine makes facts cached by an older one wrong. */
const ENGINE_VERSION = 22;

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

/**
 * Compiles rules for look-up.
 *
 * @param rules in any order; the outcome does not depend on it.
 * @param version names the contents; left out, it is computed from the rules themselves.
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
 * A rulebook with further rules and kinds of keys, as a repository's own configuration adds them. Its version names them too:
 * files say other things by it.
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
  // To compile the patterns of all keys takes a tenth of a second: whoever did so knows them by their list.
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

/** What a rule lists in a namespace: the headers of which it says `header:x-acme-key`. */
function listOf({ detect }: Rule, namespace: 'header:' | 'path:'): string[] {
  return (detect.resources ?? []).filter((r) => r.startsWith(namespace)).map((r) => r.slice(namespace.length));
}

/** The matches whose rule does not leave the name out, or a leading part of it that ends at a separator. */
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
 * A module of Go may have a major version, or be a part of another, in its path: `github.com/stripe/stripe-go/v76`; a pod may be
 * taken in part: `Firebase/Auth`.
 */
function matchPackage(tables: RuleTables, { ecosystem, name }: PackageSignal): readonly Match[] {
  const names = tables.names('package', ecosystem);
  if (ecosystem === 'go' || ecosystem === 'cocoapods') return admit(tables, names.findLonging(name, '/'), name, '/');
  return admit(tables, names.find(ecosystem === 'nuget' ? name.toLowerCase() : name), name);
}

/** An image by its name, or by the registry that holds it for its owner: `acme.azurecr.io/api`. */
function matchImage(tables: RuleTables, image: string): readonly Match[] {
  const found = admit(tables, tables.names('image').find(image), image);
  if (found.length > 0) return found;
  const [first = '', ...parts] = image.split('/');
  if (parts.length === 0 || !/[.:]/.test(first)) return found;
  const registry = first.replace(/:\d{1,5}$/, '');
  const isPublic = PUBLIC_REGISTRIES.has(registry);
  const owned = isPublic ? found : tables.hosts().find(registry, '/');
  if (owned.length > 0) return owned;
  // What a registry keeps of Docker Hub: `harbor.acme.io/hub/grafana/loki`, `public.ecr.aws/docker/library/redis`.
  const [owner = '', name = ''] = parts.slice(-2);
  const original = owner === 'library' ? name : `${owner}/${name}`;
  if (name === '' || (isPublic && owner !== 'library')) return found;
  return admit(tables, tables.names('image').find(original), original);
}

const TERRAFORM = 'terraform:';

/** A type as rules list them, or the provider's own name, whichever way it is written. */
function matchResource(tables: RuleTables, type: string): readonly Match[] {
  for (const way of ['named', 'chosen'] as const)
    if (type.startsWith(`${way}:`)) return tables.names(way).find(foldName(type.slice(way.length + 1)));
  const names = tables.names('resource');
  // Accounts of whom no rule says so are still theirs.
  if (type.startsWith('oauth2:') && names.find(type).length === 0)
    return tables.names('named').find(type.slice('oauth2:'.length));
  // A provider of Terraform has its name before all of its types.
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

/** The longest leading part that a rule names: `google.cloud.storage.Client` is `google.cloud.storage`. */
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
  // .NET and Pydantic nest settings so: `Stripe__SecretKey`.
  const type = name.includes('__') ? typeOfSetting(name.split('__')) : null;
  return type === null ? found : matchResource(tables, type);
}

/** Names what rules and engine make of a file: facts that another version made are not to be trusted. */
export function rulebookVersion(rules: readonly Rule[]): string {
  return `${ENGINE_VERSION}-${digest(rules.map(factsOf).toSorted()).slice(0, 12)}`;
}

/** What of a rule decides what files say: webhooks are told by names, too. */
function factsOf({ id, name, aliases, category, detect, keys, webhook }: Rule): string {
  return JSON.stringify([id, name, aliases, category, detect, keys, webhook]);
}

function digest(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(value))));
}
