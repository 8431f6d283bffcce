import type { JudgedAudit } from '../audit/audit-commits.ts';
import { parseCommentMarker, saysTheSame } from '../core/report/comment-marker.ts';
import { needsComment, renderComment, renderResolvedComment } from '../core/report/render-comment.ts';
import type { GitHubClient } from '../github/github-client.ts';
import { findOwnComment, publishComment, type CommentPlace } from '../github/publish-comment.ts';
import { readPullRequest } from '../github/read-pull-request.ts';
import { blobUrlOf, type PullRequestAuditor, type Target } from './auditor.ts';

/**
 * One comment, made when there is news, edited in place, turned to resolved when the news is gone. It speaks of the head
 * that the pull request has: a delivery that comes late, or after a restart, must not take it back to an older one.
 */
export async function commentVerdict(
  auditor: PullRequestAuditor,
  client: GitHubClient,
  target: Target,
  { audit, config }: JudgedAudit,
): Promise<void> {
  const place = await commentPlace(auditor, target);
  if (place === null || config.report.comment === 'never') return;
  const previous = await findOwnComment(client, place);
  const hasNews = needsComment(audit) || config.report.comment === 'always';
  if (previous === null && (!hasNews || target.draft)) return;
  // A comment that stands already also tells what else is wrong, rather than that all is settled.
  const said = parseCommentMarker(previous?.body ?? '')?.state ?? null;
  const body =
    hasNews || audit.findings.some((f) => f.severity !== 'notice')
      ? renderComment(audit, { previous: said, blobUrl: blobUrlOf(auditor, target) })
      : renderResolvedComment(audit, said);
  const isKnown = previous !== null && previous.duplicates.length === 0 && saysTheSame(previous.body, body);
  if (!isKnown && (await isCurrent(client, place, target))) await publishComment(client, place, body, previous);
}

/** Where the comment stands; null for a merge group. */
async function commentPlace(
  { identity, retry }: PullRequestAuditor,
  { owner, repo, number }: Target,
): Promise<CommentPlace | null> {
  return number === null ? null : { owner, repo, number, ...(await identity()), retry };
}

async function isCurrent(
  client: GitHubClient,
  { owner, repo, number, retry }: Parameters<typeof readPullRequest>[1],
  { headSha }: Target,
): Promise<boolean> {
  const now = await readPullRequest(client, { owner, repo, number, retry });
  return now.state === 'open' && now.headSha === headSha;
}

/** Whether a verdict that an earlier process gave has its comment, or asks for none: the process may have died between. */
export async function isTold(
  auditor: PullRequestAuditor,
  client: GitHubClient,
  target: Target,
  conclusion: string | null,
): Promise<boolean> {
  const place = await commentPlace(auditor, target);
  if (place === null) return true;
  const said = await findOwnComment(client, place);
  const isSaid = said === null ? conclusion === 'success' : parseCommentMarker(said.body)?.sha === target.headSha;
  // Of a head that was pushed over nothing more is said.
  return isSaid || !(await isCurrent(client, place, target));
}
