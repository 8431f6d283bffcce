import nock from 'nock';
import { afterAll, afterEach, beforeEach } from 'vitest';

import type { GitHubClient } from '../../src/github/github-client.ts';
import { makeTestClient } from './make-test-client.ts';

/**
 * For the tests of one file: a client whose requests meet only the answers mocked with `nock(API)`. A test fails when a
 * mocked answer is left over, or when a request does not fit GitHub's description.
 */
export function mockGitHub(): GitHubClient {
  const { client, violations } = makeTestClient({ baseUrl: API });
  let told = 0;
  beforeEach(() => nock.disableNetConnect());
  afterEach(() => {
    const leftOver = nock.pendingMocks();
    nock.cleanAll();
    if (leftOver.length > 0) throw new Error(`never asked for: ${leftOver.join(', ')}`);
    const fresh = violations.slice(told);
    told = violations.length;
    if (fresh.length > 0) throw new Error(fresh.join('\n'));
  });
  // The worker goes on with files that ask a server of their own.
  afterAll(() => nock.enableNetConnect());
  return client;
}

/** Not https: a mocked TLS socket may report its end as a reset connection after fetch has let go of it, which ends the test run. */
export const API = 'http://api.github.test';
