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
  base: { sha: 'base-sha' },
  head: { sha: 'head-sha' },
};
const EXPECTED = {
  number: 7,
  state: 'open',
  draft: true,
  baseSha: 'base-sha',
  headSha: 'head-sha',
};

function read(answer: object): Promise<object> {
  nock(API).get('/repos/o/r/pulls/7').reply(200, answer);
  return readPullRequest(client, { owner: 'o', repo: 'r', number: 7, retry: makeTestRetries({ attempts: 1 }).retry });
}

test.each([
  ['an open one', ANSWER, EXPECTED],
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
      message: "GitHub's answer to GET /repos/{owner}/{repo}/pulls/{pull_number} does not match its documentation.",
    },
  });
});

test('reads one of the emulator', async () => {
  nock.enableNetConnect('127.0.0.1');
  const github = await startGitHub();
  const baseSha = await github.commitFiles({ 'a.txt': 'one' }, { branch: 'main' });
  const headSha = await github.commitFiles({ 'a.txt': 'two' }, { branch: 'topic' });
  const { number } = await github.openPullRequest({ head: 'topic' });
  const { client: live, violations } = makeTestClient({ baseUrl: github.url, token: github.adminToken });
  const pull = await readPullRequest(live, { owner: github.owner, repo: github.repo, number });
  await github.close();

  expect(pull).toEqual({ number, state: 'open', draft: false, baseSha, headSha });
  expect(violations).toEqual([]);
});
