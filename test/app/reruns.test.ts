import { afterEach, beforeEach, expect, test } from 'vitest';

import { replyWith } from '../support/gate-requests.ts';
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

  const base = await baseOf(number);
  expect((await app.checkRuns(headSha)).map((run) => [run.external_id.split(' rerun=')[0], run.conclusion])).toEqual([
    [`pr=${number} base=${base}`, 'neutral'],
    [`pr=${number} base=${base}`, 'neutral'],
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

test('answers a re-run before it asks GitHub anything: a delivery answered late and then given up would be lost', async () => {
  const { headSha, check_suite } = await app.audit(WITH_STRIPE);
  const held = app.gate.hold('GET', /\/commits\/\w+\/check-runs/u);
  const status = await rerequest('check_suite', { id: check_suite.id, head_sha: headSha });
  await held.reached;
  held.release();
  await app.settle();

  expect(status).toBe(200);
  expect((await app.checkRuns(headSha)).map((run) => run.conclusion)).toEqual(['neutral', 'neutral']);
});

test('asks again what a re-run is about when the rate is limited', async () => {
  const { headSha, check_suite } = await app.audit(WITH_STRIPE);
  const limit = replyWith(429, { message: 'secondary rate limit' }, { 'retry-after': '0' });
  app.gate.answer('GET', /\/commits\/\w+\/check-runs/u, limit, 5);
  await rerequest('check_suite', { id: check_suite.id, head_sha: headSha });
  await app.settle();

  expect((await app.checkRuns(headSha)).map((run) => run.conclusion)).toEqual(['neutral', 'neutral']);
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

test('audits a closed pull request again whose run is asked for again, against the base of then, without a word in it', async () => {
  const { number, headSha, id, name, external_id } = await app.audit(WITH_STRIPE);
  await app.github.call('PATCH', `/repos/acme/shop/pulls/${number}`, { state: 'closed' });
  const [comment] = await app.comments(number);
  await rerequest('check_run', { id, name, external_id, head_sha: headSha });
  await app.settle();

  expect((await app.checkRuns(headSha)).map((run) => run.output.title)).toEqual([
    '1 new provider: Stripe',
    '1 new provider: Stripe',
  ]);
  expect(await app.comments(number)).toEqual([comment]);
});

test('does nothing for a closed pull request whose head was never judged', async () => {
  const { number, headSha } = await app.makePull(WITH_STRIPE);
  await app.github.call('PATCH', `/repos/acme/shop/pulls/${number}`, { state: 'closed' });
  await rerequest('check_suite', { id: 1, head_sha: headSha, pull_requests: [{ number }] });
  await app.settle();

  expect(await app.checkRuns(headSha)).toEqual([]);
});

/** A pull request that was judged with Stripe and then pushed over without it. */
async function pushOver(): Promise<{ number: number; older: string; newer: string }> {
  const { number, headSha: older } = await app.makePull(WITH_STRIPE, 'topic');
  await app.tell('opened', number);
  await app.settle();
  const newer = await app.github.commitFiles({ 'package.json': makePackageJson({}, '1.0.1') }, { branch: 'topic' });
  await app.tell('synchronize', number);
  await app.settle();
  return { number, older, newer };
}

test.each(['check_run', 'check_suite'] as const)(
  'judges an older head for itself when its %s is asked for again, and leaves the newer one and the comment alone',
  async (kind) => {
    const { number, older, newer } = await pushOver();
    const [run] = await app.checkRuns(older);
    const comments = await app.comments(number);
    const { id, name, external_id, check_suite } = run!;
    await rerequest(kind, { head_sha: older, ...(kind === 'check_run' ? { id, name, external_id } : check_suite) });
    await app.settle();

    const base = await baseOf(number);
    expect(
      (await app.checkRuns(older)).map((r) => [r.status, r.output.title, r.external_id.split(' rerun=')[0]]),
    ).toEqual([
      ['completed', '1 new provider: Stripe', `pr=${number} base=${base}`],
      ['completed', '1 new provider: Stripe', `pr=${number} base=${base}`],
    ]);
    expect((await app.checkRuns(newer)).map((r) => r.conclusion)).toEqual(['success']);
    expect(await app.comments(number)).toEqual(comments);
  },
);

test('goes on with the audit of the newest head while that of an older one is asked for again', async () => {
  const { number, older } = await pushOver();
  const [run] = await app.checkRuns(older);
  const newest = await app.github.commitFiles(WITH_STRIPE, { branch: 'topic' });
  const held = app.gate.hold('GET', /\/git\/trees\//u);
  await app.tell('synchronize', number);
  await held.reached;
  const { id, name, external_id } = run!;
  await rerequest('check_run', { id, name, external_id, head_sha: older });
  held.release();
  await app.settle();

  expect((await app.checkRuns(newest)).map((r) => r.output.title)).toEqual(['1 new provider: Stripe']);
  expect((await app.checkRuns(older)).map((r) => r.conclusion)).toEqual(['neutral', 'neutral']);
});
