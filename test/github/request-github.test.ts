import { ProbotOctokit } from 'probot';
import { expect, test } from 'vitest';
import { z } from 'zod';

import { countRequests } from './count-requests.ts';
import type { GitHubClient, GitHubResponse } from '../../src/github/github-client.ts';
import { makeRestClient } from '../../src/github/make-rest-client.ts';
import { readAnswer, readPages, requestGitHub } from '../../src/github/request-github.ts';
import { makeTestRetries } from './make-test-client.ts';

const ROUTE = 'GET /repos/{owner}/{repo}/pulls';

/** Answers with the given data in turn, and keeps what it was asked. */
function makeRecorder(...answers: unknown[]): { client: GitHubClient; asked: unknown[] } {
  const asked: unknown[] = [];
  const client: GitHubClient = {
    async request(route, parameters): Promise<GitHubResponse> {
      asked.push([route, parameters]);
      return { status: 200, url: '', headers: {}, data: answers.shift() };
    },
  };
  return { client, asked };
}

test('takes the clients of Probot and of the command line alike', () => {
  const clients: GitHubClient[] = [new ProbotOctokit(), makeRestClient({})];

  expect(clients.map(({ request }) => typeof request)).toEqual(['function', 'function']);
});

test('tells the retry plugin of Probot to keep out, and keeps other options of a request', async () => {
  const { client, asked } = makeRecorder('x', 'y');
  await requestGitHub(client, { route: ROUTE, parameters: { owner: 'o' }, read: () => null });
  await requestGitHub(client, {
    route: ROUTE,
    parameters: { request: { parseSuccessResponseBody: false } },
    read: () => null,
  });

  expect(asked).toEqual([
    [ROUTE, { owner: 'o', request: { retries: 0 } }],
    [ROUTE, { request: { retries: 0, parseSuccessResponseBody: false } }],
  ]);
});

test('names in an error what the call was about', async () => {
  const client: GitHubClient = {
    request: () => Promise.reject(Object.assign(new Error('down'), { name: 'HttpError', status: 500, request: {} })),
  };
  const { retry } = makeTestRetries({ attempts: 1 });
  const asking = requestGitHub(client, {
    route: ROUTE,
    parameters: { owner: 'acme', repo: 'shop' },
    read: () => null,
    retry,
  });
  await expect(asking).rejects.toThrow('GET /repos/acme/shop/pulls');
});

test('reads pages until one is not full', async () => {
  const numbers = Array.from({ length: 100 }, (_, index) => index);
  const { client, asked } = makeRecorder(numbers, numbers, [7]);
  const { client: counting, counts } = countRequests(client);
  const read: number[] = [];
  const pages = readPages(counting, {
    route: ROUTE,
    parameters: {},
    read: readAnswer(z.array(z.number()), ROUTE),
    maxPages: 10,
  });
  for await (const item of pages) read.push(item);

  expect(read).toEqual([...numbers, ...numbers, 7]);
  expect(asked.map((call) => (call as [string, { page: number; per_page: number }])[1].page)).toEqual([1, 2, 3]);
  expect([...counts]).toEqual([[ROUTE, 3]]);
});

test('goes by the links to other pages, where there are some', async () => {
  const links = ['<https://api.github.com/r?page=2>; rel="next", <https://api.github.com/r?page=2>; rel="last"'];
  links.push('<https://api.github.com/r?page=1>; rel="prev"');
  const asked: unknown[] = [];
  const client: GitHubClient = {
    async request(_route, parameters): Promise<GitHubResponse> {
      asked.push(parameters?.['page']);
      const data = asked.length === 1 ? [1] : Array.from({ length: 100 }, () => 2);
      return { status: 200, url: '', headers: { link: links[asked.length - 1] }, data };
    },
  };
  const read = readAnswer(z.array(z.number()), ROUTE);
  const found = await Array.fromAsync(readPages(client, { route: ROUTE, parameters: {}, read, maxPages: 10 }));

  // A short page with a next one goes on, a full one without ends.
  expect([asked, found.length]).toEqual([[1, 2], 101]);
});

test('reads no more pages than allowed, and no further than it is asked', async () => {
  const full = Array.from({ length: 100 }, () => 1);
  const capped = makeRecorder(full, full, full);
  const left = makeRecorder(full, full);
  const call = { route: ROUTE, parameters: {}, read: readAnswer(z.array(z.number()), ROUTE) };
  let count = 0;
  for await (const item of readPages(capped.client, { ...call, maxPages: 2 })) count += item;
  for await (const _ of readPages(left.client, { ...call, maxPages: 2 })) break;

  expect([count, capped.asked.length, left.asked.length]).toEqual([200, 2, 1]);
});

test('asks again after an answer that is none', async () => {
  const { retry, waits } = makeTestRetries();
  const { client } = makeRecorder('<html>', { message: 'hm' }, [1]);
  const read = readAnswer(z.array(z.number()), ROUTE);

  expect(await requestGitHub(client, { route: ROUTE, parameters: {}, read, retry })).toEqual([1]);
  expect(waits).toEqual([1000, 4000]);
});
