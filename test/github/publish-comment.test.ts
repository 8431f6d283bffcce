import { createAppAuth } from '@octokit/auth-app';
import { request } from '@octokit/request';
import nock from 'nock';
import { expect, test } from 'vitest';

import type { GitHubClient } from '../../src/github/github-client.ts';
import { findOwnComment, publishComment } from '../../src/github/publish-comment.ts';
import type { OwnComment } from '../../src/github/publish-comment.ts';
import { startGitHub } from '../support/start-github.ts';
import { makeTestClient, makeTestRetries } from './make-test-client.ts';
import { API, mockGitHub } from './mock-github.ts';

const client = mockGitHub();
const MARKER = '<!-- integration-audit:v1 sha=abc state=fail -->';
const BODY = `${MARKER}\nOne new provider`;
const OURS = { user: { login: 'integration-audit[bot]', type: 'Bot' } };
const VIA_APP = { user: { login: 'someone', type: 'User' }, performed_via_github_app: { id: 42 } };
const place = () => ({
  owner: 'o',
  repo: 'r',
  number: 3,
  appId: 42,
  botLogin: 'integration-audit[bot]',
  retry: makeTestRetries().retry,
});

function mockPage(page: number, comments: object[]): void {
  nock(API).get('/repos/o/r/issues/3/comments').query({ per_page: 100, page }).reply(200, comments);
}

const mockCreate = (body: string) => nock(API).post('/repos/o/r/issues/3/comments', { body });
const mockUpdate = (id: number, body: string) => nock(API).patch(`/repos/o/r/issues/comments/${id}`, { body });
const mockDelete = (id: number) => nock(API).delete(`/repos/o/r/issues/comments/${id}`);
const publish = (body: string, previous: OwnComment | null) => publishComment(client, place(), body, previous);
const BEFORE: OwnComment = { id: 5, body: BODY, duplicates: [] };
const RESET = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

test('finds our comment on a later page', async () => {
  mockPage(
    1,
    Array.from({ length: 100 }, (_, index) => ({ id: index + 1, body: 'LGTM', user: { login: 'ann', type: 'User' } })),
  );
  mockPage(2, [{ id: 101, body: BODY, ...OURS }]);

  expect(await findOwnComment(client, place())).toEqual({ id: 101, body: BODY, duplicates: [] });
});

test('takes the oldest for ours and the others for duplicates', async () => {
  mockPage(1, [
    { id: 9, body: BODY, ...OURS },
    { id: 4, body: BODY, ...VIA_APP },
    { id: 7, body: BODY, ...OURS },
  ]);

  expect(await findOwnComment(client, place())).toEqual({ id: 4, body: BODY, duplicates: [7, 9] });
});

test.each([
  ['quoted by somebody else', { id: 1, body: `> ${BODY}`, user: { login: 'mallory', type: 'User' } }],
  [
    'of a user who took the login of our bot',
    { id: 1, body: BODY, user: { login: 'integration-audit[bot]', type: 'User' } },
  ],
  [
    'of another App',
    { id: 1, body: BODY, user: { login: 'other[bot]', type: 'Bot' }, performed_via_github_app: { id: 43 } },
  ],
  ['of ours without the marker', { id: 1, body: 'Welcome!', ...OURS }],
  ['of ours in another version', { id: 1, body: '<!-- integration-audit:v10 -->', ...OURS }],
  ['of a deleted account', { id: 1, body: BODY, user: null }],
  ['without a text', { id: 1, ...OURS }],
])('leaves a comment alone that is %s', async (_name, comment) => {
  mockPage(1, [comment]);

  expect(await findOwnComment(client, place())).toBeNull();
});

test('creates, updates, and leaves the same text alone', async () => {
  mockCreate(BODY).reply(201, { id: 5 });
  mockUpdate(5, `${BODY}, resolved`).reply(200, { id: 5 });

  expect(await publish(BODY, null)).toBe('created');
  expect(await publish(`${BODY}, resolved`, BEFORE)).toBe('updated');
  expect(await publish(BODY, BEFORE)).toBe('unchanged');
  expect(await publish(`${BODY}\n`, { ...BEFORE, body: BODY.replaceAll('\n', '\r\n') })).toBe('unchanged');
});

test('deletes duplicates of our own, also one that is gone already', async () => {
  mockDelete(7).reply(204);
  mockDelete(9).reply(404, { message: 'Not Found' });

  expect(await publish(BODY, { ...BEFORE, duplicates: [7, 9] })).toBe('unchanged');
});

test('creates a comment anew that was deleted meanwhile', async () => {
  mockUpdate(5, 'new').reply(404, { message: 'Not Found' });
  mockCreate('new').reply(201, { id: 6 });

  expect(await publish('new', BEFORE)).toBe('created');
});

test('creates no second comment when only the answer to the first got lost', async () => {
  mockCreate(BODY).replyWithError(RESET);
  mockPage(1, [{ id: 8, body: BODY, ...OURS }]);

  expect(await publish(BODY, null)).toBe('created');
});

test('creates the comment again when it never came through', async () => {
  mockCreate(BODY).reply(500, 'Oops');
  mockPage(1, []);
  mockCreate(BODY).reply(201, { id: 8 });

  expect(await publish(BODY, null)).toBe('created');
});

test('throws for a locked conversation', async () => {
  mockCreate(BODY).reply(403, { message: 'Unable to create comment because issue is locked.' });

  await expect(publish(BODY, null)).rejects.toMatchObject({ trouble: { kind: 'forbidden' } });
});

test('cuts a text that is too long and keeps the marker, wherever it stands', async () => {
  const sent: string[] = [];
  const recording: GitHubClient = {
    async request(_route, parameters) {
      sent.push(String(parameters?.['body']));
      return { status: 201, url: '', headers: {}, data: { id: 5 } };
    },
  };
  await publishComment(recording, place(), `${MARKER}\n${'x'.repeat(70_000)}`, null);
  await publishComment(recording, place(), `${'x'.repeat(70_000)}\n${MARKER}`, null);

  const room = 65_536 - MARKER.length - 3;
  expect(sent).toEqual([`${MARKER}\n${'x'.repeat(room - MARKER.length - 1)}…`, `${'x'.repeat(room)}…\n\n${MARKER}`]);
});

test('finds, edits and keeps one comment as the App on the emulator', async () => {
  nock.enableNetConnect('127.0.0.1');
  const github = await startGitHub();
  const { owner, repo, appId, botLogin, privateKey, installationId } = github;
  await github.commitFiles({ 'a.txt': 'one' }, { branch: 'main' });
  await github.commitFiles({ 'a.txt': 'two' }, { branch: 'topic' });
  const { number } = await github.openPullRequest({ head: 'topic' });
  const auth = createAppAuth({ appId, privateKey, request: request.defaults({ baseUrl: github.url }) });
  const { token } = await auth({ type: 'installation', installationId });
  const { client: live, violations } = makeTestClient({ baseUrl: github.url, token });
  const at = { owner, repo, number, appId, botLogin };
  await github.call('POST', `/repos/${owner}/${repo}/issues/${number}/comments`, { body: `> ${BODY}` });
  const outcomes = [
    await publishComment(live, at, BODY, await findOwnComment(live, at)),
    await publishComment(live, at, BODY, await findOwnComment(live, at)),
    // Two processes at once.
    await publishComment(live, at, BODY, null),
    await publishComment(live, at, `${BODY}, resolved`, await findOwnComment(live, at)),
  ];
  const comments = await github.call('GET', `/repos/${owner}/${repo}/issues/${number}/comments`);
  await github.close();

  expect(outcomes).toEqual(['created', 'unchanged', 'created', 'updated']);
  expect(comments.map((it: { body: string; user: { login: string } }) => [it.user.login, it.body])).toEqual([
    ['admin', `> ${BODY}`],
    ['integration-audit[bot]', `${BODY}, resolved`],
  ]);
  expect(violations).toEqual([]);
});
