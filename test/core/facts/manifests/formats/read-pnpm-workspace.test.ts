import { describe, expect, it } from 'vitest';
import { readPnpmWorkspace } from '../../../../../src/core/facts/manifests/formats/read-pnpm-workspace.ts';
import { briefSignals } from '../brief-signals.ts';

describe('readPnpmWorkspace', () => {
  it('reads catalogs and overrides as constraints', () => {
    const text = `packages: ['apps/*']
catalog:
  react: 18.0
  '@posthog/ai': ^7
catalogs:
  next:
    react: npm:react-next@19
overrides:
  a>stripe: 17
`;
    expect(briefSignals(readPnpmWorkspace(text))).toEqual([
      '3:3 npm react 18.0 constraint',
      '4:3 npm @posthog/ai ^7 constraint',
      '7:5 npm react-next 19 constraint',
      '9:3 npm stripe 17 constraint',
    ]);
  });

  it.each(['', 'catalog: []', 'catalog: x\ncatalogs: [a]', '- a', 'catalogs: { a: b }'])('passes over %j', (text) => {
    expect(readPnpmWorkspace(text)).toEqual({ signals: [], problems: [] });
  });

  it('keeps the part that parsed of a broken file', () => {
    const facts = readPnpmWorkspace('catalog:\n  react: 19\n  zod: "4\n');
    expect(briefSignals(facts)[0]).toBe('2:3 npm react 19 constraint');
    expect(facts.problems.map((p) => p.code)).toEqual(['malformed']);
  });
});
