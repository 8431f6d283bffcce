import type { WebhookKnowledge } from './compile-webhook-knowledge.ts';
import type { Handler } from './frameworks/handler.ts';
import { textOf } from './judge/program/program.ts';
import type { Candidate, Run } from './judge/state/run.ts';
import { fileWords, providerIn, SHARED_HEADER, SIGNATURE_HEADER } from './recognise-provider.ts';

// Signs that callers are expected to sign, which set a webhook receiver apart from other routes.

/** Whether a library verifies a signature, a function named for signatures is called, or a signature header is read. */
export const readsSignature = (run: Run, knowledge: WebhookKnowledge): boolean =>
  run.checks.some((check) => check.why === 'sdk-verifier') ||
  run.candidates.some(asksSignature) ||
  [...run.headers].some(
    (name) => SIGNATURE_HEADER.test(name) || (knowledge.headers.has(name) && name !== 'authorization'),
  );

/**
 * Whether the body carries the signature or token, as with Mailgun and Slack's commands, and route, file or headers
 * name a provider.
 */
export const isSignedWithin = (handler: Handler, run: Run, knowledge: WebhookKnowledge, path: string): boolean =>
  run.readsBody &&
  !run.headers.has('authorization') &&
  run.checks.some((check) => check.why === 'signature-compared' || isTokenOfBody(run, check)) &&
  isProviders(handler, run, knowledge, path);

/** A token that comes from no header and is compared in constant time, as signatures are. */
const isTokenOfBody = ({ program, headers }: Run, { why, node }: Run['checks'][number]): boolean =>
  why === 'token-compared' && headers.size === 0 && textOf(program, node).startsWith('timingSafeEqual');

/** Whether middleware is named for signatures, `verifySignature` or `HmacGuard`, or a call for Svix. */
export const asksSignature = ({ named, before, name, member }: Candidate): boolean =>
  (named && (before ? /sig|hmac/i : /svix/i).test(calledBy({ name, member }))) ||
  (before === true && GUARDS.test(name));

const GUARDS = /(?:signature|hmac|hash)\w{0,30}guard$/i;

/** The name that says what a call does: the method's, or the class's if the framework prescribes the method's name. */
const calledBy = ({ name, member }: Pick<Candidate, 'name' | 'member'>): string =>
  member === null || /^(?:canActivate|use|intercept|transform)$/.test(member) ? name : member;

/** Whether it reads a header that only one provider's webhooks carry, or those of several providers of one company. */
export const readsOwnHeader = (run: Run, knowledge: WebhookKnowledge): boolean =>
  [...run.headers].some((name) => !SHARED_HEADER.test(name) && knowledge.headers.has(name));

/** Whether the route, the file or the headers identify a provider. */
export const isProviders = (handler: Handler, run: Run, knowledge: WebhookKnowledge, path: string): boolean =>
  (providerIn(handler.route ?? '', knowledge) ?? providerIn(fileWords(path), knowledge)) !== null ||
  readsOwnHeader(run, knowledge);
