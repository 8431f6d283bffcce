import { auditCommits, type JudgedAudit } from '../audit/audit-commits.ts';
import { renderCheckRun } from '../core/report/render-check-run.ts';
import { renderInterruption, type Interruption } from '../core/report/render-interruption.ts';
import type { CheckRunOutput } from '../core/check-run-types.ts';
import type { GitHubClient } from '../github/github-client.ts';
import { GitHubError, isTroubleOf } from '../github/github-errors.ts';
import { makeGitHubRepository } from '../github/github-repository.ts';
import { makeAbortableClient } from '../github/make-abortable-client.ts';
import { findCheckRun } from '../github/find-check-run.ts';
import { completeCheckRun, startCheckRun } from '../github/publish-check-run.ts';
import { readPullRequest } from '../github/read-pull-request.ts';
import { externalId, type AuditJob } from '../queue/audit-job.ts';
import type { JobOutcome } from '../queue/make-audit-queue.ts';
import { blobUrlOf, type PullRequestAuditor, type Target } from './auditor.ts';
import { commentVerdict, isTold } from './comment-verdict.ts';

/**
 * Audits one pull request: check run in progress, audit, check run completed, comment. Whatever happens after the check
 * run is there, it is completed, or the job is given back to be tried again. A merge group goes the same way, without
 * comment: a check that is required would be waited for in the queue too.
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
    const target = await readTarget(auditor, client, job);
    if (target === null) return null;
    const begun = await beginCheckRun(auditor, client, job, target);
    if (begun === null) return null;
    job = begun;
    const outcome = await auditTarget(auditor, client, target, signal);
    const isInterrupted = 'interrupted' in outcome;
    if (job.isJudged !== true) {
      const output = isInterrupted
        ? renderInterruption(outcome.interrupted)
        : renderCheckRun(outcome.audit, outcome.config.report, blobUrlOf(auditor, target));
      await endCheckRun(auditor, client, job, output);
    }
    if (isInterrupted || signal.reason === 'superseded') return null;
    job = { ...job, isJudged: true };
    await commentVerdict(auditor, client, target, outcome);
    return null;
  } catch (error) {
    return settleFailure(auditor, job, error, signal, isLastTry);
  }
}

/**
 * The job with its check run in progress, and with what is audited: a later try goes on with just that. Null where a job of
 * an earlier process was done after all.
 */
async function beginCheckRun(
  auditor: PullRequestAuditor,
  client: GitHubClient,
  job: AuditJob,
  target: Target,
): Promise<AuditJob | null> {
  const { owner, repo, headSha, baseSha, draft } = target;
  const { retry } = auditor;
  const run = { owner, repo, headSha, externalId: externalId(target, job), retry };
  const before = job.isRecovered === true && job.checkRunId === null ? await findCheckRun(client, run) : null;
  const isJudged = before?.isCompleted === true;
  if (isJudged && (await isTold(auditor, client, target, before.conclusion))) return null;
  const checkRunId = job.checkRunId ?? before?.id ?? (await startCheckRun(client, { ...run, resume: job.isRetry }));
  return { ...job, headSha, pull: { state: 'open', draft, baseSha }, checkRunId, ...(isJudged && { isJudged }) };
}

async function endCheckRun(
  { retry }: PullRequestAuditor,
  client: GitHubClient,
  { owner, repo, checkRunId, isRetry, isRecovered }: AuditJob,
  output: CheckRunOutput,
): Promise<void> {
  if (checkRunId === null) return;
  const resume = isRetry === true || isRecovered === true;
  await completeCheckRun(client, { owner, repo, id: checkRunId, resume, retry }, output);
}

/** What to audit now; null when there is nothing: closed, or gone. */
async function readTarget(auditor: PullRequestAuditor, client: GitHubClient, job: AuditJob): Promise<Target | null> {
  const { owner, repo, number, rerun } = job;
  const where = { owner, repo, number };
  if (job.pull !== null) return job.pull.state === 'closed' ? null : { ...where, headSha: job.headSha, ...job.pull };
  if (number === null) return null;
  try {
    const now = await readPullRequest(client, { owner, repo, number, retry: auditor.retry });
    const { headSha, baseSha, draft } = now;
    if (now.state === 'open' && (rerun === undefined || headSha === job.headSha))
      return { ...where, headSha, baseSha, draft };
    // The base of a pull request that was merged may hold its head, and nothing would be new.
    const baseThen = rerun?.baseSha ?? (now.state === 'open' ? baseSha : null);
    return rerun === undefined || baseThen === null
      ? null
      : { ...where, headSha: job.headSha, baseSha: baseThen, draft };
  } catch (error) {
    if (isTroubleOf(error, ['not-found', 'gone'])) return null;
    throw error;
  }
}

async function auditTarget(
  auditor: PullRequestAuditor,
  client: GitHubClient,
  { owner, repo, number, headSha, baseSha }: Target,
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
    return { interrupted: nameAbort(signal) };
  }
}

function nameAbort(signal: AbortSignal): Interruption {
  return { kind: signal.reason === 'superseded' ? 'superseded' : 'shutdown' };
}

/** Gives up on the work as soon as the signal says so: a request under way may take half a minute, which nobody waits for. */
function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', giveUp, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** Gives the job back while there is hope; else completes the check run in words, with the delivery's id. */
async function settleFailure(
  auditor: PullRequestAuditor,
  job: AuditJob,
  error: unknown,
  signal: AbortSignal,
  isLastTry: boolean,
): Promise<JobOutcome> {
  auditor.onError(error, job);
  const again = isLastTry || signal.aborted ? null : tryAgain(auditor, job, error);
  if (again !== null) return again;
  if (job.isJudged === true) return 'failed';
  const trouble = error instanceof GitHubError ? error.trouble.message : null;
  const interruption: Interruption = signal.aborted
    ? nameAbort(signal)
    : { kind: 'failed', deliveryId: job.deliveryId, trouble };
  try {
    await endCheckRun(auditor, await auditor.clientOf(job.installationId), job, renderInterruption(interruption));
    return 'failed';
  } catch (second) {
    auditor.onError(second, job);
    return isLastTry ? 'failed' : comeBack(job, null);
  }
}

/** When to try again, or null when trying again would not help. */
function tryAgain(auditor: PullRequestAuditor, job: AuditJob, error: unknown): JobOutcome {
  const trouble = error instanceof GitHubError ? error.trouble : null;
  if (trouble?.kind === 'rate-limited') return comeBack(job, Math.max(0, trouble.retryAt - auditor.retry.now()));
  return trouble?.kind === 'unavailable' ? comeBack(job, null) : null;
}

function comeBack(job: AuditJob, retryInMs: number | null): JobOutcome {
  return { retryInMs, job: { ...job, isRetry: true } };
}
