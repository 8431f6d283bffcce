import type { Signal } from '../types.ts';
import { isCiFile } from './is-ci-file.ts';

/** What workflows sign in with at the platform that they run on, whoever the token was made by. */
const CREDENTIAL = /_(?:GITHUB|GH)_TOKEN$/;
/** By whom a pipeline signs what it builds; the same team is told to those who let people sign in with Apple. */
const SIGNER = 'APPLE_TEAM_ID';

/**
 * Whether a variable is how a pipeline itself signs in, or signs: `RELEASE_GITHUB_TOKEN` for the repository that it stands in,
 * `APPLE_TEAM_ID` for a build. The application calls neither GitHub's API nor Apple's by that.
 */
export function isPipelineCredential(path: string, signal: Signal, provider: string): boolean {
  if (signal.kind !== 'env') return false;
  if (signal.name === SIGNER) return isCiFile(path);
  return CREDENTIAL.test(signal.name) && provider === 'github-api' && path.startsWith('.github/');
}
