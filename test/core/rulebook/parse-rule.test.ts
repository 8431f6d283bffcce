import { describe, expect, it } from 'vitest';
import { parseRule } from '../../../src/core/rulebook/parse-rule.ts';

const GOOD = `name: Acme
category: payments
url: https://acme.example
detect:
  env:
    - { name: ACME_KEY, class: secret }
examples:
  finds:
    - { file: .env.example, text: 'ACME_KEY=', expect: { env:ACME_KEY: 1 } }
  ignores:
    - { file: .env.example, text: 'ACMEX_KEY=' }
`;

describe('parseRule', () => {
  it('takes the id from the file and fills what may be left out', () => {
    const parsed = parseRule('acme', GOOD);
    expect('rule' in parsed && [parsed.rule.id, parsed.rule.aliases, parsed.rule.parent, parsed.rule.keys]).toEqual([
      'acme',
      [],
      null,
      [],
    ]);
  });

  it.each<[string, string, string, number]>([
    ['an unknown key', 'category: payments', 'category: payments\ncolour: red', 1],
    ['an unknown category', 'category: payments', 'category: paymints', 2],
    ['an env name that is a pattern', 'ACME_KEY, class', 'ACME.*, class', 6],
    ['no example of silence', "    - { file: .env.example, text: 'ACMEX_KEY=' }", '    []', 11],
  ])('refuses %s at its line', (_title, from, to, line) => {
    const parsed = parseRule('acme', GOOD.replace(from, to));
    expect('problems' in parsed && parsed.problems.map((p) => p.line)).toEqual([line]);
  });

  it('tells where broken YAML breaks', () => {
    const parsed = parseRule('acme', 'name: "Acme\ncategory: payments\n');
    expect('problems' in parsed && parsed.problems.length).toBeGreaterThan(0);
  });
});
