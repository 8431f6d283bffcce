import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, expect, test } from 'vitest';

import { makeRestClient, REST_RETRIES } from '../../src/github/make-rest-client.ts';
import type { RestClientOptions } from '../../src/github/make-rest-client.ts';
import { readPullRequest } from '../../src/github/read-pull-request.ts';
import { makeCheckedFetch } from '../support/check-requests-against-openapi.ts';

type Answer = { status: number; headers?: Record<string, string>; body: object };

const PULL: Answer = {
  status: 200,
  body: { number: 7, state: 'open', title: 't', base: { sha: 'b', ref: 'main' }, head: { sha: 'h', ref: 'x' } },
};
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that gives the answers in turn, and a client of it for which a second is a millisecond. */
async function serve(
  answers: Answer[],
  options: RestClientOptions = {},
): Promise<{ read: () => Promise<object>; waits: unknown[]; seen: unknown[] }> {
  const seen: unknown[] = [];
  const server = createServer((request, response) => {
    seen.push([request.headers.authorization, request.headers['user-agent']?.split(' ')[0]]);
    const { status, headers, body } = answers.shift() ?? { status: 500, body: {} };
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const waits: unknown[] = [];
  const client = makeRestClient({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fetch: makeCheckedFetch(),
    onWait: (seconds, limit) => waits.push([seconds, limit]),
    secondMs: 1,
    ...options,
  });
  const read = () =>
    readPullRequest(client, {
      owner: 'o',
      repo: 'r',
      number: 7,
      retry: { ...REST_RETRIES, wait: async () => undefined },
    });
  return { read, waits, seen };
}

const SECONDARY: Answer = {
  status: 403,
  headers: { 'retry-after': '3' },
  body: { message: 'You have exceeded a secondary rate limit.' },
};
const makePrimary = (seconds: number): Answer => ({
  status: 403,
  headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + seconds) },
  body: { message: 'API rate limit exceeded' },
});

test('says who it is, and works without a token', async () => {
  const { read: withToken, seen } = await serve([PULL], { token: 'token-of-mine' });
  const { read: without, seen: seenWithout } = await serve([PULL]);
  await withToken();
  await without();

  expect([seen, seenWithout]).toEqual([
    [['token token-of-mine', 'integration-audit']],
    [[undefined, 'integration-audit']],
  ]);
});

test('waits out a secondary limit', async () => {
  const { read, waits } = await serve([SECONDARY, PULL]);

  expect(await read()).toMatchObject({ number: 7 });
  expect(waits).toEqual([[3, 'secondary']]);
});

test('waits out a primary limit of less than a minute', async () => {
  const { read, waits } = await serve([makePrimary(20), PULL]);

  expect(await read()).toMatchObject({ number: 7 });
  expect(waits).toHaveLength(1);
});

test('gives up at once on a primary limit that lasts', async () => {
  const { read, waits, seen } = await serve([makePrimary(1800), PULL]);

  await expect(read()).rejects.toMatchObject({ trouble: { kind: 'rate-limited', limit: 'primary' } });
  expect([waits, seen.length]).toEqual([[], 1]);
});

test('gives up after three waits', async () => {
  const long = { ...SECONDARY, headers: { 'retry-after': '40' } };
  const { read, waits } = await serve([long, long, long, long, PULL]);

  await expect(read()).rejects.toMatchObject({ trouble: { kind: 'rate-limited', limit: 'secondary' } });
  expect(waits).toEqual([
    [40, 'secondary'],
    [40, 'secondary'],
    [40, 'secondary'],
  ]);
});

test('repeats a read after a 502', async () => {
  const { read } = await serve([{ status: 502, body: {} }, PULL]);

  expect(await read()).toMatchObject({ number: 7 });
});
