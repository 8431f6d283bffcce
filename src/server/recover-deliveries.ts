import type { GitHubClient, Log } from '../github/github-client.ts';
import { isTroubleOf } from '../github/github-errors.ts';
import { listHookDeliveries, readHookPayload, redeliverHook, type HookDelivery } from '../github/hook-deliveries.ts';
import type { RetryPolicy } from '../github/retry-request.ts';
import type { Job } from '../queue/audit-job.ts';
import { describeError } from './describe-error.ts';

export type Recovery = {
  /** Authenticated as the App itself. */
  client: GitHubClient;
  retry: RetryPolicy;
  /** The events that request an audit, such as `pull_request.opened`. Deliveries of others are ignored. */
  events: readonly string[];
  /** The jobs that a payload requests; none for other events. */
  readJobs: (payload: unknown, deliveryId: string) => readonly Job[];
  push: (job: Job) => void;
  log: Log;
};

const MINUTE_MS = 60_000;
/** GitHub keeps deliveries for three days, but results are of no use after a day. */
const FAILED_FOR_MS = 24 * 60 * MINUTE_MS;
/**
 * How long ago a process that died may have accepted unfinished jobs: the queue retries a job for 45 minutes at most.
 */
const TAKEN_FOR_MS = 60 * MINUTE_MS;
/** Minimum age of an attempt; a younger one may still be in progress. */
const SETTLED_MS = MINUTE_MS;
/** Attempts per event, including GitHub's first, so that an event that always fails is not redelivered for ever. */
const MAX_ATTEMPTS = 4;
/** Payloads read at startup, one request each, newest first. */
const MAX_TAKEN = 200;

/**
 * Asks GitHub to redeliver the events that no server accepted, which it does not do by itself. A rejected redelivery is
 * logged and skipped.
 *
 * @param since start of the period, in milliseconds since the epoch; limited to a day.
 * @throws GitHubError if GitHub cannot be reached or limits the rate
 */
export async function recoverFailedDeliveries(recovery: Recovery, since: number): Promise<void> {
  const { client, retry, log } = recovery;
  const now = retry.now();
  const attempts = await listWanted(recovery, Math.max(since, now - FAILED_FOR_MS));
  for (const [newest, ...others] of Map.groupBy(attempts, ({ guid }) => guid).values()) {
    if (newest === undefined || now - newest.deliveredAt < SETTLED_MS) continue;
    if ([newest, ...others].some(({ isTaken }) => isTaken) || others.length + 1 >= MAX_ATTEMPTS) continue;
    try {
      await redeliverHook(client, { id: newest.id, retry });
      log('delivery-asked-for-again', { deliveryId: newest.guid, event: newest.event });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      log('delivery-not-asked-for', { deliveryId: newest.guid, ...describeError(error) });
    }
  }
}

/**
 * Queues the jobs that an earlier process accepted in its last hour, finished or not. Those whose check run is
 * completed end as soon as they run. A delivery whose payload cannot be read is logged and skipped.
 *
 * @param before when this process started to accept deliveries itself, in milliseconds since the epoch.
 * @throws GitHubError if GitHub cannot be reached or limits the rate
 */
export async function recoverTakenDeliveries(recovery: Recovery, before: number): Promise<void> {
  const { client, retry, readJobs, push, log } = recovery;
  const taken = (await listWanted(recovery, before - TAKEN_FOR_MS)).filter(
    ({ isTaken, deliveredAt }) => isTaken && deliveredAt < before,
  );
  // Oldest first, as they arrived, because the queue keeps the newest job of a pull request.
  for (const { id, guid } of taken.slice(0, MAX_TAKEN).toReversed()) {
    try {
      const payload = await readHookPayload(client, { id, retry });
      for (const job of readJobs(payload, guid)) push({ ...job, progress: { stage: 'recovered' } });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      log('delivery-not-read', { deliveryId: guid, ...describeError(error) });
    }
  }
  if (taken.length > 0) log('deliveries-looked-through', { count: taken.length });
}

/** Whether GitHub rejects this delivery only. An outage or a rate limit would affect the next one too. */
function isRefusal(error: unknown): boolean {
  return isTroubleOf(error, ['not-found', 'gone', 'unprocessable']);
}

async function listWanted({ client, retry, events }: Recovery, since: number): Promise<HookDelivery[]> {
  return (await listHookDeliveries(client, { since, retry })).filter(({ event }) => events.includes(event));
}
