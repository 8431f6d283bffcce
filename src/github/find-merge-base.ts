import { z } from 'zod';

import type { GitHubClient } from './github-client.ts';
import { isTroubleOf, type GitHubTrouble } from './github-errors.ts';
import { readAnswer, requestGitHub } from './request-github.ts';
import type { RetryPolicy } from './retry-request.ts';

type Place = { owner: string; repo: string; retry?: RetryPolicy };

const COMPARE = 'GET /repos/{owner}/{repo}/compare/{basehead}';
const COMMIT = 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}';

const comparison = z.object({
  merge_base_commit: z.object({ sha: z.string() }).optional(),
  total_commits: z.number().optional(),
});
const commit = z.object({ sha: z.string() });

/** The merge base of two commits (null for unrelated histories), and the number of commits that only the head has. */
export type MergeBase = { commit: string | null; ahead: number };

/**
 * Finds the merge base of two commits. The head of a fork's pull request is found by its sha in the base repository,
 * which stores it under `refs/pull/N/head`.
 *
 * @throws GitHubError also `not-found` if one of the two does not exist
 * @see https://docs.github.com/en/rest/commits/commits#compare-two-commits
 */
export async function findMergeBase(
  client: GitHubClient,
  place: Place,
  base: string,
  head: string,
): Promise<MergeBase> {
  if (base === head) return { commit: base, ahead: 0 };
  // The changed files with their patches, up to megabytes, are only on the first page; the merge base is on every page.
  const second = await compare(client, place, base, head, 2).catch(nullIf(['not-found', 'unprocessable']));
  if (second !== null && second.commit !== null) return second;
  const first = await compare(client, place, base, head, 1).catch(nullIf(['not-found']));
  if (first !== null && first.commit !== null) return first;
  // A missing commit gives 404 too. The histories are only unrelated if both commits exist.
  await readCommit(client, place, base);
  await readCommit(client, place, head);
  return { commit: null, ahead: 0 };
}

async function compare(
  client: GitHubClient,
  place: Place,
  base: string,
  head: string,
  page: number,
): Promise<MergeBase> {
  const { owner, repo, retry } = place;
  const parameters = { owner, repo, basehead: `${base}...${head}`, per_page: 1, page };
  const read = readAnswer(comparison, COMPARE);
  const { merge_base_commit, total_commits } = await requestGitHub(client, { route: COMPARE, parameters, retry, read });
  return { commit: merge_base_commit?.sha ?? null, ahead: total_commits ?? 0 };
}

async function readCommit(client: GitHubClient, place: Place, sha: string): Promise<void> {
  const { owner, repo, retry } = place;
  const parameters = { owner, repo, commit_sha: sha };
  await requestGitHub(client, { route: COMMIT, parameters, retry, read: readAnswer(commit, COMMIT) });
}

function nullIf(kinds: readonly GitHubTrouble['kind'][]): (error: unknown) => null {
  return (error) => {
    if (isTroubleOf(error, kinds)) return null;
    throw error;
  };
}
