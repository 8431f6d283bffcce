import { auditCommits, type JudgedAudit } from '../audit/audit-commits.ts';
import { renderCheckRun } from '../core/report/render-check-run.ts';
import { renderInterruption, type Interruption } from '../core/report/render-interruption.ts';
import type { CheckRunOutput } from '../core/check-run-types.ts';
import type { GitHubClient } from '../github/github-client.ts';
import { GitHubError } from '../github/github-errors.ts';
import { makeGitHubRepository } from '../github/github-repository.ts';
import { makeAbortableClient } from '../github/make-abortable-client.ts';
import { findCheckRun } from '../github/find-check-run.ts';
import { completeCheckRun, startCheckRun } from '../github/publish-check-run.ts';
import {
  externalId,
  type AuditJob,
  type AuditTarget,
  type JobProgress,
  type StartedProgress,
} from '../queue/audit-job.ts';
import type { JobOutcome } from '../queue/make-audit-queue.ts';
import { blobUrlOf, type PullRequestAuditor } from './auditor.ts';
import { commentVerdict, hasCurrentComment } from './comment-verdict.ts';
import { findRetry } from './find-retry.ts';
import { readTarget } from './read-target.ts';

/**
 * Audits one pull request: check run in progress, audit, check run completed, comment. Once the check run exists,
 * either it is completed or the job is returned for another try. A merge group is audited in the same way but without a
 * comment, because a merge queue waits for required checks too.
 *
 * @param given what to audit, and the progress of an earlier try or process.
 * @param signal aborts with reason `superseded` or `shutdown`, which the check run then reports.
 * @param isLastTry a failure completes the check run instead of requesting another try.
 */
export async function auditPullRequest(
  auditor: PullRequestAuditor,
  given: AuditJob,
  signal: AbortSignal,
  isLastTry: boolean,
): Promise<JobOutcome> {
  let job = given;
  try {
    const client = await auditor.clientOf(job.installationId);
    const target = await readTarget(client, job, auditor.retry);
    if (target === null) return 'done';
    const progress = await ensureCheckRun(auditor, client, job, target);
    if (progress === null) return 'done';
    job = { ...job, progress };
    const outcome = await auditTarget(auditor, client, target, signal);
    const isInterrupted = 'interrupted' in outcome;
    if (progress.stage === 'started') {
      const output = isInterrupted
        ? renderInterruption(outcome.interrupted)
        : renderCheckRun(outcome.audit, outcome.config.report, blobUrlOf(auditor, target));
      await endCheckRun(auditor, client, progress, output);
    }
    if (isInterrupted || signal.reason === 'superseded') return 'done';
    job = { ...job, progress: { stage: 'judged', target } };
    await commentVerdict(auditor, client, target, outcome);
    return 'done';
  } catch (error) {
    return settleFailure(auditor, job, error, signal, isLastTry);
  }
}

/**
 * Starts the job's check run, or finds the one that an earlier try or process started.
 *
 * @returns the progress of the job; null if an earlier process finished it.
 */
async function ensureCheckRun(
  auditor: PullRequestAuditor,
  client: GitHubClient,
  job: AuditJob,
  target: AuditTarget,
): Promise<Extract<JobProgress, { target: AuditTarget }> | null> {
  const { progress } = job;
  if ('target' in progress) return progress;
  const { owner, repo, headSha } = target;
  const run = { owner, repo, headSha, externalId: externalId(target, job), retry: auditor.retry };
  const before = progress.stage === 'recovered' ? await findCheckRun(client, run) : null;
  if (before?.isCompleted === true) {
    const isFinished = await hasCurrentComment(auditor, client, target, before.conclusion);
    return isFinished ? null : { stage: 'judged', target };
  }
  const checkRunId = before?.id ?? (await startCheckRun(client, { ...run, resume: progress.stage === 'retried' }));
  return { stage: 'started', target, checkRunId, resume: progress.stage !== 'new' };
}

async function endCheckRun(
  { retry }: PullRequestAuditor,
  client: GitHubClient,
  { target: { owner, repo }, checkRunId, resume }: StartedProgress,
  output: CheckRunOutput,
): Promise<void> {
  await completeCheckRun(client, { owner, repo, id: checkRunId, resume, retry }, output);
}

async function auditTarget(
  auditor: PullRequestAuditor,
  client: GitHubClient,
  { owner, repo, number, headSha, baseSha }: AuditTarget,
  signal: AbortSignal,
): Promise<JudgedAudit | { interrupted: Interruption }> {
  const repository = makeGitHubRepository(makeAbortableClient(client, signal), {
    owner,
    repo,
    pull: number,
    treeCache: auditor.treeCache,
    retry: auditor.retry,
    log: (event, facts) => auditor.log(event, { owner, repo, number, ...facts }),
  });
  const stopWhenAborted = (): void => signal.throwIfAborted();
  const read = async (): Promise<JudgedAudit> => {
    const base = (await repository.mergeBase(baseSha, headSha)) ?? baseSha;
    stopWhenAborted();
    const pair = { repository, name: `${owner}/${repo}`, base, head: headSha, onProgress: stopWhenAborted };
    return auditCommits(auditor.engine, pair);
  };
  try {
    stopWhenAborted();
    return await untilAborted(signal, read());
  } catch (error) {
    if (!signal.aborted) throw error;
    return { interrupted: interruptionOf(signal) };
  }
}

function interruptionOf(signal: AbortSignal): Interruption {
  return { kind: signal.reason === 'superseded' ? 'superseded' : 'shutdown' };
}

/** Rejects as soon as the signal aborts, because a request in progress may take another half minute. */
function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', giveUp, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** Requests another try if one may help. Otherwise completes the check run with the reason and the delivery's id. */
async function settleFailure(
  auditor: PullRequestAuditor,
  job: AuditJob,
  error: unknown,
  signal: AbortSignal,
  isLastTry: boolean,
): Promise<JobOutcome> {
  auditor.onError(error, job);
  const retry = isLastTry || signal.aborted ? null : findRetry(error, auditor.retry.now());
  if (retry !== null) return { ...retry, job: makeNextTry(job) };
  const { progress } = job;
  if (progress.stage !== 'started') return 'failed';
  const trouble = error instanceof GitHubError ? error.trouble.message : null;
  const interruption: Interruption = signal.aborted
    ? interruptionOf(signal)
    : { kind: 'failed', deliveryId: job.deliveryId, trouble };
  try {
    await endCheckRun(auditor, await auditor.clientOf(job.installationId), progress, renderInterruption(interruption));
    return 'failed';
  } catch (second) {
    auditor.onError(second, job);
    return isLastTry ? 'failed' : { retryInMs: null, job: makeNextTry(job) };
  }
}

/** The job for its next try. */
function makeNextTry(job: AuditJob): AuditJob {
  const { progress } = job;
  if (progress.stage === 'new') return { ...job, progress: { stage: 'retried' } };
  return progress.stage === 'started' ? { ...job, progress: { ...progress, resume: true } } : job;
}
