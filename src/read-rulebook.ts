import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileRulebook } from './core/rulebook/compile-rulebook.ts';
import { parseRule } from './core/rulebook/parse-rule.ts';
import type { Rule } from './core/rulebook/rule-schema.ts';
import type { Rulebook } from './core/rulebook/rulebook.ts';

/** The rules that come with the package. */
export const RULES_DIR = fileURLToPath(new URL('../rules/', import.meta.url));

/**
 * Reads every `<id>.yml` of a folder.
 *
 * @throws Error that names file, line and fault of the first rule that breaks the schema.
 */
export async function readRules(dir = RULES_DIR): Promise<Rule[]> {
  const names = (await readdir(dir)).filter((n) => n.endsWith('.yml')).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(dir, name), 'utf8')));
  return texts.map((text, index) => {
    const name = names[index] ?? '';
    const parsed = parseRule(name.slice(0, -'.yml'.length), text);
    if ('rule' in parsed) return parsed.rule;
    const [first] = parsed.problems;
    throw new Error(`rules/${name}:${first?.line}: ${first?.message}`);
  });
}

/** Reads and compiles a folder of rules. */
export async function readRulebook(dir = RULES_DIR): Promise<Rulebook> {
  return compileRulebook(await readRules(dir));
}
