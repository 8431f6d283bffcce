import { ProbotOctokit } from 'probot';

import { makeTimedFetch } from './make-timed-fetch.ts';

/**
 * The octokit for Probot (`new Probot({ Octokit: ServerOctokit })`): Probot's own, but it neither waits for a rate
 * limit nor retries requests. By default, Probot sleeps inside the job until the limit ends, up to an hour, and repeats
 * POSTs after a 5xx. Here the error is returned at once, and the job goes back to the queue until the limit ends.
 */
export const ServerOctokit = ProbotOctokit.defaults((options: Record<string, any>) => ({
  ...options,
  request: { ...options['request'], fetch: makeTimedFetch(options['request']?.fetch) },
  retry: { ...options['retry'], enabled: false },
  throttle: { ...options['throttle'], onRateLimit: () => false, onSecondaryRateLimit: () => false },
}));
