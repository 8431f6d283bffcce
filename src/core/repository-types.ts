// The port through which an audit reads a repository; src/github and src/git implement it.

import type { ProblemCode } from './place-types.ts';

/** In the place of a commit's id: what is staged for the next commit. No id is such a word. */
export const STAGED = 'staged';

export type TreeEntry = {
  path: string;
  /** Git's blob id. */
  id: string;
  kind: 'file' | 'symlink' | 'submodule';
  /** Bytes, where the listing tells. */
  size: number | null;
};

/** All entries of a commit. `complete` is false when the listing was cut, with the reason in `detail`. */
export type Tree = { entries: readonly TreeEntry[]; complete: boolean; detail: string | null };

/** Bytes of a blob; null when it cannot be had, or is over the size that is read, with the reason and, if known, why. */
export type BlobContent = {
  entry: TreeEntry;
  bytes: Uint8Array | null;
  reason: ProblemCode | null;
  detail?: string | null;
};

/** Where commits, trees and blobs come from: GitHub, a local clone or a folder. An audit reads nothing else. */
export type Repository = {
  /** The complete listing of a commit. */
  tree(commit: string): Promise<Tree>;
  /** The wanted blobs of a commit, in any order, each exactly once. */
  blobs(commit: string, entries: readonly TreeEntry[]): AsyncIterable<BlobContent>;
  /** The commit where the two parted, or null for unrelated histories. */
  mergeBase(base: string, head: string): Promise<string | null>;
  /**
   * Paths of the entries that may hold one of the texts, ignoring the case of ASCII letters: all that do are among them. Null when
   * the store cannot tell. Absent where it does not search faster than it reads.
   */
  search?(commit: string, entries: readonly TreeEntry[], texts: readonly string[]): Promise<ReadonlySet<string> | null>;
  /**
   * The files that commits between `base` and `head` changed or added, newest first, within bounds of the store's own. Left out
   * are the `known` blobs, which are those of the two trees. Absent where a store has no history.
   */
  earlierFiles?(base: string, head: string, known: ReadonlySet<string>): Promise<readonly EarlierFile[]>;
};

/** A file as a commit between the base and the head of a change had it. */
export type EarlierFile = { commit: string; entry: TreeEntry };
