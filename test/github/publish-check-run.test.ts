import nock from 'nock';
import { expect, test } from 'vitest';

import type { Annotation, CheckRunOutput } from '../../src/core/check-run-types.ts';
import {
  ANNOTATIONS_REFUSED,
  completeCheckRun,
  OUTPUT_REFUSED,
  startCheckRun,
} from '../../src/github/publish-check-run.ts';
import { startGitHub } from '../support/start-github.ts';
import { makeTestClient, makeTestRetries } from './make-test-client.ts';
import { API, mockGitHub } from './mock-github.ts';

const client = mockGitHub();
const SHA = 'a'.repeat(40);
const CREATE = { name: 'Integration audit', head_sha: SHA, external_id: 'job-1', status: 'in_progress' };
const RESET = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

const start = (more = {}) =>
  startCheckRun(client, {
    owner: 'o',
    repo: 'r',
    headSha: SHA,
    externalId: 'job-1',
    retry: makeTestRetries().retry,
    ...more,
  });

function makeAnnotations(count: number): Annotation[] {
  return Array.from({ length: count }, (_, index) => ({
    path: 'src/a.ts',
    start_line: index + 1,
    end_line: index + 1,
    annotation_level: 'warning',
    message: `finding ${index}`,
    title: 'New provider',
  }));
}

function makeOutput(count: number): CheckRunOutput {
  return { conclusion: 'neutral', title: 'Title', summary: 'Summary', text: null, annotations: makeAnnotations(count) };
}

const complete = (count: number, more = {}) =>
  completeCheckRun(
    client,
    { owner: 'o', repo: 'r', id: 7, retry: makeTestRetries().retry, ...more },
    makeOutput(count),
  );

const TEXTS = { title: 'Title', summary: 'Summary' };
const COMPLETED = { status: 'completed', conclusion: 'neutral' };
const mockUpdate = (body: object) => nock(API).patch('/repos/o/r/check-runs/7', body as never);
const mockRun = (annotations: number, status = 'in_progress') =>
  nock(API)
    .get('/repos/o/r/check-runs/7')
    .reply(200, { id: 7, status, external_id: 'job-1', output: { annotations_count: annotations } });

function mockRuns(...runs: { id: number; externalId: string; status?: string }[]): void {
  const check_runs = runs.map(({ id, externalId, status = 'in_progress' }) => ({
    id,
    status,
    external_id: externalId,
    output: { annotations_count: 0 },
  }));
  nock(API)
    .get(`/repos/o/r/commits/${SHA}/check-runs`)
    .query({ check_name: 'Integration audit', filter: 'all', per_page: 100, page: 1 })
    .reply(200, { total_count: runs.length, check_runs });
}

test('starts a run in progress', async () => {
  nock(API).post('/repos/o/r/check-runs', CREATE).reply(201, { id: 7 });

  expect(await start()).toBe(7);
});

test('starts no second run when only the answer to the first got lost', async () => {
  nock(API).post('/repos/o/r/check-runs', CREATE).replyWithError(RESET);
  mockRuns({ id: 5, externalId: 'job-0' }, { id: 8, externalId: 'job-1' });

  expect(await start()).toBe(8);
});

test('starts a run anew when the first never came through', async () => {
  nock(API).post('/repos/o/r/check-runs', CREATE).reply(502, 'Bad gateway');
  mockRuns({ id: 5, externalId: 'job-1', status: 'completed' });
  nock(API).post('/repos/o/r/check-runs', CREATE).reply(201, { id: 9 });

  expect(await start()).toBe(9);
});

test('goes on with the run of an earlier try when asked to', async () => {
  mockRuns({ id: 6, externalId: 'job-1' }, { id: 5, externalId: 'job-1' });

  expect(await start({ resume: true })).toBe(6);
});

test('names the permission that is missing', async () => {
  nock(API)
    .post('/repos/o/r/check-runs')
    .reply(
      403,
      { message: 'Resource not accessible by integration' },
      { 'x-accepted-github-permissions': 'checks=write' },
    );

  await expect(start()).rejects.toMatchObject({ trouble: { kind: 'forbidden', permissions: 'checks=write' } });
});

test('waits for a secondary limit and starts the run then', async () => {
  const { retry, waits } = makeTestRetries();
  nock(API)
    .post('/repos/o/r/check-runs')
    .reply(403, { message: 'You have exceeded a secondary rate limit' }, { 'retry-after': '3' });
  nock(API).post('/repos/o/r/check-runs').reply(201, { id: 7 });

  expect(await start({ retry })).toBe(7);
  expect(waits).toEqual([3000]);
});

test.each([0, 1, 50])('completes a run with %i annotations in one request', async (count) => {
  const annotations = makeAnnotations(count);
  mockUpdate({ ...COMPLETED, output: count === 0 ? TEXTS : { ...TEXTS, annotations } }).reply(200, {});

  await expect(complete(count)).resolves.toBeUndefined();
});

test.each([51, 100, 130])('sends %i annotations in two batches, the conclusion with the last', async (count) => {
  const annotations = makeAnnotations(Math.min(count, 100));
  mockUpdate({ status: 'in_progress', output: { ...TEXTS, annotations: annotations.slice(0, 50) } }).reply(200, {});
  mockUpdate({ ...COMPLETED, output: { ...TEXTS, annotations: annotations.slice(50) } }).reply(200, {});

  await expect(complete(count)).resolves.toBeUndefined();
});

test('does not send a batch twice of which only the answer got lost', async () => {
  const annotations = makeAnnotations(60);
  mockUpdate({ status: 'in_progress', output: { ...TEXTS, annotations: annotations.slice(0, 50) } }).replyWithError(
    RESET,
  );
  mockRun(50);
  mockUpdate({ ...COMPLETED, output: { ...TEXTS, annotations: annotations.slice(50) } }).reply(504, 'Timeout');
  mockRun(60, 'completed');

  await expect(complete(60)).resolves.toBeUndefined();
});

test('sends a batch again that never came through', async () => {
  const body = { ...COMPLETED, output: { ...TEXTS, annotations: makeAnnotations(2) } };
  mockUpdate(body).reply(502, 'Bad gateway');
  mockRun(0);
  mockUpdate(body).reply(200, {});

  await expect(complete(2)).resolves.toBeUndefined();
});

test('rather repeats a last batch than leave the run in progress', async () => {
  const body = { ...COMPLETED, output: { ...TEXTS, annotations: makeAnnotations(2) } };
  mockUpdate(body).reply(502, 'Bad gateway');
  mockRun(2, 'in_progress');
  mockUpdate(body).reply(200, {});

  await expect(complete(2)).resolves.toBeUndefined();
});

test('goes on after the annotations that an earlier try sent', async () => {
  mockRun(50);
  mockUpdate({ ...COMPLETED, output: { ...TEXTS, annotations: makeAnnotations(60).slice(50) } }).reply(200, {});

  await expect(complete(60, { resume: true })).resolves.toBeUndefined();
});

test('completes a run whose annotations are all there already', async () => {
  mockRun(60);
  mockUpdate({ ...COMPLETED, output: TEXTS }).reply(200, {});

  await expect(complete(60, { resume: true })).resolves.toBeUndefined();
});

test('completes without annotations when GitHub refuses them, and says so', async () => {
  mockUpdate({ ...COMPLETED, output: { ...TEXTS, annotations: makeAnnotations(1) } }).reply(422, {
    message: 'Invalid request.\n\npath is odd',
  });
  mockUpdate({ ...COMPLETED, output: { title: 'Title', summary: `${ANNOTATIONS_REFUSED}\n\nSummary` } }).reply(200, {});

  await expect(complete(1)).resolves.toBeUndefined();
});

test('completes with the bare conclusion when GitHub refuses the texts too', async () => {
  mockUpdate({ ...COMPLETED, output: TEXTS }).reply(422, { message: 'Invalid request.' });
  mockUpdate({ ...COMPLETED, output: { title: 'Title', summary: OUTPUT_REFUSED } }).reply(200, {});

  await expect(complete(0)).resolves.toBeUndefined();
});

test('throws in the end when GitHub refuses even that', async () => {
  nock(API).patch('/repos/o/r/check-runs/7').times(2).reply(422, { message: 'Invalid request.' });

  await expect(complete(0)).rejects.toMatchObject({ trouble: { kind: 'unprocessable', status: 422 } });
});

test('throws for a run that is gone', async () => {
  nock(API).patch('/repos/o/r/check-runs/7').reply(404, { message: 'Not Found' });

  await expect(complete(3)).rejects.toMatchObject({ trouble: { kind: 'not-found' } });
});

test('starts, resumes and completes a run on the emulator', async () => {
  nock.enableNetConnect('127.0.0.1');
  const github = await startGitHub();
  const { owner, repo } = github;
  const headSha = await github.commitFiles({ 'src/a.ts': 'one' }, { branch: 'main' });
  const { client: live, violations } = makeTestClient({ baseUrl: github.url, token: github.adminToken });
  const id = await startCheckRun(live, { owner, repo, headSha, externalId: 'job-1' });
  const resumed = await startCheckRun(live, { owner, repo, headSha, externalId: 'job-1', resume: true });
  const other = await startCheckRun(live, { owner, repo, headSha, externalId: 'job-2', resume: true });
  await completeCheckRun(live, { owner, repo, id }, makeOutput(2));
  const run = await github.call('GET', `/repos/${owner}/${repo}/check-runs/${id}`);
  const { check_annotations } = await github.call('GET', `/repos/${owner}/${repo}/check-runs/${id}/annotations`);
  await github.close();

  expect([resumed === id, other === id]).toEqual([true, false]);
  expect([run.name, run.status, run.conclusion, run.output.summary]).toEqual([
    'Integration audit',
    'completed',
    'neutral',
    'Summary',
  ]);
  expect(check_annotations.map((it: { message: string }) => it.message)).toEqual(['finding 0', 'finding 1']);
  expect(violations).toEqual([]);
});
