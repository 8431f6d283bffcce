import { expect, test } from 'vitest';
import { readAliases } from '../../../src/core/facts/read-aliases.ts';

const read = (path: string, text: string): string[] =>
  readAliases(path, text).map(({ name, reexport }) => `${name} -> ${reexport?.module}`);

test('paths of a tsconfig are relative to its base, with comments and trailing commas', () => {
  const text =
    '{ // paths\n "extends": "../base.json",\n "compilerOptions": { "paths": { "@lib/*": ["src/lib/*"], "url": ["http://x"], }, }, /* end */ }';
  expect(read('a/tsconfig.json', text)).toEqual([
    '@lib/* -> ./src/lib/*',
    'url -> ./http://x',
    'extends -> ../base.json',
  ]);
});

test('a package is importable by its name, its exports and its own imports', () => {
  const text =
    '{ "name": "@acme/hooks", "main": "index.ts", "imports": { "#x": "./x.ts" }, "exports": { "./a": { "types": "./a.d.ts", "import": "./a.ts" } } }';
  expect(read('package.json', text)).toEqual([
    '#x -> ./x.ts',
    '@acme/hooks/a -> ./a.ts',
    '@acme/hooks -> index.ts',
    '@acme/hooks -> .',
    '@acme/hooks/* -> ./*',
    '@acme/hooks -> ./src',
    '@acme/hooks/* -> ./src/*',
    '@acme/hooks -> ./lib',
    '@acme/hooks/* -> ./lib/*',
  ]);
});

test('the resolver of Babel has folders under names, and patterns, which are left out', () => {
  const text =
    '{ "plugins": ["x", ["module-resolver", { "root": ["."], "alias": { "@functions": "./src", "^lib/(.+)$": "./src/\\\\1" } }], ["other", { "alias": { "a": "./b" } }]] }';
  expect(read('packages/functions/.babelrc', text)).toEqual(['@functions -> ./src', '@functions/* -> ./src/*']);
});

test.each([
  ['.babelrc', '{ "plugins": { "module-resolver": 1 } }'],
  ['babel.config.json', '{ "plugins": [["module-resolver"], [1, {}], null] }'],
  ['tsconfig.json', '/*'.repeat(50_000)],
  ['tsconfig.json', '{'],
  ['tsconfig.json', '[]'],
  ['package.json', '{"name": 1, "exports": []}'],
  ['other.json', '{"name": "a"}'],
])('%s %.10s has none', (path, text) => {
  expect(read(path, text)).toEqual([]);
});
