import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeJsonStore, type JsonStore } from './cache/make-json-store.ts';
import { compileRulebook } from './core/rulebook/compile-rulebook.ts';
import type { Rule } from './core/rulebook/rule-schema.ts';
import type { Rulebook } from './core/rulebook/rulebook.ts';

/** The rules that come with the package. */
export const RULES_DIR = fileURLToPath(new URL('../rules/', import.meta.url));

/** Where the package keeps what it computed before. */
export const CACHE_DIR = fileURLToPath(new URL('../node_modules/.cache/integration-audit/', import.meta.url));

/** The code that turns texts into rules: when it changes, rules parsed by it before are stale. */
const PARSER = ['rule-schema', 'parse-rule'].map(
  (name) => new URL(`core/rulebook/${name}${extname(import.meta.url)}`, import.meta.url),
);

type RuleText = { name: string; text: string };

/**
 * Reads every `<id>.yml` of a folder.
 *
 * @param store keeps the parsed rules for the next start: parsing them takes ten times as long as reading them.
 * @throws Error that names file, line and fault of the first rule that breaks the schema.
 */
export async function readRules(
  dir = RULES_DIR,
  store: JsonStore = makeJsonStore(join(CACHE_DIR, 'rules.json')),
): Promise<Rule[]> {
  const names = (await readdir(dir)).filter((n) => n.endsWith('.yml')).toSorted();
  const texts = await Promise.all(names.map(async (name) => ({ name, text: await readFile(join(dir, name), 'utf8') })));
  const digest = await digestTexts(texts);
  const known = store.read(digest);
  if (Array.isArray(known)) return known as Rule[];
  const rules = await parseRules(texts);
  store.write(digest, rules);
  return rules;
}

/** Reads and compiles a folder of rules. */
export async function readRulebook(dir = RULES_DIR): Promise<Rulebook> {
  return compileRulebook(await readRules(dir));
}

async function digestTexts(texts: readonly RuleText[]): Promise<string> {
  const parser = await Promise.all(PARSER.map((url) => readFile(url, 'utf8')));
  return createHash('sha256')
    .update(JSON.stringify([parser, texts.map(({ name, text }) => [name, text])]))
    .digest('hex');
}

async function parseRules(texts: readonly RuleText[]): Promise<Rule[]> {
  // Loaded when needed only: mostly the rules are known.
  const { parseRule } = await import('./core/rulebook/parse-rule.ts');
  return texts.map(({ name, text }) => {
    const parsed = parseRule(name.slice(0, -'.yml'.length), text);
    if ('rule' in parsed) return parsed.rule;
    const [first] = parsed.problems;
    throw new Error(`rules/${name}:${first?.line}: ${first?.message}`);
  });
}
