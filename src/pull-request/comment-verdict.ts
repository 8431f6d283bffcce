import type { JudgedAudit } from '../audit/audit-commits.ts';
import { parseCommentMarker, saysTheSame } from '../core/report/comment-marker.ts';
import { needsComment, renderComment, renderResolvedComment } from '../core/report/render-comment.ts';
import type { GitHubClient } from '../github/github-client.ts';
import { findOwnComment, publishComment, type CommentPlace } from '../github/publish-comment.ts';
import { readPullRequest } from '../github/read-pull-request.ts';
import type { AuditTarget } from '../queue/audit-job.ts';
import { blobUrlOf, type PullRequestAuditor } from './auditor.ts';

/**
 * Updates the comment: creates it if there is news, edits it in place, and marks it "resolved" when the news is gone.
 * Only written if the audited head is still the pull request's, so that a late delivery does not revert it to an older
 * state.
 *
 * @throws GitHubError
 */
export async function commentVerdict(
  auditor: PullRequestAuditor,
  client: GitHubClient,
  target: AuditTarget,
  { audit, config }: JudgedAudit,
): Promise<void> {
  const place = await commentPlace(auditor, target);
  if (place === null || config.report.comment === 'never') return;
  const existing = await findOwnComment(client, place);
  const hasNews = needsComment(audit) || config.report.comment === 'always';
  if (existing === null && (!hasNews || target.draft)) return;
  const previous = parseCommentMarker(existing?.body ?? '')?.state ?? null;
  // Findings that do not cause a comment are shown in an existing one, for which "resolved" would be wrong.
  const isUnresolved = hasNews || audit.findings.some((f) => f.severity !== 'notice');
  const body = isUnresolved
    ? renderComment(audit, { previous, blobUrl: blobUrlOf(auditor, target) })
    : renderResolvedComment(audit, previous);
  const isUpToDate = existing !== null && existing.duplicates.length === 0 && saysTheSame(existing.body, body);
  if (!isUpToDate && (await isCurrentHead(client, place, target))) await publishComment(client, place, body, existing);
}

/** The place of the comment; null for a merge group. */
async function commentPlace(
  { identity, retry }: PullRequestAuditor,
  { owner, repo, number }: AuditTarget,
): Promise<CommentPlace | null> {
  return number === null ? null : { owner, repo, number, ...(await identity()), retry };
}

async function isCurrentHead(
  client: GitHubClient,
  { owner, repo, number, retry }: CommentPlace,
  { headSha }: AuditTarget,
): Promise<boolean> {
  const now = await readPullRequest(client, { owner, repo, number, retry });
  return now.state === 'open' && now.headSha === headSha;
}

/**
 * Whether the comment on an earlier process's verdict is up to date or not needed: that process may have died before
 * writing it. A head that is no longer current needs none.
 *
 * @param conclusion the verdict.
 * @throws GitHubError
 */
export async function hasCurrentComment(
  auditor: PullRequestAuditor,
  client: GitHubClient,
  target: AuditTarget,
  conclusion: string | null,
): Promise<boolean> {
  const place = await commentPlace(auditor, target);
  if (place === null) return true;
  const existing = await findOwnComment(client, place);
  const isUpToDate =
    existing === null ? conclusion === 'success' : parseCommentMarker(existing.body)?.sha === target.headSha;
  return isUpToDate || !(await isCurrentHead(client, place, target));
}
