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
 * The variables of a file by which a pipeline itself signs what it builds: `APPLE_TEAM_ID`, also where a developer's machine
 * builds. The application does not call Apple by that.
 */
export function findSigners({ path, facts }: FileFacts): ReadonlySet<Signal> {
  const signers = facts.signals.filter((s) => s.kind === 'env' && s.name === SIGNER);
  const isBuild = isCiFile(path) || facts.signals.some((s) => s.kind === 'env' && NOTARY.test(s.name));
  return new Set(isBuild ? signers : []);
}

/** Whether a variable is how a workflow signs in at the platform that it runs on: `RELEASE_GITHUB_TOKEN`. */
export function isPipelineToken(path: string, signal: Signal, provider: string): boolean {
  if (signal.kind !== 'env' || provider !== 'github-api') return false;
  return CREDENTIAL.test(signal.name) && path.startsWith('.github/');
}
