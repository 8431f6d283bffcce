import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeJsonStore, type JsonStore } from './cache/make-json-store.ts';
import { compileRulebook, rulebookVersion } from './core/rulebook/compile-rulebook.ts';
import { RuleError } from './core/rulebook/rule-error.ts';
import type { ExampledRule, Rule } from './core/rulebook/rule-schema.ts';
import type { Rulebook } from './core/rulebook/rulebook.ts';

/** The rules in the package. */
export const RULES_DIR = fileURLToPath(new URL('../rules/', import.meta.url));

/** Parsed rules, which the build writes beside the bundle; absent when running from source. */
const BUILT = new URL('rules.json', import.meta.url);

/** The package's cache for computed values. */
export const CACHE_DIR = fileURLToPath(new URL('../node_modules/.cache/integration-audit/', import.meta.url));

/** The code that converts texts to rules and their version. When it changes, the cache is stale. */
const PARSER = ['rule-schema', 'parse-rule', 'compile-rulebook'].map(
  (name) => new URL(`core/rulebook/${name}${extname(import.meta.url)}`, import.meta.url),
);

type RuleText = { name: string; text: string };
type VersionedRules = { version: string; rules: Rule[] };

/**
 * Caches parsed rules for the next start, because parsing and digesting them takes ten times as long as reading them.
 */
const STORE = makeJsonStore(join(CACHE_DIR, 'rules.json'));

/**
 * Reads every `<id>.yml` of a folder, with its examples.
 *
 * @throws RuleError for the first rule that breaks the schema.
 */
export function readExampledRules(dir = RULES_DIR): Promise<ExampledRule[]> {
  return parseRules(readTexts(dir));
}

/**
 * Reads the rules in a folder's `<id>.yml` files, as needed by the engine.
 *
 * @param store caches parsed rules.
 * @throws RuleError for the first rule that breaks the schema.
 */
export async function readRules(dir = RULES_DIR, store: JsonStore = STORE): Promise<Rule[]> {
  return (await readVersionedRules(dir, store)).rules;
}

/**
 * Reads and compiles a folder of rules.
 *
 * @throws RuleError for the first rule that breaks the schema.
 */
export async function readRulebook(dir = RULES_DIR): Promise<Rulebook> {
  const { rules, version } = await readVersionedRules(dir, STORE);
  return compileRulebook(rules, version);
}

function readTexts(dir: string): RuleText[] {
  const names = readdirSync(dir).filter((n) => n.endsWith('.yml'));
  // Synchronous, because the files are small and there is nothing else to do: a promise per file would take longer than
  // reading it.
  return names.toSorted().map((name) => ({ name, text: readFileSync(join(dir, name), 'utf8') }));
}

async function readVersionedRules(dir: string, store: JsonStore): Promise<VersionedRules> {
  if (dir === RULES_DIR && existsSync(BUILT)) return JSON.parse(readFileSync(BUILT, 'utf8')) as VersionedRules;
  const texts = readTexts(dir);
  const digest = await digestTexts(texts);
  const known = store.read(digest);
  if (isVersioned(known)) return known;
  const rules = (await parseRules(texts)).map(withoutExamples);
  const versioned = { version: rulebookVersion(rules), rules };
  store.write(digest, versioned);
  return versioned;
}

function withoutExamples(exampled: ExampledRule): Rule {
  const { examples: _examples, ...rule } = exampled;
  return rule;
}

function isVersioned(value: unknown): value is VersionedRules {
  return typeof value === 'object' && value !== null && 'version' in value && 'rules' in value;
}

async function digestTexts(texts: readonly RuleText[]): Promise<string> {
  // Loaded here, because built rules do not need it.
  const { createHash } = await import('node:crypto');
  const hash = createHash('sha256');
  for (const url of PARSER) hash.update(`${readFileSync(url, 'utf8')}\0`);
  for (const { name, text } of texts) hash.update(`${name}\0${text}\0`);
  return hash.digest('hex');
}

async function parseRules(texts: readonly RuleText[]): Promise<ExampledRule[]> {
  // Loaded here, because cached rules need no parser.
  const { parseRule } = await import('./core/rulebook/parse-rule.ts');
  return texts.map(({ name, text }) => {
    const parsed = parseRule(name.slice(0, -'.yml'.length), text);
    if ('rule' in parsed) return parsed.rule;
    const [first] = parsed.problems;
    throw new RuleError(`rules/${name}:${first?.line}: ${first?.message}`);
  });
}
