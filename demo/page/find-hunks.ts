import { diffLines } from 'diff';

/** A line of a diff with its numbers before and after. */
export type DiffLine = {
  kind: 'same' | 'added' | 'removed';
  before: number | null;
  after: number | null;
  text: string;
};

/** Lines shown around each line of interest. */
const AROUND = 3;

/** The parts of a file's diff around the given lines of its new text, in order and without overlap. */
export function findHunks(base: string | null, head: string | null, lines: readonly number[]): DiffLine[][] {
  const all = diffFile(base ?? '', head ?? '');
  const wanted = all.map(() => false);
  for (const [index, { after }] of all.entries()) {
    if (after === null || !lines.includes(after)) continue;
    wanted.fill(true, Math.max(0, index - AROUND), index + AROUND + 1);
  }
  const hunks: DiffLine[][] = [];
  for (const [index, line] of all.entries()) {
    if (wanted[index] === false) continue;
    if (index === 0 || wanted[index - 1] === false) hunks.push([]);
    hunks.at(-1)?.push(line);
  }
  return hunks;
}

function diffFile(base: string, head: string): DiffLine[] {
  let [before, after] = [0, 0];
  return diffLines(base, head).flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): DiffLine => {
        if (added) return { kind: 'added', before: null, after: ++after, text };
        if (removed) return { kind: 'removed', before: ++before, after: null, text };
        return { kind: 'same', before: ++before, after: ++after, text };
      }),
  );
}
