import { expect, test } from 'vitest';

import { mapConcurrently } from '../../src/github/map-concurrently.ts';

test('gives every result once, with no more at a time than allowed', async () => {
  let running = 0;
  let most = 0;
  const results: number[] = [];
  const mapped = mapConcurrently([5, 1, 4, 2, 3], 2, async (ms) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, ms));
    running -= 1;
    return ms * 10;
  });
  for await (const result of mapped) results.push(result);

  expect(results.toSorted((a, b) => a - b)).toEqual([10, 20, 30, 40, 50]);
  expect(most).toBe(2);
});

test('starts nothing more once one failed', async () => {
  const started: number[] = [];
  const mapped = mapConcurrently([1, 2, 3, 4], 2, async (item) => {
    started.push(item);
    if (item === 1) throw new Error('no');
    return item;
  });

  await expect(mapped.next()).rejects.toThrow('no');
  expect(started).toEqual([1, 2]);
});

test('reads no further in the items than it needs', async () => {
  const taken: number[] = [];
  function* count(): Generator<number> {
    for (let item = 1; ; item += 1) {
      taken.push(item);
      yield item;
    }
  }
  for await (const item of mapConcurrently(count(), 3, async (it) => it)) if (item === 2) break;

  expect(taken.length).toBeLessThanOrEqual(5);
});

test('is done at once without items', async () => {
  await expect(mapConcurrently([], 4, async (item) => item).next()).resolves.toEqual({ done: true, value: undefined });
});
