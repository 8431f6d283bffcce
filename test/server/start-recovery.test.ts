import { expect, test } from 'vitest';

import type { GitHubClient } from '../../src/github/github-client.ts';
import { startRecovery } from '../../src/server/start-recovery.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-05-04T12:00:00Z');
const tick = () => new Promise((resolve) => setImmediate(resolve));

/** A GitHub whose failed deliveries are `minutes` old at the start; it fails as many times as `outages` says at first. */
function start(minutes: readonly number[], outages = 0) {
  const timers: (() => void)[] = [];
  const errors: unknown[] = [];
  const asked: unknown[] = [];
  let [now, lists, canceled] = [START, 0, 0];
  const client: GitHubClient = {
    async request(route, parameters = {}) {
      const answer = { status: 200, url: '', headers: {} };
      if (route.startsWith('POST')) {
        asked.push(parameters['delivery_id']);
        return { ...answer, data: {} };
      }
      lists += 1;
      if (lists <= outages) throw new TypeError('out of order');
      const data = minutes.map((ago, id) => ({
        id,
        guid: String(id),
        delivered_at: new Date(START - ago * MINUTE).toISOString(),
        status_code: 502,
        event: 'pull_request',
        action: 'opened',
      }));
      return { ...answer, data };
    },
  };
  const stop = startRecovery({
    client: async () => client,
    retry: { attempts: 1, longestWaitMs: 0, wait: async () => {}, now: () => now },
    events: ['pull_request.opened'],
    readJobs: () => [],
    push: () => {},
    log: () => {},
    everyMs: 5 * MINUTE,
    setTimer(action) {
      timers.push(action);
      return () => (canceled += 1);
    },
    onError: (error) => errors.push(error),
  });
  const pass = async (ms: number): Promise<void> => {
    now += ms;
    timers.shift()?.();
    await tick();
    await tick();
  };
  return { asked, errors, timers, stop, pass, canceled: () => canceled };
}

test('looks a day back at first, then an hour beyond the round before', async () => {
  const { asked, pass } = start([2, 59, 61, 23 * 60, 25 * 60]);
  await pass(0);
  expect(asked).toEqual([0, 1, 2, 3]);
  await pass(5 * MINUTE);

  expect(asked.slice(4)).toEqual([0, 1]);
});

test('makes up in the next round for one that failed', async () => {
  const { asked, errors, pass } = start([90], 1);
  await pass(0);
  expect([asked, errors.length]).toEqual([[], 1]);
  await pass(5 * MINUTE);

  expect([asked, errors.length]).toEqual([[0], 1]);
});

test('ends when it is told to', async () => {
  const { timers, stop, pass, canceled } = start([]);
  await pass(0);
  stop();

  expect([timers.length, canceled()]).toEqual([1, 1]);
});
