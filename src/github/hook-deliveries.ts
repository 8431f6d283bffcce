import { z } from 'zod';

import type { GitHubClient, GitHubResponse } from './github-client.ts';
import { findNextPage, readAnswer, requestGitHub } from './request-github.ts';
import type { RetryPolicy } from './retry-request.ts';

/** An attempt to deliver an event. Attempts for the same event share a guid. */
export type HookDelivery = {
  id: number;
  /** `X-GitHub-Delivery`. */
  guid: string;
  /** Milliseconds since the epoch. */
  deliveredAt: number;
  /** `pull_request.opened`; without a dot if the event has no actions. */
  event: string;
  /** Status of the server's response; 0 if it did not respond. */
  status: number;
  /** The server responded with 2xx. */
  isTaken: boolean;
};

const delivery = z
  .object({
    id: z.number(),
    guid: z.string(),
    delivered_at: z.string(),
    status_code: z.number(),
    event: z.string(),
    action: z.string().nullish(),
  })
  .transform(({ id, guid, delivered_at, status_code, event, action }): HookDelivery => ({
    id,
    guid,
    deliveredAt: Date.parse(delivered_at),
    event: action ? `${event}.${action}` : event,
    status: status_code,
    isTaken: status_code >= 200 && status_code < 300,
  }));

const LIST = 'GET /app/hook/deliveries';
const GET = 'GET /app/hook/deliveries/{delivery_id}';
const REDELIVER = 'POST /app/hook/deliveries/{delivery_id}/attempts';
const PAGE_SIZE = 100;
/** 3,000 attempts. For a busier App, only the newest are listed. */
const MAX_PAGES = 30;

const readDeliveries = readAnswer(z.array(delivery), LIST);
const readPayload = readAnswer(z.object({ request: z.object({ payload: z.unknown() }) }), GET);

/**
 * The attempts since a time, newest first. GitHub's filter for failures is not used: it depends on the status, and
 * misses attempts without a response.
 *
 * @param client authenticated as the App itself.
 * @throws GitHubError
 * @see https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries
 */
export async function listHookDeliveries(
  client: GitHubClient,
  { since, retry }: { since: number; retry?: RetryPolicy },
): Promise<HookDelivery[]> {
  const listed: HookDelivery[] = [];
  let cursor: string | undefined;
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await requestGitHub(client, {
      route: LIST,
      parameters: { per_page: PAGE_SIZE, ...(cursor !== undefined && { cursor }) },
      retry,
      read: (response) => ({ found: readDeliveries(response), next: findCursor(response) }),
    });
    listed.push(...answer.found.filter(({ deliveredAt }) => deliveredAt >= since));
    const isPast = answer.found.some(({ deliveredAt }) => deliveredAt < since);
    if (isPast || answer.next === undefined || answer.next === cursor) break;
    cursor = answer.next;
  }
  return listed;
}

/** The cursor of the next page, from the `Link` header, because pages are not numbered. */
function findCursor(response: GitHubResponse): string | undefined {
  const next = findNextPage(response) ?? '';
  if (!URL.canParse(next)) return undefined;
  return new URL(next).searchParams.get('cursor') ?? undefined;
}

/**
 * Reads the payload that was, or should have been, delivered.
 *
 * @throws GitHubError
 */
export async function readHookPayload(
  client: GitHubClient,
  { id, retry }: { id: number; retry?: RetryPolicy },
): Promise<unknown> {
  const call = { route: GET, parameters: { delivery_id: id }, retry, read: readPayload };
  return (await requestGitHub(client, call)).request.payload;
}

/**
 * Makes GitHub deliver an event again, with the same guid.
 *
 * @throws GitHubError
 */
export async function redeliverHook(
  client: GitHubClient,
  { id, retry }: { id: number; retry?: RetryPolicy },
): Promise<void> {
  await requestGitHub(client, { route: REDELIVER, parameters: { delivery_id: id }, retry, read: () => null });
}
