import { describe, expect, test } from 'vitest';
import { growthOf, MOST_GROWTH } from '../../../../support/cpu-time.ts';
import { findSettings } from '../../../../../src/core/facts/webhooks/settings/find-settings.ts';

/** `name: literal` or `name: none` of each setting. */
const told = (path: string, ...lines: string[]): string[] =>
  findSettings(path, lines.join('\n')).map(({ name, standIn }) => `${name}: ${standIn ? 'literal' : 'none'}`);

describe('what stands in for a secret', () => {
  // A definition with a literal, the same one without, and the name.
  test.each<[string, string, string, string]>([
    ['src/config.ts', "webhookSecret: process.env.A || 'dev-pass',", 'webhookSecret: process.env.A,', 'webhook_secret'],
    [
      'src/env.ts',
      "export const HOOK_SECRET = Bun.env.A ?? 'dev-pass';",
      'export const HOOK_SECRET = Bun.env.A;',
      'hook_secret',
    ],
    [
      'src/config.js',
      "acme: { secret: process.env.A || 'dev-pass' },",
      'acme: { secret: process.env.A },',
      'acme_secret',
    ],
    [
      'src/config.ts',
      "hookSecret: getEnv('A', 'dev-pass'),",
      "hookSecret: requireEnv('A', 'is needed'),",
      'hook_secret',
    ],
    ['src/env.ts', "HOOK_SECRET: z.string().default('dev-pass'),", 'HOOK_SECRET: z.string(),', 'hook_secret'],
    ['src/env.ts', "HOOK_SECRET: str({ default: 'dev-pass' }),", 'HOOK_SECRET: str(),', 'hook_secret'],
    ['app/settings.py', 'HOOK_SECRET = os.getenv("A", "dev-pass")', 'HOOK_SECRET = os.environ["A"]', 'hook_secret'],
    ['app/settings.py', 'HOOK_SECRET = os.getenv("A") or "dev-pass"', 'HOOK_SECRET = os.getenv("A")', 'hook_secret'],
    ['app/settings.py', 'HOOK_SECRET = config("A", default="dev-pass")', 'HOOK_SECRET = config("A")', 'hook_secret'],
    ['app/config.py', '    hook_secret: str = "dev-pass"', '    hook_secret: str', 'hook_secret'],
    [
      'app/config.py',
      '    hook_secret: str = Field(default="dev-pass")',
      '    hook_secret: str = Field(...)',
      'hook_secret',
    ],
    [
      'app/config.py',
      '    hook_secret: SecretStr = SecretStr("dev-pass")',
      '    hook_secret: SecretStr',
      'hook_secret',
    ],
    [
      'config/initializers/acme.rb',
      "HOOK_SECRET = ENV.fetch('A', 'dev-pass')",
      "HOOK_SECRET = ENV.fetch('A')",
      'hook_secret',
    ],
    [
      'config/initializers/acme.rb',
      "config.x.hook_secret = ENV['A'] || 'dev-pass'",
      "config.x.hook_secret = ENV['A']",
      'x_hook_secret',
    ],
    ['config/services.php', "'hook_secret' => env('A', 'dev-pass'),", "'hook_secret' => env('A'),", 'hook_secret'],
    ['config.php', "define('HOOK_SECRET', getenv('A') ?: 'dev-pass');", "define('PORT', getenv('A'));", ''],
    [
      'internal/config/load.go',
      '\tHookSecret: getEnv("A", "dev-pass"),',
      '\tHookSecret: os.Getenv("A"),',
      'hook_secret',
    ],
    [
      'config/config.go',
      '\tHookSecret string `env:"A" envDefault:"dev-pass"`',
      '\tHookSecret string `env:"A"`',
      'hook_secret',
    ],
    [
      'config/config.go',
      '\tviper.SetDefault("acme.hook_secret", "dev-pass")',
      '\tviper.SetDefault("acme.port", "8080")',
      'acme_hook_secret',
    ],
    [
      'src/config.rs',
      'hook_secret: env::var("A").unwrap_or_else(|_| "dev-pass".into()),',
      'hook_secret: env::var("A")?,',
      'hook_secret',
    ],
    [
      'src/config.rs',
      'let hook_secret = env::var("A").unwrap_or("dev-pass".to_string());',
      'let hook_secret = env::var("A")?;',
      'hook_secret',
    ],
    ['src/main/resources/application.yml', 'hook-secret: ${A:dev-pass}', 'hook-secret: ${A}', 'hook_secret'],
    [
      'src/main/resources/application.properties',
      'acme.hook-secret=${A:dev-pass}',
      'acme.hook-secret=${A}',
      'acme_hook_secret',
    ],
    [
      'Settings/AcmeOptions.cs',
      'public string HookSecret { get; set; } = "dev-pass";',
      'public string Other { get; set; } = "x";',
      'hook_secret',
    ],
    [
      'Program.cs',
      'var hookSecret = builder.Configuration["A"] ?? "dev-pass";',
      'var hookSecret = builder.Configuration["A"];',
      'hook_secret',
    ],
    [
      'config/runtime.exs',
      'config :shop, hook_secret: System.get_env("A", "dev-pass")',
      'config :shop, hook_secret: System.get_env("A")',
      'hook_secret',
    ],
  ])('%s: %s', (path, withLiteral, without, name) => {
    expect(told(path, withLiteral)).toEqual(name === '' ? [] : [`${name}: literal`]);
    expect(told(path, without).filter((each) => each.endsWith('literal'))).toEqual([]);
    expect(told(path, withLiteral.replace('dev-pass', '')).filter((each) => each.endsWith('literal'))).toEqual([]);
  });

  test('written below its name', () => {
    expect(told('src/config.ts', 'hookSecret:', '  process.env.A ||', "  'dev-pass',")).toEqual([
      'hook_secret: literal',
    ]);
    expect(told('src/env.ts', 'HOOK_SECRET: z', '  .string()', "  .default('dev-pass'),")).toEqual([
      'hook_secret: literal',
    ]);
  });

  test('nowhere for a secret that may be empty', () => {
    expect(told('app/settings.py', "HOOK_SECRET = config('HOOK_SECRET', default='')")).toEqual(['hook_secret: none']);
  });

  test('of another setting below', () => {
    expect(told('src/config.ts', 'hookSecret: process.env.A,', "port: process.env.B || '3000-x',")).toEqual([
      'hook_secret: none',
    ]);
  });
});

test('a setting has the name of what it stands in', () => {
  expect(told('src/config.ts', 'acme: {', "  hookSecret: process.env.A || 'dev-pass',", '},')).toEqual([
    'acme_hook_secret: literal',
  ]);
  expect(told('config/services.php', "'acme' => [", "  'secret' => env('A', 'dev-pass'),", '],')).toEqual([
    'acme_secret: literal',
  ]);
});

describe('nothing stands in', () => {
  test.each([
    ['on developers’ machines', 'app/settings.py', ['if DEBUG:', '    HOOK_SECRET = os.getenv("A", "dev-pass")']],
    ['in a part for them', 'src/config.ts', ['development: {', "  hookSecret: process.env.A || 'dev-pass',", '},']],
    ['in a file for them', 'config/dev.exs', ['config :shop, hook_secret: System.get_env("A", "dev-pass")']],
    ['in a file of tests', 'src/config.test.ts', ["hookSecret: process.env.A || 'dev-pass',"]],
    ['in any other file', 'src/orders.ts', ["hookSecret: process.env.A || 'dev-pass',"]],
    ['for what is only declared', 'src/config.ts', ['hookSecret: string;']],
  ])('%s', (_title, path, lines) => {
    expect(told(path, ...lines)).toEqual([]);
  });

  test.each([
    [
      'which the file asks for',
      ["hookSecret: process.env.A || 'dev-pass',", "if (hookSecret === 'dev-pass') throw new Error();"],
    ],
    [
      'where production has to have its own',
      [
        "hookSecret: process.env.A || 'dev-pass',",
        "if (process.env.NODE_ENV === 'production') for (const key of ['hookSecret']) if (!process.env[key]) throw new Error(key);",
      ],
    ],
  ])('%s', (_title, lines) => {
    expect(told('src/config.ts', ...lines)).toContain('hook_secret: none');
    expect(told('src/config.ts', ...lines).filter((each) => each.endsWith('literal'))).toEqual([]);
  });
});

test('several settings may have one literal, and a word be one', () => {
  expect(
    told('app/config.py', 'hook_secret: str = "secret"', 'other_secret: str = "secret"', 'title = "The secret"'),
  ).toEqual(['hook_secret: literal', 'other_secret: literal']);
});

test.each([
  ['that go on', 'secret: process.env.A ||'],
  ['with one literal', 'hook_secret: str = "dev-pass"'],
  ['with one literal each below', "hookSecret: process.env.A ||\n  'dev-pass',"],
])('many lines %s cost no more than their number', (_title, line) => {
  const read = (size: number): void => {
    const lines = Array.from({ length: size }, (_, at) => `${' '.repeat(at % 20)}${line}`);
    findSettings('src/config.ts', lines.join('\n'));
  };
  expect(growthOf(read, 700)).toBeLessThan(MOST_GROWTH);
});
