import { setImmediate } from 'node:timers/promises';

/** Work that others wait for at most this long, in milliseconds. */
const LONGEST_TURN_MS = 25;

/**
 * Makes a function to call between pieces of work: when they took long since the last pause, it lets everything else of
 * the process have its turn (webhooks to answer, signals to heed).
 *
 * @param now a clock in milliseconds.
 */
export function makePause(now: () => number = () => performance.now()): () => Promise<void> {
  let last = now();
  return async () => {
    if (now() - last < LONGEST_TURN_MS) return;
    await setImmediate();
    last = now();
  };
}
