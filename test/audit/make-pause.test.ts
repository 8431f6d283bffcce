import { setImmediate } from 'node:timers';
import { expect, it } from 'vitest';
import { makePause } from '../../src/audit/make-pause.ts';

it('lets others have their turn after long work, and only then', async () => {
  let time = 0;
  let turns = 0;
  const pause = makePause(() => time);
  setImmediate(() => (turns += 1));
  await pause();
  expect(turns).toBe(0);
  time = 25;
  await pause();
  expect(turns).toBe(1);
  setImmediate(() => (turns += 1));
  time = 49;
  await pause();
  expect(turns).toBe(1);
});
