import type { GitHubClient } from './github-client.ts';

/**
 * A client whose requests end when the signal aborts, including those that wait in octokit's throttle. They throw the
 * signal's reason, which is not a GitHubError, so that nothing is retried.
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
