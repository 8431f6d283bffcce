import { z } from 'zod';

import type { GitHubClient } from './github-client.ts';
import { GitHubError } from './github-errors.ts';
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

/**
 * The commit where two parted; null for unrelated histories. The head of a fork's pull request is found by its sha in the
 * base repository, which holds it under `refs/pull/N/head`.
 *
 * @param tellCommits is told how many commits the head has that the base has not.
 * @throws GitHubError also `not-found`, when one of the two is not there
 * @see https://docs.github.com/en/rest/commits/commits#compare-two-commits
 */
export async function findMergeBase(
  client: GitHubClient,
  place: Place,
  base: string,
  head: string,
  tellCommits: (count: number) => void = () => {},
): Promise<string | null> {
  if (base === head) return base;
  const compare = async (...given: Parameters<typeof comparePage>): Promise<string | null> => {
    const { merge_base_commit, total_commits } = await comparePage(...given);
    if (total_commits !== undefined) tellCommits(total_commits);
    return merge_base_commit?.sha ?? null;
  };
  // The changed files with their patches, up to megabytes, stand on the first page only; the merge base on each.
  const found = await compare(client, place, base, head, 2).catch(passUnless(['not-found', 'unprocessable']));
  if (found !== null) return found;
  const first = await compare(client, place, base, head, 1).catch(passUnless(['not-found']));
  if (first !== null) return first;
  // 404 stands for a missing commit as well: unrelated are only two that are both there.
  await readCommit(client, place, base);
  await readCommit(client, place, head);
  return null;
}

async function comparePage(
  client: GitHubClient,
  place: Place,
  base: string,
  head: string,
  page: number,
): Promise<z.infer<typeof comparison>> {
  const { owner, repo, retry } = place;
  const parameters = { owner, repo, basehead: `${base}...${head}`, per_page: 1, page };
  return requestGitHub(client, { route: COMPARE, parameters, retry, read: readAnswer(comparison, COMPARE) });
}

async function readCommit(client: GitHubClient, place: Place, sha: string): Promise<void> {
  const { owner, repo, retry } = place;
  const parameters = { owner, repo, commit_sha: sha };
  await requestGitHub(client, { route: COMMIT, parameters, retry, read: readAnswer(commit, COMMIT) });
}

function passUnless(kinds: readonly string[]): (error: unknown) => null {
  return (error) => {
    if (error instanceof GitHubError && kinds.includes(error.trouble.kind)) return null;
    throw error;
  };
}
