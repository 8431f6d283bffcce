import type { Signal } from '../types.ts';

/** What workflows sign in with at the platforms that they run on and deploy to, whoever the token was made by. */
const CREDENTIAL = /_(?:GITHUB|GH)_TOKEN$|^AZURE_(?:CLIENT_ID|CLIENT_SECRET|TENANT_ID)$/;

/**
 * Whether a variable is how a workflow itself signs in: `RELEASE_GITHUB_TOKEN` for the repository that it stands in, the
 * names of `azure/login`. The application neither calls GitHub's API by that nor signs users in by Entra.
 */
export function isPipelineCredential(path: string, signal: Signal, provider: string): boolean {
  return (
    signal.kind === 'env' &&
    CREDENTIAL.test(signal.name) &&
    (provider === 'github-api' || provider === 'microsoft-entra-id') &&
    path.startsWith('.github/')
  );
}
