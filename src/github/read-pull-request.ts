import { z } from 'zod';

import type { GitHubClient } from './github-client.ts';
import { readAnswer, requestGitHub } from './request-github.ts';
import type { RetryPolicy } from './retry-request.ts';

export type PullRequest = {
  number: number;
  state: 'open' | 'closed';
  draft: boolean;
  /** Tip of the base branch as GitHub last saw it, not the merge base. */
  baseSha: string;
  headSha: string;
};

const side = z.object({ sha: z.string() });

/** The fields that a single pull request and an item of a list share. */
export const pullRequestAnswer = z
  .object({
    number: z.number(),
    state: z.enum(['open', 'closed']),
    draft: z.boolean().nullish(),
    base: side,
    head: side,
  })
  .transform(({ number, state, draft, base, head }): PullRequest => ({
    number,
    state,
    draft: draft ?? false,
    baseSha: base.sha,
    headSha: head.sha,
  }));

const ROUTE = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';

/**
 * Reads the current state of a pull request, because webhooks arrive late and out of order.
 *
 * @throws GitHubError
 * @see https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request
 */
export function readPullRequest(
  client: GitHubClient,
  place: { owner: string; repo: string; number: number; retry?: RetryPolicy },
): Promise<PullRequest> {
  const { owner, repo, number, retry } = place;
  const parameters = { owner, repo, pull_number: number };
  return requestGitHub(client, { route: ROUTE, parameters, retry, read: readAnswer(pullRequestAnswer, ROUTE) });
}
