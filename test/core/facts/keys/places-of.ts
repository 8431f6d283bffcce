import type { PlaceTable } from '../../../../src/core/facts/keys/compile-places.ts';
import { findPlaces, type Places } from '../../../../src/core/facts/keys/find-places.ts';
import { TextOffsets } from '../../../../src/core/facts/keys/text-offsets.ts';

/** The places of a text whose bytes are not at hand, and where its long runs begin, which are told of one by one. */
export function placesOf(text: string, table: PlaceTable, readRun?: (from: number, utf8: Uint8Array) => void): Places {
  const utf8 = new TextEncoder().encode(text);
  return findPlaces(utf8, table, new TextOffsets(text, utf8), (from) => {
    readRun?.(from, utf8);
    return from + /^[\w.+/~-]*/.exec(new TextDecoder().decode(utf8.subarray(from)))![0].length;
  });
}
