import { describe, expect, it } from 'vitest';
import { readPackageJson } from '../../../../../src/core/facts/manifests/formats/read-package-json.ts';
import { briefSignals } from '../brief-signals.ts';

const read = (value: unknown): string[] => briefSignals(readPackageJson(JSON.stringify(value)));
const namesOf = (value: unknown): string[] => read(value).map((line) => line.replace(/^\S+ /, ''));

describe('readPackageJson', () => {
  it('gives each table its scope and each package the place of its key', () => {
    const text = `{
  "dependencies": { "stripe": "^17.0.0" },
  "devDependencies": {
    "vitest": "5"
  },
  "optionalDependencies": { "fsevents": "*" },
  "peerDependencies": { "react": ">=18", "vue": "3" },
  "peerDependenciesMeta": { "vue": { "optional": true }, "svelte": { "optional": true }, "solid-js": {} }
}`;
    expect(readPackageJson(text)).toEqual({
      signals: [
        {
          kind: 'package',
          ecosystem: 'npm',
          name: 'stripe',
          version: '^17.0.0',
          scope: 'runtime',
          line: 2,
          column: 21,
        },
        { kind: 'package', ecosystem: 'npm', name: 'vitest', version: '5', scope: 'development', line: 4, column: 5 },
        { kind: 'package', ecosystem: 'npm', name: 'fsevents', version: '*', scope: 'optional', line: 6, column: 29 },
        { kind: 'package', ecosystem: 'npm', name: 'react', version: '>=18', scope: 'peer', line: 7, column: 25 },
        { kind: 'package', ecosystem: 'npm', name: 'vue', version: '3', scope: 'optional', line: 7, column: 42 },
        { kind: 'package', ecosystem: 'npm', name: 'svelte', version: null, scope: 'optional', line: 8, column: 58 },
      ],
      problems: [],
    });
  });

  it('takes nested overrides, resolutions and those of pnpm as constraints', () => {
    expect(
      namesOf({
        overrides: { foo: '1', bar: { '.': '2', baz: '3', qux: { '@a/b@^1': '4' } }, ref: '$foo' },
        resolutions: { '**/left': '5', 'a/@s/right': '6', 'up@npm:^1': '7' },
        pnpm: { overrides: { 'p>q': '8', 'r@1>@s/t@2': '9', gone: '-', 'v@>1': '10' } },
      }),
    ).toEqual([
      'npm foo 1 constraint',
      'npm bar 2 constraint',
      'npm baz 3 constraint',
      'npm @a/b 4 constraint',
      'npm ref null constraint',
      'npm left 5 constraint',
      'npm @s/right 6 constraint',
      'npm up 7 constraint',
      'npm q 8 constraint',
      'npm @s/t 9 constraint',
      'npm v 10 constraint',
    ]);
  });

  it('reads catalogs, and no packages from workspaces themselves', () => {
    expect(
      namesOf({
        workspaces: { packages: ['apps/*'], catalog: { react: '19' }, catalogs: { old: { react: '18' } } },
        catalog: { zod: '4' },
        dependencies: { react: 'catalog:' },
      }),
    ).toEqual([
      'npm react catalog: runtime',
      'npm zod 4 constraint',
      'npm react 19 constraint',
      'npm react 18 constraint',
    ]);
    expect(namesOf({ workspaces: ['apps/*'] })).toEqual([]);
  });

  it('reads the sites of an extension that is made of it, of its manifest alone', () => {
    expect(namesOf({ manifest: { host_permissions: ['https://*.acme.io/*', '$ACME_HOST/*'] } })).toEqual([
      'host *.acme.io /',
    ]);
    expect(namesOf({ host_permissions: ['https://*.acme.io/*'] })).toEqual([]);
  });

  it('reads where an application of Electron is published', () => {
    expect(namesOf({ build: { publish: [{ provider: 'github' }] } })).toEqual(['resource named:github']);
    expect(namesOf({ publish: { provider: 'github' } })).toEqual([]);
  });

  it('gives a file without a name its say, with names that objects own', () => {
    expect(namesOf(JSON.parse('{"dependencies":{"__proto__":"1","constructor":"2","hasOwnProperty":"3"}}'))).toEqual([
      'npm __proto__ 1 runtime',
      'npm constructor 2 runtime',
      'npm hasOwnProperty 3 runtime',
    ]);
  });

  it.each([
    ['a list', []],
    ['a string', 'x'],
    ['null', null],
    ['a number', 1],
    ['objects and lists as versions', { a: {}, b: [] }],
  ])('passes over %s instead of a table', (_, table) => {
    const facts = readPackageJson(
      JSON.stringify({ dependencies: table, overrides: table === null ? null : [], pnpm: 1 }),
    );
    expect(facts).toEqual({ signals: [], problems: [] });
  });

  it('keeps a package whose version is null or a number', () => {
    expect(namesOf({ dependencies: { a: null, b: 1 } })).toEqual(['npm a null runtime', 'npm b 1 runtime']);
  });

  it('reads what stands before the break of a truncated file', () => {
    const facts = readPackageJson('{\n"dependencies": {\n"stripe": "17",\n"posth');
    expect(briefSignals(facts)).toEqual(['3:1 npm stripe 17 runtime']);
    expect(facts.problems).toEqual([{ line: 4, code: 'malformed', detail: 'unterminated string' }]);
  });

  it('counts lines and columns behind a byte order mark and CRLF', () => {
    const facts = readPackageJson('\uFEFF{"dependencies":{\r\n\t"stripe": "17" } }');
    expect(briefSignals(facts)).toEqual(['2:2 npm stripe 17 runtime']);
  });
});
