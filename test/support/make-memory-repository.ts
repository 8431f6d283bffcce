import { createHash } from 'node:crypto';
import { MAX_FILE_BYTES } from '../../src/core/facts/file-worth.ts';
import type { BlobContent, Repository, Tree, TreeEntry } from '../../src/core/repository-types.ts';

/** The content of a path. A `missing` file is in the tree but cannot be read; `size` is its size in the tree. */
export type MemoryFile =
  | string
  | Uint8Array
  | { symlink: string }
  | { submodule: string }
  | { missing: true; size?: number };

export type MemoryCommit = {
  files: Readonly<Record<string, MemoryFile>>;
  /** If set, the listing counts as truncated, for this reason. */
  cut?: string;
  /** Reorders the entries of the listing. */
  order?: (entries: TreeEntry[]) => TreeEntry[];
};

/** A repository in memory that records which blobs are read. Commit ids are arbitrary names. */
export type MemoryRepository = Repository & {
  /** The blobs read, in order, as `commit:path`. */
  read: readonly string[];
};

/** Makes a repository of commits, each given as a whole tree. */
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
