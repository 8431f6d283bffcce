import { findKeys } from '../../../../src/core/facts/keys/find-keys.ts';
import { compileKeySearch } from '../../../../src/core/facts/keys/patterns/compile-key-search.ts';
import type { ExampledRule, KeyRule } from '../../../../src/core/rulebook/rule-schema.ts';
import { fillSample } from '../../../support/fill-sample.ts';

/** A key of a rule as one of the rule's own examples writes it. */
export type KeySample = { rule: ExampledRule; key: KeyRule; value: string };

/** One value of every kind of key of the rules, drawn at run time. */
export function listSamples(rules: Iterable<ExampledRule>): KeySample[] {
  return [...rules].flatMap((rule) => rule.keys.flatMap((key) => sampleOf(rule, key) ?? []));
}

function sampleOf(rule: ExampledRule, key: KeyRule): KeySample | null {
  const search = compileKeySearch(
    rule.keys.map((k) => ({ provider: rule.id, rule: k })),
    new Map([[rule.id, rule]]),
  );
  for (const [index, example] of rule.examples.finds.entries()) {
    if (example.expect[`key:${key.id}`] === undefined) continue;
    const text = fillSample(example.text, `${rule.id}/${index}`);
    const fact = findKeys(text, search).find((k) => k.key === key.id);
    if (fact === undefined) continue;
    const value = text.split('\n')[fact.line - 1]!.slice(fact.column - 1, fact.endColumn - 1);
    return { rule, key, value };
  }
  return null;
}
