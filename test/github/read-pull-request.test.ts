import nock from 'nock';
import { expect, test } from 'vitest';

import { readPullRequest } from '../../src/github/read-pull-request.ts';
import { startGitHub } from '../support/start-github.ts';
import { makeTestClient, makeTestRetries } from './make-test-client.ts';
import { API, mockGitHub } from './mock-github.ts';

const client = mockGitHub();
const ANSWER = {
  number: 7,
  state: 'open',
  draft: true,
  title: 'Add Stripe',
  user: { login: 'ann' },
  base: { sha: 'base-sha', ref: 'main', repo: { id: 1 } },
  head: { sha: 'head-sha', ref: 'topic', repo: { id: 1 } },
};
const EXPECTED = {
  number: 7,
  state: 'open',
  draft: true,
  title: 'Add Stripe',
  author: 'ann',
  baseSha: 'base-sha',
  baseRef: 'main',
  headSha: 'head-sha',
  headRef: 'topic',
  fork: false,
};

function read(answer: object): Promise<object> {
  nock(API).get('/repos/o/r/pulls/7').reply(200, answer);
  return readPullRequest(client, { owner: 'o', repo: 'r', number: 7, retry: makeTestRetries({ attempts: 1 }).retry });
}

test.each([
  ['one of the same repository', ANSWER, EXPECTED],
  ['one of a fork', { ...ANSWER, head: { ...ANSWER.head, repo: { id: 2 } } }, { ...EXPECTED, fork: true }],
  [
    'one of a deleted fork and account',
    { ...ANSWER, user: null, head: { ...ANSWER.head, repo: null } },
    { ...EXPECTED, author: null, fork: true },
  ],
  [
    'a closed one without the draft field',
    { ...ANSWER, state: 'closed', draft: undefined },
    { ...EXPECTED, state: 'closed', draft: false },
  ],
])('reads %s', async (_name, answer, expected) => {
  expect(await read(answer)).toEqual(expected);
});

test('takes an answer without a head for none', async () => {
  await expect(read({ ...ANSWER, head: undefined })).rejects.toMatchObject({
    trouble: {
      kind: 'unavailable',
      message: "GitHub's answer to GET /repos/{owner}/{repo}/pulls/{pull_number} is not what its description says.",
    },
  });
});

test('reads one of the emulator', async () => {
  nock.enableNetConnect('127.0.0.1');
  const github = await startGitHub();
  const baseSha = await github.commitFiles({ 'a.txt': 'one' }, { branch: 'main' });
  const headSha = await github.commitFiles({ 'a.txt': 'two' }, { branch: 'topic' });
  const { number } = await github.openPullRequest({ head: 'topic', title: 'Two' });
  const { client: live, violations } = makeTestClient({ baseUrl: github.url, token: github.adminToken });
  const pull = await readPullRequest(live, { owner: github.owner, repo: github.repo, number });
  await github.close();

  expect(pull).toEqual({
    number,
    state: 'open',
    draft: false,
    title: 'Two',
    author: 'admin',
    baseSha,
    baseRef: 'main',
    headSha,
    headRef: 'topic',
    fork: false,
  });
  expect(violations).toEqual([]);
});
