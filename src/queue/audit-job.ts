/** The head in a delivery. */
type DeliveredHead = {
  installationId: number;
  owner: string;
  repo: string;
  headSha: string;
  /** `X-GitHub-Delivery`, which is shown if something fails. */
  deliveryId: string;
};

/** The state of the pull request in the payload of a `pull_request` event, so that it need not be requested. */
export type PullRequestFacts = {
  state: 'open' | 'closed';
  draft: boolean;
  baseSha: string;
};

/** The head of a pull request. */
export type PullRequestJob = DeliveredHead & {
  kind: 'pull-request';
  number: number;
  /** Null if two events have the same second. GitHub is then asked which head is the newest. */
  pull: PullRequestFacts | null;
  /** When the pull request last changed (ms since the epoch), because events arrive in any order. */
  updatedAt: number;
  progress: JobProgress;
};

/**
 * What a merge queue is about to merge, and the commit onto which it is stacked. It gets a check run but no comment.
 */
export type MergeGroupJob = DeliveredHead & {
  kind: 'merge-group';
  number: null;
  baseSha: string;
  progress: JobProgress;
};

/**
 * A head whose check run is requested again ("Re-run"). Exactly this head is audited, even if the pull request has a
 * newer one or is closed.
 */
export type RerunJob = DeliveredHead & RerunSubject & { kind: 'rerun'; progress: JobProgress };

/** The subject of a repeated audit. `baseSha` is the base of the earlier run; always known for a merge group. */
export type RerunSubject = { number: number; baseSha: string | null } | { number: null; baseSha: string };

/**
 * A "Re-run" whose event does not name the audits to repeat. GitHub is asked for them, and each becomes a job of its
 * own.
 */
export type RerunSearch = DeliveredHead & {
  kind: 'rerun-search';
  number: null;
  /** The pull requests in the event, which never include those of forks. */
  pullNumbers: readonly number[];
  /** Passed on to the jobs that are found. */
  progress: { stage: 'new' | 'recovered' };
};

export type AuditJob = PullRequestJob | MergeGroupJob | RerunJob;
export type Job = AuditJob | RerunSearch;

/** The subject of an audit: a head and its base, for a pull request or a merge group, which has no number. */
export type AuditTarget = {
  owner: string;
  repo: string;
  number: number | null;
  headSha: string;
  baseSha: string;
  draft: boolean;
};

/** The progress of an audit, from which a later try continues with the same target. */
export type JobProgress =
  | { stage: 'new' }
  /** A try in this process failed early. It may have created a check run without receiving its id. */
  | { stage: 'retried' }
  /** An earlier process accepted the job. It may have finished it, or left its check run in progress. */
  | { stage: 'recovered' }
  | StartedProgress
  /** The check run has its verdict, which must not be overwritten. Only the comment is missing. */
  | { stage: 'judged'; target: AuditTarget };

/** The check run is in progress. `resume`: an earlier try may have sent some of its annotations. */
export type StartedProgress = { stage: 'started'; target: AuditTarget; checkRunId: number; resume: boolean };

/** The job that repeats one audit of the head in a delivery. */
export function makeRerunJob(
  { installationId, owner, repo, headSha, deliveryId, progress }: DeliveredHead & Pick<RerunJob, 'progress'>,
  subject: RerunSubject,
): RerunJob {
  const head = { installationId, owner, repo, headSha, progress };
  // One delivery may request several audits.
  return { ...head, ...subject, kind: 'rerun', deliveryId: `${deliveryId}/${subject.number ?? subject.baseSha}` };
}

/** The subject of one of our check runs. */
export type AuditSubject = { number: number | null; baseSha: string };

/**
 * The `external_id` of the job's check run. It identifies the run, and GitHub's re-run events, which name no base,
 * return it. The run of a re-run also contains the delivery that requested it, to distinguish it from the run that it
 * repeats.
 */
export function externalId({ number, baseSha }: AuditSubject, { kind, deliveryId }: AuditJob): string {
  const subject = number === null ? `merge-group=${baseSha}` : `pr=${number} base=${baseSha}`;
  return kind === 'rerun' ? `${subject} rerun=${deliveryId}` : subject;
}

/** Parses an `external_id` made by `externalId`; null for any other. */
export function parseExternalId(id: string): (RerunSubject & AuditSubject) | null {
  const [, number, baseSha] = /^(?:pr=(\d{1,15}) base=|merge-group=)([\da-f]{40,64})(?: |$)/u.exec(id) ?? [];
  if (baseSha === undefined) return null;
  return number === undefined ? { number: null, baseSha } : { number: Number(number), baseSha };
}

/**
 * The queue runs one job per key at a time, and the newest replaces those that wait. A re-run has a key for its head:
 * it must neither stop the audit of a newer head nor be stopped by it.
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
