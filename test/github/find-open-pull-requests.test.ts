import nock from 'nock';
import { expect, test } from 'vitest';

import { findOpenPullRequests } from '../../src/github/find-open-pull-requests.ts';
import { startGitHub } from '../support/start-github.ts';
import { makeTestClient } from './make-test-client.ts';
import { API, mockGitHub } from './mock-github.ts';

const client = mockGitHub();

const makePull = (number: number, sha: string) => ({
  number,
  state: 'open',
  base: { sha: 'b' },
  head: { sha },
});

function mockPage(page: number, pulls: object[]): void {
  nock(API)
    .get('/repos/o/r/pulls')
    .query({ state: 'open', sort: 'updated', direction: 'desc', per_page: 100, page })
    .reply(200, pulls);
}

test('finds by head on all pages, each once although the list shifted between two', async () => {
  mockPage(1, [
    ...Array.from({ length: 98 }, (_, index) => makePull(index + 1, 'other')),
    makePull(200, 'head'),
    makePull(201, 'head'),
  ]);
  mockPage(2, [makePull(201, 'head'), makePull(202, 'head')]);
  const found = await findOpenPullRequests(client, { owner: 'o', repo: 'r', headSha: 'head' });

  expect(found).toEqual([200, 201, 202]);
});

test('finds the pull request of a fork on the emulator', async () => {
  nock.enableNetConnect('127.0.0.1');
  const github = await startGitHub();
  await github.commitFiles({ 'a.txt': 'one' }, { branch: 'main' });
  const repository = await github.fork();
  const headSha = await github.commitFiles({ 'a.txt': 'two' }, { branch: 'topic', repository });
  const { number } = await github.openPullRequest({ head: 'admin:topic' });
  const { client: live, violations } = makeTestClient({ baseUrl: github.url, token: github.adminToken });
  const at = { owner: github.owner, repo: github.repo };
  const found = await findOpenPullRequests(live, { ...at, headSha });
  const none = await findOpenPullRequests(live, { ...at, headSha: 'f'.repeat(40) });
  await github.close();

  expect(found).toEqual([number]);
  expect(none).toEqual([]);
  expect(violations).toEqual([]);
});
