import { decodeText } from '../core/facts/decode-text.ts';
import type { Repository, Tree } from '../core/repository-types.ts';

/** The text of one file of a commit; null where it is not there, or is no text. */
export async function readDocument(
  repository: Repository,
  { commit, tree, path }: { commit: string; tree: Tree; path: string },
): Promise<string | null> {
  const entry = tree.entries.find((e) => e.path === path && e.kind === 'file');
  if (entry === undefined) return null;
  for await (const { bytes } of repository.blobs(commit, [entry])) {
    const decoded = bytes === null ? null : decodeText(bytes);
    if (decoded !== null && 'text' in decoded) return decoded.text;
  }
  return null;
}
