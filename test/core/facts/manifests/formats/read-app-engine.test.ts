import { describe, expect, it } from 'vitest';
import { looksLikeAppEngine, readAppEngine } from '../../../../../src/core/facts/manifests/formats/read-app-engine.ts';
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
});

describe('looksLikeAppEngine', () => {
  it.each([
    ['service: a\nruntime: python312', true],
    ['name: shop\nservices: []', false],
    ['apiVersion: v1\nruntime: x', false],
    ['a: "b', false],
  ])('judges %j', (text, expected) => expect(looksLikeAppEngine(text)).toBe(expected));
});
