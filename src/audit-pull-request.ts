import { auditCommits, type JudgedAudit } from './audit/audit-commits.ts';
import type { Engine } from './audit/engine.ts';
import { parseCommentMarker, saysTheSame } from './core/report/comment-marker.ts';
import type { BlobUrl } from './core/report/evidence-sentence.ts';
import { needsComment, renderComment, renderResolvedComment } from './core/report/render-comment.ts';
import { renderCheckRun } from './core/report/render-check-run.ts';
import { renderInterruption, type Interruption } from './core/report/render-interruption.ts';
import type { CheckRunOutput } from './github/check-run-output.ts';
import type { GitHubClient } from './github/github-client.ts';
import { GitHubError } from './github/github-errors.ts';
import { makeGitHubRepository } from './github/github-repository.ts';
import { findCheckRun } from './github/find-check-run.ts';
import { completeCheckRun, startCheckRun } from './github/publish-check-run.ts';
import { findOwnComment, publishComment } from './github/publish-comment.ts';
import { readPullRequest } from './github/read-pull-request.ts';
import type { RetryPolicy } from './github/retry-request.ts';
import type { TreeCache } from './github/tree-cache.ts';
import { externalId, type AuditJob } from './queue/audit-job.ts';
import type { JobOutcome } from './queue/make-audit-queue.ts';

export type PullRequestAuditor = {
  engine: Engine;
  /** A client of the installation, with its own rate limiter. */
  clientOf: (installationId: number) => Promise<GitHubClient>;
  /** Who we are on GitHub: tells our own comment from a quoted one. */
  identity: () => Promise<{ appId: number; botLogin: string }>;
  treeCache: TreeCache;
  retry: RetryPolicy;
  /** Web address of GitHub, for links to lines. */
  webUrl: string;
  onError: (error: unknown, job: AuditJob) => void;
};

type Target = { owner: string; repo: string; number: number | null; headSha: string; baseSha: string; draft: boolean };

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
        : renderCheckRun(outcome.audit, outcome.config.report, linkTo(auditor, target));
      await endCheckRun(
        auditor,
        client,
        { ...job, isResumed: given.checkRunId !== null || given.isRecovered === true },
        output,
      );
    }
    if (isInterrupted || signal.reason === 'superseded') return null;
    job = { ...job, isJudged: true };
    await comment(auditor, client, target, outcome);
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
  { retry }: PullRequestAuditor,
  client: GitHubClient,
  job: AuditJob,
  { owner, repo, number, headSha, baseSha, draft }: Target,
): Promise<AuditJob | null> {
  const run = { owner, repo, headSha, externalId: externalId(number, baseSha), retry };
  const before = job.isRecovered === true && job.checkRunId === null ? await findCheckRun(client, run) : null;
  if (before?.isCompleted === true) return null;
  const checkRunId = job.checkRunId ?? before?.id ?? (await startCheckRun(client, run));
  return { ...job, headSha, pull: { state: 'open', draft, baseSha }, checkRunId };
}

async function endCheckRun(
  { retry }: PullRequestAuditor,
  client: GitHubClient,
  { owner, repo, checkRunId, isResumed = false }: AuditJob & { isResumed?: boolean },
  output: CheckRunOutput,
): Promise<void> {
  if (checkRunId === null) return;
  await completeCheckRun(client, { owner, repo, id: checkRunId, resume: isResumed, retry }, output);
}

/** What to audit now; null when there is nothing: closed, or gone. */
async function readTarget(auditor: PullRequestAuditor, client: GitHubClient, job: AuditJob): Promise<Target | null> {
  const { owner, repo, number } = job;
  if (job.pull !== null)
    return job.pull.state === 'closed' ? null : { owner, repo, number, headSha: job.headSha, ...job.pull };
  if (number === null) return null;
  try {
    const { state, headSha, baseSha, draft } = await readPullRequest(client, {
      owner,
      repo,
      number,
      retry: auditor.retry,
    });
    return state === 'closed' ? null : { owner, repo, number, headSha, baseSha, draft };
  } catch (error) {
    if (error instanceof GitHubError && (error.trouble.kind === 'not-found' || error.trouble.kind === 'gone'))
      return null;
    throw error;
  }
}

async function auditTarget(
  auditor: PullRequestAuditor,
  client: GitHubClient,
  { owner, repo, number, headSha, baseSha }: Target,
  signal: AbortSignal,
): Promise<JudgedAudit | { interrupted: Interruption }> {
  const repository = makeGitHubRepository(client, {
    owner,
    repo,
    pull: number,
    treeCache: auditor.treeCache,
    retry: auditor.retry,
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

/**
 * One comment, made when there is news, edited in place, turned to resolved when the news is gone. It speaks of the head
 * that the pull request has: a delivery that comes late, or after a restart, must not take it back to an older one.
 */
async function comment(
  auditor: PullRequestAuditor,
  client: GitHubClient,
  target: Target,
  { audit, config }: JudgedAudit,
): Promise<null> {
  if (target.number === null || config.report.comment === 'never') return null;
  const { appId, botLogin } = await auditor.identity();
  const place = {
    owner: target.owner,
    repo: target.repo,
    number: target.number,
    appId,
    botLogin,
    retry: auditor.retry,
  };
  const previous = await findOwnComment(client, place);
  const hasNews = needsComment(audit) || config.report.comment === 'always';
  if (previous === null && (!hasNews || target.draft)) return null;
  // A comment that stands already also tells what else is wrong, rather than that all is settled.
  const said = parseCommentMarker(previous?.body ?? '')?.state ?? null;
  const body =
    hasNews || audit.findings.some((f) => f.severity !== 'notice')
      ? renderComment(audit, { previous: said, blobUrl: linkTo(auditor, target) })
      : renderResolvedComment(audit, said);
  const isKnown = previous !== null && previous.duplicates.length === 0 && saysTheSame(previous.body, body);
  if (!isKnown && (await isCurrent(client, place, target))) await publishComment(client, place, body, previous);
  return null;
}

async function isCurrent(
  client: GitHubClient,
  { owner, repo, number, retry }: Parameters<typeof readPullRequest>[1],
  { headSha }: Target,
): Promise<boolean> {
  const now = await readPullRequest(client, { owner, repo, number, retry });
  return now.state === 'open' && now.headSha === headSha;
}

/** Addresses of lines at the head. A fork's head can be seen in the base repository too. */
function linkTo({ webUrl }: PullRequestAuditor, { owner, repo, headSha }: Target): BlobUrl {
  return (path, line) =>
    `${webUrl}/${owner}/${repo}/blob/${headSha}/${path.toWellFormed().split('/').map(encodeURIComponent).join('/')}#L${line}`;
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
    return isLastTry ? 'failed' : { retryInMs: null, job };
  }
}

/** When to try again, or null when trying again would not help. */
function tryAgain(auditor: PullRequestAuditor, job: AuditJob, error: unknown): JobOutcome {
  const trouble = error instanceof GitHubError ? error.trouble : null;
  if (trouble?.kind === 'rate-limited') return { retryInMs: Math.max(0, trouble.retryAt - auditor.retry.now()), job };
  return trouble?.kind === 'unavailable' ? { retryInMs: null, job } : null;
}
