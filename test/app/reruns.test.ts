import { afterEach, beforeEach, expect, test } from 'vitest';

import { makePackageJson } from '../support/shop-files.ts';
import { startApp } from '../support/start-app.ts';
import type { App } from '../support/start-app.ts';

const WITH_STRIPE = { 'package.json': makePackageJson({ stripe: '^14.0.0' }) };

/** Other tests run beside these on a small machine. */
const PATIENCE = { timeout: 10_000 };

let app: App;
beforeEach(async () => {
  app = await startApp({ base: { 'package.json': makePackageJson({}) } });
});
afterEach(() => app.close());

/** GitHub names no pull requests for heads of forks, the emulator none at all: the App has to find them. */
async function rerequest(kind: 'check_run' | 'check_suite', check: object): Promise<number> {
  const repository = await app.github.call('GET', '/repos/acme/shop');
  const payload = { action: 'rerequested', repository, installation: { id: app.github.installationId } };
  return (await app.post(kind, { ...payload, [kind]: { pull_requests: [], ...check } })).status;
}

test('makes a fresh run when its run is asked for again, and leaves an unchanged comment as it is', async () => {
  const { number, headSha, id, name } = await app.audit(WITH_STRIPE);
  const [comment] = await app.comments(number);
  const status = await rerequest('check_run', { id, name, head_sha: headSha, pull_requests: [{ number }] });
  await app.settle();
  const [first, second, ...others] = await app.checkRuns(headSha);

  expect([status, first?.id, second?.status, second?.conclusion, others]).toEqual([
    200,
    id,
    'completed',
    'neutral',
    [],
  ]);
  expect(await app.comments(number)).toEqual([comment]);
});

const baseOf = async (number: number): Promise<string> =>
  (await app.github.call('GET', `/repos/acme/shop/pulls/${number}`)).base.sha;

test('finds the pull request of a suite that is asked for again, when the event names none', async () => {
  const { number, headSha, check_suite } = await app.audit(WITH_STRIPE);
  const other = await app.audit({ 'package.json': makePackageJson({ resend: '^4.0.0' }) });
  await rerequest('check_suite', { id: check_suite.id, head_sha: headSha });
  await app.settle();

  expect((await app.checkRuns(headSha)).map((run) => [run.external_id, run.conclusion])).toEqual([
    [`pr=${number} base=${await baseOf(number)}`, 'neutral'],
    [`pr=${number} base=${await baseOf(number)}`, 'neutral'],
  ]);
  expect((await app.checkRuns(other.headSha)).length).toBe(1);
});

test("answers the emulator's own webhook of a re-run", async () => {
  const { headSha, id } = await app.audit(WITH_STRIPE);
  app.github.deliverWebhooksTo(app.webhookUrl);
  await app.github.call('POST', `/repos/acme/shop/check-runs/${id}/rerequest`);
  await expect.poll(async () => (await app.checkRuns(headSha)).length, PATIENCE).toBe(2);
  await app.settle();

  expect((await app.checkRuns(headSha)).at(-1)?.conclusion).toBe('neutral');
});

test('audits each pull request of a head that two have in common', async () => {
  const { number, headSha, check_suite } = await app.audit(WITH_STRIPE);
  await app.github.call('POST', '/repos/acme/shop/git/refs', { ref: 'refs/heads/twin', sha: headSha });
  const twin = await app.github.openPullRequest({ head: 'twin' });
  await rerequest('check_suite', { id: check_suite.id, head_sha: headSha });
  await app.settle();

  const ids = (await app.checkRuns(headSha)).map((run) => run.external_id.split(' ')[0]);
  expect(ids.toSorted()).toEqual([`pr=${number}`, `pr=${number}`, `pr=${twin.number}`].toSorted());
});

test("takes no notice of a re-run of another App's check run", async () => {
  const { number, headSha } = await app.audit(WITH_STRIPE);
  app.gate.forget();
  await rerequest('check_run', { id: 1, name: 'build', head_sha: headSha, pull_requests: [{ number }] });
  await app.settle();

  expect(app.gate.requests).toEqual([]);
});

test('does nothing when the pull request was closed in the meantime', async () => {
  const { number, headSha, id, name } = await app.audit(WITH_STRIPE);
  await app.github.call('PATCH', `/repos/acme/shop/pulls/${number}`, { state: 'closed' });
  app.gate.forget();
  await rerequest('check_run', { id, name, head_sha: headSha, pull_requests: [{ number }] });
  await app.settle();

  expect(app.gate.requests.map((r) => r.method)).toEqual(['GET']);
});

test('judges the head that the pull request has now, not the one whose run was asked for again', async () => {
  const { number, headSha: first } = await app.makePull(WITH_STRIPE, 'topic');
  await app.tell('opened', number);
  await app.settle();
  const second = await app.github.commitFiles({ 'package.json': makePackageJson({}, '1.0.1') }, { branch: 'topic' });
  await rerequest('check_run', { id: 1, name: 'Integration audit', head_sha: first, pull_requests: [{ number }] });
  await app.settle();

  expect((await app.checkRuns(first)).length).toBe(1);
  expect((await app.checkRuns(second)).map((run) => run.conclusion)).toEqual(['success']);
});
