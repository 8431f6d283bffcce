import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { limitSecondary } from '../support/gate-requests.ts';
import { makePackageJson } from '../support/shop-files.ts';
import { sign, startApp } from '../support/start-app.ts';
import type { App } from '../support/start-app.ts';

const WITH_STRIPE = { 'package.json': makePackageJson({ stripe: '^14.0.0' }) };
const RESTARTED = 'Not audited: the service was restarted';

/** Other tests run beside these on a small machine. */
const PATIENCE = { timeout: 10_000 };

let app: App;
beforeEach(async () => {
  app = await startApp({ base: { 'package.json': makePackageJson({}) }, concurrency: 1 });
});
afterEach(() => app.close());

test('finishes the audit under way before it stops, comment and all', async () => {
  const { number, headSha } = await app.makePull(WITH_STRIPE);
  const held = app.gate.hold('GET', /\/compare\//u);
  await app.tell('opened', number);
  await held.reached;
  const stopped = app.server.stop(10_000);
  held.release();
  await stopped;

  expect((await app.checkRuns(headSha)).map((run) => run.conclusion)).toEqual(['neutral']);
  expect((await app.comments(number)).length).toBe(1);
});

test('closes what takes too long in words, without waiting for the request under way', async () => {
  const { number, headSha } = await app.makePull(WITH_STRIPE);
  const held = app.gate.hold('GET', /\/compare\//u);
  await app.tell('opened', number);
  await held.reached;
  await app.server.stop(20);
  const [run] = await app.checkRuns(headSha);
  held.release();

  expect([run?.status, run?.conclusion, run?.output.title]).toEqual(['completed', 'neutral', RESTARTED]);
  expect(run?.output.summary).toContain('Re-run');
  expect(await app.comments(number)).toEqual([]);
});

test('breaks off the request under way of an audit that takes too long', async () => {
  const { number } = await app.makePull(WITH_STRIPE);
  const broken = Promise.withResolvers<string>();
  const reached = Promise.withResolvers<void>();
  app.gate.answer('GET', /\/git\/trees\//u, ({ signal }) => {
    reached.resolve();
    return new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => {
        broken.resolve(String(signal.reason));
        reject(new Error('broken off'));
      }),
    );
  });
  await app.tell('opened', number);
  await reached.promise;
  await app.server.stop(20);

  expect(await broken.promise).toBe('shutdown');
});

test('says in the check runs of pull requests that were still in line that they were not audited', async () => {
  const [first, second] = [await app.makePull(WITH_STRIPE), await app.makePull({ 'README.md': '# Shop\n' })];
  const held = app.gate.hold('GET', /\/compare\//u);
  await app.tell('opened', first.number);
  await app.tell('opened', second.number);
  await held.reached;
  await app.server.stop(20);
  held.release();

  expect((await app.checkRuns(second.headSha)).map((run) => run.output.title)).toEqual([RESTARTED]);
});

test('closes at once what waits for a rate limit to end', async () => {
  app.gate.answer('GET', /\/compare\//u, limitSecondary);
  const { number, headSha } = await app.makePull(WITH_STRIPE);
  await app.tell('opened', number);
  await expect.poll(() => app.waits.length, PATIENCE).toBe(3);
  await expect.poll(() => app.log().filter((line) => line['msg'] === 'audit-failed').length, PATIENCE).toBe(1);
  await app.server.stop(10_000);

  expect((await app.checkRuns(headSha)).map((run) => [run.status, run.output.title])).toEqual([
    ['completed', RESTARTED],
  ]);
});

test('takes no events any more once it stops', async () => {
  const { number, headSha } = await app.makePull(WITH_STRIPE);
  await app.server.stop(1000);

  await expect(app.tell('opened', number)).rejects.toThrow('fetch failed');
  expect(await app.checkRuns(headSha)).toEqual([]);
});

test('refuses an event that was on its way when it was told to stop, so that GitHub counts it as failed', async () => {
  const { number, headSha } = await app.makePull(WITH_STRIPE);
  const held = app.gate.hold('GET', /\/compare\//u);
  await app.tell('opened', number);
  await held.reached;
  const check_run = { name: 'Integration audit', head_sha: headSha, pull_requests: [{ number }] };
  const repository = { name: 'shop', owner: { login: 'acme' } };
  const body = JSON.stringify({ action: 'rerequested', check_run, repository, installation: { id: 77 } });
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    'x-github-event': 'check_run',
    'x-github-delivery': 'late',
    'x-hub-signature-256': sign(body, app.github.webhookSecret),
  };
  const sending = request(app.webhookUrl, { method: 'POST', headers });
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  await new Promise((resolve) => sending.write(body.slice(0, 10), resolve));
  const stopped = app.server.stop(10_000);
  sending.end(body.slice(10));
  const [{ statusCode }] = await answered;
  held.release();
  await stopped;

  expect(statusCode).toBe(503);
  expect((await app.checkRuns(headSha)).length).toBe(1);
});
