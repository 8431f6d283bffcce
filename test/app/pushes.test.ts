import { afterEach, beforeEach, expect, test } from 'vitest';

import { makePackageJson } from '../support/shop-files.ts';
import { startApp } from '../support/start-app.ts';
import type { App } from '../support/start-app.ts';

const WITH_STRIPE = { 'package.json': makePackageJson({ stripe: '^14.0.0' }) };
const WITH_RESEND = { 'package.json': makePackageJson({ resend: '^4.0.0' }) };

let app: App;
beforeEach(async () => {
  app = await startApp({ base: { 'package.json': makePackageJson({}) } });
});
afterEach(() => app.close());

function push(files: Readonly<Record<string, string>>): Promise<string> {
  return app.github.commitFiles(files, { branch: 'topic' });
}

async function titles(sha: string): Promise<unknown[]> {
  return (await app.checkRuns(sha)).map((run) => [run.status, run.conclusion, run.output.title]);
}

test('judges the newest of two pushes in a burst, and closes the run of the older one', async () => {
  const { number, headSha: first } = await app.makePull(WITH_STRIPE, 'topic');
  const held = app.gate.hold('GET', /\/git\/trees\//u);
  await app.tell('opened', number);
  await held.reached;
  const second = await push(WITH_RESEND);
  await app.tell('synchronize', number);
  await app.settle();
  held.release();
  const comments = await app.comments(number);

  expect(await titles(first)).toEqual([['completed', 'cancelled', 'Superseded by a newer push']]);
  expect(await titles(second)).toEqual([['completed', 'neutral', '1 new provider: Resend']]);
  expect(comments.map(({ body }) => [body.includes('Resend'), body.includes('Stripe')])).toEqual([[true, false]]);
});

test('audits only the last of many pushes that come while one is audited', async () => {
  const { number } = await app.makePull(WITH_STRIPE, 'topic');
  const held = app.gate.hold('POST', /\/check-runs$/u);
  await app.tell('opened', number);
  await held.reached;
  const between = await push(WITH_RESEND);
  await app.tell('synchronize', number);
  const last = await push({ 'package.json': makePackageJson({}, '1.0.1') });
  await app.tell('synchronize', number);
  held.release();
  await app.settle();

  expect(await titles(between)).toEqual([]);
  expect(await titles(last)).toEqual([['completed', 'success', 'No change to integrations']]);
  expect(await app.comments(number)).toEqual([]);
});

test('ignores an older event that arrives after a newer one', async () => {
  const { number, headSha: first } = await app.makePull(WITH_STRIPE, 'topic');
  const second = await push(WITH_RESEND);
  await app.tell('synchronize', number, { at: 2_000_000_100 });
  await app.settle();
  await app.tell('opened', number, { at: 2_000_000_000, pull: { head: { sha: first } } });
  await app.settle();

  expect(await titles(first)).toEqual([]);
  expect(await titles(second)).toEqual([['completed', 'neutral', '1 new provider: Resend']]);
});

test('asks GitHub for the head when two events name the same second', async () => {
  const { number, headSha: first } = await app.makePull(WITH_STRIPE, 'topic');
  const second = await push(WITH_RESEND);
  await app.tell('synchronize', number, { at: 2_000_000_000 });
  await app.tell('opened', number, { at: 2_000_000_000, pull: { head: { sha: first } } });
  await app.settle();

  expect(await titles(first)).toEqual([]);
  expect((await titles(second)).at(-1)).toEqual(['completed', 'neutral', '1 new provider: Resend']);
});

test('does a delivery once, however often it is sent again', async () => {
  const { number, headSha } = await app.makePull(WITH_STRIPE, 'topic');
  const deliveryId = '11111111-2222-3333-4444-555555555555';
  const statuses = [
    await app.tell('opened', number, { deliveryId }),
    await app.tell('opened', number, { deliveryId }),
    (await app.settle(), await app.tell('opened', number, { deliveryId })),
  ];
  await app.settle();

  expect(statuses).toEqual([200, 200, 200]);
  expect((await app.checkRuns(headSha)).length).toBe(1);
  expect((await app.comments(number)).length).toBe(1);
});

test('audits pull requests of one repository side by side, each with its own verdict', async () => {
  const pulls = [await app.makePull(WITH_STRIPE), await app.makePull(WITH_RESEND), await app.makePull({ a: 'text' })];
  await Promise.all(pulls.map(({ number }) => app.tell('opened', number)));
  await app.settle();

  expect(await Promise.all(pulls.map(({ headSha }) => titles(headSha)))).toEqual([
    [['completed', 'neutral', '1 new provider: Stripe']],
    [['completed', 'neutral', '1 new provider: Resend']],
    [['completed', 'success', 'No change to integrations']],
  ]);
});
