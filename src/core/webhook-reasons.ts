/** Every code that `why` of a webhook can hold; report/ has the words for each. */
export const WEBHOOK_REASONS = [
  // verified
  'sdk-verifier', // the provider's own call, or one of a package made for it
  'signature-compared', // a digest over the body is computed and compared
  'token-compared', // a secret of the request is compared with a configured one
  'protected-before', // a middleware or wrapper that verifies stands before the handler
  // unverified
  'no-verification', // nothing checks
  'not-a-verifier', // the only call is one that parses and checks nothing
  // ineffective
  'result-ignored', // the check's answer decides nothing
  'not-awaited', // an asynchronous verifier's failure is lost
  'error-swallowed', // the failure is caught and the handler goes on
  'after-use', // the body is acted on before the check
  'presence-only', // only asks whether the signature header is there
  'skipped-without-signature', // leaving the header away leaves the check away
  'caller-decides', // another header or a parameter, which the caller sends or not, switches the check off
  'disabled-by-env', // a setting or a development environment switches the check off
  'default-secret', // a fallback secret stands in the source
  'stub', // compares to itself or a constant, or always agrees
  // optional
  'skipped-without-secret', // no check when no secret is configured
  'empty-secret', // a secret that is not configured is the empty string, and anybody can sign with that
  // unknown
  'delegated', // another file decides, and it has not been looked at
  'delegated-unresolved', // another file or package decides that cannot be read
  'dynamic-dispatch', // an object decides whose code cannot be told from the file
  'conditional', // checked in one branch, and it cannot be told whether the others matter
  'handler-elsewhere', // the route's handler is in another file that says nothing of it
  'too-large', // over the size, depth or work of parsing that is analysed
  'too-complex', // over the work that is spent on one file
  'syntax-error', // the source cannot be understood
] as const;
/** One of the codes. */
export type WebhookReason = (typeof WEBHOOK_REASONS)[number];
