import { decodeText } from '../core/facts/decode-text.ts';
import type { Problem } from '../core/place-types.ts';
import type { Repository, Tree, TreeEntry } from '../core/repository-types.ts';

/** The text of a file in a commit, or the problem with reading it. */
export type EntryText = { path: string } & ({ text: string; problem: null } | { text: null; problem: Problem });

/** The texts of files in a commit, in any order, each exactly once. */
export async function* readTexts(
  repository: Repository,
  commit: string,
  entries: readonly TreeEntry[],
): AsyncGenerator<EntryText> {
  for await (const { entry, bytes, reason, detail } of repository.blobs(commit, entries)) {
    const { path } = entry;
    const decoded = bytes === null ? { code: reason ?? 'missing', detail: detail ?? '' } : decodeText(bytes);
    if ('text' in decoded) yield { path, text: decoded.text, problem: null };
    else yield { path, text: null, problem: { path, line: null, code: decoded.code, detail: decoded.detail } };
  }
}

/** The same for one file. */
export async function readText(repository: Repository, commit: string, entry: TreeEntry): Promise<EntryText> {
  const { path } = entry;
  for await (const read of readTexts(repository, commit, [entry])) return read;
  return { path, text: null, problem: { path, line: null, code: 'missing', detail: '' } };
}

/** The text at a path in a commit; null if there is none or it is not text. */
export async function readTextAt(
  repository: Repository,
  { commit, tree, path }: { commit: string; tree: Tree; path: string },
): Promise<string | null> {
  const entry = tree.entries.find((e) => e.path === path && e.kind === 'file');
  return entry === undefined ? null : (await readText(repository, commit, entry)).text;
}
