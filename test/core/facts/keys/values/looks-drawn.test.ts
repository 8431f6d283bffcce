import { describe, expect, it } from 'vitest';
import {
  areDrawnDigits,
  isRestless,
  isUnwritten,
  looksDrawn,
} from '../../../../../src/core/facts/keys/values/looks-drawn.ts';
import { fillSample } from '../../../../support/fill-sample.ts';

describe('looksDrawn', () => {
  it.each([
    'hex:20',
    'hex:32',
    'lowernum:24',
    'lowernum:32',
    'uppernum:24',
    'alnum:20',
    'alnum:32',
    'base64:40',
    'base64url:43',
  ])('believes nearly all values of %s', (hole) => {
    const drawn = Array.from({ length: 200 }, (_, n) => fillSample(`{{${hole}}}`, `drawn ${n}`));
    expect(drawn.filter(looksDrawn).length).toBeGreaterThanOrEqual(190);
  });

  it.each(['//x9Kq2mVb7LpZ4tRw8YhN3cJf6GdS1a', '/9Kq2mVb7LpZ4tRw8YhN3cJf6GdS1axQ', 'mWAhrTwb3pAhaM2xkUe5nasA213oN'])(
    'believes a value as %s',
    (value) => {
      expect(looksDrawn(value)).toBe(true);
    },
  );

  it.each([
    'my_service_token_name_2',
    'auth=dGhlIG5hbWUgb2YgdGhpcyB1c2Vy',
    'sha256WithRsa4096EncryptionV2',
    'Base64UrlSafe2021Version3Key',
    'content-production-2023-reports',
    'getServerSideAuthenticationToken',
    'com.acme.auth2.tokens.v1',
    './keys/production/acme2.pem',
    '/var/run/secrets/acme/token1',
    'https://acme.dev/keys/9x',
    'a1b2c3d4e5f6g7h8i9j0k1l2',
    'sha256-x9Kq2mVb7LpZ4tRw8YhN3cJf6GdS',
  ])('takes %s for written', (value) => {
    expect(looksDrawn(value)).toBe(false);
  });
});

describe('isRestless', () => {
  it.each([
    ['k3x9vq2m8zt4wp7d', true],
    ['q94Qt29mz6259xnA', true],
    ['mySecretValue123', false],
    ['oauth2callbackurl', false],
    ['deadbeefdeadbeef', false],
    ['with_signs-9x4k2', false],
  ])('%s: %s', (value, expected) => {
    expect(isRestless(value)).toBe(expected);
  });
});

describe('isUnwritten', () => {
  it.each(['qvxugxwp1l2enfu', 'GpxKM4QTmrxxhaqy', 'IjqGaZyskkzCGwSs'])('believes %s', (value) => {
    expect(isUnwritten(value)).toBe(true);
  });

  it.each(['getUserAccountId', 'myservicetoken1', 'TokenOfTheHttpAp', 'qvxugxwp'])('takes %s for written', (value) => {
    expect(isUnwritten(value)).toBe(false);
  });
});

describe('areDrawnDigits', () => {
  it.each(['5200187678222761', '48031013119941596877672183050065', '703129310276103'])('believes %s', (value) => {
    expect(areDrawnDigits(value)).toBe(true);
  });

  it.each(['1234567890123456', '1712345678901234', '5000000000000001', '121212121212121212', '70312931027610'])(
    'takes %s for a number of something',
    (value) => {
      expect(areDrawnDigits(value)).toBe(false);
    },
  );
});
