import type { Position } from '../place-types.ts';

/**
 * Turns offsets of a text into positions: `makeLinePositions(text)(offset)`.
 *
 * Lines end at LF, and so at CRLF too; a lone CR ends no line, as in git and on GitHub. Lines and columns count from 1,
 * columns in UTF-16 code units. Offsets outside the text are clamped to it. Line starts are computed on the first call,
 * as most files have no facts.
 */
export function makeLinePositions(text: string): (offset: number) => Position {
  let starts: number[] | null = null;
  return (offset) => {
    starts ??= findLineStarts(text);
    const inside = Math.min(Math.max(offset, 0), text.length);
    const line = findLine(starts, inside);
    return { line: line + 1, column: inside - (starts[line] ?? 0) + 1 };
  };
}

/** The offset of the next LF from an offset on, or the text's end. */
export function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

/** Index of the last line start at or before the offset. */
function findLine(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
