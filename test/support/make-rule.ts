import { ruleSchema, type Rule } from '../../src/core/rulebook/rule-schema.ts';

/** A minimal rule, plus what a test is about. */
export function makeRule(
  id: string,
  given: Partial<Pick<Rule, 'name' | 'aliases' | 'category' | 'parent' | 'keys' | 'webhook'>> & {
    detect?: object;
  } = {},
): Rule {
  const file = {
    name: id,
    category: 'other',
    url: `https://${id}.example`,
    ...given,
    examples: { finds: [{ file: 'a', text: '', expect: {} }], ignores: [{ file: 'a', text: '' }] },
  };
  return { id, ...ruleSchema.parse(file) };
}
