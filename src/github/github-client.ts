/** A response, in the form that every octokit returns. */
export type GitHubResponse = {
  status: number;
  url: string;
  headers: Record<string, string | number | undefined>;
  data: unknown;
};

/**
 * The part of an octokit that this folder uses. `ProbotOctokit` and the `Octokit` of `@octokit/rest` both match. Routes
 * are written as in GitHub's documentation: `GET /repos/{owner}/{repo}/git/trees/{tree_sha}`.
 */
export type GitHubClient = {
  request(route: string, parameters?: Record<string, unknown>): Promise<GitHubResponse>;
};

/** Logs something an operator may want to know. `event` is a code; `facts` hold neither file contents nor secrets. */
export type Log = (event: string, facts: Record<string, string | number | boolean | null>) => void;
