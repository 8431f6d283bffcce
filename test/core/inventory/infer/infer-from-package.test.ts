import { describe, expect, it } from 'vitest';
import { inferFromPackage } from '../../../../src/core/inventory/infer/infer-from-package.ts';
import { listKnownNames } from '../../../../src/core/inventory/infer/known-names.ts';
import { findOwnNames } from '../../../../src/core/inventory/infer/own-names.ts';
import { compileRulebook } from '../../../../src/core/rulebook/compile-rulebook.ts';
import type { PackageSignal } from '../../../../src/core/types.ts';
import { makeRule } from '../../../support/make-rule.ts';

const context = {
  own: findOwnNames('contoso/shop', [], []),
  known: listKnownNames(compileRulebook([makeRule('stripe', { name: 'Stripe' })])),
};

function infer(name: string, more: Partial<PackageSignal> = {}): string | null {
  const signal = {
    kind: 'package',
    ecosystem: 'npm',
    name,
    version: '^1.0.0',
    scope: 'runtime',
    line: 1,
    column: 1,
  } as const;
  const found = inferFromPackage({ ...signal, ...more }, context);
  return found === null ? null : `${found.id}=${found.name} ${found.weight}`;
}

describe('inferFromPackage', () => {
  it.each([
    ['@acme/sdk', 'acme=Acme strong'],
    ['@acme-labs/sdk', 'acme=Acme strong'],
    ['@acme/node-sdk', 'acme=Acme strong'],
    ['@acme/api-client', 'acme=Acme strong'],
    ['acme-sdk', 'acme=Acme strong'],
    ['blue-acme-sdk-js', 'blueacme=Blue Acme strong'],
  ])('reads the company out of %s', (name, expected) => expect(infer(name)).toBe(expected));

  it.each([
    '@contoso/sdk',
    'stripe-sdk',
    '@acme/ui',
    '@acme/plugin-sdk',
    'acme',
    'mcp-sdk',
    '@agentprotocol/sdk',
    'client-sdk',
    'abc-sdk',
  ])('reads none out of %s', (name) => expect(infer(name)).toBe(null));

  it('leaves out what the repository has itself, and what only its development needs', () => {
    expect(infer('@acme/sdk', { version: 'workspace:*' })).toBe(null);
    expect(infer('@acme/sdk', { version: 'file:../sdk' })).toBe(null);
    expect(infer('@acme/sdk', { scope: 'development' })).toBe(null);
    expect(infer('acme-sdk', { ecosystem: 'maven' })).toBe(null);
  });
});
