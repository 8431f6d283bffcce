import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';

import { makeTimedFetch } from './make-timed-fetch.ts';
import { DEFAULT_RETRIES } from './retry-request.ts';
import type { RetryPolicy } from './retry-request.ts';

export type RestClientOptions = {
  /** Without one GitHub gives public repositories 60 requests an hour. */
  token?: string;
  /** Default: https://api.github.com; an Enterprise Server has `https://HOST/api/v3`. */
  baseUrl?: string;
  fetch?: typeof globalThis.fetch;
  /** Told before each wait. */
  onWait?: (seconds: number, limit: 'primary' | 'secondary') => void;
  /** The length of a second of waiting in milliseconds; tests shorten it. */
  secondMs?: number;
};

/** Somebody is waiting at the terminal: what takes longer than a minute is an error. */
const LONGEST_WAIT_SECONDS = 60;
const MAX_WAITS = 3;

/** The retries to use with this client: the connection's troubles only, since it waits for rate limits by itself. */
export const REST_RETRIES: RetryPolicy = { ...DEFAULT_RETRIES, longestWaitMs: 14_000 };

const ThrottledOctokit = Octokit.plugin(throttling);

/**
 * An octokit for the command line. It waits out rate limits up to a minute, three times at most, and throws
 * beyond that.
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
    // octokit logs failed requests to the console by itself; here they are thrown, and reported once.
    log: { debug() {}, info() {}, warn() {}, error() {} },
    throttle: {
      onRateLimit: waitFor('primary'),
      onSecondaryRateLimit: waitFor('secondary'),
      retryAfterBaseValue: secondMs,
    },
  });
}
