import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, test } from 'vitest';

import { readTrouble } from '../../src/github/github-errors.ts';
import { makeTimedFetch } from '../../src/github/make-timed-fetch.ts';
import { makeRestClient } from '../../src/github/make-rest-client.ts';

async function serveAfter(ms: number): Promise<{ url: string; close: () => void }> {
  const server = createServer((_request, response) => {
    setTimeout(() => response.end('{}'), ms);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

test('gives up when no answer comes, and octokit makes trouble of it', async () => {
  const { url, close } = await serveAfter(60_000);
  const client = makeRestClient({ baseUrl: url, fetch: makeTimedFetch(undefined, 30) });
  const error = await client.request('GET /').catch((caught: unknown) => caught);
  close();

  expect(readTrouble(error, 'GET /', 0)).toEqual({
    kind: 'unavailable',
    status: null,
    message: 'GitHub could not be reached for GET / (no answer in time).',
  });
});

test('lets an answer in time pass, and keeps to the signal of its caller', async () => {
  const { url, close } = await serveAfter(0);
  const fetch = makeTimedFetch(undefined, 5000);
  const response = await fetch(url);
  const aborted = fetch(url, { signal: AbortSignal.abort(new Error('by the caller')) });

  expect(await response.text()).toBe('{}');
  await expect(aborted).rejects.toThrow('by the caller');
  close();
});
