import { describe, expect, it } from 'vitest';
import { base62Crc32, crc32, holdsChecksum } from '../../../../../src/core/facts/keys/values/checksum.ts';
import { fillSample } from '../../../../support/fill-sample.ts';

describe('checksum', () => {
  it('computes the CRC-32 of the check text of the standard', () => {
    expect(crc32('123456789')).toBe(0xcbf43926);
    expect(crc32('')).toBe(0);
  });

  it('pads the check of a small number with zeros', () => {
    expect(base62Crc32('')).toBe('000000');
  });

  it.each([
    ['github-crc32', '{{checksum:github:ghp_}}'],
    ['github-crc32', '{{checksum:github:ghr_:70}}'],
    ['github-fine-grained', '{{checksum:fine-grained}}'],
    ['base64-host', 'pk_live_{{host:clerk.acme.dev}}'],
  ] as const)('holds for a %s value and fails when a character changes', (kind, sample) => {
    const value = fillSample(sample, kind);
    expect(holdsChecksum(kind, value)).toBe(true);
    const at = kind === 'base64-host' ? value.length - 1 : 16;
    const changed = value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1);
    expect(holdsChecksum(kind, changed)).toBe(false);
  });

  it('takes a body that decodes to no host for none', () => {
    expect(holdsChecksum('base64-host', fillSample('pk_live_{{alnum:24}}', 'no host'))).toBe(false);
  });
});
