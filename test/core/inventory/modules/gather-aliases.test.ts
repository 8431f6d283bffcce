import { expect, test } from 'vitest';
import { readAliases } from '../../../../src/core/facts/read-aliases.ts';
import { gatherAliases } from '../../../../src/core/inventory/modules/gather-aliases.ts';
import { makeModuleResolver } from '../../../../src/core/inventory/modules/resolve-module.ts';

const FILES: Record<string, string> = {
  'tsconfig.base.json': '{ "compilerOptions": { "paths": { "@shared/*": ["packages/shared/src/*"] } } }',
  'apps/web/tsconfig.json':
    '{ "extends": "../../tsconfig.base.json", "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }',
  'packages/ee/package.json': '{ "name": "@acme/ee", "imports": { "#own": "./own.ts" } }',
  'packages/cli/package.json': '{ "name": "@acme/cli", "exports": { ".": "./dist/index.js" } }',
};
const aliases = gatherAliases(
  Object.entries(FILES).map(([path, text]) => ({ path, facts: { exports: readAliases(path, text) } })),
);
const PATHS = new Set([
  ...Object.keys(FILES),
  'packages/shared/src/verify.ts',
  'apps/web/lib/verify.ts',
  'packages/ee/stripe/handler.ts',
  'packages/ee/own.ts',
  'packages/cli/src/index.ts',
  'server/utils/verify-signature.ts',
]);
const resolve = makeModuleResolver(PATHS, aliases);

test.each([
  ['a path of the nearest configuration', 'apps/web/app/route.ts', '@lib/verify', 'apps/web/lib/verify.ts'],
  ['a path that it takes over', 'apps/web/app/route.ts', '@shared/verify', 'packages/shared/src/verify.ts'],
  ['a path of a neighbour', 'packages/ee/x.ts', '@lib/verify', null],
  ['a package of the workspace', 'apps/web/app/route.ts', '@acme/ee/stripe/handler', 'packages/ee/stripe/handler.ts'],
  ['built files stand for their sources', 'apps/web/app/route.ts', '@acme/cli', 'packages/cli/src/index.ts'],
  ['a name of the package itself', 'packages/ee/stripe/handler.ts', '#own', 'packages/ee/own.ts'],
  ['that name elsewhere', 'apps/web/app/route.ts', '#own', null],
  ['an import by Nuxt', 'server/api/webhook.ts', '#auto/verifySignature', 'server/utils/verify-signature.ts'],
  ['an unknown package', 'apps/web/app/route.ts', 'svix', null],
])('%s', (_title, from, specifier, expected) => {
  expect(resolve(from, specifier)).toBe(expected);
});
