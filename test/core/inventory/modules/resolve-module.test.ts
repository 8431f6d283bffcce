import { describe, expect, test } from 'vitest';
import { makeModuleResolver } from '../../../../src/core/inventory/modules/resolve-module.ts';

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

describe('a package of Go', () => {
  const from = 'backend/internal/api/webhook.go';
  const files = [from, 'backend/internal/signature/verify.go', 'backend/model/order.go', 'tools/lint/lint.go'];
  const inModules = makeModuleResolver(new Set([...files, 'backend/go.mod', 'tools/go.mod']));

  test.each([
    ['github.com/northwind/store/backend/internal/signature#Verify', 'backend/internal/signature/verify.go'],
    ['github.com/store/internal/signature#Verify', 'backend/internal/signature/verify.go'],
    ['store/internal/signature#Verify', 'backend/internal/signature/verify.go'],
    ['github.com/northwind/store/backend/model#Order', 'backend/model/order.go'],
    ['github.com/northwind/store/tools/lint#Run', 'tools/lint/lint.go'],
    ['.#verify', null],
  ])('%s is a folder of the module', (specifier, expected) => {
    expect(inModules(from, specifier)).toBe(expected);
  });

  test.each(['github.com/acme/hooksdk/signature#Verify', 'github.com/acme/model#Order', 'gitlab.com/acme/lint#Run'])(
    '%s is somebody else’s, whatever folder bears its name',
    (specifier) => {
      expect(inModules(from, specifier)).toBeNull();
    },
  );

  test('of a repository without modules lies at its root', () => {
    const plain = makeModuleResolver(new Set(['main.go', 'internal/pay/pay.go', 'old/internal/hook/hook.go']));
    expect(plain('main.go', 'shop/internal/pay#Verify')).toBe('internal/pay/pay.go');
    expect(plain('main.go', 'shop/internal/hook#Verify')).toBeNull();
  });

  test('has several files, the likeliest first', () => {
    const crowd = ['go.mod', 'main.go', 'pay/mail.go', 'pay/acme.go', 'pay/acme_service.go', 'pay/token_service.go'];
    const many = makeModuleResolver(new Set(crowd));
    expect(many.all('main.go', 'shop/pay#AcmeService')).toEqual([
      'pay/acme_service.go',
      'pay/acme.go',
      'pay/token_service.go',
      'pay/mail.go',
    ]);
    const crowded = makeModuleResolver(new Set([...crowd, ...[1, 2, 3, 4].map((n) => `pay/other${n}.go`)]));
    expect(crowded.all('main.go', 'shop/pay#AcmeService')).toHaveLength(5);
  });

  test('of two modules is the one nearer to who asks', () => {
    const two = makeModuleResolver(
      new Set(['a/go.mod', 'a/pay/pay.go', 'a/cmd/main.go', 'b/go.mod', 'b/pay/pay.go', 'b/cmd/main.go']),
    );
    expect(two('b/cmd/main.go', 'example.com/b/pay#Verify')).toBe('b/pay/pay.go');
    expect(two('a/cmd/main.go', 'example.com/a/pay#Verify')).toBe('a/pay/pay.go');
  });
});
