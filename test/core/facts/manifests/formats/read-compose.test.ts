import { describe, expect, it } from 'vitest';
import { readCompose } from '../../../../../src/core/facts/manifests/formats/read-compose.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readCompose(text));

describe('readCompose', () => {
  it('reads images with the defaults of their variables', () => {
    const text = `services:
  a: { image: 'postgres:18' }
  b:
    image: redis:\${REDIS_TAG:-7}-alpine
  c:
    image: \${REGISTRY-docker.io}/grafana/alloy@sha256:abc
  d:
    image: minio/minio:\${MINIO_TAG}
  e:
    image: \${IMAGE}
  f:
    image: own/app
    build: .
  g:
    image: own/app
`;
    expect(readCompose(text).problems).toEqual([]);
    expect(linesOf(text)).toEqual([
      '2:15 image postgres 18',
      '4:12 image redis 7-alpine',
      '6:12 image grafana/alloy null',
      '8:12 image minio/minio null',
      '4:18 env REDIS_TAG read null optional',
      '6:12 env REGISTRY read null optional',
      '8:24 env MINIO_TAG read null required',
      '10:12 env IMAGE read null required',
    ]);
  });

  it('reads variables of maps and lists, build arguments and hosts', () => {
    const text = `services:
  web:
    environment:
      STRIPE_KEY: \${STRIPE_KEY}
      PORT: 3000
      EMPTY:
      API: "https://api.acme.io/v1"
  job:
    build: { args: { NPM_TOKEN: x } }
    environment:
      - POSTHOG_KEY
      - MODE=live
      - COST=$$5
      - not a name
`;
    expect(linesOf(text)).toEqual([
      '4:7 env STRIPE_KEY declared filler required',
      '5:7 env PORT declared set required',
      '6:7 env EMPTY declared none required',
      '7:7 env API declared set required',
      '7:12 host api.acme.io /v1',
      '11:9 env POSTHOG_KEY declared none required',
      '12:9 env MODE declared set required',
      '13:9 env COST declared set required',
      '9:22 env NPM_TOKEN declared filler required',
      '4:19 env STRIPE_KEY read null required',
    ]);
  });

  it('says what an anchor holds once', () => {
    const text =
      'x-env: &env\n  A: "1"\nservices:\n  a: { environment: *env }\n  b: { environment: { <<: *env, B: "2" } }\n';
    expect(linesOf(text)).toEqual(['2:3 env A declared set required', '5:33 env B declared set required']);
  });

  it.each([
    '',
    'services: []',
    'services: { a: x, b: , c: [1] }',
    'services: { a: { image: {}, environment: 1 } }',
    '- 1',
  ])('passes over %j', (text) => {
    expect(readCompose(text)).toEqual({ signals: [], problems: [] });
  });

  it('keeps the part that parsed of a broken file and names the line', () => {
    const facts = readCompose('services:\r\n  a:\r\n    image: redis\r\n  b: "x\r\n');
    expect(briefSignals(facts)).toEqual(['3:12 image redis null']);
    expect(facts.problems.map((p) => p.code)).toEqual(['malformed']);
  });

  it('stays small before aliases that multiply', () => {
    const lines = ['x0: &x0 { A: "$V" }'];
    for (let i = 1; i < 30; i += 1) lines.push(`x${i}: &x${i} { a: *x${i - 1}, b: *x${i - 1} }`);
    const facts = readCompose(lines.join('\n'));
    expect(briefSignals(facts)).toEqual(['1:15 env V read null required']);
    expect(facts.problems.map((p) => p.code)).toEqual(['too-deep']);
  });
});
