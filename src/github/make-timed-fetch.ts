/** GitHub itself ends a REST call after 10 seconds. */
const ANSWER_MS = 30_000;

type Fetch = typeof globalThis.fetch;

/**
 * A fetch that gives up when no answer has begun after `answerMs` milliseconds. octokit has no time limit of its own, and
 * the clock must start when the request leaves, not while it waits in octokit's throttle. Once the answer has begun,
 * Node's own limit holds (five minutes without a byte).
 */
export function makeTimedFetch(
  fetch: Fetch = (input, init) => globalThis.fetch(input, init),
  answerMs: number = ANSWER_MS,
): Fetch {
  return async (input, init) => {
    const controller = new AbortController();
    const giveUp = (): void => controller.abort(new DOMException('no answer in time', 'TimeoutError'));
    const timer = setTimeout(giveUp, answerMs);
    const signals = [controller.signal, ...(init?.signal ? [init.signal] : [])];
    try {
      return await fetch(input, { ...init, signal: AbortSignal.any(signals) });
    } finally {
      clearTimeout(timer);
    }
  };
}
