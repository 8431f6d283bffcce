import { ProbotOctokit } from 'probot';

import { makeTimedFetch } from './make-timed-fetch.ts';

/**
 * The octokit to give Probot (`new Probot({ Octokit: ServerOctokit })`): Probot's own, but it never waits for a rate limit
 * nor repeats a request by itself. Probot's default sleeps inside the job until the limit is over, up to an hour, and
 * repeats POSTs after a 5xx; here the error comes at once, and the job goes back to the queue until the limit is over.
 */
export const ServerOctokit = ProbotOctokit.defaults((options: Record<string, any>) => ({
  ...options,
  request: { ...options['request'], fetch: makeTimedFetch(options['request']?.fetch) },
  retry: { ...options['retry'], enabled: false },
  throttle: { ...options['throttle'], onRateLimit: () => false, onSecondaryRateLimit: () => false },
}));
