/** What the payload of a `pull_request` event already tells, so that it need not be asked for. */
export type PullRequestFacts = {
  state: 'open' | 'closed';
  draft: boolean;
  baseSha: string;
};

/** One pull request's head to audit. */
export type AuditJob = {
  installationId: number;
  owner: string;
  repo: string;
  number: number;
  headSha: string;
  /** Null for re-runs, whose events do not tell; then the pull request is read. */
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
  /** That check run has its verdict: only the comment is missing, and nothing may overwrite it. */
  isJudged?: boolean;
};

/** Jobs of one key run one after another, the newest only. */
export function jobKey({ owner, repo, number }: Pick<AuditJob, 'owner' | 'repo' | 'number'>): string {
  return `${owner}/${repo}#${number}`.toLowerCase();
}
