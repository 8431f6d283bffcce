import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/core/config/default-config.ts';
import { parseConfig } from '../../../src/core/config/parse-config.ts';

const PATH = '.integrations.yml';

describe('A file that is no YAML', () => {
  const BROKEN = `version: 1
checks:
  new-provider: [off
ignore:
  - { check: leaked-key, path: 'e2e/**', reason: fixtures }
`;

  test('loses the section with the error and keeps the others.', () => {
    const { config, problems } = parseConfig(BROKEN, PATH);
    expect(config.checks).toEqual(DEFAULT_CONFIG.checks);
    expect(config.ignore).toEqual([{ line: 5, column: 5, check: 'leaked-key', path: 'e2e/**', reason: 'fixtures' }]);
    expect(problems.map((p) => `${p.line} ${p.code} ${String(p.args['key'] ?? '')}`)).toEqual([
      '2 section-unread checks',
      '4 yaml-syntax ',
    ]);
  });

  test('takes the first of two sections of one name, as a correct one does.', () => {
    const { config } = parseConfig(`paths: { ignore: [a] }\npaths: { ignore: [b] }\n${BROKEN}`, PATH);
    expect(config.paths.ignore).toEqual(['a']);
  });

  test('holds one document, and a second one is told.', () => {
    const { config, problems } = parseConfig('version: 1\npaths: { ignore: [a] }\n---\npaths: { ignore: [b] }\n', PATH);
    expect(config.paths.ignore).toEqual(['a']);
    expect(problems.map((p) => `${p.line} ${p.severity} ${p.code}`)).toEqual(['3 error second-document']);
  });

  test('is told with at most three of its syntax errors.', () => {
    const codes = parseConfig('"\n'.repeat(500), PATH).problems.map((p) => p.code);
    expect(codes).toEqual(['yaml-syntax', 'yaml-syntax', 'yaml-syntax']);
  });
});

describe('An alias', () => {
  test.each([
    ['paths:\n  ignore:\n    - *.snap\n', '4:7'],
    ['paths:\n  ignore:\n    - **/fixtures\n', '4:7'],
    ['ignore: *nope\n', '2:9'],
  ])(
    'of an anchor that is not there is an error at its place, and says that it may be a pattern: %j',
    (text, place) => {
      const { config, problems } = parseConfig(`version: 1\n${text}`, PATH);
      const problem = problems.find((p) => p.code === 'yaml-syntax');
      expect([`${problem?.line}:${problem?.column}`, problem?.severity]).toEqual([place, 'error']);
      expect(problem?.args['detail']).toContain('What begins with * must stand in quotation marks.');
      expect([config.paths.ignore, config.ignore]).toEqual([[], []]);
    },
  );

  test('of one that is there stands for it.', () => {
    const { config, problems } = parseConfig(
      "version: 1\npaths: { ignore: [&a 'e2e/**'], own-domains: [] }\nignore:\n  - { check: leaked-key, path: *a, reason: fixtures }\n",
      PATH,
    );
    expect([problems, config.ignore[0]?.path]).toEqual([[], 'e2e/**']);
  });
});
