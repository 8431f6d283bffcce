import type { Probot } from 'probot';
import type { AuditJob } from './queue/audit-job.ts';
import { readDeliveredJob } from './server/read-delivered-job.ts';

export type AppOptions = {
  /** Takes a job at once; the work is done later, so that GitHub has its answer within seconds. */
  push: (job: AuditJob) => void;
  /** What a `check_run` or `check_suite` event asks for; null for a payload that is none. */
  findReruns: (payload: unknown, deliveryId: string) => Promise<readonly AuditJob[] | null>;
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
export function createApp({ push, findReruns }: AppOptions): (app: Probot) => void {
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
      const jobs = await findReruns(payload, id);
      if (jobs === null) throw new MalformedEvent();
      for (const job of jobs) push(job);
    });
  };
}
