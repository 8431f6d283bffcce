import type { Signal } from '../types.ts';
import type { FileFacts } from './file-facts.ts';
import { isCiFile } from './is-ci-file.ts';

/** What workflows sign in with at the platform that they run on, whoever the token was made by. */
const CREDENTIAL = /_(?:GITHUB|GH)_TOKEN$/;
/** By whom a pipeline signs what it builds; the same team is told to those who let people sign in with Apple. */
const SIGNER = 'APPLE_TEAM_ID';
/** What a build signs in with at Apple's notary, or signs by. */
const NOTARY = /^APPLE_(?:APP_SPECIFIC_PASSWORD|CERTIFICATE|ID|ID_PASSWORD|IDENTITY|PASSWORD|SIGNING_IDENTITY)$/;

/**
 * Whether a variable is how a pipeline itself signs in, or signs: `RELEASE_GITHUB_TOKEN` for the repository that it stands in,
 * `APPLE_TEAM_ID` for a build, also where a developer's machine makes it. The application calls neither GitHub's API nor
 * Apple's by that.
 */
export function isPipelineCredential({ path, facts }: FileFacts, signal: Signal, provider: string): boolean {
  if (signal.kind !== 'env') return false;
  if (signal.name === SIGNER)
    return isCiFile(path) || facts.signals.some((s) => s.kind === 'env' && NOTARY.test(s.name));
  return CREDENTIAL.test(signal.name) && provider === 'github-api' && path.startsWith('.github/');
}
