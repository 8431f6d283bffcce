import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobContent, Repository, Tree, TreeEntry } from '../core/types.ts';
import type { GitLimits } from './git-repository.ts';

/** Folders that are never part of a project's own text. */
const SKIPPED = new Set(['.git', 'node_modules']);

/**
 * A plain folder that is no git repository, as one nameless commit. Links are listed, never followed: nothing outside
 * the folder can be read.
 */
export function makeFolderRepository(dir: string, limits: GitLimits): Repository {
  return {
    tree: () => readFolder(dir),
    blobs: (_commit, entries) => readFiles(dir, entries, limits),
    mergeBase: async () => null,
  };
}

async function readFolder(dir: string): Promise<Tree> {
  const entries: TreeEntry[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const item of await readdir(join(dir, folder), { withFileTypes: true })) {
      const path = folder === '' ? item.name : `${folder}/${item.name}`;
      if (item.isDirectory()) {
        if (!SKIPPED.has(item.name)) folders.push(path);
      } else {
        const kind = item.isSymbolicLink() ? 'symlink' : 'file';
        entries.push({ path, id: createHash('sha1').update(path).digest('hex'), kind, size: null });
      }
    }
  }
  return { entries: entries.toSorted((a, b) => (a.path < b.path ? -1 : 1)), complete: true, detail: null };
}

async function* readFiles(dir: string, entries: readonly TreeEntry[], limits: GitLimits): AsyncGenerator<BlobContent> {
  for (const entry of entries) {
    const path = join(dir, entry.path);
    try {
      const { size } = await stat(path);
      if (size > limits.maxBlobBytes) yield { entry, bytes: null, reason: 'too-large' };
      else yield { entry, bytes: await readFile(path), reason: null };
    } catch {
      yield { entry, bytes: null, reason: 'missing' };
    }
  }
}
