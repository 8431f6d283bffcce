import { createHash } from 'node:crypto';
import { MAX_FILE_BYTES } from '../../src/core/facts/file-worth.ts';
import type { BlobContent, Repository, Tree, TreeEntry } from '../../src/core/repository-types.ts';

/** What a path holds. `missing` is named by the tree and cannot be had; `size` is what the tree says of it. */
export type MemoryFile =
  | string
  | Uint8Array
  | { symlink: string }
  | { submodule: string }
  | { missing: true; size?: number };

export type MemoryCommit = {
  files: Readonly<Record<string, MemoryFile>>;
  /** The listing is cut, for this reason. */
  cut?: string;
  /** Entries in another order than by path. */
  order?: (entries: TreeEntry[]) => TreeEntry[];
};

/** A repository of commits in memory that counts what is read; commits are named as the caller likes. */
export type MemoryRepository = Repository & {
  /** Paths of the blobs given out, in order, as `commit:path`. */
  read: readonly string[];
};

/** Makes a repository whose commits are given as whole trees. */
export function makeMemoryRepository(commits: Readonly<Record<string, MemoryCommit>>): MemoryRepository {
  const read: string[] = [];
  return {
    read,
    tree: async (commit) => listCommit(commits[commit]),
    async *blobs(commit, entries) {
      for (const entry of entries) {
        read.push(`${commit}:${entry.path}`);
        yield readEntry(commits[commit], entry);
      }
    },
    mergeBase: async (base) => base,
  };
}

function listCommit(commit: MemoryCommit | undefined): Tree {
  if (commit === undefined) throw new Error('no such commit');
  const entries = Object.entries(commit.files).map(([path, file]) => entryOf(path, file));
  return {
    entries: commit.order?.(entries) ?? entries,
    complete: commit.cut === undefined,
    detail: commit.cut ?? null,
  };
}

function entryOf(path: string, file: MemoryFile): TreeEntry {
  const bytes = bytesOf(file);
  const id = createHash('sha1')
    .update(bytes ?? JSON.stringify(file))
    .digest('hex');
  if (bytes !== null) return { path, id, kind: 'file', size: bytes.length };
  const special = file as Exclude<MemoryFile, string | Uint8Array>;
  if ('missing' in special) return { path, id, kind: 'file', size: special.size ?? null };
  return { path, id, kind: 'symlink' in special ? 'symlink' : 'submodule', size: null };
}

function readEntry(commit: MemoryCommit | undefined, entry: TreeEntry): BlobContent {
  const bytes = bytesOf(commit?.files[entry.path] ?? '');
  if (bytes === null) return { entry, bytes: null, reason: 'missing' };
  if (bytes.length > MAX_FILE_BYTES) return { entry, bytes: null, reason: 'too-large' };
  return { entry, bytes, reason: null };
}

function bytesOf(file: MemoryFile): Uint8Array | null {
  if (typeof file === 'string') return new TextEncoder().encode(file);
  return file instanceof Uint8Array ? file : null;
}
