import { afterEach, expect, test } from 'vitest';

import { replyWith } from '../support/gate-requests.ts';
import type { Gate, Reply } from '../support/gate-requests.ts';
import { makePackageJson } from '../support/shop-files.ts';
import { startApp } from '../support/start-app.ts';
import type { App } from '../support/start-app.ts';
import type { GitHub } from '../support/start-github.ts';

// What a process took and did not do, and what nobody took, is found by the next one.

const BASE = { 'package.json': makePackageJson({}) };
const WITH_STRIPE = { 'package.json': makePackageJson({ stripe: '^14.0.0' }) };
/** The App's clock in these tests. */
const NOW = Date.parse('2026-05-04T03:02:01Z');
const PATIENCE = { timeout: 10_000 };

let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

type Attempt = { id: number; guid?: string; minutesAgo?: number; status?: number; event?: string; action?: string };

function makeAttempt({ id, guid = `guid-${id}`, minutesAgo = 10, status = 200, event, action = 'opened' }: Attempt) {
  return {
    id,
    guid,
    delivered_at: new Date(NOW - minutesAgo * 60_000).toISOString(),
    redelivery: false,
    duration: 0.1,
    status: status === 200 ? 'OK' : 'failed to connect to host',
    status_code: status,
    event: event ?? 'pull_request',
    action,
    installation_id: 77,
    repository_id: 1,
  };
}

const listAttempts = (gate: Gate, attempts: readonly Attempt[]): void =>
  gate.answer('GET', /^\/app\/hook\/deliveries\?/u, replyWith(200, attempts.map(makeAttempt)));

/** The pull request's event as the process that died got it. */
async function makePayload(
  github: GitHub,
): Promise<{ payload: Record<string, any>; headSha: string; baseSha: string; number: number }> {
  await github.commitFiles(BASE, { branch: 'main' });
  const headSha = await github.commitFiles(WITH_STRIPE, { branch: 'topic' });
  const { number } = await github.openPullRequest({ head: 'topic' });
  const pull = await github.call('GET', `/repos/${github.owner}/${github.repo}/pulls/${number}`);
  const payload = {
    action: 'opened',
    number,
    pull_request: pull,
    repository: pull.base.repo,
    installation: { id: github.installationId },
  };
  return { payload, headSha, baseSha: pull.base.sha, number };
}

async function startAfterCrash(attempts: readonly Attempt[], run?: Record<string, unknown>, isPushedOver = false) {
  let [headSha, number, payloads] = ['', 0, 0];
  app = await startApp({
    recoverMinutes: 5,
    async prepare(github, gate) {
      const made = await makePayload(github);
      ({ headSha, number } = made);
      if (isPushedOver) await github.commitFiles({ 'a.ts': 'export {};\n' }, { branch: 'topic' });
      const request = { headers: {}, payload: made.payload };
      listAttempts(gate, attempts);
      gate.answer('GET', /^\/app\/hook\/deliveries\/\d+$/u, () => {
        payloads += 1;
        return Response.json({ ...makeAttempt({ id: 1 }), request });
      });
      if (run !== undefined)
        await github.call('POST', `/repos/${github.owner}/${github.repo}/check-runs`, {
          name: 'Integration audit',
          head_sha: headSha,
          external_id: `pr=${number} base=${made.baseSha}`,
          ...run,
        });
    },
  });
  await expect.poll(() => told('deliveries-looked-through').length, PATIENCE).toBe(1);
  await app.settle();
  return { headSha, number, payloads, runs: await app.checkRuns(headSha) };
}

const told = (event: string): Record<string, any>[] => app?.log().filter((line) => line['msg'] === event) ?? [];

test('completes the check run that the process before left in progress', async () => {
  const { runs } = await startAfterCrash([{ id: 1 }], { status: 'in_progress' });

  expect(runs.map((run) => [run.status, run.conclusion, run.output.title])).toEqual([
    ['completed', 'neutral', '1 new provider: Stripe'],
  ]);
});

test('audits what was taken and never begun', async () => {
  const { runs, number } = await startAfterCrash([{ id: 1 }]);

  expect(runs.map((run) => run.conclusion)).toEqual(['neutral']);
  expect((await app?.comments(number))?.length).toBe(1);
});

test('writes the comment that the process before did not come to, and leaves its verdict alone', async () => {
  const { runs, number } = await startAfterCrash([{ id: 1 }], { status: 'completed', conclusion: 'neutral' });

  expect(runs.map((run) => [run.conclusion, run.output.title ?? null])).toEqual([['neutral', null]]);
  expect((await app?.comments(number))?.length).toBe(1);
});

test('leaves alone a head with a verdict and no comment that was pushed over', async () => {
  const { number } = await startAfterCrash([{ id: 1 }], { status: 'completed', conclusion: 'neutral' }, true);

  expect(app?.gate.requests.filter(({ path }) => path.includes('/git/trees/'))).toEqual([]);
  expect(await app?.comments(number)).toEqual([]);
});

test('audits a head again whose verdict is against another base', async () => {
  const done = { status: 'completed', conclusion: 'success', external_id: 'pr=1 base=another' };
  const { runs } = await startAfterCrash([{ id: 1 }], done);

  expect(runs.map((run) => run.conclusion)).toEqual(['success', 'neutral']);
});

test('leaves alone what was done', async () => {
  const { runs } = await startAfterCrash([{ id: 1 }], { status: 'completed', conclusion: 'success' });

  expect(runs.map((run) => [run.conclusion, run.output.title ?? null])).toEqual([['success', null]]);
});

test('looks no further back than a job can last, and at nothing that asks for no audit', async () => {
  const { payloads } = await startAfterCrash([
    { id: 1 },
    { id: 2, minutesAgo: 61 },
    { id: 3, action: 'labeled' },
    { id: 4, event: 'push' },
    { id: 5, status: 502 },
  ]);

  expect(payloads).toBe(1);
});

/** A head that was judged, and the delivery of a re-run that a process took before it died; `run` is what it did of it. */
async function startAfterRerun(run?: Record<string, unknown>): Promise<string[][]> {
  let headSha = '';
  app = await startApp({
    recoverMinutes: 5,
    async prepare(github, gate) {
      const made = await makePayload(github);
      ({ headSha } = made);
      const start = {
        name: 'Integration audit',
        head_sha: headSha,
        external_id: `pr=${made.number} base=${made.baseSha}`,
      };
      const runs = `/repos/${github.owner}/${github.repo}/check-runs`;
      const first = await github.call('POST', runs, { ...start, status: 'completed', conclusion: 'neutral' });
      if (run !== undefined)
        await github.call('POST', runs, {
          ...start,
          external_id: `${start.external_id} rerun=guid-1/${made.number}`,
          ...run,
        });
      const { repository, installation } = made.payload;
      const check_run = { ...first, pull_requests: [] };
      listAttempts(gate, [{ id: 1, event: 'check_run', action: 'rerequested' }]);
      gate.answer(
        'GET',
        /^\/app\/hook\/deliveries\/\d+$/u,
        replyWith(200, {
          ...makeAttempt({ id: 1 }),
          request: { headers: {}, payload: { repository, installation, check_run } },
        }),
      );
    },
  });
  await expect.poll(() => told('deliveries-looked-through').length, PATIENCE).toBe(1);
  await app.settle();
  return (await app.checkRuns(headSha)).map(({ conclusion, output }) => [conclusion ?? '', output.title ?? '']);
}

test.each([
  [
    'audits again what was asked for again and never begun',
    undefined,
    [
      ['neutral', ''],
      ['neutral', '1 new provider: Stripe'],
    ],
  ],
  [
    'completes the run of a re-run',
    { status: 'in_progress' },
    [
      ['neutral', ''],
      ['neutral', '1 new provider: Stripe'],
    ],
  ],
  [
    'leaves alone a re-run that was done',
    { status: 'completed', conclusion: 'success' },
    [
      ['neutral', ''],
      ['success', ''],
    ],
  ],
])('%s', async (_name, run, expected) => {
  expect(await startAfterRerun(run)).toEqual(expected);
});

test('takes up the others when GitHub does not tell what one of them asked for', async () => {
  let headSha = '';
  app = await startApp({
    recoverMinutes: 5,
    async prepare(github, gate) {
      const made = await makePayload(github);
      const { payload } = made;
      ({ headSha } = made);
      listAttempts(gate, [{ id: 1 }, { id: 2, event: 'check_suite', action: 'rerequested' }]);
      const gone = {
        ...payload,
        pull_request: undefined,
        check_suite: { head_sha: 'a'.repeat(40), pull_requests: [] },
      };
      gate.answer('GET', /\/commits\/a{40}\/check-runs/u, replyWith(404, { message: 'Not Found' }));
      for (const [id, asked] of [
        [1, payload],
        [2, gone],
      ] as const)
        gate.answer(
          'GET',
          new RegExp(`^/app/hook/deliveries/${id}$`, 'u'),
          replyWith(200, { ...makeAttempt({ id }), request: { headers: {}, payload: asked } }),
        );
    },
  });
  await expect.poll(() => told('deliveries-looked-through').length, PATIENCE).toBe(1);
  await app.settle();

  expect(told('audit-failed')).toMatchObject([{ deliveryId: 'guid-2', kind: 'not-found' }]);
  expect((await app.checkRuns(headSha)).map((run) => run.conclusion)).toEqual(['neutral']);
});

test('takes up the others when GitHub has the payload of one no more', async () => {
  app = await startApp({
    recoverMinutes: 5,
    async prepare(github, gate) {
      const { payload } = await makePayload(github);
      listAttempts(gate, [{ id: 1 }, { id: 2 }]);
      gate.answer('GET', /^\/app\/hook\/deliveries\/2$/u, replyWith(404, { message: 'Not Found' }));
      const answer = { ...makeAttempt({ id: 1 }), request: { headers: {}, payload } };
      gate.answer('GET', /^\/app\/hook\/deliveries\/1$/u, replyWith(200, answer));
    },
  });
  await expect.poll(() => told('deliveries-looked-through').length, PATIENCE).toBe(1);
  await app.settle();

  expect(told('delivery-not-read')).toMatchObject([{ deliveryId: 'guid-2', kind: 'not-found' }]);
  expect(told('job-taken')).toMatchObject([{ deliveryId: 'guid-1' }]);
});

async function startAfterOutage(attempts: readonly Attempt[], reply: Reply = replyWith(202)): Promise<string[]> {
  const asked: string[] = [];
  app = await startApp({
    recoverMinutes: 5,
    async prepare(_github, gate) {
      listAttempts(gate, attempts);
      gate.answer('POST', /^\/app\/hook\/deliveries\/\d+\/attempts$/u, (request, pass) => {
        asked.push(new URL(request.url).pathname.split('/').at(-2) ?? '');
        return reply(request, pass);
      });
    },
  });
  return asked;
}

test('has GitHub deliver again what found nobody at home', async () => {
  const asked = await startAfterOutage([
    { id: 1, status: 0 },
    { id: 2, status: 502, event: 'check_suite', action: 'rerequested' },
    { id: 3, status: 502, action: 'labeled' },
    { id: 4, status: 502, minutesAgo: 25 * 60 },
    { id: 5, status: 502, minutesAgo: 0 },
  ]);
  await expect.poll(() => told('delivery-asked-for-again').length, PATIENCE).toBe(2);

  expect(asked).toEqual(['1', '2']);
});

test('asks by the newest attempt, never again for what came through, and no more than three times', async () => {
  const asked = await startAfterOutage([
    ...[13, 12, 11].map((id) => ({ id, guid: 'thrice', status: 502, minutesAgo: 30 - id })),
    ...[24, 23, 22, 21].map((id) => ({ id, guid: 'four times', status: 502, minutesAgo: 60 - id })),
    { id: 32, guid: 'came through', status: 502, minutesAgo: 70 },
    { id: 31, guid: 'came through', status: 200, minutesAgo: 80 },
  ]);
  await expect.poll(() => told('delivery-asked-for-again').length, PATIENCE).toBe(1);

  expect(asked).toEqual(['13']);
});

test('asks for the others when GitHub refuses to deliver one again', async () => {
  const refuse = replyWith(422, { message: 'Delivery cannot be redelivered' });
  const asked = await startAfterOutage(
    [
      { id: 1, status: 502 },
      { id: 2, status: 502 },
    ],
    (request, pass) => (request.url.includes('/deliveries/1/') ? refuse : replyWith(202))(request, pass),
  );
  await expect.poll(() => told('delivery-asked-for-again').length, PATIENCE).toBe(1);

  expect(asked).toEqual(['1', '2']);
  expect(told('delivery-not-asked-for')).toMatchObject([{ deliveryId: 'guid-1', status: 422 }]);
  expect(told('recovery-failed')).toEqual([]);
});

test('goes on without when GitHub does not tell', async () => {
  app = await startApp({
    recoverMinutes: 5,
    base: BASE,
    prepare: async (_github, gate) =>
      gate.answer('GET', /^\/app\/hook\/deliveries\?/u, replyWith(404, { message: 'Not Found' })),
  });
  await expect.poll(() => told('recovery-failed').length, PATIENCE).toBe(1);

  expect((await app.audit(WITH_STRIPE)).conclusion).toBe('neutral');
});
