import type { KeyFact } from '../../types.ts';
import type { KeySearch } from './patterns/compile-key-search.ts';
import { findBlockKeys } from './find-block-keys.ts';
import { findClusterKeys } from './find-cluster-keys.ts';
import { findJoinedKeys } from './find-joined-keys.ts';
import { addRemarks } from './find-inline-ignores.ts';
import { findPlaces, type Places } from './find-places.ts';
import { findSpokenSecrets } from './find-spoken-secrets.ts';
import { findUrlKeys } from './find-url-keys.ts';
import { WordKeys } from './find-word-keys.ts';
import { isOfTestRun, isShownAsSample } from './values/is-shown-as-sample.ts';
import { TextOffsets } from './text-offsets.ts';
import { guess, MOST_KEYS, placeHits, SCORES, settleOverlaps, type Hit } from './key-hit.ts';

/**
 * Finds hardcoded keys in a text of any kind, in time linear in its length.
 *
 * A value is dropped when its shape, its checksum, the vendor's documented samples or its appearance shows that it is
 * not a real key. Values are masked here: no field of a fact contains one.
 * @param search from `compileKeySearch`, compiled once per rulebook.
 * @returns facts in the order of the text, one per occurrence.
 */
export function findKeys(text: string, search: KeySearch): KeyFact[] {
  return findFirstKeys(text, search).keys;
}

/**
 * `findKeys` that also tells whether a finder stopped at `MOST_KEYS`, so that the text may contain more keys.
 *
 * @param utf8 the text's UTF-8 bytes, if the caller has them.
 */
export function findFirstKeys(
  text: string,
  search: KeySearch,
  utf8: Uint8Array = new TextEncoder().encode(text),
): { keys: KeyFact[]; isCut: boolean } {
  const lists = listHits(text, search, utf8, true);
  const hits = lists.flat();
  if (hits.length === 0) return { keys: [], isCut: false };
  return {
    keys: addRemarks(placeHits(text, markSamples(settleOverlaps(hits), text)), text),
    isCut: lists.some((list) => list.length >= MOST_KEYS),
  };
}

/** The hits of each finder. Joined or decoded text (`isWhole` is false) is not joined or decoded again. */
function listHits(text: string, search: KeySearch, utf8: Uint8Array, isWhole: boolean): Hit[][] {
  const offsets = new TextOffsets(text, utf8);
  const words = new WordKeys(text, utf8, offsets, search);
  const searchInside = (inside: string): Hit[] => hitsInside(inside, search);
  const places = findPlaces(utf8, search.places, offsets, (from) => words.readRun(from));
  return [
    findBlockKeys(text, places),
    findUrlKeys(text, search),
    words.hits,
    findOpeningKeys(text, utf8, search, places),
    spokenHits(text, places),
    ...(isWhole ? [findJoinedKeys(text, places, searchInside), findClusterKeys(text, places, searchInside)] : []),
  ];
}

function hitsInside(text: string, search: KeySearch): Hit[] {
  return settleOverlaps(listHits(text, search, new TextEncoder().encode(text), false).flat());
}

function findOpeningKeys(text: string, utf8: Uint8Array, search: KeySearch, { opening }: Places): Hit[] {
  if (opening.length === 0) return [];
  const words = new WordKeys(text, utf8, new TextOffsets(text, utf8), search);
  for (const from of opening) words.readOpening(from);
  return words.hits;
}

/** Marks hits that are shown as examples. Guesses are dropped there, and in the settings of a test run. */
function markSamples(hits: readonly Hit[], text: string): Hit[] {
  return hits.flatMap((hit) => {
    if (hit.score === SCORES.guess && isOfTestRun(text, hit.start)) return [];
    if (!isShownAsSample(text, hit.start, hit.end)) return [hit];
    return hit.score === SCORES.guess ? [] : [{ ...hit, make: (at) => ({ ...hit.make(at), sample: true }) }];
  });
}

function spokenHits(text: string, places: Places): Hit[] {
  return findSpokenSecrets(text, places, MOST_KEYS).map((s) =>
    guess(text, { ...s, keyClass: CLASSES_OF_SPOKEN[s.key] ?? 'secret' }),
  );
}

const CLASSES_OF_SPOKEN: Readonly<Partial<Record<string, KeyFact['keyClass']>>> = {
  'connection-string': 'connection-string',
  mnemonic: 'private-key',
};
