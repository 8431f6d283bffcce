import { describe, expect, it } from 'vitest';
import { makePieceFinder, walkScalars } from '../../../../src/core/facts/manifests/walk-scalars.ts';
import { parseYaml } from '../../../../src/core/facts/parse/parse-yaml.ts';

describe('walkScalars', () => {
  it('visits every scalar with its key', () => {
    const seen: string[] = [];
    walkScalars(parseYaml('a: 1\nb: [2, { c: 3 }]').roots[0], (scalar, key) => seen.push(`${key} ${scalar.text}`));
    expect(seen).toEqual(['a 1', 'b 2', 'c 3']);
  });
});

describe('makePieceFinder', () => {
  it('finds pieces in order, and answers with the start once one is missing', () => {
    const text = 'a: |\n  x y\n  x z\n';
    const document = parseYaml(text);
    const places: number[] = [];
    walkScalars(document.roots[0], (scalar) => {
      const find = makePieceFinder(document.text, scalar);
      for (const piece of ['x', 'x', 'gone', 'z']) places.push(find(piece));
    });
    expect(places).toEqual([7, 13, 3, 3]);
  });
});
