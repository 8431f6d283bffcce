import { endOfLine } from '../line-positions.ts';
import type { KeyFact } from '../../types.ts';
import type { CompiledKey } from './patterns/compiled-key.ts';
import { digestKey, maskKey } from './values/mask-key.ts';

/** A place that holds a key, before overlaps are settled. The value itself is only ever a slice of the text. */
export type Hit = {
  start: number;
  end: number;
  score: number;
  proven: boolean;
  key: CompiledKey | null;
  make: (place: Place) => KeyFact;
};
/** Where a key stands, as a fact tells it. */
export type Place = { line: number; column: number; endColumn: number };

/** More keys than this in one text are a word list or an attack; the first ones say enough. */
export const MOST_KEYS = 1000;

/** Which of two overlapping hits stays: a private key's block, then what is proven, a known shape, a URL, a guess. */
export const SCORES = { block: 5000, proven: 2000, shaped: 1000, url: 900, guess: 0 } as const;

/** Of hits that overlap the strongest stays; of equals the longer one. */
export function settleOverlaps(hits: Hit[]): Hit[] {
  const sorted = hits.toSorted((a, b) => a.start - b.start || b.score - a.score);
  const kept: Hit[] = [];
  for (const hit of sorted) {
    const last = kept.at(-1);
    if (last === undefined || hit.start >= last.end) kept.push(hit);
    else if (hit.score > last.score || (hit.score === last.score && hit.end - hit.start > last.end - last.start))
      kept[kept.length - 1] = hit;
  }
  return kept;
}

/** Makes the facts of hits that are in order, counting lines once along the way. */
export function placeHits(text: string, hits: readonly Hit[]): KeyFact[] {
  let line = 1;
  let lineStart = 0;
  let lineEnd = endOfLine(text, 0);
  return hits.map((hit) => {
    for (; lineEnd < hit.start; lineEnd = endOfLine(text, lineStart)) {
      line += 1;
      lineStart = lineEnd + 1;
    }
    return hit.make({ line, column: hit.start - lineStart + 1, endColumn: hit.end - lineStart + 1 });
  });
}

/** A secret of nobody knows whom: any hit of a known shape goes before it. */
export function guess(
  text: string,
  found: { start: number; end: number; key: string; keyClass: KeyFact['keyClass']; name: string | null },
): Hit {
  const { start, end, key, keyClass, name } = found;
  const value = text.slice(start, end);
  const digest = digestKey(value);
  const fact = { provider: null, key, keyClass, mode: null, masked: maskKey(value, ''), digest, proven: false, name };
  return { start, end, score: SCORES.guess, proven: false, key: null, make: (at) => ({ ...at, ...fact }) };
}
