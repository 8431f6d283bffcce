import { expect, it } from 'vitest';
import { placeHits, settleOverlaps, type Hit } from '../../../../src/core/facts/keys/key-hit.ts';
import type { KeyFact } from '../../../../src/core/types.ts';

function makeHit(start: number, end: number, score: number): Hit {
  const make: Hit['make'] = (at) => ({ ...at, key: `${start}-${end}` }) as unknown as KeyFact;
  return { start, end, score, proven: false, key: null, make };
}

it.each([
  [
    [makeHit(0, 9, 1), makeHit(9, 12, 0)],
    ['0-9', '9-12'],
  ],
  [[makeHit(0, 9, 1), makeHit(4, 6, 2)], ['4-6']],
  [[makeHit(0, 9, 2), makeHit(4, 20, 1)], ['0-9']],
  [[makeHit(0, 5, 1), makeHit(0, 9, 1)], ['0-9']],
])('keeps the strongest of hits that overlap, in order (%#)', (hits, kept) => {
  expect(settleOverlaps(hits).map((h) => `${h.start}-${h.end}`)).toEqual(kept);
});

it('counts lines and columns from one', () => {
  const places = placeHits('ab\ncd\n\nef', [makeHit(0, 2, 1), makeHit(4, 5, 1), makeHit(7, 9, 1)]);
  expect(places.map((p) => [p.line, p.column, p.endColumn])).toEqual([
    [1, 1, 3],
    [2, 2, 3],
    [4, 1, 3],
  ]);
});
