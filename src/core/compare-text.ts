import type { Place } from './place-types.ts';

/** Orders by UTF-16 code units: the same everywhere, unlike a locale's order. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders by path, then by line and column. */
export function comparePlaces(a: Place, b: Place): number {
  return compareText(a.path, b.path) || a.line - b.line || a.column - b.column;
}
