import { Octokit } from '@octokit/rest';

import type { GitHubClient } from '../../src/github/github-client.ts';
import type { RetryPolicy } from '../../src/github/retry-request.ts';
import { makeCheckedFetch } from '../support/check-requests-against-openapi.ts';

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** A plain octokit whose requests are held against GitHub's description; `violations` must be empty at the end. */
export function makeTestClient(options: { baseUrl?: string; token?: string } = {}): {
  client: GitHubClient;
  violations: readonly string[];
} {
  const fetch = makeCheckedFetch();
  const { baseUrl, token = 'token-of-a-test' } = options;
  const client = new Octokit({
    auth: token,
    request: { fetch },
    log: SILENT,
    ...(baseUrl !== undefined && { baseUrl }),
  });
  return { client, violations: fetch.violations };
}

/** Retries on a clock of their own: a wait moves it and takes no time. */
export function makeTestRetries(options: Partial<RetryPolicy> = {}): { retry: RetryPolicy; waits: number[] } {
  const waits: number[] = [];
  let now = Date.parse('2026-01-02T03:04:05Z');
  const wait = async (ms: number): Promise<void> => {
    waits.push(ms);
    now += ms;
  };
  return { waits, retry: { attempts: 4, longestWaitMs: 60_000, wait, now: () => now, ...options } };
}
