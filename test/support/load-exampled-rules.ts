import type { ExampledRule } from '../../src/core/rulebook/rule-schema.ts';
import { readExampledRules } from '../../src/read-rulebook.ts';

let loaded: Promise<ExampledRule[]> | null = null;

/** The real rules with their examples: parsed once for all files of a worker, which takes seconds. */
export function loadExampledRules(): Promise<ExampledRule[]> {
  loaded ??= readExampledRules();
  return loaded;
}
