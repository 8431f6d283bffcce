import { describe, expect, it } from 'vitest';
import {
  looksLikeConda,
  readCondaEnvironment,
} from '../../../../../src/core/facts/manifests/formats/read-conda-environment.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readCondaEnvironment(text));

describe('readCondaEnvironment', () => {
  it('reads packages of conda and of pip', () => {
    const text = `name: shop
channels: [conda-forge]
dependencies:
  - python=3.12
  - numpy=1.26=py312h
  - conda-forge::boto3>=1.35
  - pip
  - pip:
      - stripe==11.0
      - -r requirements.txt
      - openai
`;
    expect(linesOf(text)).toEqual([
      '5:5 pypi numpy =1.26=py312h runtime',
      '6:5 pypi boto3 >=1.35 runtime',
      '9:9 pypi stripe ==11.0 runtime',
      '11:9 pypi openai null runtime',
    ]);
  });

  it.each(['dependencies: 1', 'dependencies: [[1], {pip: 1}]'])('passes over %j', (text) => {
    expect(readCondaEnvironment(text)).toEqual({ signals: [], problems: [] });
  });
});

describe('looksLikeConda', () => {
  it.each([
    ['name: a\ndependencies: []', true],
    ['services:\n  dependencies: []', false],
    ['a: "x', false],
  ])('judges %j', (text, expected) => expect(looksLikeConda(text)).toBe(expected));
});
