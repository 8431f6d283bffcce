import { describe, expect, it } from 'vitest';
import {
  looksLikeHelmValues,
  readHelmValues,
} from '../../../../../src/core/facts/manifests/formats/read-helm-values.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readHelmValues(text));

describe('readHelmValues', () => {
  it('reads images and variables', () => {
    const text = `image:
  repository: ghcr.io/acme/shop
  tag: "1.2"
metrics:
  exporter: { registry: quay.io, repository: prom/exporter, pullPolicy: Always }
sidecar:
  image: redis:7
git: { repository: https://github.com/acme/shop }
env:
  STRIPE_KEY: ""
worker:
  extraEnvVars:
    - name: SENTRY_DSN
      value: https://sentry.acme.io/1
`;
    expect(linesOf(text)).toEqual([
      '10:3 env STRIPE_KEY declared none required',
      '2:15 image ghcr.io/acme/shop 1.2',
      '5:46 image quay.io/prom/exporter null',
      '7:10 image redis 7',
      '13:13 env SENTRY_DSN declared set required',
      '14:14 host sentry.acme.io /1',
    ]);
  });

  it.each(['image: {{ x }}\nb: "', 'env: 1\nimage: []'])('passes over %j', (text) => {
    expect(readHelmValues(text)).toEqual({ signals: [], problems: [] });
  });
});

describe('looksLikeHelmValues', () => {
  it.each([
    ['a:\n  image: x', true],
    ['extraEnvVars: []', true],
    ['images: []', false],
    ['a: "x', false],
  ])('judges %j', (text, expected) => expect(looksLikeHelmValues(text)).toBe(expected));
});
