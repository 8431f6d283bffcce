import { administrates, isListOf, looksAfter, segmentsOf } from './administrates.ts';
import type { WebhookKnowledge } from './compile-webhook-knowledge.ts';
import { foldWord } from './compile-webhook-knowledge.ts';
import { senderOf } from './compile-events.ts';
import {
  answersMeta,
  belowMoney,
  BROUGHT_IN,
  CALLED_BY_GET,
  CALLED_BACK as TAKES_PAYMENT,
  isPaymentCall,
  PAYMENT_CALL,
} from './receiver-words.ts';
import { isFileRouted } from './frameworks/file-routes.ts';
import type { Handler } from './frameworks/handler.ts';
import { handedOnBy } from './handler-source.ts';
import { asksForSession, worksForUsers } from './is-for-users.ts';
import { isAuthHook } from './is-webhook-candidate.ts';
import { fileWords, providerIn } from './recognise-provider.ts';
import { asksSignature, isSignedWithin, readsOwnHeader, readsSignature } from './expects-signature.ts';
import { readsKnownHeader } from './reads-known-header.ts';
import { packageProvider } from './judge/calls/known-calls.ts';
import { EXCHANGES_CODE, isSignInReturn, OF_SIGN_IN, provesUser, SIGNS_IN } from './signs-in.ts';
import { isNobodys } from './does-otherwise.ts';
import { takesAddress } from './takes-address.ts';
import type { Run } from './judge/state/run.ts';

// Is it a receiver of webhooks at all.

const HOOK =
  /(?:^|[/_.:-])(?:web-?_?hooks?|hooks?|post-?backs?|ipn|inbound[-_]?(?:e?mails?|sms|messages?))(?:[/_.:?-]|\d|$)|webhook/i;
const EVENTS =
  /(?:^|[/_-])(?:events?|callbacks?|notify|notifications?|interactions?|interactivity|commands?|slack[/_-](?:actions?|interact(?:ive)?))(?:$|[/_-])/i;
/** `/telegram/notify`: where something is sent to people, unless somebody has told of something there. */
const TO_NOTIFY = /(?:^|[/_-])(?:notify|notifications?)$/i;
/** What comes in, of whom the file or another part of the route tells. */
const INCOMING = /(?:^|\/)(?:incoming|inbound|receive)(?:[-_]?(?:sms|mms|calls?|e?mails?|messages?|updates?))?$/i;
/** Gives out tokens: what it is sent, and may well be signed, is a request for one. */
const TOKENS = /(?:^|\/)token\/?$/i;

/** `/whatsapp/verify-otp`: somebody shows the code that a provider has brought. */
const ONE_TIME =
  /(?:^|[/_-])(?:otp|one-?time|2fa|mfa|totp)(?:[/_-]|$)|(?:^|\/)(?:verify|confirm|check|resend)[-_]?(?:code|phone|e?mail|number|pin)\/?$/i;

/** The cheap first look: whether judging the handler can lead to anything. */
export const mayReceive = (
  handler: Handler,
  path: string,
  source: string,
  text: string,
  { headers, events, gateways, verifiers }: Pick<WebhookKnowledge, 'headers' | 'events' | 'gateways' | 'verifiers'>,
): boolean =>
  handler.kind !== 'route' ||
  handler.ofHooks === true ||
  isMetas(handler, text) ||
  isAuthHook(path, source) ||
  /hook|\bipn\b|inbound/i.test(`${handler.route ?? ''} ${path}`) ||
  isPaymentCall(belowMoney(handler.route ?? '', path), gateways) ||
  CALLED_BY_GET.test(handler.route ?? '') ||
  BROUGHT_IN.test(handler.route ?? '') ||
  EVENTS.test(handler.route ?? '') ||
  INCOMING.test(handler.route ?? '') ||
  /ignature|hmac|svix|hook|constructEvent|verif|secret-token|handleUpdate/i.test(source) ||
  senderOf(source, events, true) !== null ||
  readsKnownHeader(source, headers) ||
  callsVerifier(source, text, verifiers);

/** `sansio.Event.from_http(headers, body)`: a package's verifier, whose name tells of nothing, in a file that speaks of the package. */
const callsVerifier = (source: string, text: string, verifiers: WebhookKnowledge['verifiers']): boolean =>
  [...source.matchAll(/\.(\w{1,60})\(/g)].some(([, name = '']) =>
    verifiers.get(name)?.some(({ module }) => module !== null && text.includes(/[\w-]+/.exec(module)![0])),
  );

/** The file is the route, or mounted at one as a whole or at one of Meta's names, and answers the challenge of Meta beside. */
const isMetas = ({ framework, route }: Handler, text: string): boolean =>
  (isFileRouted(framework) || (route !== null && OF_META.test(route))) && answersMeta(text);

const OF_META = /^\/*$|(?:^|\/)(?:whats-?_?app|wpp|messenger|facebook|fb|instagram|meta|bot|chat-?bot)\/?$/i;

/** `likely` where names alone say so, which is not enough of a route for those who are signed in. */
export type Receiver = 'sure' | 'likely';

/**
 * Whether the handler receives webhooks; null where it does not.
 *
 * @param source the text of the registration and the function.
 */
export function asReceiver(
  handler: Handler,
  run: Run,
  knowledge: WebhookKnowledge,
  path: string,
  source: string,
): Receiver | null {
  const route = handler.route ?? '';
  if (TOKENS.test(route) || (ONE_TIME.test(route) && !HOOK.test(route))) return null;
  if (isNobodys(run)) return null;
  const signs = readsSignature(run, knowledge);
  const signed = signs || isSignedWithin(handler, run, knowledge, path);
  const segments = segmentsOf(route, source);
  if (SIGNS_IN.test(route) && !HOOK.test(route) && provesUser(run)) return null;
  const proven = run.checks.some((check) => check.why === 'sdk-verifier');
  if (proven || (isAuthHook(path, source) && run.readsBody && !asksForSession(source))) return 'sure';
  if (
    OF_SIGN_IN.test(`${route}/${path.slice(path.lastIndexOf('/') + 1)}`) &&
    !HOOK.test(route) &&
    !HOOK.test(handler.name ?? '') &&
    !readsOwnHeader(run, knowledge)
  )
    return null;
  const isSigned = readsOwnHeader(run, knowledge) || run.candidates.some(asksSignature);
  if (administrates(segments, handler, path, knowledge, isSigned)) return null;
  if (!signed && handler.kind === 'route' && looksAfter(segments, handler, run, knowledge)) return null;
  if (!signed && worksForUsers(source)) return null;
  if (handler.kind !== 'route') return handler.kind === 'controller' && isRelay(run, null, knowledge) ? null : 'sure';
  const named =
    [HOOK, PAYMENT_CALL, BROUGHT_IN].some((names) => names.test(route)) ||
    isNamedByFile(handler, segments, knowledge, path) ||
    isNamedByFunction(handler, run) ||
    (isBlank(segments) &&
      HANDS_TO_HOOKS.test(source) &&
      knowledge.signs.has(providerIn(fileWords(path), knowledge) ?? ''));
  const events =
    isPaymentCall(isFileRouted(handler.framework) ? route : belowMoney(route, path), knowledge.gateways) ||
    ((EVENTS.test(route) || INCOMING.test(route)) &&
      !(TO_NOTIFY.test(route) && (run.posts || /^send(?=[_A-Z])/.test(handler.name ?? ''))) &&
      (segments.some((part) => knowledge.signs.has(providerOf(part, knowledge))) ||
        isCalledBack(route, knowledge, path) ||
        isCalledByLibrary(route, run, knowledge) ||
        (run.program.language.shared && run.readsBody && TOLD.test(route) && tellsOutcome(source))));
  if (!named && isSignInReturn(source) && !readsOwnHeader(run, knowledge)) return null;
  // What a page brings back from a provider may be signed within, and shown by who is signed in.
  if (signed)
    return named || events || run.readsBody || readsOwnHeader(run, knowledge) ? (signs ? 'sure' : 'likely') : null;
  if ((!named && EXCHANGES_CODE.test(source)) || takesAddress(source)) return null;
  const whose = providerIn(route, knowledge);
  const sender =
    senderOf(source, knowledge.events, run.program.language.shared) ??
    senderOf(handedOnBy(run.program, handler), knowledge.events, true) ??
    (isMetas(handler, run.program.text) ? 'meta-graph-api' : null) ??
    (run.notVerifier ? packageOf(run, knowledge) : null);
  const taken = run.readsBody || run.checks.length > 0;
  if (!named && !events && !(taken && handler.method !== 'GET' && sender !== null)) return null;
  if ((run.sends || run.registers) && whose === null) return null;
  if (run.installs) return null;
  if (isRelay(run, whose ?? sender, knowledge)) return null;
  return isListOf(segments, handler, path) ? null : 'likely';
}

/** The provider whose library takes the events in, without a look at who sends them. */
const packageOf = ({ program }: Run, knowledge: WebhookKnowledge): string | null =>
  [...program.imports.values()].map((origin) => packageProvider(knowledge, origin)).find((each) => each !== null) ??
  null;

/**
 * The body goes on to a webhook of whoever the route is named for; or all that is done is to send it on to a webhook that
 * is not there to notify people.
 */
const isRelay = (run: Run, whose: string | null, knowledge: WebhookKnowledge): boolean =>
  run.forwards.some((address) =>
    whose === null ? !run.acts && !NOTIFIES.test(address) : providerIn(address, knowledge) === whose,
  );

const NOTIFIES = /slack|discord|teams|telegram|chat|mattermost|notif/i;

/** Another file mounts the route: `router.post('/')` and `router.post('/stripe')` of `routes/webhooks.ts`. */
function isNamedByFile(
  handler: Handler,
  segments: readonly string[],
  knowledge: WebhookKnowledge,
  path: string,
): boolean {
  const ofHooks = handler.ofHooks === true;
  if (isBlank(segments)) return ofHooks || HOOK.test(path.split('/').slice(-2).join('/'));
  if (isFileRouted(handler.framework)) return false;
  if (handler.managesNothing === true && IN_FOLDER.test(path) && providerIn(fileWords(path), knowledge) !== null)
    return segments.length < 3;
  const file = ownName(path);
  if (!ofHooks && !HOOK.test(file)) return false;
  const [first = '', ...rest] = segments;
  const ofReceivers = handler.managesNothing === true && (ofHooks || /web-?_?hook/i.test(file));
  if (
    ofReceivers &&
    rest.length < 2 &&
    (isBlank(rest) || BROUGHT.test(rest[0]!)) &&
    /^[a-z\d]{2,30}(?:[-_][a-z\d]{2,30})?$/.test(first) &&
    !ACTS.test(first)
  )
    return true;
  // What the application is made with, deep in a route, calls nobody: `/api/news/faiss/import`.
  const isShort = segments.filter((part) => !/^[:[*<{(]/.test(part)).length < 3;
  const isSender = (part: string): boolean =>
    isOfProvider(part, knowledge) && (isShort || knowledge.signs.has(knowledge.words.get(foldWord(part))!));
  return segments.some((part) => CHANNEL.test(part) || isSender(part));
}

/** A part that names a provider whole: `/supabase-auth`, but not `/google-auth`, which nobody calls by webhooks. */
function isOfProvider(part: string, { words, signs }: WebhookKnowledge): boolean {
  const provider = words.get(foldWord(part));
  return provider !== undefined && (!/login|auth/i.test(part) || signs.get(provider) === true);
}

/** The name of a file; with its folder where it says nothing of what the file is about: `webhooks/router.py`. */
const ownName = (path: string): string => {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return OF_ITS_FOLDER.test(file) ? path.split('/').slice(-2).join('/') : file;
};

const OF_ITS_FOLDER =
  /^(?:__init__|index|main|app|api|server|routers?|routes?|views?|urls|endpoints?|handlers?|controllers?|receivers?)\.\w{2,3}$/i;

/** What a route in a file of webhooks says of what comes: `/email/events`. */
const BROUGHT = /^(?:events?|incoming|inbound|callbacks?|status|updates?|notify|notifications?|messages?)$/i;

/** `routes/webhooks/twilio.ts`: what provider's calls the file takes. */
const IN_FOLDER = /(?:^|\/)web-?_?hooks?\/[^/]+$/i;

/** `'/bitrix/handler': wrap(handleWebhook)`: the function of another file is named for it. */
const isNamedByFunction = ({ handler }: Handler, { program }: Run): boolean =>
  handler.end - handler.start < 120 &&
  [TAKES_HOOKS, TAKES_PAYMENT, IS_HOOK].some((names) => names.test(program.text.slice(handler.start, handler.end)));

/** `handler: clerkWebhook`: a function by whose calls it takes; one that does something to webhooks begins with a verb. */
const IS_HOOK =
  /^(?!(?:add|call|check|clear|config|create|delete|deliver|deploy|dis|dispatch|edit|emit|en|fetch|find|fire|get|has|init|install|is|link|list|load|make|manage|map|mock|my|new|ping|post|publish|push|queue|read|refresh|register|remove|replay|resend|reset|retry|rotate|save|search|send|set|show|simulate|start|stop|store|subscribe|sync|test|to|toggle|trigger|un|unsubscribe|update|upsert|use|validate|verify|view)(?:[A-Z]|able))[a-z]{1,20}Webhook(?:Handler|Receiver|Endpoint)?$/;

/** `router.post('/')` of `routes/acme.ts`: the path is told elsewhere, and the work is done by what is named for webhooks. */
const HANDS_TO_HOOKS = /\b\w{0,30}[wW]ebhook\w{0,20}\.(?:handle|process|receive|take)\w{0,30}\(/;

const TAKES_HOOKS = /\b(?:handle|process|receive)\w{0,30}Webhook(?:Event)?\b/;

/** Words of routes in a file of webhooks that tell what to do instead of who calls. */
const ACTS =
  /log(?:[io]n|out)|sign-?(?:in|up|out)|(?<![a-z])(?:session|password|form|contact|newsletter)|auth|verify|valid|preview|sync|^run|bulk|batch|search|stop|start|enable|disable|status|publish|reply|upload|check|refresh|import|export|remind|digest|(?:^|\/)(?:hourly|daily|nightly|weekly|monthly)(?![a-z])/i;

/** What several providers bring messages of. */
const CHANNEL = /^(?:whats-?app|messenger|instagram|facebook|meta|sms|inbound|incoming)$/i;

/** The provider that a segment names whole: `slack-events` does, `replicate_occurrences` does not. */
const providerOf = (segment: string, knowledge: WebhookKnowledge): string =>
  knowledge.words.get(
    foldWord(segment.replace(/[-_](?:events?|callbacks?|notify|notifications?|interactions?|commands?)$/i, '')),
  ) ?? '';

/** `router.post('/callback')` of `routes/mpesa.js`: the route as far as the file tells, and whose it is by the file's name. */
function isCalledBack(route: string, knowledge: WebhookKnowledge, path: string): boolean {
  const file = path.slice(path.lastIndexOf('/') + 1);
  if (!CALLED_BACK.test(route) && !(SENDS_EVENTS.test(file) && EVENTS.test(route))) return false;
  return knowledge.signs.has(providerIn(fileWords(file), knowledge) ?? '');
}

/** `app.post('/callback')` beside the library of a provider, as the first steps with LINE have it, where nobody signs in. */
const isCalledByLibrary = (route: string, { readsBody, program }: Run, knowledge: WebhookKnowledge): boolean =>
  readsBody &&
  CALLED_BACK.test(route) &&
  !/auth|log-?in|sign-?in|sso/i.test(route) &&
  [...program.imports.values()].some(
    (origin) => knowledge.signs.get(packageProvider(knowledge, origin) ?? '') === true,
  );

const TOLD = /(?:^|\/)(?:callbacks?|notif(?:y|ications?))(?:\/|$)/i;

/** Which order, and how its payment went: `/notification` of a shop is told so by whoever takes the money. */
const tellsOutcome = (source: string): boolean =>
  /['".]order_?id\b/i.test(source) && /['".](?:transaction|payment)_?status\b|['".]status_?code\b/i.test(source);

const CALLED_BACK = /(?:^|[/_-])(?:callbacks?|interactions?|interactivity|incoming|inbound)$/i;
const SENDS_EVENTS = /^(?:slack|zoom|line)\b/i;

const isBlank = (segments: readonly string[]): boolean => segments.every((part) => /^[:[*]/.test(part));
