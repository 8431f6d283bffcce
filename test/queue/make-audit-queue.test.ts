import { describe, expect, it } from 'vitest';
import type { Job, MergeGroupJob, PullRequestJob, RerunJob } from '../../src/queue/audit-job.ts';
import { makeAuditQueue, type JobOutcome, type QueueOptions } from '../../src/queue/make-audit-queue.ts';

type Run = {
  job: Job;
  signal: AbortSignal;
  isLastTry: boolean;
  end: (outcome?: JobOutcome) => void;
  fail: (error: Error) => void;
};

function makeQueue(given: Partial<QueueOptions> = {}) {
  const runs: Run[] = [];
  const timers: { action: () => void; ms: number }[] = [];
  const errors: unknown[] = [];
  const queue = makeAuditQueue({
    run: (job, signal, isLastTry) =>
      new Promise((resolve, reject) =>
        runs.push({ job, signal, isLastTry, end: (outcome = 'done') => resolve(outcome), fail: reject }),
      ),
    concurrency: 2,
    attempts: 3,
    setTimer: (action, ms) => timers.push({ action, ms }),
    onError: (error) => errors.push(error),
    ...given,
  });
  return { queue, runs, timers, errors };
}

let deliveries = 0;
function makeDelivery(headSha: string) {
  deliveries += 1;
  const delivered = { installationId: 1, owner: 'acme', repo: 'shop', headSha, deliveryId: `d${deliveries}` };
  return { ...delivered, progress: { stage: 'new' } } as const;
}
function makeJob(number: number, headSha: string, given: Partial<PullRequestJob> = {}): PullRequestJob {
  const pull = { state: 'open' as const, draft: false, baseSha: 'base' };
  const delivered = makeDelivery(headSha);
  return { ...delivered, kind: 'pull-request', number, pull, updatedAt: deliveries * 1000, ...given };
}
const makeRerun = (headSha: string): RerunJob => ({
  ...makeDelivery(headSha),
  kind: 'rerun',
  number: 1,
  baseSha: 'base',
});
const makeMergeGroup = (headSha: string): MergeGroupJob => ({
  ...makeDelivery(headSha),
  kind: 'merge-group',
  number: null,
  baseSha: 'base',
});
const startCheckRun = (job: PullRequestJob): Job => {
  const { owner, repo, number, headSha } = job;
  const target = { owner, repo, number, headSha, baseSha: 'base', draft: false };
  return { ...job, progress: { stage: 'started', target, checkRunId: 7, resume: true } };
};
const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('makeAuditQueue', () => {
  it('runs jobs of different pull requests side by side, up to its concurrency', async () => {
    const { queue, runs } = makeQueue();
    for (const number of [1, 2, 3]) queue.push(makeJob(number, 'a'));
    expect(runs.map((r) => r.job.number)).toEqual([1, 2]);
    runs[0]?.end();
    await tick();
    expect(runs.map((r) => r.job.number)).toEqual([1, 2, 3]);
  });

  it('lets the newest head win: stops the running audit, forgets the ones between', async () => {
    const { queue, runs } = makeQueue();
    for (const head of ['a', 'b', 'c']) queue.push(makeJob(1, head));
    expect([runs.length, runs[0]?.signal.aborted, runs[0]?.signal.reason]).toEqual([1, true, 'superseded']);
    runs[0]?.end();
    await tick();
    expect(runs.map((r) => r.job.headSha)).toEqual(['a', 'c']);
    expect(runs[1]?.signal.aborted).toBe(false);
  });

  it('runs the re-run of a head beside the audit of another, and once however often it is asked for', async () => {
    const { queue, runs, timers } = makeQueue();
    const pushed = [makeJob(1, 'b'), makeRerun('a'), makeRerun('a')].map((job) => queue.push(job));
    expect([pushed, runs.map((r) => r.job.headSha)]).toEqual([
      [true, true, false],
      ['b', 'a'],
    ]);
    runs[1]?.end({ retryInMs: 1000, job: runs[1].job });
    await tick();
    expect([runs.length, timers.length]).toEqual([2, 1]);
    expect([queue.push(makeRerun('a')), runs.map((r) => r.signal.aborted)]).toEqual([false, [false, false, false]]);
    for (const { end } of runs) end();
    await tick();
    expect(queue.size()).toBe(0);
  });

  it('never runs two audits of one pull request at once', async () => {
    const { queue, runs } = makeQueue();
    queue.push(makeJob(1, 'a'));
    queue.push(makeJob(1, 'b'));
    await tick();
    expect(runs.length).toBe(1);
  });

  it('does a delivery that comes twice once', () => {
    const { queue, runs } = makeQueue();
    const job = makeJob(1, 'a');
    expect([queue.push(job), queue.push({ ...job })]).toEqual([true, false]);
    expect(runs.length).toBe(1);
  });

  it('refuses an event that is older than what it knows of the pull request', () => {
    const { queue, runs } = makeQueue();
    expect(queue.push(makeJob(1, 'new', { updatedAt: 9_000_000 }))).toBe(true);
    expect(queue.push(makeJob(1, 'old', { updatedAt: 8_999_000 }))).toBe(false);
    expect(runs[0]?.signal.aborted).toBe(false);
  });

  it('asks GitHub which head is newest when two events name the same second', async () => {
    const { queue, runs } = makeQueue();
    queue.push(makeJob(1, 'a', { updatedAt: 9_000_000 }));
    queue.push(makeJob(1, 'b', { updatedAt: 9_000_000 }));
    runs[0]?.end();
    await tick();
    expect(runs[1]?.job).toMatchObject({ headSha: 'b', pull: null });
  });

  it('tries again when told, and says which try is the last', async () => {
    const { queue, runs, timers } = makeQueue();
    const job = makeJob(1, 'a');
    queue.push(job);
    for (const ms of [100, 200]) {
      runs.at(-1)?.end({ retryInMs: ms, job: startCheckRun(job) });
      await tick();
      timers.at(-1)?.action();
    }
    expect(timers.map((t) => t.ms)).toEqual([100, 200]);
    expect(runs.map((r) => [r.job.progress.stage, r.isLastTry])).toEqual([
      ['new', false],
      ['started', false],
      ['started', true],
    ]);
    runs[2]?.end({ retryInMs: 1, job });
    await queue.idle();
    expect([runs.length, queue.size()]).toEqual([3, 0]);
  });

  it('lets a new push go before a try that waits', async () => {
    const { queue, runs, timers } = makeQueue();
    const job = makeJob(1, 'a');
    queue.push(job);
    runs[0]?.end({ retryInMs: 60_000, job });
    await tick();
    queue.push(makeJob(1, 'b'));
    expect(runs.map((r) => r.job.headSha)).toEqual(['a', 'b']);
    timers[0]?.action();
    runs[1]?.end();
    await queue.idle();
    expect(runs.length).toBe(2);
  });

  it('survives a job that throws, and tells of it', async () => {
    const { queue, runs, errors } = makeQueue();
    queue.push(makeJob(1, 'a'));
    runs[0]?.fail(new Error('bug'));
    await queue.idle();
    expect(errors.map(String)).toEqual(['Error: bug']);
  });

  it('drains: takes nothing more, waits, and stops what takes too long', async () => {
    const { queue, runs, timers } = makeQueue();
    queue.push(makeJob(1, 'a'));
    const drained = queue.drain(500);
    expect(queue.push(makeJob(2, 'a'))).toBe(false);
    expect(timers.map((t) => t.ms)).toEqual([500]);
    timers[0]?.action();
    expect(runs[0]?.signal.reason).toBe('shutdown');
    runs[0]?.end();
    await drained;
  });

  it('runs what waits for another try once more on draining, to close its check run in words', async () => {
    const { queue, runs } = makeQueue();
    const job = makeJob(1, 'a');
    queue.push(job);
    runs[0]?.end({ retryInMs: 60_000, job: startCheckRun(job) });
    await tick();
    const drained = queue.drain(500);
    expect(runs[1] && [runs[1].job.progress.stage, runs[1].signal.reason, runs[1].isLastTry]).toEqual([
      'started',
      'shutdown',
      true,
    ]);
    runs[1]?.end();
    await drained;
  });

  it('does a delivery again that failed, and no other', async () => {
    const { queue, runs } = makeQueue();
    const [failed, broken, done] = [makeJob(1, 'a'), makeJob(2, 'b'), makeJob(3, 'c')];
    queue.push(failed);
    queue.push(broken);
    runs[0]?.end('failed');
    runs[1]?.fail(new Error('a bug'));
    await tick();
    queue.push(done);
    runs[2]?.end();
    await tick();

    expect([failed, broken, done].map((job) => queue.push(job))).toEqual([true, true, false]);
  });

  it('does a delivery again whose tries are used up', async () => {
    const { queue, runs, timers } = makeQueue({ attempts: 2 });
    const job = makeJob(1, 'a');
    queue.push(job);
    runs[0]?.end({ retryInMs: null, job });
    await tick();
    timers[0]?.action();
    runs[1]?.end({ retryInMs: null, job });
    await tick();

    expect([runs.length, queue.push(job)]).toEqual([2, true]);
  });

  it('keeps merge groups of one repository apart', () => {
    const { queue, runs } = makeQueue();
    for (const head of ['a', 'b']) queue.push(makeMergeGroup(head));

    expect(runs.map((r) => [r.job.headSha, r.signal.aborted])).toEqual([
      ['a', false],
      ['b', false],
    ]);
  });
});
