import { describe, expect, test } from 'vitest';
import type { ConfigProblem } from '../../../src/core/config/config-problem.ts';
import { parseConfig } from '../../../src/core/config/parse-config.ts';

const PATH = '.integrations.yml';
const problemsOf = (text: string): ConfigProblem[] => parseConfig(text, PATH).problems;

describe('The detect of a custom provider', () => {
  test('that takes everything is told, and what takes a part is taken.', () => {
    const detect = "{ packages: { npm: ['*', '@acme/*'] }, hosts: ['*.com', '*.acme.io'], files: ['**', '*.acme'] }";
    const text = `version: 1\nproviders:\n  custom:\n    - { id: a, name: A, category: payments, detect: ${detect} }\n`;
    const values = problemsOf(text).map(({ code, args }) => `${code} ${String(args['value'] ?? '')}`);
    expect(values).toEqual(['invalid-format *', 'invalid-format *.com', 'invalid-format **']);
  });

  test.each([
    ['{ hosts: [https://billing.acme.io] }', 'invalid-format'],
    ['{ hosts: ["billing.acme.io:8443"] }', 'invalid-format'],
    ['{ hosts: ["billing acme"] }', 'invalid-format'],
    ['{ hosts: ["*"] }', 'invalid-format'],
    ['{ packages: { npm: ["@acme/*-sdk"] } }', 'invalid-format'],
    ['{ images: ["*/billing"] }', 'invalid-format'],
    ['{}', 'finds-nothing'],
    ['{ hosts: [], packages: {} }', 'finds-nothing'],
    ['{ hosts: ["*.acme.io", "api.*.acme.io", "*-eu.acme.io", acme.io/api/v2], images: ["acme/*"] }', undefined],
    ['{ files: ["acme/*.toml"] }', undefined],
  ])('%s is told where it can find nothing.', (detect, code) => {
    const text = `version: 1\nproviders:\n  custom:\n    - { id: a, name: A, category: payments, detect: ${detect} }\n`;
    expect(problemsOf(text).map((p) => p.code)).toEqual(code === undefined ? [] : [code]);
  });

  test('has a provider that cannot be used left out, told once.', () => {
    const text = 'version: 1\nproviders: { custom: [{ id: a, name: A, category: money, detect: { env: [A_KEY] } }] }\n';
    expect(parseConfig(text, PATH).config.providers.custom).toEqual([]);
    expect(problemsOf(text).map((p) => `${p.line}:${p.column} ${p.code}`)).toEqual([
      '2:23 entry-unused',
      '2:51 invalid-value',
    ]);
  });
});
