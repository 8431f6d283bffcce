import { RE2JS } from 're2js';
import type { OwnKey } from '../../rulebook/rulebook.ts';
import type { KeyFact } from '../../types.ts';
import { addRemarks } from './find-inline-ignores.ts';
import { nameBeside } from './names/name-beside.ts';
import { digestKey, maskKey } from './values/mask-key.ts';

/** Number of characters that user patterns are run on: RE2 is linear, but far slower than the matcher for rules. */
export const LONGEST_TEXT_FOR_OWN = 1_000_000;
const LONGEST_VALUE = 4096;
/** Maximum number of values that are reported per pattern. */
export const MOST_OF_OWN = 200;

/** `acme_00000000`. A user's pattern says more than words do, so `acme_test_…` still counts. */
const STAND_IN = /([A-Za-z0-9])\1{7}$/;

/** A key pattern from a repository's configuration, compiled. */
export type CompiledOwnKey = { key: OwnKey; regex: RE2JS };

/** Compiles patterns that `checkOwnKeys` has validated. */
export function compileOwnKeys(keys: readonly OwnKey[]): CompiledOwnKey[] {
  return keys.map((key) => ({ key, regex: RE2JS.compile(key.pattern) }));
}

/**
 * Finds values that match a repository's own patterns, masked: the first `MOST_OF_OWN` per pattern in the first
 * `LONGEST_TEXT_FOR_OWN` characters.
 *
 * @returns facts in the order of the text; `isLonger` when the text was not read to its end, `isCut` when a pattern may
 * match more.
 */
export function findOwnKeys(
  text: string,
  keys: readonly CompiledOwnKey[],
): { keys: KeyFact[]; isLonger: boolean; isCut: boolean } {
  if (keys.length === 0) return { keys: [], isLonger: false, isCut: false };
  const isLonger = text.length > LONGEST_TEXT_FOR_OWN;
  const read = isLonger ? text.slice(0, LONGEST_TEXT_FOR_OWN) : text;
  const lists = keys.map((own) => findOne(read, own));
  const found = lists.flat().toSorted((a, b) => a.line - b.line || a.column - b.column);
  return { keys: addRemarks(found, text), isLonger, isCut: lists.some((list) => list.length >= MOST_OF_OWN) };
}

function findOne(text: string, { key, regex }: CompiledOwnKey): KeyFact[] {
  const found: KeyFact[] = [];
  const matcher = regex.matcher(text);
  let line = 1;
  let from = 0;
  while (found.length < MOST_OF_OWN && matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()];
    for (let next = text.indexOf('\n', from); next >= 0 && next < start; next = text.indexOf('\n', from)) {
      line += 1;
      from = next + 1;
    }
    const value = text.slice(start, end);
    if (value.length > LONGEST_VALUE || value.includes('\n') || STAND_IN.test(value)) continue;
    found.push({
      line,
      column: start - from + 1,
      endColumn: end - from + 1,
      provider: null,
      key: ownKeyId(key),
      keyClass: key.class,
      mode: null,
      masked: maskKey(value, ''),
      digest: digestKey(value),
      proven: false,
      name: nameBeside(text, start).name,
    });
  }
  return found;
}

/** The id of a user's key in findings, distinct from those of rules. */
export function ownKeyId(key: Pick<OwnKey, 'id'>): string {
  return `own:${key.id}`;
}

/**
 * Merges both lists in the order of the text. On overlap a known service's key wins over a user's pattern, and that
 * over any other key.
 */
export function mergeOwnKeys(found: readonly KeyFact[], own: readonly KeyFact[]): KeyFact[] {
  if (own.length === 0) return [...found];
  const overlaps = (a: KeyFact, b: KeyFact): boolean =>
    a.line === b.line && a.column < b.endColumn && b.column < a.endColumn;
  const known = found.filter((f) => f.provider !== null || !own.some((o) => overlaps(f, o)));
  const added = own.filter((o) => !known.some((f) => overlaps(f, o)));
  return [...known, ...added].toSorted((a, b) => a.line - b.line || a.column - b.column);
}
