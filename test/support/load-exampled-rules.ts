import type { ExampledRule } from '../../src/core/rulebook/rule-schema.ts';
import { readExampledRules } from '../../src/read-rulebook.ts';

let loaded: Promise<ExampledRule[]> | null = null;

/** The real rules with their examples. Parsing them takes seconds, so it is done once per worker. */
export function loadExampledRules(): Promise<ExampledRule[]> {
  loaded ??= readExampledRules();
  return loaded;
}
