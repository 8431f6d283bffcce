import type { GitHubClient } from '../../src/github/github-client.ts';

/**
 * A client that counts what goes through it, for measurements: GitHub's budget of requests is what limits the number of
 * audits. Repeated tries count; what an octokit plugin repeats by itself does not.
 *
 * @returns the client to use, and the live counts by route template
 */
export function countRequests(client: GitHubClient): { client: GitHubClient; counts: ReadonlyMap<string, number> } {
  const counts = new Map<string, number>();
  return {
    counts,
    client: {
      request(route, parameters) {
        counts.set(route, (counts.get(route) ?? 0) + 1);
        return client.request(route, parameters);
      },
    },
  };
}
