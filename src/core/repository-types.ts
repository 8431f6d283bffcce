// The repository as the rim shows it: the only door of an audit to the outside.

import type { ProblemCode } from './place-types.ts';

/** Stands for a commit where what is staged for the next one is meant; commits go by their ids, of which none is such a word. */
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

/** Where commits, trees and blobs come from: GitHub or a local clone. The only door of the audit to the outside. */
export type Repository = {
  /** The complete listing of a commit. */
  tree(commit: string): Promise<Tree>;
  /** The wanted blobs of a commit, in any order, each exactly once. */
  blobs(commit: string, entries: readonly TreeEntry[]): AsyncIterable<BlobContent>;
  /** The commit where the two parted, or null for unrelated histories. */
  mergeBase(base: string, head: string): Promise<string | null>;
  /**
   * Only where a store searches its files faster than it gives their bytes: the paths among which are all entries that hold
   * one of the texts, in any case of ASCII letters; null when it cannot tell.
   */
  search?(commit: string, entries: readonly TreeEntry[], texts: readonly string[]): Promise<ReadonlySet<string> | null>;
  /**
   * Only where a change may be made of several commits: files that one of them held on the way from `base` to `head`, newest
   * first, as far as the store's bounds go. `known` are the blobs that need no telling: those of the two trees.
   */
  passed?(base: string, head: string, known: ReadonlySet<string>): Promise<readonly PassedFile[]>;
};

/** A file as a commit between the two of a change had it. */
export type PassedFile = { commit: string; entry: TreeEntry };
