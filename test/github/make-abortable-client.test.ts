import { expect, test } from 'vitest';

import type { GitHubClient } from '../../src/github/github-client.ts';
import { makeAbortableClient } from '../../src/github/make-abortable-client.ts';
import { requestGitHub } from '../../src/github/request-github.ts';

/** A GitHub whose answer never comes; the request ends as fetch ends it, by its signal. */
function makeSlowClient(): { client: GitHubClient; requests: () => number } {
  let requests = 0;
  const client: GitHubClient = {
    request(_route, { request } = {}) {
      requests += 1;
      const { signal } = request as { signal: AbortSignal };
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('broken off'))));
    },
  };
  return { client, requests: () => requests };
}

const ask = (client: GitHubClient): Promise<unknown> =>
  requestGitHub(client, { route: 'GET /zen', parameters: {}, read: ({ data }) => data });

test('ends the request under way with the reason of its signal, and asks no more', async () => {
  const { client, requests } = makeSlowClient();
  const abort = new AbortController();
  const abortable = makeAbortableClient(client, abort.signal);
  const asked = ask(abortable);
  abort.abort('superseded');

  await expect(asked).rejects.toBe('superseded');
  await expect(ask(abortable)).rejects.toBe('superseded');
  expect(requests()).toBe(1);
});

test('lets answers and troubles pass, with what the request had of its own', async () => {
  const asked: unknown[] = [];
  const client: GitHubClient = {
    async request(_route, parameters) {
      asked.push(parameters);
      if (asked.length > 1) throw new TypeError('of its own');
      return { status: 200, url: '', headers: {}, data: 'calm' };
    },
  };
  const { signal } = new AbortController();
  const abortable = makeAbortableClient(client, signal);

  expect(await ask(abortable)).toBe('calm');
  await expect(ask(abortable)).rejects.toThrow('of its own');
  expect(asked[0]).toEqual({ request: { retries: 0, signal } });
});
