import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';

import { makeTimedFetch } from './make-timed-fetch.ts';
import { DEFAULT_RETRIES } from './retry-request.ts';
import type { RetryPolicy } from './retry-request.ts';

export type RestClientOptions = {
  /** Without a token, GitHub allows 60 requests per hour, for public repositories only. */
  token?: string;
  /** Default: https://api.github.com; an Enterprise Server has `https://HOST/api/v3`. */
  baseUrl?: string;
  fetch?: typeof globalThis.fetch;
  /** Called before each wait. */
  onWait?: (seconds: number, limit: 'primary' | 'secondary') => void;
  /** The length of a second of waiting in milliseconds; tests shorten it. */
  secondMs?: number;
};

/** Limit on waiting, because someone sits at the terminal. A longer wait is an error. */
const LONGEST_WAIT_SECONDS = 60;
const MAX_WAITS = 3;

/** The retries for this client: only for connection problems, because the client waits for rate limits itself. */
export const REST_RETRIES: RetryPolicy = { ...DEFAULT_RETRIES, longestWaitMs: 14_000 };

const ThrottledOctokit = Octokit.plugin(throttling);

/**
 * An octokit for the command line. It waits for rate limits of up to a minute, at most three times, and throws beyond
 * that.
 */
export function makeRestClient(options: RestClientOptions): Octokit {
  const { token, baseUrl, onWait, secondMs = 1000 } = options;
  const waitFor =
    (limit: 'primary' | 'secondary') => (seconds: number, _options: object, _octokit: unknown, count: number) => {
      if (seconds > LONGEST_WAIT_SECONDS || count >= MAX_WAITS) return false;
      onWait?.(seconds, limit);
      return true;
    };
  return new ThrottledOctokit({
    userAgent: 'integration-audit',
    ...(token !== undefined && { auth: token }),
    ...(baseUrl !== undefined && { baseUrl }),
    request: { fetch: makeTimedFetch(options.fetch) },
    // octokit would log failed requests to the console. Here they are thrown, and reported once.
    log: { debug() {}, info() {}, warn() {}, error() {} },
    throttle: {
      onRateLimit: waitFor('primary'),
      onSecondaryRateLimit: waitFor('secondary'),
      retryAfterBaseValue: secondMs,
    },
  });
}
