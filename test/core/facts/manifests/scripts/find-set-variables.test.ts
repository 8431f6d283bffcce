import { expect, it } from 'vitest';
import { findSetVariables } from '../../../../../src/core/facts/manifests/scripts/find-set-variables.ts';
import { briefSignals } from '../brief-signals.ts';

const factsOf = (...texts: string[]): string[] =>
  briefSignals({
    signals: [...findSetVariables(texts)].map((fact) => ({ ...fact, line: 1, column: 1 })),
    problems: [],
  }).map((line) => line.slice('1:1 '.length));

it.each([
  [
    ['run', 'deploy', '--set-env-vars=LLM_PROVIDER=gemini,API_URL=https://api.acme.io/v1'],
    [
      'env LLM_PROVIDER declared set required',
      'resource named:gemini',
      'env API_URL declared set required',
      'host api.acme.io /v1',
    ],
  ],
  [
    ['run', '-e', 'DATABASE_URL=postgres://localhost/app', 'api'],
    ['env DATABASE_URL declared open required', 'resource scheme:postgres'],
  ],
  [['secrets', 'set', 'ACME_TOKEN=$TOKEN'], ['env ACME_TOKEN declared filler required']],
  [['secret', 'put', 'ACME_TOKEN'], ['env ACME_TOKEN declared none required']],
])('%j sets %j', (texts, facts) => {
  expect(factsOf(...texts)).toEqual(facts);
});

it.each([[['deploy', 'ACME_TOKEN']], [['a=b', '--x=y', 'A=1']], [[]]])('%j sets nothing', (texts) => {
  expect(factsOf(...texts)).toEqual([]);
});
