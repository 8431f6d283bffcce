import { endOfLine } from '../line-positions.ts';
import type { KeyFact } from '../../types.ts';
import type { CompiledKey } from './patterns/compiled-key.ts';
import { digestKey, maskKey } from './values/mask-key.ts';

/** A key that was found, before overlaps are settled. The value itself is only ever a slice of the text. */
export type Hit = {
  start: number;
  end: number;
  score: number;
  proven: boolean;
  key: CompiledKey | null;
  make: (place: Place) => KeyFact;
};
/** Position of a key in a fact. */
export type Place = { line: number; column: number; endColumn: number };

/** Maximum number of keys per text and finder: more are a word list or an attack, and the first ones say enough. */
export const MOST_KEYS = 1000;

/** Precedence among overlapping hits: a private key's block, then a proven key, a known shape, a URL, a guess. */
export const SCORES = { block: 5000, proven: 2000, shaped: 1000, url: 900, guess: 0 } as const;

/** Keeps the strongest of overlapping hits, of equals the longer one; returns them in the order of the text. */
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

/** Turns hits, in the order of the text, into facts; counts lines once along the way. */
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

/** A hit for a secret of an unknown service; any hit of a known shape takes precedence. */
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
