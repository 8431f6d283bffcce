import type { Category } from '../categories.ts';
import type { Ecosystem, Language } from '../types.ts';
import { foldName } from '../fold-name.ts';
import { HostTable } from './host-table.ts';
import { NameTable } from './name-table.ts';
import { PathTable } from './path-table.ts';
import type { Rule } from './rule-schema.ts';

/**
 * Kinds of names. `named` and `chosen` are a provider's own names, where a setting or code selects one of many
 * providers.
 */
type NameKind = 'package' | 'import' | 'env' | 'image' | 'action' | 'resource' | 'code' | 'named' | 'chosen';

/** A name as it is looked up, and the detector as the rule writes it. */
type Entry = [name: string, detector: string];

/**
 * Lookup tables for signals, each built on first use: a repository uses few of all registries and languages, and
 * entering every name of a thousand rules takes longer than reading a small repository.
 */
export class RuleTables {
  readonly #rules: readonly Rule[];
  readonly #names = new Map<string, NameTable>();
  readonly #exceptions = new Map<string, NameTable | null>();
  #hosts: HostTable | null = null;
  #paths: PathTable | null = null;

  /** @param rules in the order in which their matches are returned. */
  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
  }

  /** The table for a kind of names; for packages and imports, that of one registry or language. */
  names(kind: NameKind, space: Ecosystem | Language | null = null): NameTable {
    const key = `${kind} ${space ?? ''}`;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const table = new NameTable();
    for (const rule of this.#rules)
      for (const [name, detector] of listNames(rule, kind, space)) table.add(name, { provider: rule.id, detector });
    this.#names.set(key, table);
    return table;
  }

  hosts(): HostTable {
    if (this.#hosts !== null) return this.#hosts;
    this.#hosts = new HostTable();
    for (const { id, detect } of this.#rules)
      for (const host of detect.hosts ?? []) this.#hosts.add(host, { provider: id, detector: host });
    return this.#hosts;
  }

  paths(): PathTable {
    if (this.#paths !== null) return this.#paths;
    this.#paths = new PathTable();
    for (const { id, detect } of this.#rules)
      for (const file of detect.files ?? []) this.#paths.add(file, { provider: id, detector: file });
    return this.#paths;
  }

  /** Names that a provider's wildcards do not match; null when there are none. */
  exceptionsOf(provider: string): NameTable | null {
    const known = this.#exceptions.get(provider);
    if (known !== undefined) return known;
    const rule = this.#rules.find(({ id, detect }) => id === provider && detect.not !== undefined);
    const table = rule === undefined ? null : makeExceptions(rule);
    this.#exceptions.set(provider, table);
    return table;
  }
}

function makeExceptions(rule: Rule): NameTable {
  const table = new NameTable();
  for (const text of rule.detect.not ?? [])
    for (const name of [text, ...importNames('python', text), ...importNames('ruby', text)])
      table.add(name, { provider: rule.id, detector: text });
  return table;
}

function listNames(rule: Rule, kind: NameKind, space: Ecosystem | Language | null): Entry[] {
  const { packages, env, images, actions, resources, code } = rule.detect;
  switch (kind) {
    case 'package':
      return asWritten(packages?.[space as Ecosystem], space === 'nuget');
    case 'import':
      return listImports(rule, space as Language);
    case 'env':
      return asWritten(env?.map(({ name }) => name));
    case 'image':
      return asWritten(images);
    case 'action':
      return asWritten(actions, true);
    case 'resource':
      return asWritten(resources);
    case 'code':
      return asWritten(code?.map(({ text }) => text));
    case 'named':
    case 'chosen':
      if (kind === 'chosen' && !INTERCHANGEABLE.has(rule.category)) return [];
      return [rule.id, rule.name, ...rule.aliases].map((name) => [foldName(name), rule.name]);
  }
}

/** @param isFolded true for names that ignore case, as GitHub's and NuGet's do. */
function asWritten(texts: readonly string[] = [], isFolded = false): Entry[] {
  return texts.map((text) => [isFolded ? text.toLowerCase() : text, text]);
}

/** Registries whose package names are import names once folded: `google-generativeai` is imported as `google_generativeai`. */
const IMPORT_NAMES: Partial<Record<string, Language>> = {
  npm: 'javascript',
  jsr: 'javascript',
  pypi: 'python',
  cargo: 'rust',
  go: 'go',
  rubygems: 'ruby',
  pub: 'dart',
} satisfies Partial<Record<Ecosystem, Language>>;

function listImports({ detect: { packages = {}, imports = {} } }: Rule, language: Language): Entry[] {
  const found: Entry[] = [];
  for (const registry in packages) {
    if (IMPORT_NAMES[registry] !== language) continue;
    for (const text of packages[registry as Ecosystem] ?? [])
      for (const name of importNames(language, text)) found.push([name, text]);
  }
  // Kotlin imports what Java does.
  const languages = language === 'kotlin' ? (['java', 'kotlin'] as const) : ([language] as const);
  for (const of of languages) found.push(...asWritten((imports as Partial<Record<Language, string[]>>)[of]));
  return found;
}

/**
 * The names under which a package is imported. A gem's dashes are often folders: `google-cloud-storage` is
 * `google/cloud/storage`.
 */
function importNames(language: Language, text: string): string[] {
  if (language === 'python' || language === 'rust') return [text.replaceAll('-', '_').toLowerCase()];
  return language === 'ruby' ? [text, text.replaceAll('-', '/')] : [text];
}

/**
 * Categories in which code selects one of many providers. In others a provider's name may be a way to sign in, or a
 * kind of account.
 */
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
