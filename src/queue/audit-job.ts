/** What the payload of a `pull_request` event already tells, so that it need not be asked for. */
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
  /** The pull request's; null for a merge group, which has none of its own: it gets a check run and no comment. */
  number: number | null;
  headSha: string;
  /** Null for re-runs, whose events do not tell; then the pull request is read. Never null for a merge group. */
  pull: PullRequestFacts | null;
  /**
   * When GitHub says the pull request last changed (ms since the epoch): events arrive in any order. Null for re-runs,
   * whose events do not tell.
   */
  updatedAt: number | null;
  /** `X-GitHub-Delivery`, shown where something fails. */
  deliveryId: string;
  /** The check run that an earlier try of this job began. */
  checkRunId: number | null;
  /** An earlier try of this process was given back: a check run may have been made though its id never came. */
  isRetry?: boolean;
  /** It was asked for before this process began: done unless its check run is completed, which then may be in progress. */
  isRecovered?: boolean;
  /**
   * "Re-run" asked for it: this very head is audited, also when the pull request has another by now, or is closed. `baseSha` is
   * what the run that was asked for again was judged against, where that is known.
   */
  rerun?: { baseSha: string | null };
  /** That check run has its verdict: only the comment is missing, and nothing may overwrite it. */
  isJudged?: boolean;
};

/** What a check run of ours is about. */
export type AuditSubject = { number: number | null; baseSha: string };

/**
 * Our name for the job at its check run: finds the run again, and comes back in GitHub's events, which name no base. The run
 * of a re-run also bears the delivery that asked for it, else it could not be told from the one that it repeats.
 */
export function externalId({ number, baseSha }: AuditSubject, { rerun, deliveryId }: AuditJob): string {
  const subject = number === null ? `merge-group=${baseSha}` : `pr=${number} base=${baseSha}`;
  return rerun === undefined ? subject : `${subject} rerun=${deliveryId}`;
}

/** What `externalId` named; null for an id that is none of ours. */
export function parseExternalId(id: string): AuditSubject | null {
  const [, number, baseSha] = /^(?:pr=(\d{1,15}) base=|merge-group=)([\da-f]{40,64})(?: |$)/u.exec(id) ?? [];
  return baseSha === undefined ? null : { number: number === undefined ? null : Number(number), baseSha };
}

/**
 * Jobs of one key run one after another, the newest only. A re-run stands for its head alone: it must not stop the audit of
 * a newer one, nor be stopped by it.
 */
export function jobKey({ owner, repo, number, headSha, rerun }: AuditJob): string {
  const pull = number === null ? '' : `#${number}`;
  return `${owner}/${repo}${pull}${number === null || rerun !== undefined ? `@${headSha}` : ''}`.toLowerCase();
}
