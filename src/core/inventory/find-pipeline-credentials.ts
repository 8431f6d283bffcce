import type { Signal } from '../types.ts';
import type { FileFacts } from './file-facts.ts';
import { isCiFile } from './is-ci-file.ts';

/** Tokens with which workflows authenticate to the platform that they run on. */
const CREDENTIAL = /_(?:GITHUB|GH)_TOKEN$/;
/** The team for which a pipeline signs its builds. "Sign in with Apple" needs it too. */
const SIGNER = 'APPLE_TEAM_ID';
/** Variables with which a build signs, or authenticates to Apple's notary service. */
const NOTARY = /^APPLE_(?:APP_SPECIFIC_PASSWORD|CERTIFICATE|ID|ID_PASSWORD|IDENTITY|PASSWORD|SIGNING_IDENTITY)$/;

/**
 * The variables of a file that only serve to sign builds, in a pipeline or on a developer's machine: `APPLE_TEAM_ID`.
 * The application does not call Apple with them.
 */
export function findSigners({ path, facts }: FileFacts): ReadonlySet<Signal> {
  const signers = facts.signals.filter((s) => s.kind === 'env' && s.name === SIGNER);
  const isBuild = isCiFile(path) || facts.signals.some((s) => s.kind === 'env' && NOTARY.test(s.name));
  return new Set(isBuild ? signers : []);
}

/** True for a token with which a workflow authenticates to the platform that it runs on: `RELEASE_GITHUB_TOKEN`. */
export function isPipelineToken(path: string, signal: Signal, provider: string): boolean {
  if (signal.kind !== 'env' || provider !== 'github-api') return false;
  return CREDENTIAL.test(signal.name) && path.startsWith('.github/');
}
