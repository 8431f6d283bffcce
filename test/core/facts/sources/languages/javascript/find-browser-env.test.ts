import { describe, expect, it } from 'vitest';
import { startCpuTime } from '../../../../../support/cpu-time.ts';
import { markBrowserEnv } from '../../../../../../src/core/facts/sources/languages/javascript/find-browser-env.ts';
import type { EnvSignal, Signal } from '../../../../../../src/core/types.ts';

const read = (name: string, line: number): EnvSignal => ({
  kind: 'env',
  name,
  access: 'read',
  value: null,
  optional: false,
  line,
  column: 1,
});
const mark = (path: string, text: string, ...signals: Signal[]): unknown[] =>
  markBrowserEnv(path, text, signals).map((s) => (s.kind === 'env' ? [s.name, s.line, s.inBrowser ?? null] : s.kind));

describe('markBrowserEnv', () => {
  it.each([
    "'use client';\nconst a = process.env.A_SECRET;\n",
    '// A comment\n/* and\n * another */\n"use client"\nconst a = 1;\n',
  ])('knows a component for browsers by its first words: %j', (text) => {
    expect(mark('app/a.tsx', text, read('A_SECRET', 2))).toEqual([['A_SECRET', 2, 'client-component']]);
  });

  it.each([
    ['the env of Next', 'next.config.mjs', 'export default {\n  env: {\n    KEY: process.env.A_SECRET,\n  },\n};\n'],
    [
      'what Vite defines',
      'vite.config.ts',
      'defineConfig({\n  define: {\n    __KEY__: JSON.stringify(env.A_SECRET),\n  },\n});\n',
    ],
    [
      'the public settings of Nuxt',
      'nuxt.config.ts',
      'runtimeConfig: {\n  public: {\n    key: process.env.A_SECRET,\n  },\n}\n',
    ],
    [
      'the extra settings of Expo',
      'app.config.js',
      'expo: {\n  extra: {\n    key: process.env["A_SECRET"],\n  },\n}\n',
    ],
    [
      'what webpack defines',
      'webpack.prod.js',
      'plugins: [\n  new webpack.DefinePlugin({\n    k: JSON.stringify(process.env.A_SECRET),\n  })]\n',
    ],
    [
      'the environment of webpack',
      'webpack.config.js',
      "plugins: [\n  new webpack.EnvironmentPlugin([\n    'A_SECRET',\n  ])]\n",
    ],
  ])('knows %s', (_, path, text) => {
    expect(mark(path, text)).toEqual([['A_SECRET', 3, 'bundle']]);
    expect(mark(path, text, read('A_SECRET', 3), read('B_SECRET', 9))).toEqual([
      ['A_SECRET', 3, 'bundle'],
      ['B_SECRET', 9, null],
    ]);
  });

  it.each([
    ['code of a server', 'app/a.ts', "const a = process.env.A_SECRET; 'use client';\n"],
    ['the private settings of Nuxt', 'nuxt.config.ts', 'runtimeConfig: {\n  key: process.env.A_SECRET,\n}\n'],
    [
      'a block of another file',
      'src/config.ts',
      'export default {\n  env: {\n    KEY: process.env.A_SECRET,\n  },\n};\n',
    ],
  ])('marks nothing of %s', (_, path, text) => {
    expect(mark(path, text, read('A_SECRET', 3))).toEqual([['A_SECRET', 3, null]]);
  });

  it('reads a block without an end no further than it should, in linear time', () => {
    const text = `${'env: {'.repeat(2000)}${'x\n'.repeat(50_000)}`;
    const spent = startCpuTime();
    markBrowserEnv('next.config.js', text, []);
    expect(spent()).toBeLessThan(5000);
  });
});
