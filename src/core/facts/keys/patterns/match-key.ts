import type { KeyGroup } from './compiled-key.ts';
import { mayBeGiven } from '../names/name-beside.ts';

/**
 * Cheap check on bytes that rejects nearly every word: whether it could be a key of the group.
 *
 * @param kinds the character classes of the word; 0 to skip that test where the prefix identifies the shape.
 */
export function mayBeKey(utf8: Uint8Array, group: KeyGroup, from: number, to: number, kinds: number): boolean {
  const { shape, needsName } = group;
  if ((kinds & ~shape.kinds) !== 0 || (needsName && !mayBeGiven(utf8, from))) return false;
  if (shape.head !== null && !fitsHead(utf8, shape.head, from, to)) return false;
  if (shape.mark !== null && shape.mark.chars[utf8[from + shape.mark.at]!] !== 1) return false;
  return hasBeginning(utf8, shape.prefixes, from) && isLongEnough(utf8, shape, from);
}

function hasBeginning(utf8: Uint8Array, prefixes: readonly string[], from: number): boolean {
  if (prefixes.length === 0) return true;
  for (const prefix of prefixes) if (beginsWith(utf8, from, prefix)) return true;
  return false;
}

/**
 * Checks that the word has as many characters of the shape's alphabet as the shortest match needs. Scans backwards,
 * which rejects short words soonest.
 */
function isLongEnough(utf8: Uint8Array, { shortest, chars }: KeyGroup['shape'], from: number): boolean {
  let at = from + shortest - 1;
  if (at >= utf8.length) return false;
  while (at > from && chars[utf8[at]!] === 1) at -= 1;
  return at === from;
}

function fitsHead(
  utf8: Uint8Array,
  head: { min: number; max: number; next: Uint8Array | null },
  from: number,
  to: number,
): boolean {
  const size = to - from;
  if (size < head.min || size > head.max) return false;
  return head.next === null || (to < utf8.length && head.next[utf8[to]!] === 1);
}

function beginsWith(utf8: Uint8Array, from: number, prefix: string): boolean {
  if (from + prefix.length > utf8.length) return false;
  for (let i = 0; i < prefix.length; i++) if (utf8[from + i] !== prefix.charCodeAt(i)) return false;
  return true;
}

/** The value at `start` that matches the group's shape and ends at a value boundary; null without one. */
export function matchKey(text: string, { regex, shape, reach }: KeyGroup, start: number): string | null {
  // Without this limit an unbounded shape would be matched to the end of a long line from every candidate.
  const size = shape.longest <= reach ? sizeOf(regex, text, start) : sizeOf(regex, text.slice(start, start + reach), 0);
  return size < 0 || !endsHere(text, start + size) ? null : text.slice(start, start + size);
}

/** Length of a sticky regex's match at `start`; -1 without a match. */
export function sizeOf(regex: RegExp, text: string, start: number): number {
  regex.lastIndex = start;
  return regex.test(text) ? regex.lastIndex - start : -1;
}

/** False when the value goes on, or what follows shows that it is truncated or a template. */
function endsHere(text: string, end: number): boolean {
  const next = text[end];
  if (next === undefined) return true;
  if (/[\w-]/.test(next)) return false;
  if (next === '.') return !/[\w.]/.test(text[end + 1] ?? '');
  return next !== '…' && next !== '$' && next !== '{' && !text.startsWith('***', end);
}
