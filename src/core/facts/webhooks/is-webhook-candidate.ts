import { isMinified } from '../sources/languages/javascript/is-minified.ts';
import { mayTakeEvents } from './compile-events.ts';
import type { WebhookKnowledge } from './compile-webhook-knowledge.ts';
import { mayHoldHandlers } from './frameworks/find-handlers.ts';
import { hasSome } from './has-some.ts';
import { BROUGHT_IN, CALLED_BY_GET, isCalledByGet, isPaymentCall } from './receiver-words.ts';
import { findWordGroups } from '../word-groups.ts';
import { readsKnownHeader } from './reads-known-header.ts';
import { GIVES_MADE, GIVES_RECEIVER, type Telling } from './telling-words.ts';

const SOURCE = /\.[cm]?[jt]sx?$/;
const TEST_PATH =
  /(?:^|\/)(?:__tests__|__mocks__|tests?|specs?|e2e|fixtures?|mocks?|stories|node_modules|dist|cypress|playwright)\/|\.(?:test|spec|stories|d|e2e|mock)\.[cm]?[jt]sx?$/i;

const anyOf = (...patterns: readonly RegExp[]): RegExp => new RegExp(patterns.map(({ source }) => source).join('|'));

/** Answers Meta's challenge, passes updates to a bot, or reads a bot's secret-token header. */
const OWN_WORDS = /hub\.(?:challenge|verify_token)|handleUpdate\(|-secret-token/;
const CHECKING =
  /createHmac|timingSafeEqual|constructEvent|svix|HmacSHA|subtle\.(?:verify|sign)|jwtVerify|erifyIdToken|SignedDataVerifier|-(?:[sS]ignature|[hH]mac)\b/;
const HOOK = /eb[hH]ook|EBHOOK|web-hook/;
const VERIFYING = /erify\w{0,40}\(|alidate\w{0,30}(?:Token|Key|Secret|Signature|Hook|Webhook)\(/;
/**
 * A function that takes a request, or a static member named for webhooks. Routes of other files may lead to it, or ask
 * it whether a request is genuine.
 */
const IS_CALLED = /\(_?(?:req|request|ctx)\b|\bstatic \w{0,40}[hH]ook\w{0,20}\s?=/;
const HOOK_ROUTE =
  /(?:['"`]\/|@Post\(\s?['"`])[\w/:-]{0,80}(?:hooks?|events|callbacks?|notify|notifications?|ipn|interactions|commands|slack[/_-](?:actions?|interact(?:ive)?)|incoming|inbound(?:[-_/]?(?:e?mails?|sms|messages?))?)(?:[-_](?:handler|receiver|listener|endpoint|url))?['"`/]/;
/** `exports.acmeNotification = onRequest(…)`: the name of a cloud function is its route. */
const CLOUD_FUNCTION =
  /\bexports?\b[^\n=]{0,40}\w(?:Notify|Notifications?|Callback|I(?:pn|PN))\s?=[^\n]{0,60}\bonRequest\b/;
const ROUTE_FILE = /(?:^|\/)(?:app\/(?:.*\/)?route|pages\/.+|(?:server\/)?(?:routes|api|functions)\/.+)\.[cm]?[jt]sx?$/;

/** In characters. A handler may contain a web page or an email as one long line. */
const SHORTEST_BUNDLE = 20_000;

/** File-based routes named for what providers call. */
const EVENTS_FILE =
  /(?:^|\/)(?:api|routes|functions)\/(?:.*\/)?(?:slack|discord|telegram|whatsapp|twilio|line|zoom|stripe|paypal|github)[/_-](?:events?|interactions?|interactivity|commands?|actions?|incoming|inbound|ipn|notify|sms)(?:[/.]|$)/i;

/**
 * Whether a file may contain anything for the webhook analysis. Nearly free if it may not.
 *
 * @param code returns the text with comments blanked; called only if the text contains a keyword.
 * @param known what the rules know of webhooks: headers in lower case, events, and names of payment providers.
 * @param utf8 the text as UTF-8, if the caller has it.
 */
export function isWebhookCandidate(
  path: string,
  text: string,
  code: () => string,
  known: Known,
  utf8?: Uint8Array,
): boolean {
  if (!SOURCE.test(path) || TEST_PATH.test(path) || isClient(text)) return false;
  if (isNamedForHooks(path, text, known.gateways) || isAuthHook(path, text)) return true;
  const { telling } = known;
  const words = findWordGroups(utf8 ?? new TextEncoder().encode(text), telling);
  const has: Has = (group) => (words & telling.bits[group]) !== 0;
  const tells = (of: string): boolean =>
    (has('gets') && isCalledByGet(of)) ||
    takesKnown(path, of, has, known) ||
    ((EVENTS_FILE.test(path) || speaks(path, of, has, known.makesClient)) && !isOtherRoute(path, text));
  return tells(text) && !isMinified(text, SHORTEST_BUNDLE) && tells(code());
}

type Known = Pick<WebhookKnowledge, 'headers' | 'events' | 'gateways' | 'makesClient' | 'telling'>;
/** Whether the text contains a word of the group. */
type Has = (group: keyof Telling['bits']) => boolean;

/** Whether the path alone suggests that webhooks are received here. */
const isNamedForHooks = (path: string, text: string, gateways: ReadonlySet<string>): boolean =>
  /web[-_]?hook/i.test(path) ||
  (/hook/i.test(path) && (ROUTE_FILE.test(path) || text.includes('.post('))) ||
  (ROUTE_FILE.test(path) && (BROUGHT_IN.test(path) || CALLED_BY_GET.test(path) || isPaymentCall(path, gateways)));

/** Whether a file is a UI component and not also a route module. In many repositories half the files are components. */
export const isComponent = (path: string, text: string): boolean =>
  /\.[jt]sx$/.test(path) && (isClient(text) || !ROUTE_MODULE.test(text));

const ROUTE_MODULE =
  /\bexport\b[^\n]{0,40}\b(?:action|POST|ALL|handler|handlers|onPost|onRequest)\b|FileRoute\(|ventHandler\b|\.(?:post|route|all)\(\s{0,20}['"`]\//;

/**
 * A function that Supabase Auth calls to send an email or a text message, recognised by the fields of its body
 * (https://supabase.com/docs/guides/auth/auth-hooks/send-email-hook, send-sms-hook).
 */
export const isAuthHook = (path: string, text: string): boolean =>
  /(?:^|\/)supabase\/functions\//.test(path) && /\buser\b/.test(text) && /\bemail_data\b|\bsms\??\.otp\b/.test(text);

/** Whether a text may have a handler, or a function to which another file's route passes a request. */
const serves = (path: string, text: string): boolean => IS_CALLED.test(text) || mayHoldHandlers(path, text);

/** Whether a file serves something that the rules list: a header of a provider's webhooks, or its events. */
function takesKnown(
  path: string,
  text: string,
  has: Has,
  { headers, events }: Pick<WebhookKnowledge, 'headers' | 'events'>,
): boolean {
  if (has('header') && readsKnownHeader(text, headers) && serves(path, text)) return true;
  const mayServe = has('routes') || has('serves') || ROUTE_FILE.test(path);
  return mayServe && mayTakeEvents(text, events, has('events')) && serves(path, text);
}

/** Whether a text mentions webhooks that it receives, or how they are verified. */
function speaks(path: string, text: string, has: Has, makesClient: RegExp): boolean {
  if (has('routes') && HOOK_ROUTE.test(text)) return true;
  if (has('cloud') && CLOUD_FUNCTION.test(text)) return true;
  if (asksForKey(text) || givesGuard(text, has) || givesVerifier(text, has, makesClient)) return true;
  if (has('mounts') && VERIFIED_MOUNT.test(text)) return true;
  if (!has('verifying')) return false;
  if (CHECKING.test(text)) return true;
  if (HOOK.test(text)) return text.includes('ignature') || VERIFYING.test(text) || serves(path, text);
  // A plain digest by the name of a signature may be what a handler of another file relies on.
  if (text.includes('ignature')) return text.includes('erify') || hasSome(text, DIGESTS);
  return OWN_WORDS.test(text) && serves(path, text);
}

/** Calls that compute a digest without a key. */
const DIGESTS = ['createHash(', 'crypto.hash(', 'subtle.digest(', 'SHA256(', 'sha256('];

/** Mounts routers of other files behind middleware named for verification. Names of session verifiers are excluded. */
const VERIFIED_MOUNT =
  /(?:APP_GUARD,|useGlobalGuards\()[^}]{0,80}(?:[hH]mac|[sS]ignature|[hH]ook|[vV]erif)|\.(?:use|register|addHook|apply)\([^\n]{0,100}(?:[hH]mac|[sS]ignature|[hH]ook|\bverify\b|\bverify(?!Token|J[wW][tT]|User|Auth|Admin|Access|Session|Role|Email|O[tT][pP]|Login)[A-Z])/;

/**
 * Code that rejects requests without a key in a custom header. It may be the receiver for another file's route, or
 * middleware in front of one.
 */
const asksForKey = (text: string): boolean =>
  hasSome(text, ['x-', 'X-']) && KEY_HEADER.test(text) && /\b40[13]\b/.test(text);

const KEY_HEADER = /['"]x-[\w-]{0,30}(?:key|token|secret)['"]/i;

/** `export function requireSecret(request)`: handlers of other files may use it as a guard. */
const givesGuard = (text: string, has: Has): boolean =>
  (has('authorization') && GUARD.test(text)) || (has('headers') && ASKS_REQUEST.test(text));

const GUARD =
  /\bexport (?:async )?(?:function|const) (?:verify|validate|check|require|assert|ensure|authori[sz]e|authenticate|guard|is)\w{0,30}(?:Secret|Key|Token|Bearer|Hook|Webhook|Caller|Internal|Cron)/;

/** `export function verifyAcme(req)`, `exports.verifyAcme = (req) =>` */
const ASKS_REQUEST =
  /\b(?:export (?:async )?(?:function|const) |exports\.)(?:verify|validate|check)(?!User|Auth|Admin|Access|Session|Role|Login|J[wW][tT])[A-Z]\w{0,30}(?:\s?=\s?(?:async )?)?\(\s?_?(?:req|request)\b/;

/** Whether a file exports a verifier, or a factory of classes that may verify. */
const givesVerifier = (text: string, has: Has, makesClient: RegExp): boolean =>
  (has('made') || has('clients')) &&
  text.includes('xport') &&
  ((has('made') && (GIVES_RECEIVER.test(text) || GIVES_MADE.test(text))) || (has('clients') && makesClient.test(text)));

/**
 * Whether a file-based route is named for something else and neither checks nor registers anything; it may send
 * webhooks.
 */
const isOtherRoute = (path: string, text: string): boolean =>
  ROUTE_FILE.test(path) && !/hook|event|callback|notif|ipn|interact|command/i.test(path) && !PROVING.test(text);

const PROVING = anyOf(
  /ignature|@(?:Post|All|Controller)\(|[hH]ook\w{0,20}\s?\(\s?_?(?:req|ctx)|\bonRequest\b|FileRoute\(|\bserve\(|[hH]ook\w{0,20}\s?[=(]\s?(?:async|function|\()|\bexport const \w{0,40}[hH]ook\w{0,20} = \w{1,60}\(|erify\w{0,40}\(|createHmac|onstructEvent|nwrap\(|nmarshal\(|svix|\.(?:post|all|use|route|openapi|http)\s?\(/,
  OWN_WORDS,
);

/** Client components of React. */
const isClient = (text: string): boolean => /^\s{0,20}['"]use client['"]/.test(text);
