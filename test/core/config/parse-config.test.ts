import { describe, expect, test } from 'vitest';
import type { ConfigProblem } from '../../../src/core/config/config-problem.ts';
import { DEFAULT_CONFIG } from '../../../src/core/config/default-config.ts';
import type { KnownProviders } from '../../../src/core/config/find-unknown-providers.ts';
import { MAX_CONFIG_LENGTH, parseConfig } from '../../../src/core/config/parse-config.ts';

const PATH = '.integrations.yml';
const KNOWN: KnownProviders = new Map(
  ['stripe', 'posthog', 'mixpanel', 'aws-s3', 'postgresql'].map((id) => {
    return [id, { name: id, aliases: id === 'postgresql' ? ['Postgres'] : [] }];
  }),
);

function problemsOf(text: string, known?: KnownProviders): ConfigProblem[] {
  return parseConfig(text, PATH, known).problems;
}

/** `line:column code`, the shortest way to say where what is told. */
function told(text: string, known?: KnownProviders): string[] {
  return problemsOf(text, known).map((p) => `${p.line}:${p.column} ${p.code}`);
}

const FULL = `version: 1
providers:
  approved: [stripe, { id: posthog, owner: '@acme/growth', review-by: 2027-06-01 }]
  forbidden: [mixpanel]
  custom: [{ id: acme-billing, name: Acme Billing, category: payments, detect: { hosts: [billing.acme.io] } }]
  aliases: { minio: aws-s3 }
checks:
  new-provider: notice
  leaked-key: off
paths: { ignore: ['examples/**'], own-domains: [acme.io] }
ignore:
  - { check: leaked-key, path: 'e2e/**', reason: recorded fixtures, until: 2027-03-01 }
report: { comment: never, annotations: false, fail-on: warning }
inventory: { file: INTEGRATIONS.md }
subprocessors: { file: legal/subprocessors.md }
`;

describe('A correct file', () => {
  test('is read whole, its list entries with their places and the rest from the defaults.', () => {
    expect(parseConfig(FULL, PATH, KNOWN)).toEqual({
      problems: [],
      config: {
        version: 1,
        providers: {
          approved: [
            { line: 3, column: 14, id: 'stripe', owner: null, 'review-by': null },
            { line: 3, column: 22, id: 'posthog', owner: '@acme/growth', 'review-by': '2027-06-01' },
          ],
          forbidden: [{ line: 4, column: 15, id: 'mixpanel', reason: null }],
          custom: [
            {
              line: 5,
              column: 12,
              id: 'acme-billing',
              name: 'Acme Billing',
              category: 'payments',
              detect: { hosts: ['billing.acme.io'] },
            },
          ],
          aliases: { minio: 'aws-s3' },
        },
        checks: {
          'new-provider': 'notice',
          'leaked-key': 'off',
          'unsigned-webhook': 'error',
          'committed-env': 'warning',
          'exposed-secret': 'error',
          'stale-inventory': 'notice',
        },
        paths: { ignore: ['examples/**'], 'own-domains': ['acme.io'] },
        ignore: [
          {
            line: 12,
            column: 5,
            check: 'leaked-key',
            path: 'e2e/**',
            reason: 'recorded fixtures',
            until: '2027-03-01',
          },
        ],
        keys: [],
        report: { comment: 'never', annotations: false, 'fail-on': 'warning' },
        inventory: { file: 'INTEGRATIONS.md' },
        subprocessors: { file: 'legal/subprocessors.md' },
      },
    });
  });

  test('reads the same with a byte order mark and carriage returns.', () => {
    expect(parseConfig(`\uFEFF${FULL.replaceAll('\n', '\r\n')}`, PATH, KNOWN)).toEqual(parseConfig(FULL, PATH, KNOWN));
  });

  test('may leave a section empty, as when its lines are commented out.', () => {
    expect(parseConfig('version: 1\nchecks:\nproviders:\n  approved:\n', PATH)).toEqual({
      config: DEFAULT_CONFIG,
      problems: [],
    });
  });

  test('may use anchors.', () => {
    const text = 'version: 1\npaths:\n  ignore: &list [a.io]\n  own-domains: *list\n';
    const { config, problems } = parseConfig(text, PATH);
    expect(problems).toEqual([]);
    expect(config.paths).toEqual({ ignore: ['a.io'], 'own-domains': ['a.io'] });
  });
});

test('The defaults that are written out are those of the schema.', () => {
  expect(DEFAULT_CONFIG).toEqual(parseConfig('version: 1\n', PATH).config);
});

test('Without a file new providers and committed env files warn, keys and webhooks fail.', () => {
  expect(DEFAULT_CONFIG.checks).toEqual({
    'new-provider': 'warning',
    'leaked-key': 'error',
    'unsigned-webhook': 'error',
    'committed-env': 'warning',
    'exposed-secret': 'error',
    'stale-inventory': 'notice',
  });
});

describe('A wrong part', () => {
  test.each([
    ['an unknown key, with what was meant', 'version: 1\ncheks: {}\n', '2:1 unknown-key', 'checks'],
    ['a key of another section', 'version: 1\nreport: { fail_on: error }\n', '2:11 unknown-key', 'fail-on'],
    ['an unknown key that nothing comes near', 'version: 1\nwhatever: 1\n', '2:1 unknown-key', ''],
    ['a mistyped severity', 'version: 1\nchecks:\n  leaked-key: eror\n', '3:15 invalid-value', 'error'],
  ])('is named: %s.', (_, text, place, suggestion) => {
    expect(told(text)).toEqual([place]);
    expect(problemsOf(text)[0]?.args['suggestion']).toBe(suggestion);
  });

  test.each([
    ['text for a mapping', 'version: 1\nchecks: strict\n', ['2:9 wrong-type']],
    ['a number for an id', 'version: 1\nproviders: { approved: [5] }\n', ['2:25 wrong-type']],
    ['text for a boolean', "version: 1\nreport: { annotations: 'no' }\n", ['2:24 wrong-type']],
    ['the right number as text', "version: '1'\n", ['1:10 wrong-type']],
    ['a version that is not there yet', 'version: 2\n', ['1:10 invalid-value']],
    ['no version', 'checks: {}\n', ['1:1 missing-key']],
    ['an empty file', '', ['1:1 missing-key']],
    [
      'a day that no month has',
      'version: 1\nproviders: { approved: [{ id: a, review-by: 2027-02-30 }] }\n',
      ['2:45 invalid-date'],
    ],
    ['a key twice', 'version: 1\nchecks: {}\nchecks: {}\n', ['3:1 duplicate-key']],
    ['a file outside', 'version: 1\ninventory: { file: ../x.md }\n', ['2:20 invalid-format']],
    ['an absolute file', 'version: 1\ninventory: { file: /etc/x }\n', ['2:20 invalid-format']],
    ['an empty pattern', "version: 1\npaths: { ignore: [''] }\n", ['2:19 empty']],
    ['a list instead of the file', '- version\n', ['1:1 not-a-mapping']],
  ])('is told at its place: %s.', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test('has its extent where it stands on one line.', () => {
    expect(problemsOf('version: 1\ncheks: {}\n')).toEqual([
      {
        path: PATH,
        line: 2,
        column: 1,
        endColumn: 6,
        severity: 'warning',
        code: 'unknown-key',
        args: { key: 'cheks', parent: '', suggestion: 'checks' },
      },
    ]);
  });

  test('over several lines is told at its start only.', () => {
    const [problem] = problemsOf('version: 1\nchecks: [\n  a\n               ]\n');
    expect(problem).toMatchObject({ line: 2, column: 9, code: 'wrong-type' });
    expect(problem).not.toHaveProperty('endColumn');
  });

  test('falls back by itself: wrong checks leave the ignores in force.', () => {
    const { config } = parseConfig(FULL.replace('  leaked-key: off', '  leaked-key: never'), PATH, KNOWN);
    expect(config.checks['leaked-key']).toBe('error');
    expect(config.checks['new-provider']).toBe('notice');
    expect(config.ignore).toHaveLength(1);
  });

  test('of an approval goes without the approval.', () => {
    const text = 'version: 1\nproviders: { approved: [{ id: posthog, review-by: soon }] }\n';
    expect(parseConfig(text, PATH).config.providers.approved).toEqual([
      { line: 2, column: 25, id: 'posthog', owner: null, 'review-by': null },
    ]);
  });

  test('of an ignore takes the whole entry, so that no typo mutes more than was meant.', () => {
    const text = `version: 1
ignore:
  - { check: leaked-key, paths: 'e2e/**', reason: fixtures }
  - { check: leaked-key, path: 'e2e/**' }
  - { check: leaked-key, path: 5, reason: fixtures }
  - { check: leaked-key, path: , reason: fixtures }
  - { check: leaked-key, path: 'e2e/**', reason: fixtures, until: 2027-13-01 }
  - { check: leaked-key, path: 'kept/**', reason: fixtures }
  - { check: leaked-key, reason: '  ' }
`;
    const { config, problems } = parseConfig(text, PATH);
    expect(config.ignore).toEqual([{ line: 8, column: 5, check: 'leaked-key', path: 'kept/**', reason: 'fixtures' }]);
    expect(problems.map((p) => `${p.line} ${p.severity} ${p.code}`)).toEqual([
      '3 error entry-unused',
      '3 error unknown-key',
      '4 error missing-key',
      '5 error entry-unused',
      '5 error wrong-type',
      '6 error entry-unused',
      '6 error wrong-type',
      '7 error entry-unused',
      '7 error invalid-date',
      '9 error entry-unused',
      '9 error invalid-format',
    ]);
  });
});

describe('Provider ids', () => {
  test('that nothing defines are warned of, with the nearest one.', () => {
    const text = `version: 1
providers:
  approved: [strpe, { id: PostHog }]
  forbidden: [unheard-of, postgres]
  aliases: { minio: aws-s4 }
ignore:
  - { check: new-provider, provider: mixpnael, reason: fixtures }
`;
    const problems = problemsOf(text, KNOWN);
    expect(problems.map((p) => [p.line, p.severity, p.code, p.args['id'], p.args['suggestion']])).toEqual([
      [3, 'warning', 'unknown-provider', 'strpe', 'stripe'],
      [3, 'warning', 'unknown-provider', 'PostHog', 'posthog'],
      [4, 'warning', 'unknown-provider', 'unheard-of', ''],
      [4, 'warning', 'unknown-provider', 'postgres', 'postgresql'],
      [5, 'warning', 'unknown-provider', 'aws-s4', 'aws-s3'],
      [7, 'warning', 'unknown-provider', 'mixpnael', 'mixpanel'],
    ]);
  });

  test('of custom providers are known, and may not be taken.', () => {
    const custom = '{ id: acme, name: A, category: other, detect: { env: [ACME_*] } }';
    const text = `version: 1\nproviders:\n  approved: [acme]\n  custom: [${custom}, ${custom}]\n`;
    // The second entry's id stands behind the first entry, a comma and a blank.
    const column = '  custom: ['.length + custom.length + ', { id: '.length + 1;
    expect(told(text, KNOWN)).toEqual([`4:${column} repeated-provider`]);
  });
});

describe('A hostile file', () => {
  const aliases = Array.from({ length: 9 }, (_, i) => `b${i}: &a${i + 1} [${`*a${i},`.repeat(9)}]`);
  const bomb = ['version: 1', 'a: &a0 [x]', ...aliases].join('\n');

  test.each([
    ['too long', 'x'.repeat(5_000_000), 'too-large'],
    ['aliases a billion times over', bomb, 'too-deep'],
    ['an alias to itself', 'a: &a [*a]', 'too-deep'],
    ['nested without end', '['.repeat(MAX_CONFIG_LENGTH), 'too-deep'],
    ['nested in blocks', '- '.repeat(MAX_CONFIG_LENGTH / 2), 'too-deep'],
    ['nested a little too deep', `version: ${'['.repeat(30)}${']'.repeat(30)}`, 'too-deep'],
  ])('is refused in one word, and the defaults hold: %s.', (_, text, code) => {
    const { config, problems } = parseConfig(text, PATH);
    expect(problems.map((p) => p.code)).toEqual([code]);
    expect(config).toEqual(DEFAULT_CONFIG);
  });

  test('may use the names of JavaScript as keys, which then mean nothing.', () => {
    const text = `version: 1
__proto__: { checks: { leaked-key: off } }
constructor: 1
hasOwnProperty: 1
providers: { aliases: { constructor: stripe, toString: posthog, __proto__: stripe } }
`;
    const { config, problems } = parseConfig(text, PATH);
    expect(problems.map((p) => p.args['key'])).toEqual(['__proto__', 'constructor', 'hasOwnProperty']);
    expect(config.checks).toEqual(DEFAULT_CONFIG.checks);
    expect(Object.entries(config.providers.aliases)).toEqual([
      ['constructor', 'stripe'],
      ['toString', 'posthog'],
    ]);
    expect(config.providers.aliases['valueOf']).toBeUndefined();
    expect(({} as Record<string, unknown>)['checks']).toBeUndefined();
  });

  test('has its first fifty problems listed and the rest counted.', () => {
    const text = `version: 1\n${Array.from({ length: 300 }, (_, i) => `key${i}: 1`).join('\n')}`;
    const problems = problemsOf(text);
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)).toEqual({
      path: PATH,
      line: 52,
      column: 1,
      severity: 'warning',
      code: 'more-problems',
      args: { count: 250 },
    });
  });

  test('does not bring a long value into the report.', () => {
    const [problem] = problemsOf(`version: 1\nchecks: { leaked-key: ${'x'.repeat(5000)} }\n`);
    expect(problem?.args['value']).toBe('x'.repeat(60));
  });
});
