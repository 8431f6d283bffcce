import { z } from 'zod';

import type { GitHubClient, GitHubResponse } from './github-client.ts';
import { findNextPage, readAnswer, requestGitHub } from './request-github.ts';
import type { RetryPolicy } from './retry-request.ts';

/** One attempt of GitHub to deliver an event; attempts for one event share their guid. */
export type HookDelivery = {
  id: number;
  /** `X-GitHub-Delivery`. */
  guid: string;
  /** Milliseconds since the epoch. */
  deliveredAt: number;
  /** `pull_request.opened`; without a dot where the event has no actions. */
  event: string;
  /** The status that the server answered; 0 when it did not answer. */
  status: number;
  /** The server answered 2xx. */
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
/** 3,000 attempts: of a busier App only the newest are seen. */
const MAX_PAGES = 30;

const readDeliveries = readAnswer(z.array(delivery), LIST);
const readPayload = readAnswer(z.object({ request: z.object({ payload: z.unknown() }) }), GET);

/**
 * The attempts since a time, newest first. GitHub's filter for failures is not used: it goes by status, and misses attempts that
 * were not answered at all.
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

/** Pages are not numbered: the next one's cursor stands in the `Link` header. */
function findCursor(response: GitHubResponse): string | undefined {
  const next = findNextPage(response) ?? '';
  if (!URL.canParse(next)) return undefined;
  return new URL(next).searchParams.get('cursor') ?? undefined;
}

/**
 * The payload that was, or should have been, delivered.
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
 * Makes GitHub deliver an event once more, under its old guid.
 *
 * @throws GitHubError
 */
export async function redeliverHook(
  client: GitHubClient,
  { id, retry }: { id: number; retry?: RetryPolicy },
): Promise<void> {
  await requestGitHub(client, { route: REDELIVER, parameters: { delivery_id: id }, retry, read: () => null });
}
