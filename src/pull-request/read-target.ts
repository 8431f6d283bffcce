import type { GitHubClient } from '../github/github-client.ts';
import { isTroubleOf } from '../github/github-errors.ts';
import { readPullRequest, type PullRequest } from '../github/read-pull-request.ts';
import type { RetryPolicy } from '../github/retry-request.ts';
import type { AuditJob, AuditTarget } from '../queue/audit-job.ts';

/**
 * What to audit now. GitHub is only asked if the job does not contain the answer.
 *
 * @returns null if there is nothing left to audit, because the pull request is closed or gone.
 * @throws GitHubError
 */
export async function readTarget(client: GitHubClient, job: AuditJob, retry: RetryPolicy): Promise<AuditTarget | null> {
  if ('target' in job.progress) return job.progress.target;
  const { owner, repo, number, headSha } = job;
  if (job.kind === 'merge-group' || job.number === null)
    return { owner, repo, number, headSha, baseSha: job.baseSha, draft: false };
  if (job.kind === 'pull-request' && job.pull !== null) {
    const { state, draft, baseSha } = job.pull;
    return state === 'closed' ? null : { owner, repo, number, headSha, baseSha, draft };
  }
  const now = await readIfThere(client, { owner, repo, number: job.number, retry });
  if (now === null) return null;
  const isOpen = now.state === 'open';
  const newest = { owner, repo, number, headSha: now.headSha, baseSha: now.baseSha, draft: now.draft };
  if (job.kind === 'pull-request') return isOpen ? newest : null;
  if (isOpen && now.headSha === headSha) return newest;
  // The base of a merged pull request may already contain its head, so nothing would be new. No audit is better than a
  // wrong one.
  const baseSha = job.baseSha ?? (isOpen ? now.baseSha : null);
  return baseSha === null ? null : { ...newest, headSha, baseSha };
}

async function readIfThere(
  client: GitHubClient,
  place: { owner: string; repo: string; number: number; retry: RetryPolicy },
): Promise<PullRequest | null> {
  try {
    return await readPullRequest(client, place);
  } catch (error) {
    if (isTroubleOf(error, ['not-found', 'gone'])) return null;
    throw error;
  }
}
