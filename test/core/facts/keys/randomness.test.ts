import { describe, expect, it } from 'vitest';
import { changeShare } from '../../../../src/core/facts/keys/randomness.ts';

describe('changeShare', () => {
  it.each([
    ['', 0],
    ['abcd', 0],
    ['aB3c', 1],
    ['abCd', 2 / 3],
    ['someLongerName', 4 / 13],
  ])('of %s is %d', (text, share) => {
    expect(changeShare(text)).toBe(share);
  });
});
