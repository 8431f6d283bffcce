import { afterEach, beforeEach, expect, test } from 'vitest';

import { makePackageJson } from '../support/shop-files.ts';
import { replyWith } from '../support/gate-requests.ts';
import { startApp } from '../support/start-app.ts';
import type { App } from '../support/start-app.ts';

const BASE = { 'package.json': makePackageJson({}) };
const WITH_STRIPE = { 'package.json': makePackageJson({ stripe: '^14.0.0' }) };

let app: App;
beforeEach(async () => {
  app = await startApp({ base: BASE });
});
afterEach(() => app.close());

async function conclusions(sha: string): Promise<(string | null)[]> {
  return (await app.checkRuns(sha)).map((run) => run.conclusion);
}

test('audits a draft without a comment, and comments once it is ready', async () => {
  const { number, headSha } = await app.makePull(WITH_STRIPE);
  await app.tell('opened', number, { pull: { draft: true } });
  await app.settle();
  const early = [await conclusions(headSha), (await app.comments(number)).length];
  await app.tell('ready_for_review', number);
  await app.settle();

  expect(early).toEqual([['neutral'], 0]);
  expect([await conclusions(headSha), (await app.comments(number)).length]).toEqual([['neutral', 'neutral'], 1]);
});

test('takes no notice of an edited title', async () => {
  const { number, headSha } = await app.makePull(WITH_STRIPE);
  await app.tell('edited', number, { changes: { title: { from: 'old' } } });
  await app.settle();

  expect(await conclusions(headSha)).toEqual([]);
});

test('audits again when the base branch is changed', async () => {
  await app.github.commitFiles(WITH_STRIPE, { branch: 'next' });
  const { number, headSha } = await app.audit({ 'package.json': makePackageJson({ stripe: '^14.0.1' }) });
  const next = await app.github.call('GET', '/repos/acme/shop/git/ref/heads/next');
  await app.tell('edited', number, {
    changes: { base: { ref: { from: 'main' }, sha: { from: '0' } } },
    pull: { base: { ref: 'next', sha: next.object.sha } },
  });
  await app.settle();
  const [first, second] = await app.checkRuns(headSha);

  // Main has no Stripe; the two branches parted at main, so Stripe is still what this pull request brings.
  expect([first?.output.title, second?.output.title]).toEqual(['1 new provider: Stripe', '1 new provider: Stripe']);
  expect(app.gate.requests.filter((r) => r.path.includes(`/compare/${next.object.sha}...`)).length).toBe(1);
  expect((await app.comments(number)).length).toBe(1);
});

test.each(['opened', 'reopened', 'synchronize'])(
  'does nothing for a pull request that is closed (%s)',
  async (action) => {
    const { number, headSha } = await app.makePull(WITH_STRIPE);
    await app.tell(action, number, { pull: { state: 'closed' } });
    await app.settle();

    expect([await conclusions(headSha), app.gate.requests]).toEqual([[], []]);
  },
);

test('audits a pull request that is opened again', async () => {
  const { number, headSha } = await app.makePull(WITH_STRIPE);
  await app.tell('reopened', number);
  await app.settle();

  expect(await conclusions(headSha)).toEqual(['neutral']);
});

test('does not care for pull requests that are closed, labelled or assigned, nor for pushes', async () => {
  const { number } = await app.makePull(WITH_STRIPE);
  for (const action of ['closed', 'labeled', 'assigned', 'converted_to_draft']) await app.tell(action, number);
  await app.post('push', { ref: 'refs/heads/main', installation: { id: 77 } });
  await app.settle();

  expect(app.gate.requests).toEqual([]);
});

test('leaves an event that names no installation alone, and says so', async () => {
  const { number } = await app.makePull(WITH_STRIPE);
  const pull_request = await app.github.call('GET', `/repos/acme/shop/pulls/${number}`);
  const repository = pull_request.base.repo;
  const answer = await app.post('pull_request', { action: 'opened', number, pull_request, repository });

  expect([answer.status, app.gate.requests]).toEqual([200, []]);
  expect(
    app
      .log()
      .filter((line) => line['level'] >= 40)
      .map((line) => line['msg']),
  ).toEqual(['event-of-no-installation']);
});

test("reads the head of a fork's pull request in the base repository", async () => {
  const fork = await app.github.fork();
  // GitHub keeps the commits of a fork's pull request in the base repository too; the emulator does not by itself.
  const headSha = await app.github.commitFiles(WITH_STRIPE, { branch: 'pull/head-of-fork' });
  await app.github.commitFiles(WITH_STRIPE, { branch: 'topic', repository: fork });
  const { number } = await app.github.openPullRequest({ head: 'admin:topic' });
  const pull = await app.github.call('GET', `/repos/acme/shop/pulls/${number}`);
  const head = { ...pull.head, sha: headSha };
  app.gate.answer('GET', /\/pulls\/\d+$/u, replyWith(200, { ...pull, head }));
  await app.tell('opened', number, { pull: { head } });
  await app.settle();
  const [run] = await app.checkRuns(headSha);

  expect([head.repo.full_name, run?.output.title]).toEqual(['admin/shop', '1 new provider: Stripe']);
  expect((await app.comments(number)).length).toBe(1);
  expect(app.gate.requests.filter((r) => !r.path.startsWith('/repos/acme/shop/'))).toEqual([]);
});
