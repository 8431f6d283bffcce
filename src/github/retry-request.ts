import { setTimeout } from 'node:timers/promises';

import { GitHubError, readTrouble } from './github-errors.ts';
import type { GitHubTrouble } from './github-errors.ts';

/** How often and how long a call is tried. The clock and the wait are parameters, so that tests need not wait. */
export type RetryPolicy = {
  /** Total number of tries, including the first. */
  attempts: number;
  /** Total wait per call in milliseconds. A longer rate limit is thrown, and the queue retries the job later. */
  longestWaitMs: number;
  wait: (ms: number) => Promise<unknown>;
  /** Milliseconds since the epoch. */
  now: () => number;
};

export const DEFAULT_RETRIES: RetryPolicy = {
  attempts: 4,
  longestWaitMs: 60_000,
  wait: (ms) => setTimeout(ms),
  now: () => Date.now(),
};

export type Retrying<T> = {
  /** The call, for the error's message. */
  route: string;
  /** Whether the call is idempotent. */
  isSafe: boolean;
  /**
   * For calls that are not idempotent: looks up whether a try whose response was lost did its work. Returns the result,
   * or null to try again. Without this function, such a try is not repeated.
   */
  findDone?: () => Promise<T | null>;
};

/**
 * Runs an action until it succeeds. Waits for rate limits as long as GitHub requires (nothing was done then, so any
 * action may be repeated), and repeats transient failures (5xx, connection, timeout) after 1, 4 and 9 seconds.
 *
 * @throws GitHubError with the last trouble; other errors are rethrown unchanged
 */
export async function withRetries<T>(
  action: () => Promise<T>,
  retrying: Retrying<T>,
  policy: RetryPolicy = DEFAULT_RETRIES,
): Promise<T> {
  let waited = 0;
  let isLost = false;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const done = isLost ? await retrying.findDone?.() : null;
      return done ?? (await action());
    } catch (error) {
      const trouble = readTrouble(error, retrying.route, policy.now());
      if (trouble === null) throw error;
      const pause = findPause(trouble, attempt, policy.now());
      const isLast = attempt >= policy.attempts || pause === null || waited + pause > policy.longestWaitMs;
      const isRepeatable = retrying.isSafe || retrying.findDone !== undefined || trouble.kind === 'rate-limited';
      if (isLast || !isRepeatable) throw error instanceof GitHubError ? error : new GitHubError(trouble, error);
      isLost ||= trouble.kind === 'unavailable' && !retrying.isSafe;
      waited += pause;
      await policy.wait(pause);
    }
  }
}

/** Milliseconds until the next try; null if another try cannot help. */
function findPause(trouble: GitHubTrouble, attempt: number, now: number): number | null {
  if (trouble.kind === 'rate-limited') return Math.max(0, trouble.retryAt - now);
  return trouble.kind === 'unavailable' ? attempt * attempt * 1000 : null;
}
