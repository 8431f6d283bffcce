import type { Signal } from '../types.ts';

/** What workflows sign in with at the platform that they run on, whoever the token was made by. */
const CREDENTIAL = /_(?:GITHUB|GH)_TOKEN$/;

/**
 * Whether a variable is how a workflow itself signs in: `RELEASE_GITHUB_TOKEN` for the repository that it stands in. The
 * application does not call GitHub's API by that.
 */
export function isPipelineCredential(path: string, signal: Signal, provider: string): boolean {
  return (
    signal.kind === 'env' && CREDENTIAL.test(signal.name) && provider === 'github-api' && path.startsWith('.github/')
  );
}
