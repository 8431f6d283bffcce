import { textOf } from './judge/program/program.ts';
import type { Run } from './judge/state/run.ts';

// Sign-in routes and their callbacks are not webhooks, although they may check a token or a code.

/** Callbacks of a sign-in, by the name of the route or file. */
export const OF_SIGN_IN =
  /(?:^|[/_.-])(?:oauth2?|omni_?auth|sso|saml|oidc)(?:[/_.-]|$)|(?:^|\/)(?:auth|login|connect)\/(?:[\w:-]{1,30}\/){0,2}callback(?:\/|$)/i;

/** Sign-in routes, by name. */
export const SIGNS_IN = /(?:^|[/_-])(?:auth|log-?in|sign-?(?:in|up)|sessions?)(?:[/_-]|$)/i;

/**
 * Whether `verifyIdToken` is the only verifier: a Google sign-in token is of the same kind as the tokens of Pub/Sub
 * deliveries.
 */
export function provesUser({ checks, program }: Run): boolean {
  const verifiers = checks.filter(({ why }) => why === 'sdk-verifier');
  return verifiers.length > 0 && verifiers.every(({ node }) => OF_ID_TOKEN.test(textOf(program, node).slice(0, 200)));
}

const OF_ID_TOKEN = /\bverifyIdToken\b/;

/** The callback of a sign-in exchanges the code that it receives for a token. */
export const EXCHANGES_CODE =
  /oauth2?\/(?:v\d+\/)?(?:access_)?token|authorization_code|exchange_?(?:auth\w*_?)?code|\.exchange\(|client_?secret['"]?\s?[:=,][^;]{0,200}\bcode\b/i;

/**
 * Whether a source reads both parameters of an authorization response, `code` and `state`
 * (https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2).
 */
export const isSignInReturn = (source: string): boolean =>
  ['code', 'state'].every((name) => new RegExp(`get\\(['"]${name}['"]\\)|query\\.${name}\\b`).test(source));
