// The port through which an audit reads a repository; src/github and src/git implement it.

import type { ProblemCode } from './place-types.ts';

/** Passed instead of a commit id for the staged changes; commit ids are hexadecimal, so none is equal to it. */
export const STAGED = 'staged';

export type TreeEntry = {
  path: string;
  /** Git's blob id. */
  id: string;
  kind: 'file' | 'symlink' | 'submodule';
  /** In bytes; null if the listing does not tell. */
  size: number | null;
};

/** All entries of a commit. `complete` is false if the listing was truncated; `detail` then has the reason. */
export type Tree = { entries: readonly TreeEntry[]; complete: boolean; detail: string | null };

/**
 * The bytes of a blob; null if it cannot be fetched or exceeds the size limit. Then `reason` has the code, and `detail`
 * the cause if it is known.
 */
export type BlobContent = {
  entry: TreeEntry;
  bytes: Uint8Array | null;
  reason: ProblemCode | null;
  detail?: string | null;
};

/** Where commits, trees and blobs come from: GitHub, a local clone or a folder. An audit reads nothing else. */
export type Repository = {
  /** The recursive listing of a commit. */
  tree(commit: string): Promise<Tree>;
  /** The requested blobs of a commit, in any order, each exactly once. */
  blobs(commit: string, entries: readonly TreeEntry[]): AsyncIterable<BlobContent>;
  /** The merge base of two commits; null for unrelated histories. */
  mergeBase(base: string, head: string): Promise<string | null>;
  /**
   * Paths of the entries that may contain one of the texts, ignoring ASCII case: a superset of those that do. Null if
   * the store cannot tell. Absent if the store does not search faster than it reads.
   */
  search?(commit: string, entries: readonly TreeEntry[], texts: readonly string[]): Promise<ReadonlySet<string> | null>;
  /**
   * The files that commits between `base` and `head` changed or added, newest first, up to a limit of the store. The
   * `known` blobs, those of the two trees, are left out. Absent if the store has no history.
   */
  earlierFiles?(base: string, head: string, known: ReadonlySet<string>): Promise<readonly EarlierFile[]>;
};

/** A file as of a commit between the base and the head of a change. */
export type EarlierFile = { commit: string; entry: TreeEntry };
