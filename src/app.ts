import type { Probot } from 'probot';
import { MERGE_GROUP, type AuditJob } from './queue/audit-job.ts';
import { mergeGroup, readDeliveredJob } from './read-delivered-job.ts';

export type AppOptions = {
  /** Takes a job at once; the work is done later, so that GitHub has its answer within seconds. */
  push: (job: AuditJob) => void;
  /** Finds the open pull requests of a head commit: GitHub names none in the events of a fork's push. */
  findPullRequests: (where: {
    installationId: number;
    owner: string;
    repo: string;
    headSha: string;
  }) => Promise<number[]>;
  /** Name of our check run, to tell our own from others'. */
  checkName: string;
};

/** The events that name their head and base: each asks for one audit. */
const HEAD_EVENTS = [
  'pull_request.opened',
  'pull_request.synchronize',
  'pull_request.reopened',
  'pull_request.ready_for_review',
  'pull_request.edited',
  'merge_group.checks_requested',
] as const;
const RERUN_EVENTS = ['check_run.rerequested', 'check_suite.rerequested'] as const;

/** Every event that asks for an audit. */
export const EVENTS: readonly string[] = [...HEAD_EVENTS, ...RERUN_EVENTS];

/** Binds GitHub's events to jobs, and nothing else. */
export function createApp({ push, findPullRequests, checkName }: AppOptions): (app: Probot) => void {
  return (app) => {
    app.on([...HEAD_EVENTS], async ({ id, payload, log }) => {
      // An edit of title or body changes nothing to audit; a new base does.
      if (payload.action === 'edited' && payload.changes.base === undefined) return;
      const job = readDeliveredJob(payload, id);
      if (job === null) log.warn('event-of-no-installation');
      else push(job);
    });

    app.on([...RERUN_EVENTS], async ({ id, payload, log }) => {
      if (payload.installation === undefined) return log.warn('event-of-no-installation');
      // A suite's re-run is sent to its own App alone; a run's may name any run of the suite.
      if ('check_run' in payload && payload.check_run.name !== checkName) return;
      const check = 'check_run' in payload ? payload.check_run : payload.check_suite;
      const { repository } = payload;
      const where = {
        installationId: payload.installation.id,
        owner: repository.owner.login,
        repo: repository.name,
        headSha: check.head_sha,
      };
      const externalId = 'external_id' in check ? check.external_id : '';
      if (externalId.startsWith(MERGE_GROUP))
        return push({
          ...where,
          ...mergeGroup(externalId.slice(MERGE_GROUP.length)),
          deliveryId: id,
          checkRunId: null,
        });
      const named = check.pull_requests.flatMap((pull) => (pull === null ? [] : [pull.number]));
      const numbers = named.length > 0 ? named : await findPullRequests(where);
      for (const number of numbers)
        push({ ...where, number, pull: null, updatedAt: null, deliveryId: `${id}/${number}`, checkRunId: null });
    });
  };
}
