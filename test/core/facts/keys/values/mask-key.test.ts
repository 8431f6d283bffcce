import { expect, it } from 'vitest';
import { digestKey, maskKey } from '../../../../../src/core/facts/keys/values/mask-key.ts';

it.each([
  ['0123456789abcdefghijABCD', 'sk_live_', 'sk_live_…ABCD'],
  ['0123456789abcdefghijABC', 'sk_live_', 'sk_live_…'],
  ['0123456789abcdefghijABCD', 'sk-ant-api', 'sk-ant-a…ABCD'],
  ['0123456789abcdefghijABCD', '', '…ABCD'],
])('masks %s with the prefix %s', (value, prefix, masked) => {
  expect(maskKey(value, prefix)).toBe(masked);
});

it('digests by SHA-256', () => {
  expect(digestKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223');
});
