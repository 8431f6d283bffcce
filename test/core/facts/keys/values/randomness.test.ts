import { describe, expect, it } from 'vitest';
import { changeShare, writtenOdds } from '../../../../../src/core/facts/keys/values/randomness.ts';

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

describe('writtenOdds', () => {
  it.each([
    ['', 0],
    ['the', 2.6],
    ['qx', -1],
    ['7q', -1.4],
    ['q7', 0],
    ['THE-qx', 1.6],
  ])('of %s are %d', (text, odds) => {
    expect(writtenOdds(text)).toBeCloseTo(odds);
  });
});
