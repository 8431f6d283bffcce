import { afterEach, beforeEach, expect, test } from 'vitest';

import { makePackageJson } from '../support/shop-files.ts';
import { startApp } from '../support/start-app.ts';
import type { App } from '../support/start-app.ts';

const WITH_STRIPE = { 'package.json': makePackageJson({ stripe: '^14.0.0' }) };

let app: App;
beforeEach(async () => {
  app = await startApp({ base: { 'package.json': makePackageJson({}) } });
});
afterEach(() => app.close());

/** What GitHub sends when a pull request reaches the front of a merge queue. */
async function tellMergeGroup(action: string, group: { head_sha: string; base_sha: string }): Promise<void> {
  const repository = await app.github.call('GET', `/repos/${app.github.owner}/${app.github.repo}`);
  await app.post('merge_group', {
    action,
    merge_group: { ...group, head_ref: 'refs/heads/gh-readonly-queue/main/pr-1', base_ref: 'refs/heads/main' },
    repository,
    installation: { id: app.github.installationId },
  });
  await app.settle();
}

async function makeGroup(): Promise<{ head_sha: string; base_sha: string }> {
  const { object } = await app.github.call('GET', `/repos/${app.github.owner}/${app.github.repo}/git/ref/heads/main`);
  const head = await app.github.commitFiles(WITH_STRIPE, { branch: 'gh-readonly-queue/main/pr-1' });
  return { head_sha: head, base_sha: object.sha };
}

test('gives a merge group its check run, so that a queue that requires it does not wait for ever', async () => {
  const group = await makeGroup();
  await tellMergeGroup('checks_requested', group);
  const runs = await app.checkRuns(group.head_sha);

  expect(runs.map((run) => [run.status, run.conclusion, run.output.title, run.external_id])).toEqual([
    ['completed', 'neutral', '1 new provider: Stripe', `merge-group=${group.base_sha}`],
  ]);
  expect(app.gate.requests.filter(({ path }) => path.includes('/issues/'))).toEqual([]);
});

test("audits a merge group's run again when asked to", async () => {
  const group = await makeGroup();
  await tellMergeGroup('checks_requested', group);
  const [run] = await app.checkRuns(group.head_sha);
  const repository = await app.github.call('GET', `/repos/${app.github.owner}/${app.github.repo}`);
  await app.post('check_run', {
    action: 'rerequested',
    check_run: { ...run, head_sha: group.head_sha, pull_requests: [] },
    repository,
    installation: { id: app.github.installationId },
  });
  await app.settle();

  expect((await app.checkRuns(group.head_sha)).map(({ output }) => output.title)).toEqual([
    '1 new provider: Stripe',
    '1 new provider: Stripe',
  ]);
});

test('does nothing for a merge group that is gone', async () => {
  const group = await makeGroup();
  await tellMergeGroup('destroyed', group);

  expect([await app.checkRuns(group.head_sha), app.gate.requests]).toEqual([[], []]);
});
