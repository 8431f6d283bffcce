import type { Repository, Tree } from '../core/repository-types.ts';
import { isTroubleOf } from './github-errors.ts';
import { findMergeBase } from './find-merge-base.ts';
import type { GitHubClient, Log } from './github-client.ts';
import { listEarlierFiles } from './list-earlier-files.ts';
import { readBlobs } from './read-blobs.ts';
import type { BlobLimits } from './read-blobs.ts';
import { readTree } from './read-tree.ts';
import type { TreeLimits } from './read-tree.ts';
import type { RetryPolicy } from './retry-request.ts';
import type { TreeCache } from './tree-cache.ts';

export type GitHubLimits = BlobLimits & TreeLimits;

/** An installation has 5,000 requests per hour, which a single job must not use up. */
export const DEFAULT_LIMITS: GitHubLimits = {
  treeRequests: 300,
  treeEntries: 500_000,
  blobBytes: 5 * 1024 * 1024,
  archiveFrom: 60,
  archiveBytes: 512 * 1024 * 1024,
  singleBlobs: 1_000,
  concurrency: 8,
};

export type GitHubRepositoryOptions = {
  owner: string;
  repo: string;
  /** Number of the audited pull request, if any: its earlier commits are searched for keys too. */
  pull?: number | null;
  limits?: Partial<GitHubLimits>;
  /** Shared by all audits of the process. */
  treeCache?: TreeCache;
  retry?: RetryPolicy;
  log?: Log;
};

/**
 * A repository on GitHub, read through the REST API with `contents: read`.
 *
 * Every method throws GitHubError if GitHub does not answer, refuses, or limits the rate for longer than the retry
 * policy waits.
 */
export function makeGitHubRepository(client: GitHubClient, options: GitHubRepositoryOptions): Repository {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { treeCache, pull } = options;
  // Number of commits between base and head, by head, which the search for the merge base also returns.
  const ahead = new Map<string, number>();
  async function tree(commit: string): Promise<Tree> {
    const key = `${options.owner}/${options.repo}/${commit}`.toLowerCase();
    const known = treeCache?.get(key);
    if (known !== undefined) return known;
    const read = await readTree(client, options, commit, limits);
    if (!read.complete) options.log?.('tree-incomplete', { commit, detail: read.detail });
    // Only immutable results are cached: the complete tree of a commit, not of a branch.
    if (read.complete && /^[\da-f]{40,64}$/u.test(commit)) treeCache?.set(key, read);
    return read;
  }
  return {
    tree,
    blobs: (commit, entries) => readBlobs(client, options, commit, entries, limits),
    async mergeBase(base, head) {
      const found = await findMergeBase(client, options, base, head);
      ahead.set(head, found.ahead);
      return found.commit;
    },
    async earlierFiles(base, head, known) {
      if (pull === undefined || pull === null) return [];
      const commits = ahead.get(head) ?? (await findMergeBase(client, options, base, head)).ahead;
      // A change of one commit has no earlier ones.
      if (commits < 2) return [];
      return listEarlierFiles(client, { ...options, pull }, head, known, tree).catch(noneIfGone);
    },
  };
}

/** A commit that a push replaced may be gone. Then nobody else can fetch it either. */
function noneIfGone(error: unknown): [] {
  if (isTroubleOf(error, ['not-found', 'gone', 'unprocessable'])) return [];
  throw error;
}
