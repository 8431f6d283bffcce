import type { Probot } from 'probot';
import type { Job } from './queue/audit-job.ts';
import { readDeliveredJob } from './server/read-delivered-job.ts';
import { readRerunJobs } from './server/read-rerun-jobs.ts';

/** Events whose payload contains head and base, each of which requests one audit. */
const HEAD_EVENTS = [
  'pull_request.opened',
  'pull_request.synchronize',
  'pull_request.reopened',
  'pull_request.ready_for_review',
  'pull_request.edited',
  'merge_group.checks_requested',
] as const;
const RERUN_EVENTS = ['check_run.rerequested', 'check_suite.rerequested'] as const;

/** All events that request an audit. */
export const EVENTS: readonly string[] = [...HEAD_EVENTS, ...RERUN_EVENTS];

/** Thrown for a signed event without the required fields. Probot's middleware answers with the error's `status`. */
class MalformedEvent extends Error {
  override name = 'MalformedEvent';
  status = 400;
  override message = 'The event lacks what GitHub sends with its kind.';
}

/**
 * The App as Probot loads it, which turns GitHub's events into jobs.
 *
 * @param push queues a job. All work is done later, because GitHub counts a delivery as failed if it is not answered
 * within ten seconds.
 */
export function createApp(push: (job: Job) => void): (app: Probot) => void {
  return (app) => {
    app.on([...HEAD_EVENTS], async ({ id, payload, log }) => {
      if (payload.installation === undefined) return log.warn('event-of-no-installation');
      // Edits of the title or body do not affect the audit; a new base does.
      if (payload.action === 'edited' && (payload.changes as { base?: unknown } | undefined)?.base === undefined)
        return;
      const job = readDeliveredJob(payload, id);
      if (job === null) throw new MalformedEvent();
      push(job);
    });

    app.on([...RERUN_EVENTS], async ({ id, payload, log }) => {
      if (payload.installation === undefined) return log.warn('event-of-no-installation');
      const jobs = readRerunJobs(payload, id);
      if (jobs === null) throw new MalformedEvent();
      for (const job of jobs) push(job);
    });
  };
}
