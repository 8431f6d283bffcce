import { describe, expect, it } from 'vitest';
import { looksLikeKamal, readKamal } from '../../../../../src/core/facts/manifests/formats/read-kamal.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readKamal(text));

describe('readKamal', () => {
  it('reads registry, accessories and variables, and leaves the own image out', () => {
    const text = `service: shop
image: acme/shop
registry:
  server: ghcr.io
  password: [KAMAL_REGISTRY_PASSWORD]
env:
  clear:
    SMTP_ADDRESS: smtp.acme.io
    HOST: <%= host %>
  secret:
    - STRIPE_SECRET_KEY
accessories:
  db:
    image: mysql:8.0
    env:
      MYSQL_ROOT_HOST: '%'
`;
    expect(linesOf(text)).toEqual([
      '4:11 host ghcr.io /',
      '8:5 env SMTP_ADDRESS declared set required',
      '8:19 host smtp.acme.io /',
      '9:5 env HOST declared filler required',
      '11:7 env STRIPE_SECRET_KEY declared none required',
      '14:12 image mysql 8.0',
      '16:7 env MYSQL_ROOT_HOST declared set required',
    ]);
  });

  it.each([
    ['servers:\n  - 10.0.0.1\n', true],
    ['stages: [build]\n', false],
  ])('%j is of Kamal: %s', (text, expected) => {
    expect(looksLikeKamal(text)).toBe(expected);
  });
});
