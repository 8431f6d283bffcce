import { findPlaces, type Places, type PlaceTable } from '../../../../src/core/facts/keys/find-places.ts';

/** The places of a text, whose bytes are not at hand. */
export function placesOf(text: string, table: PlaceTable): Places {
  return findPlaces(text, new TextEncoder().encode(text), table);
}
