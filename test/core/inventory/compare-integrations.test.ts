import { describe, expect, it } from 'vitest';
import { compareIntegrations, openProviders } from '../../../src/core/inventory/compare-integrations.ts';
import { gatherIntegrations } from '../../../src/core/inventory/gather-integrations.ts';
import type { ProviderEvidence } from '../../../src/core/inventory/find-evidence.ts';
import { compileRulebook } from '../../../src/core/rulebook/compile-rulebook.ts';
import type { EvidenceKind } from '../../../src/core/inventory-types.ts';
import { makeRule } from '../../support/make-rule.ts';

const rulebook = compileRulebook([
  makeRule('stripe', { name: 'Stripe', category: 'payments' }),
  makeRule('supabase'),
  makeRule('supabase-storage'),
]);

function evidence(
  provider: string,
  kind: EvidenceKind = 'package',
  given: Partial<ProviderEvidence> = {},
): ProviderEvidence {
  return {
    provider,
    evidence: { kind, value: provider, detail: null, path: 'package.json', line: 1, column: 1 },
    development: false,
    needs: null,
    ...given,
  };
}
const gather = (...items: ProviderEvidence[]) => gatherIntegrations(items, rulebook);

describe('gatherIntegrations', () => {
  it.each([
    ['one decisive signal', [evidence('stripe')], 'confirmed'],
    ['a name in an env file alone', [evidence('stripe', 'env')], 'likely'],
    ['two kinds of weak signal', [evidence('stripe', 'env'), evidence('stripe', 'import')], 'confirmed'],
  ] as const)('is sure by %s', (_title, items, confidence) => {
    expect(gather(...items).map((i) => i.confidence)).toEqual([confidence]);
  });

  it('is for development only when all its evidence is', () => {
    expect(gather(evidence('stripe', 'package', { development: true }))[0]?.development).toBe(true);
    expect(
      gather(evidence('stripe', 'package', { development: true }), evidence('stripe', 'env'))[0]?.development,
    ).toBe(false);
  });

  it('counts a call text only beside its companion, here or elsewhere', () => {
    const call = evidence('supabase-storage', 'code', { needs: 'supabase' });
    expect(gather(call)).toEqual([]);
    expect(gather(call, evidence('supabase')).map((i) => i.provider)).toEqual(['supabase', 'supabase-storage']);
    expect(gatherIntegrations([call], rulebook, new Set(['supabase'])).map((i) => i.provider)).toEqual([
      'supabase-storage',
    ]);
  });
});

describe('compareIntegrations', () => {
  it('turns added into removed when the two sides are swapped', () => {
    const [before, after] = [gather(evidence('supabase')), gather(evidence('stripe'))];
    const there = compareIntegrations(before, after);
    const back = compareIntegrations(after, before);
    expect(there.added.map((i) => i.provider)).toEqual(['stripe']);
    expect(there.removed.map((i) => i.provider)).toEqual(['supabase']);
    expect([back.added, back.removed]).toEqual([there.removed, there.added]);
  });

  it('knows a provider that untouched files speak for', () => {
    const change = compareIntegrations([], gather(evidence('stripe')), new Set(['stripe']));
    expect([change.added, change.changed.map((c) => c.provider)]).toEqual([[], ['stripe']]);
  });

  it('does not meet a family for the first time where a part of it was there', () => {
    const parentOf = (provider: string) => (provider === 'supabase-storage' ? 'supabase' : null);
    const part = gather(evidence('supabase-storage'));
    const both = gather(evidence('supabase-storage'), evidence('supabase'));
    expect(compareIntegrations(part, both, new Set(), parentOf).added).toEqual([]);
    expect(compareIntegrations(both, part, new Set(), parentOf).removed).toEqual([]);
    expect(compareIntegrations([], both, new Set(), parentOf).added.map((i) => i.provider)).toEqual([
      'supabase',
      'supabase-storage',
    ]);
  });

  it('has nothing to say of a moved line or a raised version', () => {
    const moved = evidence('stripe');
    moved.evidence = { ...moved.evidence, line: 9, detail: 'npm 2.0.0', path: 'apps/web/package.json' };
    expect(compareIntegrations(gather(evidence('stripe')), gather(moved))).toEqual({
      added: [],
      removed: [],
      changed: [],
    });
  });
});

describe('openProviders', () => {
  it('asks for those on one side alone and for companions', () => {
    const call = evidence('supabase-storage', 'code', { needs: 'supabase' });
    expect([...openProviders([evidence('stripe')], [evidence('stripe')])]).toEqual([]);
    expect([...openProviders([call], [call, evidence('stripe')])].toSorted()).toEqual(['stripe', 'supabase']);
  });
});
