import { auditCommits, type Engine, type JudgedAudit } from './audit-commits.ts';
import { parseCommentMarker, saysTheSame } from './core/report/comment-marker.ts';
import type { BlobUrl } from './core/report/evidence-sentence.ts';
import { needsComment, renderComment, renderResolvedComment } from './core/report/render-comment.ts';
import { renderCheckRun } from './core/report/render-check-run.ts';
import { renderInterruption, type Interruption } from './core/report/render-interruption.ts';
import type { GitHubClient } from './github/github-client.ts';
import { GitHubError } from './github/github-errors.ts';
import { makeGitHubRepository } from './github/github-repository.ts';
import { completeCheckRun, startCheckRun } from './github/publish-check-run.ts';
import { findOwnComment, publishComment } from './github/publish-comment.ts';
import { readPullRequest } from './github/read-pull-request.ts';
import type { RetryPolicy } from './github/retry-request.ts';
import type { TreeCache } from './github/tree-cache.ts';
import type { AuditJob } from './queue/audit-job.ts';
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

type Target = { owner: string; repo: string; number: number; headSha: string; baseSha: string; draft: boolean };

/** Wait before a job is tried again when GitHub does not answer. */
const UNAVAILABLE_WAIT_MS = 30_000;

/**
 * Audits one pull request: check run in progress, audit, check run completed, comment. Whatever happens after the check
 * run is there, it is completed, or the job is given back to be tried again.
 */
export async function auditPullRequest(
  auditor: PullRequestAuditor,
  job: AuditJob,
  signal: AbortSignal,
  isLastTry: boolean,
): Promise<JobOutcome> {
  const { owner, repo, number } = job;
  let checkRunId = job.checkRunId;
  try {
    const client = await auditor.clientOf(job.installationId);
    const target = await readTarget(auditor, client, job);
    if (target === null) return null;
    checkRunId ??= await startCheckRun(client, {
      owner,
      repo,
      headSha: target.headSha,
      externalId: `pr=${number}`,
      retry: auditor.retry,
    });
    const place = { owner, repo, id: checkRunId, resume: job.checkRunId !== null, retry: auditor.retry };
    const outcome = await auditTarget(auditor, client, target, signal);
    if ('interrupted' in outcome) {
      await completeCheckRun(client, place, renderInterruption(outcome.interrupted));
      return null;
    }
    await completeCheckRun(
      client,
      place,
      renderCheckRun(outcome.audit, outcome.config.report, linkTo(auditor, target)),
    );
    if (signal.aborted) return null;
    return await comment(auditor, client, target, outcome).catch((error: unknown) => {
      // The verdict stands; only the comment is missing, so the check run is left as it is.
      auditor.onError(error, job);
      return isLastTry ? null : tryAgain(auditor, { ...job, checkRunId }, error);
    });
  } catch (error) {
    return settleFailure(auditor, { ...job, checkRunId }, error, isLastTry || signal.aborted);
  }
}

/** What to audit now; null when there is nothing: closed, or gone. */
async function readTarget(auditor: PullRequestAuditor, client: GitHubClient, job: AuditJob): Promise<Target | null> {
  const { owner, repo, number } = job;
  if (job.pull !== null)
    return job.pull.state === 'closed' ? null : { owner, repo, number, headSha: job.headSha, ...job.pull };
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
  { owner, repo, headSha, baseSha }: Target,
  signal: AbortSignal,
): Promise<JudgedAudit | { interrupted: Interruption }> {
  const repository = makeGitHubRepository(client, { owner, repo, treeCache: auditor.treeCache, retry: auditor.retry });
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
    return { interrupted: { kind: signal.reason === 'superseded' ? 'superseded' : 'shutdown' } };
  }
}

/** Gives up on the work as soon as the signal says so: a request under way may take half a minute, which nobody waits for. */
function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', giveUp, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** One comment, made when there is news, edited in place, turned to resolved when the news is gone. */
async function comment(
  auditor: PullRequestAuditor,
  client: GitHubClient,
  target: Target,
  { audit, config }: JudgedAudit,
): Promise<null> {
  if (config.report.comment === 'never') return null;
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
  const body =
    hasNews || audit.findings.some((f) => f.severity !== 'notice')
      ? renderComment(audit, { blobUrl: linkTo(auditor, target) })
      : renderResolvedComment(audit, parseCommentMarker(previous?.body ?? '')?.state);
  const isKnown = previous !== null && previous.duplicates.length === 0 && saysTheSame(previous.body, body);
  if (!isKnown) await publishComment(client, place, body, previous);
  return null;
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
  isLast: boolean,
): Promise<JobOutcome> {
  auditor.onError(error, job);
  const again = isLast ? null : tryAgain(auditor, job, error);
  if (again !== null || job.checkRunId === null) return again;
  const trouble = error instanceof GitHubError ? error.trouble : null;
  try {
    const client = await auditor.clientOf(job.installationId);
    const place = { owner: job.owner, repo: job.repo, id: job.checkRunId, retry: auditor.retry };
    await completeCheckRun(
      client,
      place,
      renderInterruption({ kind: 'failed', deliveryId: job.deliveryId, trouble: trouble?.message ?? null }),
    );
  } catch (second) {
    auditor.onError(second, job);
    if (!isLast) return { retryInMs: UNAVAILABLE_WAIT_MS, job };
  }
  return null;
}

/** When to try again, or null when trying again would not help. */
function tryAgain(auditor: PullRequestAuditor, job: AuditJob, error: unknown): JobOutcome {
  const trouble = error instanceof GitHubError ? error.trouble : null;
  if (trouble?.kind === 'rate-limited') return { retryInMs: Math.max(0, trouble.retryAt - auditor.retry.now()), job };
  return trouble?.kind === 'unavailable' ? { retryInMs: UNAVAILABLE_WAIT_MS, job } : null;
}
