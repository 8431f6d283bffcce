import type { Probot } from 'probot';
import { MERGE_GROUP, type AuditJob } from './queue/audit-job.ts';
import { mergeGroup, readDeliveredJob } from './server/read-delivered-job.ts';
import { readRerun } from './server/read-rerun.ts';

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

/** A signed event without what its kind has: answered with 400, as Probot's middleware does by an error's status. */
class MalformedEvent extends Error {
  override name = 'MalformedEvent';
  status = 400;
  override message = 'The event lacks what GitHub sends with its kind.';
}

/** Binds GitHub's events to jobs, and nothing else. */
export function createApp({ push, findPullRequests, checkName }: AppOptions): (app: Probot) => void {
  return (app) => {
    app.on([...HEAD_EVENTS], async ({ id, payload, log }) => {
      if (payload.installation === undefined) return log.warn('event-of-no-installation');
      // An edit of title or body changes nothing to audit; a new base does.
      if (payload.action === 'edited' && (payload.changes as { base?: unknown } | undefined)?.base === undefined)
        return;
      const job = readDeliveredJob(payload, id);
      if (job === null) throw new MalformedEvent();
      push(job);
    });

    app.on([...RERUN_EVENTS], async ({ id, payload, log }) => {
      if (payload.installation === undefined) return log.warn('event-of-no-installation');
      const rerun = readRerun(payload);
      if (rerun === null) throw new MalformedEvent();
      const { run, numbers: named, ...where } = rerun;
      // A suite's re-run is sent to its own App alone; a run's may name any run of the suite.
      if (run !== null && run.name !== checkName) return;
      if (run?.externalId.startsWith(MERGE_GROUP) === true) {
        const group = mergeGroup(run.externalId.slice(MERGE_GROUP.length));
        return push({ ...where, ...group, deliveryId: id, checkRunId: null });
      }
      const numbers = named.length > 0 ? named : await findPullRequests(where);
      for (const number of numbers)
        push({ ...where, number, pull: null, updatedAt: null, deliveryId: `${id}/${number}`, checkRunId: null });
    });
  };
}
