import { describe, expect, it } from 'vitest';
import { fillDefaults, findInterpolations } from '../../../../src/core/facts/manifests/find-interpolations.ts';

describe('findInterpolations', () => {
  it.each([
    ['${A}', [['A', 0, false]]],
    ['x$A/y', [['A', 1, false]]],
    [
      '${A:-x}${B-y}${C:+z}',
      [
        ['A', 0, true],
        ['B', 7, true],
        ['C', 13, true],
      ],
    ],
    ['${A:?must}', [['A', 0, false]]],
    [
      '${A:-${B}}',
      [
        ['A', 0, true],
        ['B', 5, false],
      ],
    ],
    ['$$A $1 ${} $', []],
  ])('reads %s', (text, found) => {
    expect(findInterpolations(text).map((f) => [f.name, f.index, f.optional])).toEqual(found);
  });

  it('reads a deep nest of defaults', () => {
    expect(findInterpolations('${A:-'.repeat(100_000))).toHaveLength(100_000);
  });
});

describe('fillDefaults', () => {
  it.each([
    ['a:${T:-1}', 'a:1'],
    ['a:${T-}', 'a:'],
    ['a:${T:-${U:-2}}', 'a:2'],
    ['a:${T}', 'a:${T}'],
    ['a:$T', 'a:${T}'],
    ['a:${T:?must: be}', 'a:${T}'],
    ['${V}:$V', 'v:v'],
    ['${V:-w}', 'v'],
  ])('turns %s into %s', (text, filled) => {
    expect(fillDefaults(text, new Map([['V', 'v']]))).toBe(filled);
  });
});
