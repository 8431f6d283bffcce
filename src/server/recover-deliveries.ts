import type { GitHubClient, Log } from '../github/github-client.ts';
import { listHookDeliveries, readHookPayload, redeliverHook, type HookDelivery } from '../github/hook-deliveries.ts';
import type { RetryPolicy } from '../github/retry-request.ts';
import type { AuditJob } from '../queue/audit-job.ts';

export type Recovery = {
  /** Authenticated as the App itself. */
  client: GitHubClient;
  retry: RetryPolicy;
  /** The events that ask for an audit: `pull_request.opened`. Others are not brought back. */
  events: readonly string[];
  /** What a payload asks for; nothing for what is no such event. */
  readJobs: (payload: unknown, deliveryId: string) => Promise<readonly AuditJob[]>;
  push: (job: AuditJob) => void;
  log: Log;
};

const MINUTE_MS = 60_000;
/** GitHub keeps deliveries for three days; what is older than one day, nobody waits for any more. */
const FAILED_FOR_MS = 24 * 60 * MINUTE_MS;
/** What a process that died had taken: a job comes back for three quarters of an hour at most. */
const TAKEN_FOR_MS = 60 * MINUTE_MS;
/** An attempt may be under way. */
const SETTLED_MS = MINUTE_MS;
/** Attempts of one event, GitHub's first included: one that fails each time is not asked for for ever. */
const MAX_ATTEMPTS = 4;
/** Payloads read at a start, one request each, newest first. */
const MAX_TAKEN = 200;

/**
 * Has GitHub deliver again what found nobody at home: it does not do so by itself.
 *
 * @param since how far back to look, in milliseconds since the epoch; a day at most.
 * @throws GitHubError
 */
export async function recoverFailedDeliveries(recovery: Recovery, since: number): Promise<void> {
  const { client, retry, log } = recovery;
  const now = retry.now();
  const attempts = await listWanted(recovery, Math.max(since, now - FAILED_FOR_MS));
  for (const [newest, ...others] of Map.groupBy(attempts, ({ guid }) => guid).values()) {
    if (newest === undefined || now - newest.deliveredAt < SETTLED_MS) continue;
    if ([newest, ...others].some(({ isTaken }) => isTaken) || others.length + 1 >= MAX_ATTEMPTS) continue;
    await redeliverHook(client, { id: newest.id, retry });
    log('delivery-asked-for-again', { deliveryId: newest.guid, event: newest.event });
  }
}

/**
 * Takes up what an earlier process had taken and not done: the jobs of the last hour are read again, and those whose
 * check run is completed end there; that of a re-run bears its delivery.
 *
 * @param before when this process began to take deliveries itself.
 * @throws GitHubError
 */
export async function recoverTakenDeliveries(recovery: Recovery, before: number): Promise<void> {
  const { client, retry, readJobs, push, log } = recovery;
  const taken = (await listWanted(recovery, before - TAKEN_FOR_MS)).filter(
    ({ isTaken, deliveredAt }) => isTaken && deliveredAt < before,
  );
  // From the oldest on, as they came: the newest of a pull request is what stays.
  for (const { id, guid } of taken.slice(0, MAX_TAKEN).toReversed()) {
    const payload = await readHookPayload(client, { id, retry });
    try {
      for (const job of await readJobs(payload, guid)) push({ ...job, isRecovered: true });
    } catch {
      // One installation's trouble, or one that is gone: the others' must not wait for it.
      log('delivery-not-read', { deliveryId: guid });
    }
  }
  if (taken.length > 0) log('deliveries-looked-through', { count: taken.length });
}

async function listWanted({ client, retry, events }: Recovery, since: number): Promise<HookDelivery[]> {
  return (await listHookDeliveries(client, { since, retry })).filter(({ event }) => events.includes(event));
}
