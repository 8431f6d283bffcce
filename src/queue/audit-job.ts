/** A head that a delivery names. */
type DeliveredHead = {
  installationId: number;
  owner: string;
  repo: string;
  headSha: string;
  /** `X-GitHub-Delivery`, shown where something fails. */
  deliveryId: string;
};

/** What the payload of a `pull_request` event says of the pull request, so that it need not be asked for. */
export type PullRequestFacts = {
  state: 'open' | 'closed';
  draft: boolean;
  baseSha: string;
};

/** The head of a pull request. */
export type PullRequestJob = DeliveredHead & {
  kind: 'pull-request';
  number: number;
  /** Null where two events are of the same second: then GitHub is asked which head is the newest. */
  pull: PullRequestFacts | null;
  /** When the pull request last changed (ms since the epoch), since events arrive in any order. */
  updatedAt: number;
  progress: JobProgress;
};

/** What a merge queue is about to merge, onto the commit that it is stacked on. It gets a check run and no comment. */
export type MergeGroupJob = DeliveredHead & {
  kind: 'merge-group';
  number: null;
  baseSha: string;
  progress: JobProgress;
};

/**
 * A head whose check run was asked for again ("Re-run"): this very head is audited, even if the pull request has a newer one
 * or is closed.
 */
export type RerunJob = DeliveredHead & RerunSubject & { kind: 'rerun'; progress: JobProgress };

/** What is audited again. `baseSha` is what the earlier run was judged against; always known for a merge group. */
export type RerunSubject = { number: number; baseSha: string | null } | { number: null; baseSha: string };

/** A "Re-run" whose event does not say which audits to repeat: GitHub is asked, and the answer becomes jobs of their own. */
export type RerunSearch = DeliveredHead & {
  kind: 'rerun-search';
  number: null;
  /** The pull requests that the event names: never those of forks. */
  pullNumbers: readonly number[];
  /** Handed on to the jobs that are found. */
  progress: { stage: 'new' | 'recovered' };
};

export type AuditJob = PullRequestJob | MergeGroupJob | RerunJob;
export type Job = AuditJob | RerunSearch;

/** What is audited: a head against its base, of a pull request or of a merge group, which has no number. */
export type AuditTarget = {
  owner: string;
  repo: string;
  number: number | null;
  headSha: string;
  baseSha: string;
  draft: boolean;
};

/** How far an audit came, so that a later try goes on from there, with the same target. */
export type JobProgress =
  | { stage: 'new' }
  /** A try in this process failed early: it may have created a check run without ever getting its id. */
  | { stage: 'retried' }
  /** An earlier process accepted the job. It may have finished it, or left its check run in progress. */
  | { stage: 'recovered' }
  | StartedProgress
  /** The check run has its verdict, which must not be overwritten; only the comment is missing. */
  | { stage: 'judged'; target: AuditTarget };

/** The check run is in progress. `resume`: an earlier try may have sent some of its annotations. */
export type StartedProgress = { stage: 'started'; target: AuditTarget; checkRunId: number; resume: boolean };

/** The job that repeats one audit of the head that a delivery asked to run again. */
export function makeRerunJob(
  { installationId, owner, repo, headSha, deliveryId, progress }: DeliveredHead & Pick<RerunJob, 'progress'>,
  subject: RerunSubject,
): RerunJob {
  const head = { installationId, owner, repo, headSha, progress };
  // One delivery may ask for several audits.
  return { ...head, ...subject, kind: 'rerun', deliveryId: `${deliveryId}/${subject.number ?? subject.baseSha}` };
}

/** What one of our check runs is about. */
export type AuditSubject = { number: number | null; baseSha: string };

/**
 * The `external_id` of the job's check run: the run is found again by it, and GitHub's re-run events, which name no base,
 * bring it back. A re-run's own run also names the delivery that asked for it, to tell it from the run that it repeats.
 */
export function externalId({ number, baseSha }: AuditSubject, { kind, deliveryId }: AuditJob): string {
  const subject = number === null ? `merge-group=${baseSha}` : `pr=${number} base=${baseSha}`;
  return kind === 'rerun' ? `${subject} rerun=${deliveryId}` : subject;
}

/** The subject in an `external_id` that `externalId` made; null for any other. */
export function parseExternalId(id: string): (RerunSubject & AuditSubject) | null {
  const [, number, baseSha] = /^(?:pr=(\d{1,15}) base=|merge-group=)([\da-f]{40,64})(?: |$)/u.exec(id) ?? [];
  if (baseSha === undefined) return null;
  return number === undefined ? { number: null, baseSha } : { number: Number(number), baseSha };
}

/**
 * Of the jobs of one key one runs at a time, and the newest replaces those that wait. A re-run has a key for its head: it
 * must neither stop the audit of a newer head nor be stopped by it.
 */
export function jobKey(job: Job): string {
  const repository = `${job.owner}/${job.repo}`.toLowerCase();
  switch (job.kind) {
    case 'pull-request':
      return `${repository}#${job.number}`;
    case 'merge-group':
      return `${repository}@${job.headSha}`;
    case 'rerun':
      return `${repository}${job.number === null ? '' : `#${job.number}`}@${job.headSha}`;
    case 'rerun-search':
      return `${repository} ${job.deliveryId}`;
  }
}
