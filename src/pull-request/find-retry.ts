import { GitHubError } from '../github/github-errors.ts';
import type { Retry } from '../queue/make-audit-queue.ts';

/**
 * When to retry after an error; null if another try would not help.
 *
 * @param now milliseconds since the epoch
 */
export function findRetry(error: unknown, now: number): Pick<Retry, 'retryInMs'> | null {
  const trouble = error instanceof GitHubError ? error.trouble : null;
  if (trouble?.kind === 'rate-limited') return { retryInMs: Math.max(0, trouble.retryAt - now) };
  return trouble?.kind === 'unavailable' ? { retryInMs: null } : null;
}
