import type { GitHubClient } from './github-client.ts';

/**
 * A client whose requests end with the signal, those under way and those that wait in octokit's throttle. They then throw
 * the signal's reason, which is no trouble of GitHub's, so that nothing is tried again.
 */
export function makeAbortableClient(client: GitHubClient, signal: AbortSignal): GitHubClient {
  return {
    async request(route, parameters = {}) {
      signal.throwIfAborted();
      const request = { ...(parameters['request'] as object | undefined), signal };
      try {
        return await client.request(route, { ...parameters, request });
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      }
    },
  };
}
