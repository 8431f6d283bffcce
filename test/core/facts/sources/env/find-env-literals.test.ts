import { describe, expect, it } from 'vitest';
import type { Language } from '../../../../../src/core/types.ts';
import { readSignals } from '../read-signals.ts';

describe('variables that a literal names', () => {
  it.each<[Language, string, string[]]>([
    ['javascript', "requireEnv('ACME_KEY')", ['ACME_KEY@1:13']],
    ['javascript', "this.config.get<string>('ACME_KEY')", ['ACME_KEY@1:26']],
    ['javascript', "configService.getOrThrow('ACME_KEY')", ['ACME_KEY@1:27']],
    ['javascript', "getEnv('ACME_KEY', 'd')", ['ACME_KEY?@1:9']],
    ['javascript', "getEnv('ACME_KEY') ?? 'd'", ['ACME_KEY?@1:9']],
    ['javascript', "defineSecret('ACME_KEY')", ['ACME_KEY@1:15']],
    ['javascript', "const list = [{ id: 'acme', envVar: 'ACME_KEY' }]", ['ACME_KEY@1:38']],
    ['javascript', "process.env['ACME_KEY']", ['ACME_KEY@1:14']],
    ['python', 'env_value("ACME_KEY")', ['ACME_KEY@1:12']],
    ['python', 'st.secrets["ACME_KEY"]', ['ACME_KEY@1:13']],
    ['python', '@click.option("--key", envvar="ACME_KEY")', ['ACME_KEY@1:32']],
    ['go', 'package a\nvar k = viper.GetString("ACME_KEY")', ['ACME_KEY@2:26']],
    ['rust', 'struct A { #[arg(long, env = "ACME_KEY")] key: String }', ['ACME_KEY@1:31']],
  ])('%s: %s', (language, text, expected) => {
    expect(readSignals(language, 'env', text)).toEqual(expected);
  });

  it.each([
    "setEnv('ACME_KEY')",
    "deleteEnv('ACME_KEY')",
    "config.set('ACME_KEY', 'x')",
    "translate('ACME_KEY')",
    "status === 'IN_PROGRESS'",
    "getEnv('ACME')",
    "event: 'ORDER_PAID'",
    "// getEnv('ACME_KEY')",
  ])('are not found in %j', (text) => expect(readSignals('javascript', 'env', text)).toEqual([]));
});

describe('variables that a schema lists', () => {
  it.each([
    [
      'zod',
      'const schema = z.object({\n  ACME_KEY: z.string(),\n  ACME_URL: z.url().optional(),\n});\nschema.parse(process.env);',
      ['ACME_KEY@2:3', 'ACME_URL?@3:3'],
    ],
    [
      'envalid',
      "cleanEnv(process.env, { ACME_KEY: str(), ACME_URL: url({ default: '' }) })",
      ['ACME_KEY@1:25', 'ACME_URL?@1:42'],
    ],
    [
      'a type of the platform',
      'export interface Env {\n  ACME_KEY: string;\n  ACME_URL?: string;\n  DB: D1Database;\n}',
      ['ACME_KEY@2:3', 'ACME_URL?@3:3'],
    ],
    ['a type of Vite', 'interface ImportMetaEnv {\n  readonly VITE_ACME_KEY: string\n}', ['VITE_ACME_KEY@2:12']],
  ])('%s', (_title, text, expected) => {
    expect(readSignals('javascript', 'env', text)).toEqual(expected);
  });

  it.each([
    'z.object({ ACME_KEY: z.string() })',
    'type Kind = { ACME_KEY: string }',
    '// process.env has\n// ACME_KEY: z.string()',
    'const x = process.env; const kinds = { ORDER_PAID: paid() };',
  ])('are not found in %j', (text) => expect(readSignals('javascript', 'env', text)).toEqual([]));
});
