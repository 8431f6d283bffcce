import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compileKeySearch, type KeySearch } from '../../../../src/core/facts/keys/compile-key-search.ts';
import { ruleSchema, type ExampledRule } from '../../../../src/core/rulebook/rule-schema.ts';

const FOLDER = new URL('../../../../rules/', import.meta.url);

/** The key search of the rules that the project ships. */
export function readKeySearch(): { rules: ReadonlyMap<string, ExampledRule>; search: KeySearch } {
  const rules = new Map<string, ExampledRule>();
  for (const file of readdirSync(FOLDER).filter((f) => f.endsWith('.yml'))) {
    const id = file.slice(0, -'.yml'.length);
    rules.set(id, { ...ruleSchema.parse(parse(readFileSync(new URL(file, FOLDER), 'utf8'))), id });
  }
  const keys = [...rules.values()].flatMap((r) => r.keys.map((rule) => ({ provider: r.id, rule })));
  return { rules, search: compileKeySearch(keys, rules) };
}
