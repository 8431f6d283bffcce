import { beforeAll, expect, test } from 'vitest';
import { compileWebhookKnowledge } from '../../../../../src/core/facts/webhooks/compile-webhook-knowledge.ts';
import { findWebhooks } from '../../../../../src/core/facts/webhooks/find-webhooks.ts';
import { readRulebook } from '../../../../../src/read-rulebook.ts';
import type { Rulebook } from '../../../../../src/core/rulebook/rulebook.ts';
import { growthOf, MOST_GROWTH } from '../../../../support/cpu-time.ts';
import { shareSyntax } from '../../../../support/share-syntax.ts';
import type { Syntax } from '../../../../../src/syntax/load-syntax.ts';

// What factories give out is told in calls-into-other-files.test.ts; here is what it costs.

let parse: Syntax;
let rulebook: Rulebook;
beforeAll(async () => {
  parse = await shareSyntax();
  rulebook = await readRulebook();
}, 60_000);

/** A factory of so many lines that gives out `hooks`. */
const factory = (count: number, line: (index: number) => string, given: string): string =>
  `import { take } from './take';\nexport function makeWebhooks(request) {\n  let hooks = null;\n${Array.from(
    { length: count },
    (_, at) => line(at),
  ).join('')}  return ${given};\n}\n`;

test.each<[title: string, source: (parts: number) => string]>([
  [
    'a variable that is set to itself again and again',
    (parts) => factory(500 * parts, () => 'hooks = hooks;\n', 'hooks'),
  ],
  [
    'an object of many functions that stand before it',
    (parts) =>
      factory(
        150 * parts,
        (at) => `const on${at} = () => take(request);\n`,
        `{ ${Array.from({ length: 150 * parts }, (_, at) => `on${at}`).join(', ')} }`,
      ),
  ],
  [
    'an object that is put together of many',
    (parts) => factory(150 * parts, (at) => `const part${at} = take;\n`, `{ ${'...part1, '.repeat(150 * parts)} }`),
  ],
])('%s costs time that grows with the text', (_title, source) => {
  const knowledge = compileWebhookKnowledge(rulebook.rules.values(), 'javascript');
  const read = (parts: number): void => {
    const text = source(parts);
    findWebhooks('src/webhooks.js', text, () => text, parse, knowledge);
  };
  expect(growthOf(read, 1)).toBeLessThan(MOST_GROWTH);
});
