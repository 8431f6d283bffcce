import type { z } from 'zod';

import type { GitHubClient, GitHubResponse } from './github-client.ts';
import { GitHubError } from './github-errors.ts';
import { readBody } from './read-body.ts';
import { withRetries } from './retry-request.ts';
import type { Retrying, RetryPolicy } from './retry-request.ts';

export type Call<T> = {
  route: string;
  parameters: Record<string, unknown>;
  /** Converts the response to the result. An error while reading its body counts as an error of the call. */
  read: (response: GitHubResponse) => T | Promise<T>;
  /** Whether the call is idempotent. Default: true for GET. */
  isSafe?: boolean;
  findDone?: Retrying<T>['findDone'];
  retry?: RetryPolicy;
};

/**
 * Makes a call with our retries. Probot's retry plugin is disabled, because it repeats every POST after a 5xx: a
 * comment whose response was lost would be created twice.
 *
 * @throws GitHubError
 */
export function requestGitHub<T>(client: GitHubClient, call: Call<T>): Promise<T> {
  const { route, parameters, read, retry, findDone } = call;
  const isSafe = call.isSafe ?? route.startsWith('GET ');
  const request = { retries: 0, ...(parameters['request'] as object | undefined) };
  return withRetries(
    async () => read(await client.request(route, { ...parameters, request })),
    { route: fillRoute(route, parameters), isSafe, findDone },
    retry,
  );
}

/** The route with its parameters filled in, for messages: `GET /repos/acme/shop/pulls/12`. */
function fillRoute(route: string, parameters: Call<unknown>['parameters']): string {
  return route.replaceAll(/\{(\w{1,40})\}/g, (hole, name: string) => {
    const value = parameters[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : hole;
  });
}

/** Parameter for responses that `readBody` reads as a stream, because octokit would decode binary files as UTF-8. */
export const AS_STREAM = { parseSuccessResponseBody: false };

/**
 * Makes a reader of responses from a schema of the fields that are used. A response without these counts as
 * `unavailable`.
 */
export function readAnswer<T>(schema: z.ZodType<T>, route: string): (response: GitHubResponse) => T {
  return ({ data }) => {
    const parsed = schema.safeParse(data);
    if (parsed.success) return parsed.data;
    throw new GitHubError(malformedAnswer(route), parsed.error);
  };
}

/** The JSON of a streamed response. For a listing of 100,000 entries this took 0.4 s, octokit's own parsing 1.2 s. */
export async function readJsonStream(response: GitHubResponse, maxBytes: number, route: string): Promise<unknown> {
  const bytes = await readBody(response.data, maxBytes, route);
  if (bytes === null) throw new GitHubError({ ...malformedAnswer(route), kind: 'unprocessable' });
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    throw new GitHubError(malformedAnswer(route), error);
  }
}

function malformedAnswer(route: string): { kind: 'unavailable'; status: null; message: string } {
  return {
    kind: 'unavailable',
    status: null,
    message: `GitHub's answer to ${route} does not match its documentation.`,
  };
}

const PAGE_SIZE = 100;

/**
 * All items of a list, page by page (100 each), until there is no next page or `maxPages` are read. A page may be short
 * even though others follow, because GitHub omits items that we may not see, so the `Link` header decides if there is
 * one.
 *
 * @see https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export async function* readPages<T>(
  client: GitHubClient,
  call: Omit<Call<readonly T[]>, 'isSafe' | 'findDone'> & { maxPages: number },
): AsyncGenerator<T> {
  for (let page = 1; page <= call.maxPages; page += 1) {
    const { items, next } = await requestGitHub(client, {
      ...call,
      parameters: { ...call.parameters, per_page: PAGE_SIZE, page },
      read: async (response) => ({ items: await call.read(response), next: findNextPage(response) }),
    });
    yield* items;
    if (next === null || (next === undefined && items.length < PAGE_SIZE)) return;
  }
}

/** The URL of the next page; null on the last of several pages, undefined without a `Link` header. */
export function findNextPage({ headers }: GitHubResponse): string | null | undefined {
  const link = headers['link'];
  if (link === undefined || link === '') return undefined;
  return /<([^<>]{1,2000})>;\s{0,5}rel="next"/.exec(String(link))?.[1] ?? null;
}
