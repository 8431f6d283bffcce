import { expect, test } from 'vitest';

import type { Job, PullRequestJob } from '../../src/queue/audit-job.ts';
import { makeAuditQueue } from '../../src/queue/make-audit-queue.ts';
import type { JobOutcome } from '../../src/queue/make-audit-queue.ts';

// A check run that a job began must be closed whatever becomes of the job: GitHub would show it as running for two weeks.

type Run = { head: string; checkRunId: number | null; why: unknown; isLastTry: boolean; end: (o: JobOutcome) => void };

function startQueue(concurrency = 2) {
  const runs: Run[] = [];
  const timers: (() => void)[] = [];
  const queue = makeAuditQueue({
    run: ({ headSha, progress }, signal, isLastTry) =>
      new Promise((end) => {
        const checkRunId = progress.stage === 'started' ? progress.checkRunId : null;
        runs.push({ head: headSha, checkRunId, why: signal.aborted ? signal.reason : null, isLastTry, end });
      }),
    concurrency,
    attempts: 3,
    setTimer: (action) => timers.push(action),
    onError() {},
  });
  return { queue, runs, timers };
}

let seconds = 0;
function makeJob(headSha: string, number = 1): PullRequestJob {
  seconds += 1;
  return {
    kind: 'pull-request',
    installationId: 1,
    owner: 'acme',
    repo: 'shop',
    number,
    headSha,
    pull: { state: 'open', draft: false, baseSha: 'base' },
    updatedAt: seconds * 1000,
    deliveryId: `delivery ${seconds}`,
    progress: { stage: 'new' },
  };
}

const TARGET = { owner: 'acme', repo: 'shop', number: 1, headSha: 'old', baseSha: 'base', draft: false };
const start = (job: PullRequestJob): Job => ({
  ...job,
  progress: { stage: 'started', target: TARGET, checkRunId: 7, resume: true },
});

const tick = () => new Promise((resolve) => setImmediate(resolve));

test('closes the check run of a job that waited when a newer head takes its place', async () => {
  const { queue, runs } = startQueue();
  const old = makeJob('old');
  queue.push(old);
  runs[0]?.end({ retryInMs: 60_000, job: start(old) });
  await tick();
  queue.push(makeJob('new'));

  expect(runs.slice(1).map(({ head, checkRunId, why, isLastTry }) => [head, checkRunId, why, isLastTry])).toEqual([
    ['old', 7, 'superseded', true],
    ['new', null, null, false],
  ]);
  runs[2]?.end('done');
  await tick();
  let isIdle = false;
  const idle = queue.idle().then(() => (isIdle = true));
  await tick();
  expect(isIdle).toBe(false);
  runs[1]?.end('done');
  await idle;
});

test('closes the check run of a job that wants to come back after a newer head has arrived', async () => {
  const { queue, runs } = startQueue();
  const old = makeJob('old');
  queue.push(old);
  queue.push(makeJob('new'));
  runs[0]?.end({ retryInMs: 60_000, job: start(old) });
  await tick();

  expect(runs.slice(1).map(({ head, checkRunId, why }) => [head, checkRunId, why])).toEqual([
    ['old', 7, 'superseded'],
    ['new', null, null],
  ]);
});

test('runs a job that wants to come back during the drain once more, at once', async () => {
  const { queue, runs } = startQueue();
  const job = makeJob('a');
  queue.push(job);
  const drained = queue.drain(500);
  runs[0]?.end({ retryInMs: 60_000, job: start(job) });
  await tick();

  expect([runs[1]?.checkRunId, runs[1]?.isLastTry]).toEqual([7, true]);
  runs[1]?.end('done');
  await drained;
});

test('begins what waited in line after the time of the drain is over, to say that it was not audited', async () => {
  const { queue, runs, timers } = startQueue(1);
  queue.push(makeJob('a', 1));
  queue.push(makeJob('b', 2));
  const drained = queue.drain(500);
  timers[0]?.();
  runs[0]?.end('done');
  await tick();

  expect([runs[1]?.head, runs[1]?.why]).toEqual(['b', 'shutdown']);
  runs[1]?.end('done');
  await drained;
});

test('leaves a check run alone that has its verdict', async () => {
  const { queue, runs } = startQueue();
  const old = makeJob('old');
  queue.push(old);
  runs[0]?.end({ retryInMs: 60_000, job: { ...old, progress: { stage: 'judged', target: TARGET } } });
  await tick();
  queue.push(makeJob('new'));

  expect(runs.map(({ head }) => head)).toEqual(['old', 'new']);
});

test('waits twice as long each time where nobody says how long, up to a quarter of an hour', async () => {
  const waits: number[] = [];
  const job = makeJob('a');
  const queue = makeAuditQueue({
    run: async () => ({ retryInMs: null, job }),
    concurrency: 1,
    attempts: 8,
    setTimer(action, ms) {
      waits.push(ms / 1000);
      setImmediate(action);
    },
    onError() {},
  });
  queue.push(job);
  await queue.idle();

  expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
});
