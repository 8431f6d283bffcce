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
import type { JobOutcome, Retry } from '../queue/make-audit-queue.ts';
import { blobUrlOf, type PullRequestAuditor, type Target } from './auditor.ts';
import { commentVerdict, hasCurrentComment } from './comment-verdict.ts';

/**
 * Audits one pull request: check run in progress, audit, check run completed, comment. Once the check run is there, it is
 * completed whatever happens, or the job is returned to be tried again. A merge group goes the same way without a comment: a
 * merge queue waits for required checks too.
 *
 * @param given what to audit, and how far an earlier try or process came with it.
 * @param signal aborts with reason `superseded` or `shutdown`; the check run then says so.
 * @param isLastTry a failure completes the check run instead of asking for another try.
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
    if (target === null) return 'done';
    const started = await ensureCheckRun(auditor, client, job, target);
    if (started === null) return 'done';
    job = started;
    const outcome = await auditTarget(auditor, client, target, signal);
    const isInterrupted = 'interrupted' in outcome;
    if (job.isJudged !== true) {
      const output = isInterrupted
        ? renderInterruption(outcome.interrupted)
        : renderCheckRun(outcome.audit, outcome.config.report, blobUrlOf(auditor, target));
      await endCheckRun(auditor, client, job, output);
    }
    if (isInterrupted || signal.reason === 'superseded') return 'done';
    job = { ...job, isJudged: true };
    await commentVerdict(auditor, client, target, outcome);
    return 'done';
  } catch (error) {
    return settleFailure(auditor, job, error, signal, isLastTry);
  }
}

/**
 * Starts the job's check run, or finds the one that an earlier try or process started.
 *
 * @returns the job with its check run and with what is audited, so that a later try goes on with the same; null where an
 * earlier process had finished the job.
 */
async function ensureCheckRun(
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
  if (isJudged && (await hasCurrentComment(auditor, client, target, before.conclusion))) return null;
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

/** What to audit now; null when there is nothing to audit any more: the pull request is closed, or gone. */
async function readTarget(auditor: PullRequestAuditor, client: GitHubClient, job: AuditJob): Promise<Target | null> {
  const { owner, repo, number, headSha, pull } = job;
  if (pull !== null) return pull.state === 'closed' ? null : { owner, repo, number, headSha, ...pull };
  if (number === null) return null;
  try {
    const now = await readPullRequest(client, { owner, repo, number, retry: auditor.retry });
    const isOpen = now.state === 'open';
    const { draft } = now;
    if (job.rerun === undefined)
      return isOpen ? { owner, repo, number, headSha: now.headSha, baseSha: now.baseSha, draft } : null;
    if (isOpen && now.headSha === headSha) return { owner, repo, number, headSha, baseSha: now.baseSha, draft };
    // The base of a merged pull request may hold its head, so that nothing would be new: better no audit than a wrong one.
    const baseSha = job.rerun.baseSha ?? (isOpen ? now.baseSha : null);
    return baseSha === null ? null : { owner, repo, number, headSha, baseSha, draft };
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
    return { interrupted: interruptionOf(signal) };
  }
}

function interruptionOf(signal: AbortSignal): Interruption {
  return { kind: signal.reason === 'superseded' ? 'superseded' : 'shutdown' };
}

/** Rejects as soon as the signal aborts: a request in progress may take half a minute more, which nobody waits for. */
function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', giveUp, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** Asks for another try while one may help; else completes the check run, saying why, with the delivery's id. */
async function settleFailure(
  auditor: PullRequestAuditor,
  job: AuditJob,
  error: unknown,
  signal: AbortSignal,
  isLastTry: boolean,
): Promise<JobOutcome> {
  auditor.onError(error, job);
  const retry = isLastTry || signal.aborted ? null : findRetry(auditor, job, error);
  if (retry !== null) return retry;
  if (job.isJudged === true) return 'failed';
  const trouble = error instanceof GitHubError ? error.trouble.message : null;
  const interruption: Interruption = signal.aborted
    ? interruptionOf(signal)
    : { kind: 'failed', deliveryId: job.deliveryId, trouble };
  try {
    await endCheckRun(auditor, await auditor.clientOf(job.installationId), job, renderInterruption(interruption));
    return 'failed';
  } catch (second) {
    auditor.onError(second, job);
    return isLastTry ? 'failed' : makeRetry(job, null);
  }
}

/** When to try again; null when trying again would not help. */
function findRetry(auditor: PullRequestAuditor, job: AuditJob, error: unknown): Retry | null {
  const trouble = error instanceof GitHubError ? error.trouble : null;
  if (trouble?.kind === 'rate-limited') return makeRetry(job, Math.max(0, trouble.retryAt - auditor.retry.now()));
  return trouble?.kind === 'unavailable' ? makeRetry(job, null) : null;
}

function makeRetry(job: AuditJob, retryInMs: number | null): Retry {
  return { retryInMs, job: { ...job, isRetry: true } };
}
