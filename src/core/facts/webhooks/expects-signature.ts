import type { WebhookKnowledge } from './compile-webhook-knowledge.ts';
import type { Handler } from './frameworks/handler.ts';
import { textOf } from './judge/program/program.ts';
import type { Candidate, Run } from './judge/state/run.ts';
import { fileWords, providerIn, SHARED_HEADER, SIGNATURE_HEADER } from './recognise-provider.ts';

// What a handler looks at that only a caller who signs would send: it tells a receiver from any other route.

/** A signature is verified by a library, asked for by a function of that name, or read off its header. */
export const readsSignature = (run: Run, knowledge: WebhookKnowledge): boolean =>
  run.checks.some((check) => check.why === 'sdk-verifier') ||
  run.candidates.some(asksSignature) ||
  [...run.headers].some(
    (name) => SIGNATURE_HEADER.test(name) || (knowledge.headers.has(name) && name !== 'authorization'),
  );

/** A provider whose signature or token stands in the body, as that of Mailgun or of Slack's commands, by the name of route or file. */
export const isSignedWithin = (handler: Handler, run: Run, knowledge: WebhookKnowledge, path: string): boolean =>
  run.readsBody &&
  !run.headers.has('authorization') &&
  run.checks.some((check) => check.why === 'signature-compared' || isTokenOfBody(run, check)) &&
  isProviders(handler, run, knowledge, path);

/** A token that no header has brought, and that is compared as carefully as signatures are. */
const isTokenOfBody = ({ program, headers }: Run, { why, node }: Run['checks'][number]): boolean =>
  why === 'token-compared' && headers.size === 0 && textOf(program, node).startsWith('timingSafeEqual');

/** What stands before or is called is named for signatures: `verifySignature`, `HmacGuard`. */
export const asksSignature = ({ named, before, name, member }: Candidate): boolean =>
  (named && (before ? /sig|hmac/i : /svix/i).test(calledBy({ name, member }))) ||
  (before === true && GUARDS.test(name));

const GUARDS = /(?:signature|hmac|hash)\w{0,30}guard$/i;

/** The name by which a call says what it does: that of the class where a framework calls it by a name of its own. */
const calledBy = ({ name, member }: Pick<Candidate, 'name' | 'member'>): string =>
  member === null || /^(?:canActivate|use|intercept|transform)$/.test(member) ? name : member;

/** A header that one provider's webhooks alone have, or several of one house. */
export const readsOwnHeader = (run: Run, knowledge: WebhookKnowledge): boolean =>
  [...run.headers].some((name) => !SHARED_HEADER.test(name) && knowledge.headers.has(name));

/** Whether route, file or headers tell a provider. */
export const isProviders = (handler: Handler, run: Run, knowledge: WebhookKnowledge, path: string): boolean =>
  (providerIn(handler.route ?? '', knowledge) ?? providerIn(fileWords(path), knowledge)) !== null ||
  readsOwnHeader(run, knowledge);
