import { diffArrays } from 'diff';

/**
 * With more edits than this, a file counts as completely rewritten, because the cost of the comparison grows with their
 * number.
 */
const MAX_EDITS = 2_000;

/** The line numbers (from 1) in `after` that are added or changed. */
export function findChangedLines(before: string, after: string): Set<number> {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const parts = diffArrays(old, now, { maxEditLength: MAX_EDITS });
  if (parts === undefined) return new Set(now.keys().map((index) => index + 1));
  const changed = new Set<number>();
  let line = 1;
  for (const part of parts) {
    if (part.removed) continue;
    if (part.added) for (let offset = 0; offset < part.value.length; offset += 1) changed.add(line + offset);
    line += part.value.length;
  }
  return changed;
}
