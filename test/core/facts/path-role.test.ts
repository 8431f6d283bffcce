import { describe, expect, it } from 'vitest';
import { pathRole, type PathRole } from '../../../src/core/facts/path-role.ts';

describe('pathRole', () => {
  it.each<[string, PathRole]>([
    ['src/billing/stripe.ts', 'product'],
    ['.github/workflows/ci.yml', 'product'],
    ['backend/requirements/base.txt', 'product'],
    ['requirements-dev.txt', 'product'],
    ['src/latest/index.ts', 'product'],
    ['src/billing/stripe.test.ts', 'test'],
    ['pkg/Billing.Tests/Stripe.cs', 'test'],
    ['app/tests/test_billing.py', 'test'],
    ['spec/cassettes/charge.yml', 'test'],
    ['lib/cassettes/charge.yml', 'test'],
    ['examples/next/package.json', 'example'],
    ['docs/setup.ts', 'documentation'],
    ['packages/core/README.md', 'documentation'],
    ['apps/web/dist/main.js', 'generated'],
    ['src/api.generated.ts', 'generated'],
    ['vendor/github.com/stripe/stripe-go/client.go', 'vendored'],
    ['apps/web/pnpm-lock.yaml', 'lockfile'],
    ['apps/web/i18n.lock', 'lockfile'],
    ['app/gradle.lockfile', 'lockfile'],
    ['Cargo.lock', 'lockfile'],
    ['public/logo.PNG', 'binary'],
  ])('%s is %s', (path, role) => {
    expect(pathRole(path)).toBe(role);
  });
});
