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
 * Finds the audits that a "Re-run" asks to repeat, and hands each to `push`. This is a job rather than a part of receiving
 * the event, as GitHub wants its answer within ten seconds: one that waits for a rate limit would count as done when it fails.
 *
 * @param signal aborts when the process stops; the next process takes the delivery up again.
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

/** What our check runs of the head are about, and the open pull requests that have the head and no run of ours. */
async function findSubjects(
  client: GitHubClient,
  { owner, repo, headSha, pullNumbers }: RerunSearch,
  retry: RetryPolicy,
): Promise<Iterable<RerunSubject>> {
  const place = { owner, repo, headSha, retry };
  const runs = await listCheckRuns(client, place);
  // Of several runs for one pull request the newest has the base to audit against.
  const judged = runs.toSorted((a, b) => b.id - a.id).flatMap(({ externalId }) => parseExternalId(externalId) ?? []);
  // GitHub names none in the events of a fork's push.
  const numbers = pullNumbers.length > 0 ? pullNumbers : await findOpenPullRequests(client, place);
  const first = new Map<number | string | null, RerunSubject>();
  for (const subject of [...judged, ...numbers.map((number) => ({ number, baseSha: null }))]) {
    const key = subject.number ?? subject.baseSha;
    if (!first.has(key)) first.set(key, subject);
  }
  return first.values();
}
