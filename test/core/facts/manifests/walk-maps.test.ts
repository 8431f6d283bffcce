import { describe, expect, it } from 'vitest';
import { walkMaps } from '../../../../src/core/facts/manifests/walk-maps.ts';
import { parseJson } from '../../../../src/core/facts/parse/parse-json.ts';

describe('walkMaps', () => {
  it('visits every map with the key it stands under', () => {
    const seen: [string | null, string[]][] = [];
    const [root] = parseJson('{"a": {"b": 1}, "c": [{"d": {}}, 2, [{"e": 1}]]}').roots;
    walkMaps(root, (map, key) => seen.push([key, [...map.entries.keys()]]));
    expect(seen).toEqual([
      [null, ['a', 'c']],
      ['a', ['b']],
      ['c', ['d']],
      ['d', []],
      ['c', ['e']],
    ]);
  });

  it('visits nothing in nothing', () => {
    walkMaps(undefined, () => expect.unreachable());
  });
});
