import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import {
  breakConnection,
  limitPrimary,
  limitSecondary,
  refusePermission,
  replyWith,
} from '../support/gate-requests.ts';
import type { Reply } from '../support/gate-requests.ts';
import { makePackageJson } from '../support/shop-files.ts';
import { startApp } from '../support/start-app.ts';
import type { App } from '../support/start-app.ts';

const WITH_STRIPE = { 'package.json': makePackageJson({ stripe: '^14.0.0' }) };
const CREATE = ['POST', /\/check-runs$/u] as const;
const COMPLETE = ['PATCH', /\/check-runs\/\d+$/u] as const;
const TREE = ['GET', /\/git\/trees\//u] as const;
const BLOB = ['GET', /\/git\/blobs\//u] as const;
const COMMENT = ['POST', /\/issues\/\d+\/comments$/u] as const;
const TOKEN = ['POST', /\/access_tokens$/u] as const;

/** Other tests run beside these on a small machine. */
const PATIENCE = { timeout: 10_000 };

let app: App;
beforeEach(async () => {
  app = await startApp({ base: { 'package.json': makePackageJson({}) } });
});
afterEach(() => app.close());

function sentTo([method, path]: readonly [string, RegExp]): number {
  return app.gate.requests.filter((r) => r.method === method && path.test(r.path)).length;
}

function failures(): Record<string, any>[] {
  return app.log().filter((line) => line['msg'] === 'audit-failed');
}

/** After four of them the job goes back to the queue, and is tried again at once. */
const limitNow = replyWith(429, { message: 'secondary rate limit' }, { 'retry-after': '0' });
const unavailable = replyWith(502, { message: 'Server Error' });

describe('what passes is waited for, and nothing is done twice', () => {
  const passing: [string, readonly [string, RegExp], Reply, number, number[]][] = [
    ['a secondary limit when the run is made', CREATE, limitSecondary, 1, [7000]],
    ['a secondary limit when the run is completed', COMPLETE, limitSecondary, 2, [7000, 7000]],
    ['a secondary limit at the comment', COMMENT, limitSecondary, 1, [7000]],
    ['a burst of 502 when the run is made', CREATE, unavailable, 3, [1000, 4000, 9000]],
    ['a burst of 503 at a tree', TREE, replyWith(503, 'down'), 2, [1000, 1000]],
    ['a broken connection at a blob', BLOB, breakConnection, 1, [1000]],
    ['a broken connection when the run is completed', COMPLETE, breakConnection, 1, [1000]],
    ['an answer that is no JSON at a tree', TREE, () => new Response('<html>'), 1, [1000]],
  ];
  test.each(passing)('%s', async (_name, route, reply, times, waits) => {
    app.gate.answer(...route, reply, times);
    const run = await app.audit(WITH_STRIPE);

    expect([run.status, run.output.title]).toEqual(['completed', '1 new provider: Stripe']);
    expect((await app.annotations(run.id)).length).toBe(1);
    expect((await app.comments(run.number)).length).toBe(1);
    // Trees and blobs are asked for side by side, so waits may come from two calls.
    expect(app.waits.toSorted((a, b) => a - b)).toEqual(waits);
    expect(failures()).toEqual([]);
  });
});

describe('a lost answer', () => {
  const loseAnswer: Reply = async (request, pass) => {
    await pass();
    return breakConnection(request, pass);
  };

  test('of a run that was made leaves one run', async () => {
    app.gate.answer(...CREATE, loseAnswer, 1);
    const run = await app.audit(WITH_STRIPE);

    expect([run.status, sentTo(CREATE)]).toEqual(['completed', 1]);
  });

  test('of a run that was made leaves one run, also where it cannot be looked up before the job comes back', async () => {
    app.gate.answer(...CREATE, loseAnswer, 1);
    app.gate.answer('GET', /\/commits\/\w+\/check-runs/u, limitNow, 12);
    const run = await app.audit(WITH_STRIPE);

    expect([run.status, sentTo(CREATE), failures().length]).toEqual(['completed', 1, 1]);
    expect((await app.annotations(run.id)).length).toBe(1);
  });

  test('of a comment that was written leaves one comment', async () => {
    app.gate.answer(...COMMENT, loseAnswer, 1);
    const run = await app.audit(WITH_STRIPE);

    expect([(await app.comments(run.number)).length, sentTo(COMMENT)]).toEqual([1, 1]);
  });

  test('of a completed run does not send its notes again', async () => {
    app.gate.answer(...COMPLETE, loseAnswer, 1);
    const run = await app.audit(WITH_STRIPE);

    expect([run.status, sentTo(COMPLETE)]).toEqual(['completed', 1]);
  });
});

describe('a job that GitHub keeps waiting longer than a call may wait', () => {
  test('comes back to the same check run', async () => {
    app.gate.answer(...COMPLETE, limitNow, 4);
    const run = await app.audit(WITH_STRIPE);

    expect([run.status, run.output.title]).toEqual(['completed', '1 new provider: Stripe']);
    expect([sentTo(CREATE), sentTo(COMPLETE), failures().length]).toEqual([1, 5, 1]);
    expect((await app.annotations(run.id)).length).toBe(1);
  });

  test('comes back for its comment alone', async () => {
    app.gate.answer(...COMMENT, limitNow, 4);
    const run = await app.audit(WITH_STRIPE);

    // The emulator drops notes that an update does not repeat; GitHub keeps them, and would show repeated ones twice.
    const notes = app.gate.requests.flatMap((r) => r.body?.output?.annotations ?? []);
    expect([run.status, run.output.title, notes.length]).toEqual(['completed', '1 new provider: Stripe', 1]);
    expect((await app.comments(run.number)).length).toBe(1);
  });

  test('gives up after eight tries, in words', async () => {
    app.gate.answer(...TREE, limitNow);
    const run = await app.audit(WITH_STRIPE);

    expect([run.status, run.conclusion, run.output.title]).toEqual([
      'completed',
      'neutral',
      'Not audited: the audit could not be completed',
    ]);
    expect(run.output.summary).toContain('GitHub answered 429');
    expect([sentTo(CREATE), failures().length]).toEqual([1, 8]);
  });

  test('keeps its run open while the hourly budget fills up, and closes it when the server stops', async () => {
    app.gate.answer(...TREE, (request, pass) => limitPrimary(app.now(), 1800)(request, pass), 1);
    const { number, headSha } = await app.makePull(WITH_STRIPE);
    await app.tell('opened', number);
    await expect.poll(() => failures().length, PATIENCE).toBe(1);
    const [open] = await app.checkRuns(headSha);
    const waiting = app.server.queue.size();
    await app.server.stop(1000);
    const [closed, ...others] = await app.checkRuns(headSha);

    expect([open?.status, waiting, app.waits]).toEqual(['in_progress', 1, []]);
    expect([closed?.id, closed?.status, closed?.conclusion, others]).toEqual([open?.id, 'completed', 'neutral', []]);
    expect(failures()[0]).toMatchObject({ kind: 'rate-limited', status: 403, number });
  });

  test('gives way to a newer push, which closes its check run', async () => {
    app.gate.answer(...TREE, (request, pass) => limitPrimary(app.now(), 1800)(request, pass), 1);
    const { number, headSha } = await app.makePull(WITH_STRIPE, 'topic');
    await app.tell('opened', number);
    await expect.poll(() => failures().length, PATIENCE).toBe(1);
    const newer = await app.github.commitFiles({ 'src/a.ts': '' }, { branch: 'topic' });
    await app.tell('synchronize', number);
    await app.settle();

    expect((await app.checkRuns(headSha)).map((run) => run.conclusion)).toEqual(['cancelled']);
    expect((await app.checkRuns(newer)).map((run) => run.output.title)).toEqual(['1 new provider: Stripe']);
  });
});

describe('a permission that the App was not given', () => {
  test('for check runs ends the job with one clear line in the log', async () => {
    app.gate.answer(...CREATE, refusePermission);
    const { number, headSha } = await app.makePull(WITH_STRIPE);
    await app.tell('opened', number);
    await app.settle();

    expect([sentTo(CREATE), app.waits, await app.checkRuns(headSha)]).toEqual([1, [], []]);
    expect(failures().map(({ kind, status, needs, owner, repo }) => [kind, status, needs, owner, repo])).toEqual([
      ['forbidden', 403, 'checks=write', 'acme', 'shop'],
    ]);
    expect(failures()[0]?.['message']).toBe(
      'GitHub answered 403 to POST /repos/acme/shop/check-runs (Resource not accessible by integration).',
    );
  });

  test('for contents ends in a neutral run that says so', async () => {
    app.gate.answer(...TREE, refusePermission);
    const run = await app.audit(WITH_STRIPE);

    expect([run.status, run.conclusion]).toEqual(['completed', 'neutral']);
    expect(run.output.summary).toContain('403');
  });

  test('for comments leaves the verdict as it is', async () => {
    app.gate.answer(...COMMENT, refusePermission);
    const run = await app.audit(WITH_STRIPE);

    expect([run.conclusion, run.output.title]).toEqual(['neutral', '1 new provider: Stripe']);
    expect([sentTo(COMMENT), sentTo(COMPLETE), failures().length]).toEqual([1, 1, 1]);
  });
});

describe('an installation that is gone or suspended', () => {
  test.each([
    [404, 'Not Found'],
    [403, 'This installation has been suspended'],
    [401, 'A JSON web token could not be decoded'],
  ])('ends the job with a line in the log (%i)', async (status, message) => {
    app.gate.answer(...TOKEN, replyWith(status, { message }));
    const { number, headSha } = await app.makePull(WITH_STRIPE);
    expect(await app.tell('opened', number)).toBe(200);
    await app.settle();

    expect(await app.checkRuns(headSha)).toEqual([]);
    expect(failures().length).toBe(1);
    expect(failures()[0]?.['message']).toContain(String(status));
  });
});

test('completes the run without its notes when GitHub refuses them', async () => {
  const refuseNotes: Reply = async (request, pass) => {
    const { output } = (await request.clone().json()) as { output: { annotations?: unknown[] } };
    return output.annotations === undefined ? pass() : Response.json({ message: 'Invalid request' }, { status: 422 });
  };
  app.gate.answer(...COMPLETE, refuseNotes);
  const run = await app.audit(WITH_STRIPE);

  expect([run.conclusion, run.output.title, await app.annotations(run.id)]).toEqual([
    'neutral',
    '1 new provider: Stripe',
    [],
  ]);
  expect(run.output.summary).toContain('GitHub refused the annotations');
});

test('asks again who it is when GitHub did not tell the first time', async () => {
  app.gate.answer('GET', /^\/app$/u, limitNow, 4);
  const run = await app.audit(WITH_STRIPE);

  expect((await app.comments(run.number)).length).toBe(1);
  expect([sentTo(CREATE), sentTo(COMPLETE), failures().length]).toEqual([1, 1, 1]);
});
