import { compareText } from '../compare-text.ts';
import type { Tree, TreeEntry } from '../repository-types.ts';

/** A path that differs between two commits. `before` or `after` is null if the path does not exist there. */
export type ChangedPath = { path: string; before: TreeEntry | null; after: TreeEntry | null };

/**
 * The paths that differ, and the entries equal on both sides, each sorted by path. Only files: links are never
 * followed.
 */
export function compareTrees(base: Tree, head: Tree): { changed: ChangedPath[]; unchanged: TreeEntry[] } {
  const old = new Map(base.entries.filter(isFile).map((e) => [e.path, e]));
  const changed: ChangedPath[] = [];
  const unchanged: TreeEntry[] = [];
  for (const after of head.entries) {
    if (!isFile(after)) continue;
    const before = old.get(after.path) ?? null;
    old.delete(after.path);
    if (before?.id === after.id) unchanged.push(after);
    else changed.push({ path: after.path, before, after });
  }
  for (const before of old.values()) changed.push({ path: before.path, before, after: null });
  const byPath = (a: { path: string }, b: { path: string }): number => compareText(a.path, b.path);
  return { changed: changed.toSorted(byPath), unchanged: unchanged.toSorted(byPath) };
}

function isFile(entry: TreeEntry): boolean {
  return entry.kind === 'file';
}
