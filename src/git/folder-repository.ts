import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText } from '../core/compare-text.ts';
import type { BlobContent, Repository, Tree, TreeEntry } from '../core/types.ts';
import type { GitLimits } from './git-repository.ts';
import { GitError, runGit } from './run-git.ts';

/** Folders that are never part of a project's own text. */
const SKIPPED = new Set(['.git', 'node_modules']);

/**
 * A folder as it stands on disk, as one nameless commit. In a git work tree what git ignores is left out. Links are
 * listed, never followed: nothing outside the folder is read.
 */
export function makeFolderRepository(dir: string, limits: GitLimits): Repository {
  return {
    tree: () => readFolder(dir),
    blobs: (_commit, entries) => readFiles(dir, entries, limits),
    mergeBase: async () => null,
  };
}

async function readFolder(dir: string): Promise<Tree> {
  const paths = (await listByGit(dir)) ?? (await listByWalking(dir));
  const entries = paths.toSorted((a, b) => compareText(a.path, b.path));
  return { entries, complete: true, detail: null };
}

/** Tracked and untracked files that git does not ignore; null outside a work tree, and in one that ignores the folder. */
async function listByGit(dir: string): Promise<TreeEntry[] | null> {
  try {
    const out = await runGit(dir, ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']);
    const paths = out.toString('utf8').split('\0').filter(Boolean);
    return paths.length === 0 ? null : paths.map((path) => entryOf(path, 'file'));
  } catch (error) {
    if (error instanceof GitError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function listByWalking(dir: string): Promise<TreeEntry[]> {
  const entries: TreeEntry[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const item of await readdir(join(dir, folder), { withFileTypes: true })) {
      const path = folder === '' ? item.name : `${folder}/${item.name}`;
      if (!item.isDirectory()) entries.push(entryOf(path, item.isSymbolicLink() ? 'symlink' : 'file'));
      else if (!SKIPPED.has(item.name)) folders.push(path);
    }
  }
  return entries;
}

/** There are no blob ids on disk; the path's digest stands in, unique within the one commit. */
function entryOf(path: string, kind: TreeEntry['kind']): TreeEntry {
  return { path, id: createHash('sha1').update(path).digest('hex'), kind, size: null };
}

async function* readFiles(dir: string, entries: readonly TreeEntry[], limits: GitLimits): AsyncGenerator<BlobContent> {
  for (const entry of entries) {
    const path = join(dir, entry.path);
    const status = await lstat(path).catch(() => null);
    // Deleted but not yet committed, or no plain file (link, socket, submodule): nothing to read, nothing to tell.
    if (status?.isFile() !== true) yield { entry, bytes: new Uint8Array(), reason: null };
    else if (status.size > limits.maxBlobBytes)
      yield { entry: { ...entry, size: status.size }, bytes: null, reason: 'too-large' };
    else yield { entry, bytes: await readFile(path), reason: null };
  }
}
