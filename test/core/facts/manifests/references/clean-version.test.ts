import { describe, expect, it } from 'vitest';
import { cleanVersion } from '../../../../../src/core/facts/manifests/references/clean-version.ts';

describe('cleanVersion', () => {
  it.each([
    [null, null],
    ['', null],
    ['  ', null],
    [' >=1, <2 ', '>=1, <2'],
    ['https://user:word@host.io/x?token=1', 'https://host.io/x'],
    ['https://word@host.io', 'https://host.io'],
    ['ssh://git@host.io/x#a?b', 'ssh://host.io/x#a?b'],
    ['https://a@b@host.io/x@1', 'https://host.io/x@1'],
  ])('turns %j into %j', (text, version) => {
    expect(cleanVersion(text)).toBe(version);
  });

  it('cuts what nobody would write', () => {
    expect(cleanVersion('1'.repeat(1000))).toBe('1'.repeat(200));
  });
});
