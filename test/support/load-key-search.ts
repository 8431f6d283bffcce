import { compileKeySearch, type KeySearch } from '../../src/core/facts/keys/patterns/compile-key-search.ts';
import type { ExampledRule } from '../../src/core/rulebook/rule-schema.ts';
import { loadExampledRules } from './load-exampled-rules.ts';

/** The key search of the rules that the project ships. */
export async function loadKeySearch(): Promise<{ rules: ReadonlyMap<string, ExampledRule>; search: KeySearch }> {
  const rules = new Map((await loadExampledRules()).map((rule) => [rule.id, rule]));
  const keys = [...rules.values()].flatMap((r) => r.keys.map((rule) => ({ provider: r.id, rule })));
  return { rules, search: compileKeySearch(keys, rules) };
}
