import { describe, expect, it } from 'vitest';
import { looksLikeXcodegen, readXcodegen } from '../../../../../src/core/facts/manifests/formats/read-xcodegen.ts';
import { briefSignals } from '../brief-signals.ts';

describe('readXcodegen', () => {
  it('reads packages by their address, and none of a folder', () => {
    const text = `packages:
  Acme:
    url: https://github.com/Acme/acme-ios.git
    from: 1.2.0
  Mail:
    github: acme/mail
    majorVersion: 2.0.0
  Own:
    path: ../own
targets: {}
`;
    expect(briefSignals(readXcodegen(text))).toEqual([
      '3:10 swift github.com/acme/acme-ios 1.2.0 runtime',
      '6:13 swift github.com/acme/mail 2.0.0 runtime',
    ]);
  });

  it.each([
    ['packages:\n  A: {}\ntargets:\n  B: {}\n', true],
    ['name: shop\npackages:\n  A: {}\n', false],
  ])('%j is of XcodeGen: %s', (text, expected) => {
    expect(looksLikeXcodegen(text)).toBe(expected);
  });
});
