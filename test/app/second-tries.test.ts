import { afterEach, beforeEach, expect, test } from 'vitest';

import { replyWith } from '../support/gate-requests.ts';
import type { Reply } from '../support/gate-requests.ts';
import { makePackageJson } from '../support/shop-files.ts';
import { startApp } from '../support/start-app.ts';
import type { App } from '../support/start-app.ts';

// A job that GitHub's limits send back goes on where it was: with its head, its check run, its verdict.

const WITH_STRIPE = { 'package.json': makePackageJson({ stripe: '^14.0.0' }) };
const COMPLETE = ['PATCH', /\/check-runs\/\d+$/u] as const;
const COMMENT = ['POST', /\/issues\/\d+\/comments$/u] as const;
const TREE = ['GET', /\/git\/trees\//u] as const;

const limitNow = replyWith(429, { message: 'secondary rate limit' }, { 'retry-after': '0' });
/** Longer than a call waits: the job goes back to the queue, and stays there for the time of a test. */
const limitLong = replyWith(429, { message: 'secondary rate limit' }, { 'retry-after': '1000' });

/** Other tests run beside these on a small machine. */
const PATIENCE = { timeout: 10_000 };

let app: App;
beforeEach(async () => {
  app = await startApp({ base: { 'package.json': makePackageJson({}) } });
});
afterEach(() => app.close());

async function failed(times: number): Promise<void> {
  await expect.poll(() => app.log().filter((line) => line['msg'] === 'audit-failed').length, PATIENCE).toBe(times);
}

async function rerun(number: number, head_sha: string): Promise<void> {
  const repository = await app.github.call('GET', '/repos/acme/shop');
  const check_run = { id: 1, name: 'Integration audit', head_sha, pull_requests: [{ number }] };
  await app.post('check_run', { action: 'rerequested', check_run, repository, installation: { id: 77 } });
}

test('keeps its verdict when the server stops before the comment could be written', async () => {
  app.gate.answer(...COMMENT, limitLong);
  const { number, headSha } = await app.makePull(WITH_STRIPE);
  await app.tell('opened', number);
  await failed(1);
  await app.server.stop(1000);

  expect((await app.checkRuns(headSha)).map((run) => run.output.title)).toEqual(['1 new provider: Stripe']);
});

test('keeps its verdict when a newer push comes before the comment could be written', async () => {
  app.gate.answer(...COMMENT, limitLong, 1);
  const { number, headSha } = await app.makePull(WITH_STRIPE, 'topic');
  await app.tell('opened', number);
  await failed(1);
  const newer = await app.github.commitFiles({ 'src/a.ts': '' }, { branch: 'topic' });
  await app.tell('synchronize', number);
  await app.settle();

  for (const sha of [headSha, newer])
    expect((await app.checkRuns(sha)).map((run) => run.output.title)).toEqual(['1 new provider: Stripe']);
  expect((await app.comments(number)).length).toBe(1);
});

test('writes the comment all the same when the time to stop is over', async () => {
  const { number } = await app.makePull(WITH_STRIPE);
  const held = app.gate.hold('PATCH', /\/check-runs\/\d+$/u);
  await app.tell('opened', number);
  await held.reached;
  const stopped = app.server.stop(0);
  await new Promise((resolve) => setTimeout(resolve, 20));
  held.release();
  await stopped;

  expect((await app.comments(number)).length).toBe(1);
});

test('stays with the head that its check run was made for', async () => {
  const { number, headSha } = await app.makePull(WITH_STRIPE, 'topic');
  let moved: string | null = null;
  const moveHead: Reply = async (request, pass) => {
    moved ??= await app.github.commitFiles({ 'package.json': makePackageJson({}, '2.0.0') }, { branch: 'topic' });
    return limitNow(request, pass);
  };
  app.gate.answer(...TREE, moveHead, 4);
  await rerun(number, headSha);
  await app.settle();

  expect((await app.checkRuns(headSha)).map((run) => run.output.title)).toEqual(['1 new provider: Stripe']);
  expect(await app.checkRuns(moved ?? '')).toEqual([]);
});

test('completes its check run though the pull request was closed in the meantime', async () => {
  const { number, headSha } = await app.makePull(WITH_STRIPE);
  app.gate.answer(...COMPLETE, limitNow, 4);
  const closing: Reply = async (_request, pass) => {
    await app.github.call('PATCH', `/repos/acme/shop/pulls/${number}`, { state: 'closed' });
    return pass();
  };
  app.gate.answer(...TREE, closing, 1);
  await rerun(number, headSha);
  await app.settle();

  expect((await app.checkRuns(headSha)).map((run) => run.status)).toEqual(['completed']);
});

test('tells of a re-run whose pull request cannot be looked up, and takes it again when it is sent again', async () => {
  const { headSha, check_suite } = await app.audit(WITH_STRIPE);
  app.gate.answer('GET', /\/pulls\?/u, replyWith(403, { message: 'Resource not accessible by integration' }), 1);
  const repository = await app.github.call('GET', '/repos/acme/shop');
  const suite = { id: check_suite.id, head_sha: headSha, pull_requests: [] };
  const event = { action: 'rerequested', check_suite: suite, repository, installation: { id: 77 } };
  const send = () => app.post('check_suite', event, { 'x-github-delivery': 'guid' });
  await send();
  await app.settle();
  expect(app.log().filter((line) => line['msg'] === 'audit-failed')).toMatchObject([
    { kind: 'forbidden', deliveryId: 'guid' },
  ]);
  expect((await app.checkRuns(headSha)).length).toBe(1);
  await send();
  await app.settle();

  expect((await app.checkRuns(headSha)).map((run) => run.conclusion)).toEqual(['neutral', 'neutral']);
});
