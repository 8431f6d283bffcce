import { listCheckRuns } from '../github/find-check-run.ts';
import { findOpenPullRequests } from '../github/find-open-pull-requests.ts';
import type { GitHubClient } from '../github/github-client.ts';
import type { RetryPolicy } from '../github/retry-request.ts';
import type { RerunLookup } from './find-rerun-jobs.ts';

/** Asks GitHub for what a re-run's event does not say. */
export function makeRerunLookup(
  clientOf: (installationId: number) => Promise<GitHubClient>,
  retry: RetryPolicy,
): RerunLookup {
  return {
    async findExternalIds({ installationId, ...where }) {
      const found = await listCheckRuns(await clientOf(installationId), { ...where, retry });
      return found.toSorted((a, b) => b.id - a.id).map(({ externalId }) => externalId);
    },
    async findPullRequests({ installationId, ...where }) {
      return findOpenPullRequests(await clientOf(installationId), { ...where, retry });
    },
  };
}
