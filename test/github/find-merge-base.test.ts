import nock from 'nock';
import { expect, test } from 'vitest';

import { findMergeBase } from '../../src/github/find-merge-base.ts';
import { makeTestRetries } from './make-test-client.ts';
import { API, mockGitHub } from './mock-github.ts';

const client = mockGitHub();
const NO_ANCESTOR = { message: 'No common ancestor between base and head.' };

const mockCompare = (page: number) => nock(API).get('/repos/o/r/compare/base...head').query({ per_page: 1, page });
const mockCommit = (sha: string) => nock(API).get(`/repos/o/r/git/commits/${sha}`);
const find = (base = 'base', head = 'head') =>
  findMergeBase(client, { owner: 'o', repo: 'r', retry: makeTestRetries().retry }, base, head);

test('finds the merge base on the page that carries no files', async () => {
  mockCompare(2).reply(200, { merge_base_commit: { sha: 'fork-point' }, total_commits: 3, commits: [] });

  expect(await find()).toEqual({ commit: 'fork-point', ahead: 3 });
});

test('looks at the first page where the second does not tell', async () => {
  mockCompare(2).reply(200, { commits: [] });
  mockCompare(1).reply(200, { merge_base_commit: { sha: 'fork-point' }, commits: [] });

  expect(await find()).toEqual({ commit: 'fork-point', ahead: 0 });
});

test('asks nothing for a commit and itself', async () => {
  expect(await find('same', 'same')).toEqual({ commit: 'same', ahead: 0 });
});

test('finds none for two commits that are there and share no history', async () => {
  mockCompare(2).reply(404, NO_ANCESTOR);
  mockCompare(1).reply(404, NO_ANCESTOR);
  mockCommit('base').reply(200, { sha: 'base' });
  mockCommit('head').reply(200, { sha: 'head' });

  expect(await find()).toEqual({ commit: null, ahead: 0 });
});

test('does not take a missing commit for an unrelated one', async () => {
  mockCompare(2).reply(404, { message: 'Not Found' });
  mockCompare(1).reply(404, { message: 'Not Found' });
  mockCommit('base').reply(200, { sha: 'base' });
  mockCommit('head').reply(404, { message: 'Not Found' });

  await expect(find()).rejects.toMatchObject({ trouble: { kind: 'not-found', status: 404 } });
});

test('throws a missing permission', async () => {
  mockCompare(2).reply(403, { message: 'Resource not accessible by integration' });

  await expect(find()).rejects.toMatchObject({ trouble: { kind: 'forbidden' } });
});
