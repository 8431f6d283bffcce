import { describe, expect, it } from 'vitest';
import { readAppEngine } from '../../../../../src/core/facts/manifests/formats/read-app-engine.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readAppEngine(text));

describe('readAppEngine', () => {
  it('reads the runtime and variables', () => {
    const text = `runtime: python312
env_variables:
  STRIPE_KEY: "x-y"
beta_settings:
  cloud_sql_instances: a:b:c
`;
    expect(linesOf(text)).toEqual([
      '1:10 resource gae:runtime',
      '5:24 resource gae:cloud-sql',
      '3:3 env STRIPE_KEY declared set required',
    ]);
  });

  it.each(['', 'name: shop\nservices: []', 'apiVersion: v1\nruntime: x', 'a: "b'])('passes over %j', (text) => {
    expect(readAppEngine(text)).toEqual({ signals: [], problems: [] });
  });
});
