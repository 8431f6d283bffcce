/** GitHub itself ends a REST call after 10 seconds. */
const ANSWER_MS = 30_000;

type Fetch = typeof globalThis.fetch;

/**
 * A fetch that gives up if no answer has started after `answerMs` milliseconds. octokit has no timeout, and the clock
 * must start when the request is sent, not while it waits in octokit's throttle. Once the answer has started, Node's
 * own limit applies (five minutes without a byte).
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
