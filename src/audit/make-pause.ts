import { setImmediate } from 'node:timers/promises';

/** The longest turn before other work of the process may run, unless a single piece takes longer. */
const LONGEST_TURN_MS = 25;

/**
 * Makes a function to call between pieces of long work. Once a turn has lasted long enough, the function yields to the event
 * loop, so that webhooks are answered and signals are handled.
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
