import type { KeyGroup } from './compile-key-search.ts';

/**
 * The value at `start` that has the group's shape and ends where a value can end; null without one.
 *
 * @param end where the atom ends that begins at `start`.
 */
export function matchKey(
  text: string,
  { shape, regex, reach }: Pick<KeyGroup, 'shape' | 'regex' | 'reach'>,
  start: number,
  end: number,
): string | null {
  if (shape.head !== null && !fitsHead(text, shape.head, start, end)) return null;
  if (shape.prefixes.length > 0 && !shape.prefixes.some((p) => text.startsWith(p, start))) return null;
  const value = regex.exec(text.slice(start, start + reach))?.[0];
  return value === undefined || !endsHere(text, start + value.length) ? null : value;
}

function fitsHead(
  text: string,
  head: { min: number; max: number; next: Uint8Array | null },
  start: number,
  end: number,
): boolean {
  const size = end - start;
  if (size < head.min || size > head.max) return false;
  return head.next === null || head.next[text.charCodeAt(end)] === 1;
}

/** What stands behind a key: no further part of a name, no sign that the value is cut or a template. */
function endsHere(text: string, end: number): boolean {
  const next = text[end];
  if (next === undefined) return true;
  if (/[\w-]/.test(next)) return false;
  if (next === '.') return !/[\w.]/.test(text[end + 1] ?? '');
  return next !== '…' && next !== '$' && next !== '{' && !text.startsWith('***', end);
}
