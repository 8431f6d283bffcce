import { describe, expect, it } from 'vitest';
import type { ProviderEvidence } from '../../../src/core/inventory/find-evidence.ts';
import { gatherIntegrations } from '../../../src/core/inventory/gather-integrations.ts';
import { compileRulebook } from '../../../src/core/rulebook/compile-rulebook.ts';
import type { EvidenceKind } from '../../../src/core/inventory-types.ts';
import { makeRule } from '../../support/make-rule.ts';

const rulebook = compileRulebook([makeRule('acme', { name: 'Acme', category: 'payments', aliases: ['ACM'] })]);

function item(
  kind: EvidenceKind,
  given: Partial<ProviderEvidence> & { path?: string; line?: number } = {},
): ProviderEvidence {
  const { path = 'a', line = 1, ...rest } = given;
  return {
    provider: 'acme',
    evidence: { kind, value: 'v', detail: null, path, line, column: 1 },
    development: false,
    needs: null,
    ...rest,
  };
}

describe('gatherIntegrations', () => {
  it.each<[string, EvidenceKind[], string]>([
    ['a package alone', ['package'], 'confirmed'],
    ['an image alone', ['image'], 'confirmed'],
    ['a file name alone', ['file'], 'confirmed'],
    ['an env name alone', ['env'], 'likely'],
    ['a host alone', ['host'], 'likely'],
    ['env names, however many', ['env', 'env'], 'likely'],
    ['two kinds', ['env', 'host'], 'confirmed'],
  ])('takes %s', (_title, kinds, confidence) => {
    expect(
      gatherIntegrations(
        kinds.map((kind) => item(kind)),
        rulebook,
      ).map((i) => i.confidence),
    ).toEqual([confidence]);
  });

  it('takes a setting that chooses a service by its name for a likely one', () => {
    const evidence = { kind: 'resource', value: 'named:acme', detail: null, path: 'a', line: 1, column: 1 } as const;
    expect(gatherIntegrations([item('resource', { evidence })], rulebook)).toMatchObject([{ confidence: 'likely' }]);
    expect(gatherIntegrations([item('resource')], rulebook)).toMatchObject([{ confidence: 'confirmed' }]);
  });

  it.each(['local:11434', 'header:x-acme-key'])('takes %s alone for a likely one', (value) => {
    const evidence = { kind: 'resource', value, detail: null, path: 'a', line: 1, column: 1 } as const;
    expect(gatherIntegrations([item('resource', { evidence })], rulebook)).toMatchObject([{ confidence: 'likely' }]);
  });

  it('puts first what weighs most, then goes by place', () => {
    const found = [item('env'), item('host', { line: 9 }), item('host', { line: 2 }), item('package', { path: 'z' })];
    const [integration] = gatherIntegrations(found, rulebook);
    expect(integration?.evidence.map((e) => `${e.kind} ${e.path}:${e.line}`)).toEqual([
      'package z:1',
      'host a:2',
      'host a:9',
      'env a:1',
    ]);
    expect(integration).toMatchObject({ provider: 'acme', name: 'Acme', category: 'payments', aliases: ['ACM'] });
  });

  it('is for development only when all of it is', () => {
    const [mixed] = gatherIntegrations([item('package', { development: true }), item('env')], rulebook);
    const [pure] = gatherIntegrations([item('package', { development: true })], rulebook);
    expect([mixed?.development, pure?.development]).toEqual([false, true]);
  });

  it('counts what needs a parent only beside it', () => {
    const part = item('code', { provider: 'acme-files', needs: 'acme' });
    const ids = (items: ProviderEvidence[], elsewhere?: Set<string>): string[] =>
      gatherIntegrations(items, rulebook, elsewhere).map((i) => i.provider);
    expect(ids([part])).toEqual([]);
    expect(ids([part, item('env')])).toEqual(['acme', 'acme-files']);
    expect(ids([part], new Set(['acme']))).toEqual(['acme-files']);
  });

  it('names a provider without a rule by its id', () => {
    const [integration] = gatherIntegrations([item('host', { provider: 'nobody' })], rulebook);
    expect(integration).toMatchObject({ provider: 'nobody', name: 'nobody', category: 'other', aliases: [] });
  });
});
