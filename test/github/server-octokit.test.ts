import nock from 'nock';
import { Probot } from 'probot';
import { expect, test } from 'vitest';

import { readPullRequest } from '../../src/github/read-pull-request.ts';
import { ServerOctokit } from '../../src/github/server-octokit.ts';
import { makeCheckedFetch } from '../support/check-requests-against-openapi.ts';
import { startGitHub } from '../support/start-github.ts';
import { makeTestRetries } from './make-test-client.ts';
import { API } from './mock-github.ts';

const once = makeTestRetries({ attempts: 1 }).retry;

async function makeClient(): Promise<InstanceType<typeof ServerOctokit>> {
  const probot = new Probot({
    baseUrl: API,
    githubToken: 'token-of-a-test',
    Octokit: ServerOctokit,
    logLevel: 'fatal',
  });
  return probot.auth();
}

test('fits where Probot makes its clients, and authenticates as the installation', async () => {
  const github = await startGitHub();
  await github.commitFiles({ 'a.txt': 'one' }, { branch: 'main' });
  const headSha = await github.commitFiles({ 'a.txt': 'two' }, { branch: 'topic' });
  const { number } = await github.openPullRequest({ head: 'topic' });
  const { appId, privateKey, url: baseUrl } = github;
  const fetch = makeCheckedFetch();
  const request = { fetch };
  const probot = new Probot({ appId, privateKey, baseUrl, request, Octokit: ServerOctokit, logLevel: 'fatal' });
  const client = await probot.auth(github.installationId);
  const pull = await readPullRequest(client, { owner: github.owner, repo: github.repo, number });
  await github.close();

  expect([pull.number, pull.headSha]).toEqual([number, headSha]);
  expect(fetch.violations).toEqual([]);
});

test('throws a rate limit at once instead of sleeping until it is over', async () => {
  const reset = Math.floor(Date.now() / 1000) + 1800;
  nock(API)
    .get('/repos/o/r/pulls/7')
    .reply(
      403,
      { message: 'API rate limit exceeded' },
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) },
    );
  const client = await makeClient();

  await expect(readPullRequest(client, { owner: 'o', repo: 'r', number: 7, retry: once })).rejects.toMatchObject({
    trouble: { kind: 'rate-limited', limit: 'primary' },
  });
});

test('repeats nothing by itself, not even what does not come through us', async () => {
  const scope = nock(API).post('/repos/o/r/issues/1/comments').reply(502, 'Bad gateway');
  const client = await makeClient();

  await expect(
    client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      owner: 'o',
      repo: 'r',
      issue_number: 1,
      body: 'x',
    }),
  ).rejects.toMatchObject({ status: 502 });
  expect(scope.isDone()).toBe(true);
});
