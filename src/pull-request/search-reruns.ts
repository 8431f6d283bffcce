import { findOpenPullRequests } from '../github/find-open-pull-requests.ts';
import { listCheckRuns } from '../github/find-check-run.ts';
import type { GitHubClient } from '../github/github-client.ts';
import { makeAbortableClient } from '../github/make-abortable-client.ts';
import type { RetryPolicy } from '../github/retry-request.ts';
import {
  makeRerunJob,
  parseExternalId,
  type RerunJob,
  type RerunSearch,
  type RerunSubject,
} from '../queue/audit-job.ts';
import type { JobOutcome } from '../queue/make-audit-queue.ts';
import type { PullRequestAuditor } from './auditor.ts';
import { findRetry } from './find-retry.ts';

/**
 * Finds the audits that a "Re-run" asks to repeat, and passes each to `push`. This is a job of its own, because GitHub
 * expects an answer to the event within ten seconds, and a handler that waits for a rate limit would count as
 * successful even if it then fails.
 *
 * @param signal aborts when the process stops; the next process recovers the delivery.
 */
export async function searchReruns(
  { clientOf, retry, onError }: PullRequestAuditor,
  search: RerunSearch,
  signal: AbortSignal,
  push: (job: RerunJob) => void,
): Promise<JobOutcome> {
  try {
    const client = makeAbortableClient(await clientOf(search.installationId), signal);
    for (const subject of await findSubjects(client, search, retry)) push(makeRerunJob(search, subject));
    return 'done';
  } catch (error) {
    if (signal.aborted) return 'failed';
    onError(error, search);
    const wait = findRetry(error, retry.now());
    return wait === null ? 'failed' : { ...wait, job: search };
  }
}

/** The subjects of our check runs for the head, and the open pull requests with that head but without a run of ours. */
async function findSubjects(
  client: GitHubClient,
  { owner, repo, headSha, pullNumbers }: RerunSearch,
  retry: RetryPolicy,
): Promise<Iterable<RerunSubject>> {
  const place = { owner, repo, headSha, retry };
  const runs = await listCheckRuns(client, place);
  // Of several runs for one pull request, the newest has the base to audit against.
  const judged = runs.toSorted((a, b) => b.id - a.id).flatMap(({ externalId }) => parseExternalId(externalId) ?? []);
  // GitHub names no pull requests in the events for a fork's push.
  const numbers = pullNumbers.length > 0 ? pullNumbers : await findOpenPullRequests(client, place);
  const first = new Map<number | string | null, RerunSubject>();
  for (const subject of [...judged, ...numbers.map((number) => ({ number, baseSha: null }))]) {
    const key = subject.number ?? subject.baseSha;
    if (!first.has(key)) first.set(key, subject);
  }
  return first.values();
}
