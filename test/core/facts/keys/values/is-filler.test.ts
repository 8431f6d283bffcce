import { describe, expect, it } from 'vitest';
import {
  isEncodedFiller,
  isEncodedWords,
  isFiller,
  isInCamelCase,
} from '../../../../../src/core/facts/keys/values/is-filler.ts';
import { fillSample } from '../../../../support/fill-sample.ts';

describe('isFiller', () => {
  it.each([
    'your-openai-api-key-here',
    'YOUR_PROJECT_API_KEY',
    'xxxxxxxxxxxxxxxxxxxxxxxx',
    '1234567890abcdef1234567890abcdef',
    'abcdefghijklmnopqrstuvwxyz1234567',
    'FakeFakeFakeFakeFakeFakeFakeFakeFa',
    'IOSFODNN7EXAMPLE',
    'AbC123dEf456GhI789jKl01-MnO',
    'deadbeefdeadbeefdeadbeefdeadbeef',
    'not-a-real-token-at-all-0',
    'abc...xyz',
    'a8Xk2${rest}',
    'requiredCharacteristicTypesForDisp',
    'mock_9fK2mQ7x',
    'a1b2c3d4e5f6g7h8i9j0',
    'ch4n63m3n0w',
    '1234-1234-1234-4ddbc191d40ee098',
    '48E92789-57A3-466A-9959-1A1A1A1A1A1A',
    '',
  ])('takes %j for a filler', (body) => {
    expect(isFiller(body)).toBe(true);
  });

  it.each([
    '{{alnum:24}}',
    '{{hex:32}}',
    '{{uuid}}',
    '{{base64:40}}',
    '{{base32:16}}',
    '{{letters:34}}',
    '{{base64url:93}}',
    '{{digits:12}}-{{alnum:24}}',
    '{{alnum:5}}7AAAAAa{{alnum:25}}',
    'fm2_lJPECAAAAAAAB{{base64:120}}',
  ])('takes no random value of %s for one', (sample) => {
    const wrong = Array.from({ length: 2000 }, (_, i) => fillSample(sample, `${sample}${i}`)).filter((body) =>
      isFiller(body),
    );
    expect(wrong.length).toBeLessThan(10);
  });

  it('lets a filler word inside a random value pass', () => {
    expect(isFiller('k8TestQ2vLz9mXp4')).toBe(false);
    expect(isFiller('9fKxxx2mQ7vLz4tY')).toBe(false);
  });
});

describe('isEncodedFiller', () => {
  it.each([
    [btoa('test-key-for-ci-only'), true],
    [btoa('<base64-encoded-token>'), true],
    [btoa('test-api-key\n'), true],
    [btoa('k8Q2vLz9mXp4'), false],
    [btoa('D7to58#5rAPc3'), false],
    ['not base64 at all', false],
  ])('%s: %s', (value, expected) => {
    expect(isEncodedFiller(value)).toBe(expected);
  });
});

describe('isEncodedWords', () => {
  it.each([
    [btoa('weshareallofourkeysinhere'), true],
    [btoa('the secret of this webhook'), true],
    [btoa('k8Q2vLz9mXp4Rt7wBn'), false],
    [btoa('{"org":"acme"}'), false],
  ])('%s: %s', (value, expected) => {
    expect(isEncodedWords(value)).toBe(expected);
  });
});

describe('isInCamelCase', () => {
  it.each([
    ['updateProjectApiKey', true],
    ['V1UpdatePasswordBody', true],
    ['FIRDefaultAppKeyName', true],
    ['RLqZQocxgXHwnaKjJIqB', false],
    ['v1k8Q2vLz9mXp4Rt7wBn', false],
  ])('%s: %s', (value, expected) => {
    expect(isInCamelCase(value)).toBe(expected);
  });
});
