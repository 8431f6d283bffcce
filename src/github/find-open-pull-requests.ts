import { z } from 'zod';

import type { GitHubClient } from './github-client.ts';
import { pullRequestAnswer } from './read-pull-request.ts';
import { readAnswer, readPages } from './request-github.ts';
import type { RetryPolicy } from './retry-request.ts';

const ROUTE = 'GET /repos/{owner}/{repo}/pulls';
const pulls = z.array(pullRequestAnswer);
/** 3,000 open pull requests, the most recently updated first. */
const MAX_PAGES = 30;

/**
 * The numbers of the open pull requests with a given head. Events of check suites and runs do not name the pull
 * requests of forks, nor does `commits/{sha}/pulls` find them (https://github.com/pulumi/registry/pull/12160), so the
 * whole list is searched.
 *
 * @throws GitHubError
 */
export async function findOpenPullRequests(
  client: GitHubClient,
  place: { owner: string; repo: string; headSha: string; retry?: RetryPolicy },
): Promise<number[]> {
  const { owner, repo, headSha, retry } = place;
  const listed = readPages(client, {
    route: ROUTE,
    parameters: { owner, repo, state: 'open', sort: 'updated', direction: 'desc' },
    retry,
    read: readAnswer(pulls, ROUTE),
    maxPages: MAX_PAGES,
  });
  // The list may shift between two pages, so that a pull request appears on both.
  const found = new Set<number>();
  for await (const pull of listed) if (pull.headSha === headSha) found.add(pull.number);
  return [...found];
}
