/** Every code that `why` of a webhook can hold; report/ has a sentence for each. */
export const WEBHOOK_REASONS = [
  // verified
  'sdk-verifier', // a call of the provider's SDK, or of a package made for verifying
  'signature-compared', // an HMAC or another signature of the body is checked
  'token-compared', // a secret in the request is compared with a configured one
  'protected-before', // middleware or a wrapper verifies before the handler runs
  // unverified
  'no-verification', // no check was found
  'not-a-verifier', // the only candidate is a call that parses without verifying
  // ineffective
  'result-ignored', // the result of the check is not acted on
  'not-awaited', // an asynchronous verifier is not awaited, so its failure is lost
  'error-swallowed', // the failure is caught and the handler goes on
  'after-use', // the body is acted on before the check
  'presence-only', // only the presence of the signature header is tested
  'skipped-without-signature', // the check is skipped if the request lacks the header
  'caller-decides', // another header or parameter, which the caller controls, disables the check
  'disabled-by-env', // a setting or a development environment disables the check
  'default-secret', // the source contains a fallback for the secret
  'stub', // compares a value with itself or a constant, or always accepts
  'forgeable', // compares two values that the caller controls, or one with a digest that needs no key
  // optional
  'skipped-without-secret', // no check if no secret is configured
  'empty-secret', // an unconfigured secret is the empty string, with which anyone can sign
  // unknown
  'delegated', // another file decides, and has not been read yet
  'delegated-unresolved', // a file or package that cannot be read decides
  'dynamic-dispatch', // an object decides whose class cannot be determined from the file
  'conditional', // checked on some paths only, and it is unclear whether the others matter
  'handler-elsewhere', // the route's handler is in another file, whose facts do not settle it
  'too-large', // exceeds the limits on size, depth or parsing work
  'too-complex', // exceeds the analysis budget of one file
  'syntax-error', // the source cannot be parsed
] as const;
export type WebhookReason = (typeof WEBHOOK_REASONS)[number];
