import { expect, test } from 'vitest';
import { makeModuleResolver } from '../../../src/core/inventory/resolve-module.ts';

const PATHS = new Set([
  'package.json',
  'src/lib/stripe.ts',
  'src/lib/index.ts',
  'lib/mail.js',
  'apps/web/package.json',
  'apps/web/src/lib/stripe.ts',
  'apps/web/app/api/route.ts',
  'apps/web/utils/verify.tsx',
  'packages/hooks/src/index.ts',
  'src/esm.mts',
]);
const resolve = makeModuleResolver(PATHS, [{ scope: '', pattern: '@acme/hooks*', target: 'packages/hooks/src*' }]);

test.each([
  ['src/routes/pay.ts', '../lib/stripe', 'src/lib/stripe.ts'],
  ['src/routes/pay.ts', '../lib/stripe.js', 'src/lib/stripe.ts'],
  ['src/routes/pay.ts', '../lib/stripe.ts', 'src/lib/stripe.ts'],
  ['src/routes/pay.ts', '../lib', 'src/lib/index.ts'],
  ['src/routes/pay.ts', '../lib/', 'src/lib/index.ts'],
  ['src/lib/a.ts', '.', 'src/lib/index.ts'],
  ['src/a.ts', './esm.mjs', 'src/esm.mts'],
  ['src/routes/pay.ts', '@/lib/stripe', 'src/lib/stripe.ts'],
  ['apps/web/app/api/route.ts', '@/lib/stripe', 'apps/web/src/lib/stripe.ts'],
  ['apps/web/app/api/route.ts', '~/utils/verify', 'apps/web/utils/verify.tsx'],
  ['apps/web/app/api/route.ts', '@/lib/mail', 'lib/mail.js'],
  ['src/a.ts', 'src/lib/stripe', 'src/lib/stripe.ts'],
  ['src/a.ts', '@acme/hooks', 'packages/hooks/src/index.ts'],
  ['src/a.ts', 'stripe', null],
  ['src/a.ts', '@acme/other', null],
  ['src/a.ts', './missing', null],
  ['src/a.ts', '../../outside', null],
  ['a.ts', '../lib/mail.js', null],
  ['src/a.ts', '__proto__', null],
  ['src/a.ts', `./${'../'.repeat(400)}lib/mail.js`, null],
])('from %s, %s is %s', (from, specifier, expected) => {
  expect(resolve(from, specifier)).toBe(expected);
});
