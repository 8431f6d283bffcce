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
  /** It was asked for before this process began: done unless its check run is completed, which then may be in progress. */
  isRecovered?: boolean;
  /** That check run has its verdict: only the comment is missing, and nothing may overwrite it. */
  isJudged?: boolean;
};

/** Begins the external id of a merge group's check run; its base follows, for a re-run's event names no other. */
export const MERGE_GROUP = 'merge-group=';

/** Our name for the job at its check run: finds the run again, and comes back in GitHub's events. */
export function externalId(number: number | null, baseSha: string): string {
  return number === null ? `${MERGE_GROUP}${baseSha}` : `pr=${number} base=${baseSha}`;
}

/** Jobs of one key run one after another, the newest only. */
export function jobKey({ owner, repo, number, headSha }: AuditJob): string {
  return `${owner}/${repo}${number === null ? `@${headSha}` : `#${number}`}`.toLowerCase();
}
