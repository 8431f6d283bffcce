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
import { asksForSession, worksForUsers } from './is-for-users.ts';
import { isAuthHook } from './is-webhook-candidate.ts';
import { fileWords, providerIn, senderOfEvents } from './recognise-provider.ts';
import { asksSignature, isSignedWithin, readsOwnHeader, readsSignature } from './expects-signature.ts';
import { readsKnownHeader } from './reads-known-header.ts';
import { packageProvider } from './judge/calls/known-calls.ts';
import { EXCHANGES_CODE, isSignInReturn, OF_SIGN_IN, provesUser, SIGNS_IN } from './signs-in.ts';
import { isNobodys } from './does-otherwise.ts';
import { takesAddress } from './takes-address.ts';
import type { Run } from './judge/state/run.ts';

// Decides whether a handler receives webhooks at all.

const HOOK =
  /(?:^|[/_.:-])(?:web-?_?hooks?|hooks?|post-?backs?|ipn|inbound[-_]?(?:e?mails?|sms|messages?))(?:[/_.:?-]|\d|$)|webhook/i;
const EVENTS =
  /(?:^|[/_-])(?:events?|callbacks?|notify|notifications?|interactions?|interactivity|commands?|slack[/_-](?:actions?|interact(?:ive)?))(?:$|[/_-])/i;
/** `/telegram/notify`: sends notifications to people, unless something else shows that a provider calls it. */
const TO_NOTIFY = /(?:^|[/_-])(?:notify|notifications?)$/i;
/** Inbound messages; the file or another part of the route names the provider. */
const INCOMING = /(?:^|\/)(?:incoming|inbound|receive)(?:[-_]?(?:sms|mms|calls?|e?mails?|messages?|updates?))?$/i;
/** Issues tokens: the request it receives, which may well be signed, asks for one. */
const TOKENS = /(?:^|\/)token\/?$/i;

/** `/whatsapp/verify-otp`: a user enters the code that a provider has delivered. */
const ONE_TIME =
  /(?:^|[/_-])(?:otp|one-?time|2fa|mfa|totp)(?:[/_-]|$)|(?:^|\/)(?:verify|confirm|check|resend)[-_]?(?:code|phone|e?mail|number|pin)\/?$/i;

/** A cheap first test of whether judging the handler can lead to a result. */
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

/**
 * `sansio.Event.from_http(headers, body)`: a verifier of a package that the file mentions; the method's name alone does
 * not show that it verifies.
 */
const callsVerifier = (source: string, text: string, verifiers: WebhookKnowledge['verifiers']): boolean =>
  [...source.matchAll(/\.(\w{1,60})\(/g)].some(([, name = '']) =>
    verifiers.get(name)?.some(({ module }) => module !== null && text.includes(/[\w-]+/.exec(module)![0])),
  );

/**
 * Whether the file also answers Meta's challenge, and either is the route itself or registers one that is blank or
 * named for Meta.
 */
const isMetas = ({ framework, route }: Handler, text: string): boolean =>
  (isFileRouted(framework) || (route !== null && OF_META.test(route))) && answersMeta(text);

const OF_META = /^\/*$|(?:^|\/)(?:whats-?_?app|wpp|messenger|facebook|fb|instagram|meta|bot|chat-?bot)\/?$/i;

/** `likely` if only names suggest it; a route for signed-in users then outweighs them. */
export type Receiver = 'sure' | 'likely';

/**
 * Whether the handler receives webhooks; null if it does not.
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
  const asked: Asked = { handler, run, knowledge, path, source };
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
  const named = isNamedForHooks(asked, segments);
  const events = isNamedForEvents(asked, segments);
  if (!named && isSignInReturn(source) && !readsOwnHeader(run, knowledge)) return null;
  // A signature inside the body may be a provider's that a signed-in user's page passes on, so it is only `likely`.
  if (signed)
    return named || events || run.readsBody || readsOwnHeader(run, knowledge) ? (signs ? 'sure' : 'likely') : null;
  if ((!named && EXCHANGES_CODE.test(source)) || takesAddress(source)) return null;
  const whose = providerIn(route, knowledge);
  const sender = senderSeen(asked);
  const taken = run.readsBody || run.checks.length > 0;
  if (!named && !events && !(taken && handler.method !== 'GET' && sender !== null)) return null;
  if ((run.sends || run.registers) && whose === null) return null;
  if (run.installs) return null;
  if (isRelay(run, whose ?? sender, knowledge)) return null;
  return isListOf(segments, handler, path) ? null : 'likely';
}

/** What the question is about. */
type Asked = { handler: Handler; run: Run; knowledge: WebhookKnowledge; path: string; source: string };

/** Whether the route, or else the file or the function, is named for webhooks or for a provider's calls. */
const isNamedForHooks = ({ handler, run, knowledge, path, source }: Asked, segments: readonly string[]): boolean =>
  [HOOK, PAYMENT_CALL, BROUGHT_IN].some((names) => names.test(handler.route ?? '')) ||
  isNamedByFile(handler, segments, knowledge, path) ||
  isNamedByFunction(handler, run) ||
  (isBlank(segments) &&
    HANDS_TO_HOOKS.test(source) &&
    knowledge.signs.has(providerIn(fileWords(path), knowledge) ?? ''));

/** Whether the route is named for payments, events or messages, and something shows that a provider sends them. */
function isNamedForEvents({ handler, run, knowledge, path, source }: Asked, segments: readonly string[]): boolean {
  const route = handler.route ?? '';
  if (isPaymentCall(isFileRouted(handler.framework) ? route : belowMoney(route, path), knowledge.gateways)) return true;
  if (!EVENTS.test(route) && !INCOMING.test(route)) return false;
  if (TO_NOTIFY.test(route) && (run.posts || /^send(?=[_A-Z])/.test(handler.name ?? ''))) return false;
  return (
    segments.some((part) => knowledge.signs.has(providerOf(part, knowledge))) ||
    isCalledBack(route, knowledge, path) ||
    isCalledByLibrary(route, run, knowledge) ||
    (run.program.language.shared && run.readsBody && TOLD.test(route) && tellsOutcome(source))
  );
}

/** The provider whose events the code handles, by their names or by the library that is called; null if unknown. */
const senderSeen = ({ handler, run, knowledge, source }: Asked): string | null =>
  senderOfEvents(handler, run, knowledge, source) ??
  (isMetas(handler, run.program.text) ? 'meta-graph-api' : null) ??
  (run.notVerifier ? packageOf(run, knowledge) : null);

/** The provider whose library handles the events without verifying the sender. */
const packageOf = ({ program }: Run, knowledge: WebhookKnowledge): string | null =>
  [...program.imports.values()].map((origin) => packageProvider(knowledge, origin)).find((each) => each !== null) ??
  null;

/**
 * Whether the handler only relays: it forwards the body to a webhook of the provider that the route is named for; or it
 * does nothing but forward it, to a webhook other than a chat's or a notifier's.
 */
const isRelay = (run: Run, whose: string | null, knowledge: WebhookKnowledge): boolean =>
  run.forwards.some((address) =>
    whose === null ? !run.acts && !NOTIFIES.test(address) : providerIn(address, knowledge) === whose,
  );

const NOTIFIES = /slack|discord|teams|telegram|chat|mattermost|notif/i;

/**
 * Whether the file's name marks routes that another file mounts: `router.post('/')` and `router.post('/stripe')` of
 * `routes/webhooks.ts`.
 */
function isNamedByFile(
  handler: Handler,
  segments: readonly string[],
  knowledge: WebhookKnowledge,
  path: string,
): boolean {
  const ofHooks = handler.ofHooks === true;
  if (isBlank(segments)) return ofHooks || HOOK.test(folderOf(path, handler.managesNothing === true ? 2 : 1));
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
  // Deep in a route, a provider's name may be a tool that the application uses and that calls nobody:
  // `/api/news/faiss/import`.
  const isShort = segments.filter((part) => !/^[:[*<{(]/.test(part)).length < 3;
  const isSender = (part: string): boolean =>
    isOfProvider(part, knowledge) && (isShort || knowledge.signs.has(knowledge.words.get(foldWord(part))!));
  return segments.some((part) => CHANNEL.test(part) || isSender(part));
}

/** Whether a whole segment names a provider: `/supabase-auth`, but not `/google-auth`, which sends no webhooks. */
function isOfProvider(part: string, { words, signs }: WebhookKnowledge): boolean {
  const provider = words.get(foldWord(part));
  return provider !== undefined && (!/login|auth/i.test(part) || signs.get(provider) === true);
}

/** The name of a file, with its folder if the name alone says nothing: `webhooks/router.py`. */
const ownName = (path: string): string => {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return OF_ITS_FOLDER.test(file) ? path.split('/').slice(-2).join('/') : file;
};

/** The file with its folder, or with two where its own name says nothing: `webhooks/acme/index.ts`. */
const folderOf = (path: string, folders: number): string =>
  path
    .split('/')
    .slice(OF_ITS_FOLDER.test(path.slice(path.lastIndexOf('/') + 1)) ? -1 - folders : -2)
    .join('/');

const OF_ITS_FOLDER =
  /^(?:__init__|index|main|app|api|server|routers?|routes?|views?|urls|endpoints?|handlers?|controllers?|receivers?)\.\w{2,3}$/i;

/** Words for incoming events in routes of a webhook file: `/email/events`. */
const BROUGHT = /^(?:events?|incoming|inbound|callbacks?|status|updates?|notify|notifications?|messages?)$/i;

/** `routes/webhooks/twilio.ts`: the file is named for the provider that calls it. */
const IN_FOLDER = /(?:^|\/)web-?_?hooks?\/[^/]+$/i;

/** `'/bitrix/handler': wrap(handleWebhook)`: the function, of another file, is named for webhooks. */
const isNamedByFunction = ({ handler }: Handler, { program }: Run): boolean =>
  handler.end - handler.start < 120 &&
  [TAKES_HOOKS, TAKES_PAYMENT, IS_HOOK].some((names) => names.test(program.text.slice(handler.start, handler.end)));

/**
 * `handler: clerkWebhook`: a function named for the webhooks that it receives. One that acts on webhooks begins with a
 * verb.
 */
const IS_HOOK =
  /^(?!(?:add|call|check|clear|config|create|delete|deliver|deploy|dis|dispatch|edit|emit|en|fetch|find|fire|get|has|init|install|is|link|list|load|make|manage|map|mock|my|new|ping|post|publish|push|queue|read|refresh|register|remove|replay|resend|reset|retry|rotate|save|search|send|set|show|simulate|start|stop|store|subscribe|sync|test|to|toggle|trigger|un|unsubscribe|update|upsert|use|validate|verify|view)(?:[A-Z]|able))[a-z]{1,20}Webhook(?:Handler|Receiver|Endpoint)?$/;

/**
 * `router.post('/')` of `routes/acme.ts`: another file has the path, and an object named for webhooks does the work.
 */
const HANDS_TO_HOOKS = /\b\w{0,30}[wW]ebhook\w{0,20}\.(?:handle|process|receive|take)\w{0,30}\(/;

const TAKES_HOOKS = /\b(?:handle|process|receive)\w{0,30}Webhook(?:Event)?\b/;

/** Words in routes of a webhook file that name an action instead of a caller. */
const ACTS =
  /log(?:[io]n|out)|sign-?(?:in|up|out)|(?<![a-z])(?:session|password|form|contact|newsletter)|auth|verify|valid|preview|sync|^run|bulk|batch|search|stop|start|enable|disable|status|publish|reply|upload|check|refresh|import|export|remind|digest|(?:^|\/)(?:hourly|daily|nightly|weekly|monthly)(?![a-z])/i;

/** Channels that several providers deliver messages from. */
const CHANNEL = /^(?:whats-?app|messenger|instagram|facebook|meta|sms|inbound|incoming)$/i;

/** The provider that a whole segment names: `slack-events` does, `replicate_occurrences` does not. */
const providerOf = (segment: string, knowledge: WebhookKnowledge): string =>
  knowledge.words.get(
    foldWord(segment.replace(/[-_](?:events?|callbacks?|notify|notifications?|interactions?|commands?)$/i, '')),
  ) ?? '';

/**
 * `router.post('/callback')` of `routes/mpesa.js`: the route is only the end of the path, and the file's name gives the
 * provider.
 */
function isCalledBack(route: string, knowledge: WebhookKnowledge, path: string): boolean {
  const file = ownName(path);
  if (!CALLED_BACK.test(route) && !(SENDS_EVENTS.test(file) && EVENTS.test(route))) return false;
  return knowledge.signs.has(providerIn(fileWords(file), knowledge) ?? '');
}

/**
 * `app.post('/callback')` in a file that imports a provider's library, as in LINE's getting-started guide, unless the
 * route is for signing in.
 */
const isCalledByLibrary = (route: string, { readsBody, program }: Run, knowledge: WebhookKnowledge): boolean =>
  readsBody &&
  CALLED_BACK.test(route) &&
  !/auth|log-?in|sign-?in|sso/i.test(route) &&
  [...program.imports.values()].some(
    (origin) => knowledge.signs.get(packageProvider(knowledge, origin) ?? '') === true,
  );

const TOLD = /(?:^|\/)(?:callbacks?|notif(?:y|ications?))(?:\/|$)/i;

/** An order with the status of its payment: the payment provider reports it, to a `/notification` of a shop. */
const tellsOutcome = (source: string): boolean =>
  /['".]order_?id\b/i.test(source) && /['".](?:transaction|payment)_?status\b|['".]status_?code\b/i.test(source);

const CALLED_BACK = /(?:^|[/_-])(?:callbacks?|interactions?|interactivity|incoming|inbound)$/i;
const SENDS_EVENTS = /^(?:slack|zoom|line)\b/i;

const isBlank = (segments: readonly string[]): boolean => segments.every((part) => /^[:[*]/.test(part));
