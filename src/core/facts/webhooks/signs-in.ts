import { textOf } from './judge/program/program.ts';
import type { Run } from './judge/state/run.ts';

// What people sign in by, and come back to from where they did, is no webhook, though it may check a token or a code.

/** Where people come back to from a sign-in, by the name of route or file. */
export const OF_SIGN_IN =
  /(?:^|[/_.-])(?:oauth2?|omni_?auth|sso|saml|oidc)(?:[/_.-]|$)|(?:^|\/)(?:auth|login|connect)\/(?:[\w:-]{1,30}\/){0,2}callback(?:\/|$)/i;

/** Where people sign in, by the name of the route. */
export const SIGNS_IN = /(?:^|[/_-])(?:auth|log-?in|sign-?(?:in|up)|sessions?)(?:[/_-]|$)/i;

/** What a person signs in with at Google is a token as those of Pub/Sub's deliveries are: `verifyIdToken` and no other verifier. */
export function provesUser({ checks, program }: Run): boolean {
  const verifiers = checks.filter(({ why }) => why === 'sdk-verifier');
  return verifiers.length > 0 && verifiers.every(({ node }) => OF_ID_TOKEN.test(textOf(program, node).slice(0, 200)));
}

const OF_ID_TOKEN = /\bverifyIdToken\b/;

/** The way back from a sign-in: the code that it brings is exchanged for a token. */
export const EXCHANGES_CODE =
  /oauth2?\/(?:v\d+\/)?(?:access_)?token|authorization_code|exchange_?(?:auth\w*_?)?code|\.exchange\(|client_?secret['"]?\s?[:=,][^;]{0,200}\bcode\b/i;

/** Both parts of an authorization response, of which one is the code (https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2). */
export const isSignInReturn = (source: string): boolean =>
  ['code', 'state'].every((name) => new RegExp(`get\\(['"]${name}['"]\\)|query\\.${name}\\b`).test(source));
