import { expect, test } from 'vitest';

import { GitHubError } from '../../src/github/github-errors.ts';
import type { GitHubTrouble } from '../../src/github/github-errors.ts';
import { withRetries } from '../../src/github/retry-request.ts';
import { makeTestRetries } from './make-test-client.ts';

const UNAVAILABLE: GitHubTrouble = { kind: 'unavailable', status: 502, message: 'Out of reach.' };
const READ = { route: 'GET /x', isSafe: true };
const WRITE = { route: 'POST /x', isSafe: false };

/** An action that fails with each trouble in turn, and then gives `done`. */
function makeAction(...troubles: (GitHubTrouble | Error)[]): { action: () => Promise<string>; count: () => number } {
  let count = 0;
  const action = async (): Promise<string> => {
    const next = troubles[count];
    count += 1;
    if (next === undefined) return 'done';
    throw next instanceof Error ? next : new GitHubError(next);
  };
  return { action, count: () => count };
}

test('repeats what is safe after 1, 4 and 9 seconds', async () => {
  const { retry, waits } = makeTestRetries();
  const { action } = makeAction(UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);

  await expect(withRetries(action, READ, retry)).resolves.toBe('done');
  expect(waits).toEqual([1000, 4000, 9000]);
});

test('gives up after the last attempt with the trouble', async () => {
  const { retry, waits } = makeTestRetries({ attempts: 2 });
  const { action, count } = makeAction(UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);

  await expect(withRetries(action, READ, retry)).rejects.toMatchObject({ trouble: UNAVAILABLE });
  expect([count(), waits]).toEqual([2, [1000]]);
});

test.each(['not-found', 'unauthorized', 'gone', 'unprocessable'] as const)('does not repeat after %s', async (kind) => {
  const { retry } = makeTestRetries();
  const { action, count } = makeAction({ kind, status: 400, message: 'No.' });

  await expect(withRetries(action, READ, retry)).rejects.toBeInstanceOf(GitHubError);
  expect(count()).toBe(1);
});

test('waits for a rate limit as long as told, also for a write', async () => {
  const { retry, waits } = makeTestRetries();
  const { action } = makeAction({
    kind: 'rate-limited',
    status: 429,
    message: '',
    limit: 'secondary',
    retryAt: retry.now() + 7000,
  });

  await expect(withRetries(action, WRITE, retry)).resolves.toBe('done');
  expect(waits).toEqual([7000]);
});

test('throws a rate limit that lasts longer than it may wait in all, with the time to come back', async () => {
  const { retry, waits } = makeTestRetries({ longestWaitMs: 10_000 });
  const retryAt = retry.now() + 9000;
  const limit: GitHubTrouble = { kind: 'rate-limited', status: 403, message: '', limit: 'primary', retryAt };
  const later: GitHubTrouble = { ...limit, retryAt: retryAt + 2000 };
  const { action } = makeAction(limit, later);

  await expect(withRetries(action, READ, retry)).rejects.toMatchObject({
    trouble: { kind: 'rate-limited', retryAt: later.retryAt },
  });
  expect(waits).toEqual([9000]);
});

test('never repeats a write whose answer got lost when nobody can tell whether it was done', async () => {
  const { retry } = makeTestRetries();
  const { action, count } = makeAction(UNAVAILABLE);

  await expect(withRetries(action, WRITE, retry)).rejects.toMatchObject({ trouble: UNAVAILABLE });
  expect(count()).toBe(1);
});

test('takes what the lost try did, and does not do it twice', async () => {
  const { retry } = makeTestRetries();
  const { action, count } = makeAction(UNAVAILABLE);
  const { action: findDone } = makeAction();

  await expect(withRetries(action, { ...WRITE, findDone }, retry)).resolves.toBe('done');
  expect(count()).toBe(1);
});

test('repeats a lost write when it was not done, and only once it could look', async () => {
  const { retry, waits } = makeTestRetries();
  const { action, count } = makeAction(UNAVAILABLE);
  const look = makeAction(UNAVAILABLE);
  const findDone = async (): Promise<null> => {
    await look.action();
    return null;
  };

  await expect(withRetries(action, { ...WRITE, findDone }, retry)).resolves.toBe('done');
  expect([count(), look.count(), waits]).toEqual([2, 2, [1000, 4000]]);
});

test('does not look before anything got lost', async () => {
  const { retry } = makeTestRetries();
  const { action } = makeAction({ kind: 'rate-limited', status: 429, message: '', limit: 'primary', retryAt: 0 });
  const look = makeAction();

  await expect(withRetries(action, { ...WRITE, findDone: look.action }, retry)).resolves.toBe('done');
  expect(look.count()).toBe(0);
});

test('lets a bug through as it is', async () => {
  const { retry, waits } = makeTestRetries();
  const bug = new TypeError('x is not a function');

  await expect(withRetries(makeAction(bug).action, READ, retry)).rejects.toBe(bug);
  expect(waits).toEqual([]);
});
