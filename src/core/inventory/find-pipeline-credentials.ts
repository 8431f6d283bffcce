import type { Signal } from '../types.ts';
import type { FileFacts } from './file-facts.ts';
import { isCiFile } from './is-ci-file.ts';

/** Variables by which workflows sign in to the platform that they run on, whoever made the token. */
const CREDENTIAL = /_(?:GITHUB|GH)_TOKEN$/;
/** The team in whose name a pipeline signs its builds; also needed for “Sign in with Apple”. */
const SIGNER = 'APPLE_TEAM_ID';
/** Variables by which a build signs in to Apple's notary service, or signs. */
const NOTARY = /^APPLE_(?:APP_SPECIFIC_PASSWORD|CERTIFICATE|ID|ID_PASSWORD|IDENTITY|PASSWORD|SIGNING_IDENTITY)$/;

/**
 * The variables of a file that only serve to sign what a pipeline, or a developer's machine, builds: `APPLE_TEAM_ID`. The
 * application does not call Apple with them.
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
