/** What the payload of a `pull_request` event says of the pull request, so that it need not be asked for. */
export type PullRequestFacts = {
  state: 'open' | 'closed';
  draft: boolean;
  baseSha: string;
};

/** One head to audit: a pull request's, or what a merge queue is about to merge. */
export type AuditJob = {
  installationId: number;
  owner: string;
  repo: string;
  /** Null for a merge group, which gets a check run and no comment. */
  number: number | null;
  headSha: string;
  /** Null for re-runs, whose events do not say: then GitHub is asked. Never null for a merge group. */
  pull: PullRequestFacts | null;
  /**
   * When the pull request last changed (ms since the epoch), since events arrive in any order. Null for re-runs, whose events
   * do not say.
   */
  updatedAt: number | null;
  /** `X-GitHub-Delivery`, shown where something fails. */
  deliveryId: string;
  /** The check run that an earlier try of this job started. */
  checkRunId: number | null;
  /** An earlier try in this process failed: it may have created a check run without ever getting its id. */
  isRetry?: boolean;
  /** An earlier process accepted it. If its check run is completed it was done; else that run may still be in progress. */
  isRecovered?: boolean;
  /**
   * Set when "Re-run" asked for it: this very head is audited, even if the pull request has a newer one or is closed.
   * `baseSha` is what the repeated run was judged against, where that is known.
   */
  rerun?: { baseSha: string | null };
  /** The check run has its verdict, which must not be overwritten; only the comment is missing. */
  isJudged?: boolean;
};

/** What one of our check runs is about. */
export type AuditSubject = { number: number | null; baseSha: string };

/**
 * The `external_id` of the job's check run: the run is found again by it, and GitHub's re-run events, which name no base,
 * bring it back. A re-run's own run also names the delivery that asked for it, to tell it from the run that it repeats.
 */
export function externalId({ number, baseSha }: AuditSubject, { rerun, deliveryId }: AuditJob): string {
  const subject = number === null ? `merge-group=${baseSha}` : `pr=${number} base=${baseSha}`;
  return rerun === undefined ? subject : `${subject} rerun=${deliveryId}`;
}

/** The subject in an `external_id` that `externalId` made; null for any other. */
export function parseExternalId(id: string): AuditSubject | null {
  const [, number, baseSha] = /^(?:pr=(\d{1,15}) base=|merge-group=)([\da-f]{40,64})(?: |$)/u.exec(id) ?? [];
  return baseSha === undefined ? null : { number: number === undefined ? null : Number(number), baseSha };
}

/**
 * Of the jobs of one key one runs at a time, and the newest replaces those that wait. A re-run has a key for its head: it
 * must neither stop the audit of a newer head nor be stopped by it.
 */
export function jobKey({ owner, repo, number, headSha, rerun }: AuditJob): string {
  const pull = number === null ? '' : `#${number}`;
  return `${owner}/${repo}${pull}${number === null || rerun !== undefined ? `@${headSha}` : ''}`.toLowerCase();
}
