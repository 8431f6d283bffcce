import { defineConfig } from 'oxlint';

type Ban = { group: string[]; message: string };

const ROOTS: Ban = {
  group: ['**/main.ts', '**/cli.ts', '**/tools/**'],
  message: "Nothing imports the composition roots and the developers' tools.",
};
const INPUT_AND_OUTPUT: Ban = {
  group: [
    'node:*',
    '@octokit/*',
    'probot',
    'pino',
    '**/github/**',
    '**/git/**',
    '**/queue/**',
    '**/cache/**',
    '**/audit/**',
    '**/server/**',
    '**/commands/**',
    '**/syntax/load-syntax.ts',
  ],
  message: 'core/ is pure: I/O, clocks and logs are arguments.',
};

/** What a folder of core/ must not import of the others. */
const banLater = (...folders: string[]): Ban => ({
  group: folders.map((folder) => `**/${folder}/**`),
  message: 'Data goes one way: types <- rulebook, config <- facts <- inventory <- checks <- report <- audit.',
});

/** An override replaces the rule as a whole, so each folder lists all that it must not import. */
const restrict = (files: string[], ...bans: Ban[]) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [ROOTS, ...bans] }] as ['error', object] },
});

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'import', 'oxc', 'promise', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'warn' },
  rules: {
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'no-await-in-loop': 'off',
    'no-console': 'error',
    'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
    'unicorn/consistent-function-scoping': 'off',
    'oxc/no-map-spread': 'off',
    'vitest/no-standalone-expect': 'off',
    'import/no-named-as-default-member': 'off',
    'unicorn/prefer-string-starts-ends-with': 'off',
  },
  overrides: [
    restrict(['src/**/*.ts']),
    restrict(['src/core/**/*.ts'], INPUT_AND_OUTPUT),
    restrict(
      ['src/core/rulebook/**/*.ts', 'src/core/config/**/*.ts'],
      INPUT_AND_OUTPUT,
      banLater('facts', 'inventory', 'checks', 'report'),
    ),
    restrict(['src/core/facts/**/*.ts'], INPUT_AND_OUTPUT, banLater('config', 'inventory', 'checks', 'report')),
    restrict(['src/core/inventory/**/*.ts'], INPUT_AND_OUTPUT, banLater('config', 'checks', 'report')),
    restrict(['src/core/checks/**/*.ts'], INPUT_AND_OUTPUT, banLater('report')),
    restrict(['src/github/**/*.ts', 'src/git/**/*.ts', 'src/cache/**/*.ts'], {
      group: ['rulebook', 'config', 'facts', 'inventory', 'checks', 'report'].map((folder) => `**/core/${folder}/**`),
      message: "The adapters know only the domain's types.",
    }),
    {
      files: ['test/**/*.ts'],
      rules: {
        'vitest/no-restricted-vi-methods': [
          'error',
          {
            mock: 'Pass a fake as an argument.',
            spyOn: 'Pass a fake as an argument.',
            doMock: 'Pass a fake as an argument.',
          },
        ],
      },
    },
    { files: ['*.config.ts'], rules: { 'import/no-default-export': 'off' } },
    { files: ['src/tools/**', 'demo/**', 'bench/**'], rules: { 'no-console': 'off' } },
  ],
  ignorePatterns: ['node_modules', 'dist', 'demo/shop', 'test/pull-requests/*/base', 'test/pull-requests/*/head'],
});
