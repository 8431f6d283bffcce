import type { WebhookKnowledge } from './compile-webhook-knowledge.ts';
import { foldWord } from './compile-webhook-knowledge.ts';
import { senderOf } from './compile-events.ts';
import { answersMeta, BROUGHT_IN, PAYMENT_CALL } from './receiver-words.ts';
import { isFileRouted } from './frameworks/file-routes.ts';
import type { Handler } from './frameworks/handler.ts';
import { asksForSession } from './is-for-users.ts';
import { isAuthHook } from './is-webhook-candidate.ts';
import { fileWords, providerIn, SHARED_HEADER, SIGNATURE_HEADER } from './recognise-provider.ts';
import { readsKnownHeader } from './reads-known-header.ts';
import type { Candidate, Run } from './judge/run.ts';

// Is it a receiver of webhooks at all.

const HOOK =
  /(?:^|[/_.:-])(?:web-?_?hooks?|hooks?|post-?backs?|ipn|inbound[-_]?(?:e?mails?|sms|messages?))(?:[/_.:?-]|\d|$)|webhook/i;
const EVENTS =
  /(?:^|[/_-])(?:events?|callbacks?|notify|notifications?|interactions?|interactivity|commands?)(?:$|[/_-])/i;
/** What comes in, of whom the file or another part of the route tells. */
const INCOMING = /(?:^|\/)(?:incoming|inbound)$/i;
/** Segments of routes that administrate, test or clean up instead of receiving. */
const ADMIN =
  /^(admin|me|subscribe|unsubscribe|register|unregister|test|tests|tester|create|list|manage|settings|config|configure|endpoints?|logs?|debug[-_\w]*|deliver(y|ies)|retry|replay|redeliver|resend|cleanup|cron|trigger|fire|send|setup|toggle|rotate|secret|simulate|dashboard|history|stats|health|delete|mock|pings?|attempts|queues?|jobs|metrics|purge|backfill|outbound|outgoing)$/i;
const ADMIN_WORD =
  /(?:^|[-_])(?:rotate|secrets?|logs?|config|settings|history|register|subscribe|subscriptions?|unsubscribe|admin|cron|cleanup|test|debug|retry|replay|dispatch(?:er)?|execute|send(?:er)?|deliver|emit|trigger|backfill|outbound|outgoing)(?:$|[-_])/i;
/** `/webhook/verify`: whether it is set up, asks who has done so. */
const VERIFIES = /^(?:verify|validate|verification)$/i;
/** Gives out tokens: what it is sent, and may well be signed, is a request for one. */
const TOKENS = /(?:^|\/)token\/?$/i;
/** `create-acme-webhook`, `check-webhooks`, `process-webhook-queue`: what looks after webhooks, by its first or last word. */
const LOOKS_AFTER =
  /^resend[-_](?:notifications?|e?mails?|invit\w{0,10}|codes?|otp|verification)$|^(?:verify|validate)[-_]web-?hooks?(?:[-_]signature)?$|^(?:create|check|set-?up|set|reset|register|list|get|delete|remove|debug|configure|enable|disable|refresh|install)[-_](?:[a-z0-9]{1,20}[-_]){0,3}web-?hooks?$|web-?hooks?[-_](?:[a-z0-9]{1,20}[-_]){0,2}(?:queue|jobs?|deliver(?:y|ies)|outbox|urls?|dispatcher|sender|inspect(?:or)?|status|check|health|list|set-?up)$/i;
/** `createWebhookEvent`: what writes down webhooks that are to be sent, by its name. */
const MAKES_HOOKS =
  /^(?:create|register|add|update|delete|remove|list)(?:new)?web_?hook(?:event|endpoint|subscription|url|setting|config\w{0,10})?s?$/i;
const ADMIN_PATH =
  /(?:^|\/)(?:admin|cron|emulators?)\/|(?:^|[./_-])(?:config|settings|admin)[._-][^/]*$|(?:^|[/._-])(?:test|mock|fake)[._-]server\.[^/]*$/i;

/** The cheap first look: whether judging the handler can lead to anything. */
export const mayReceive = (
  handler: Handler,
  path: string,
  source: string,
  text: string,
  { headers, events }: Pick<WebhookKnowledge, 'headers' | 'events'>,
): boolean =>
  handler.kind !== 'route' ||
  isMetas(handler, text) ||
  isAuthHook(path, source) ||
  /hook|\bipn\b|inbound/i.test(`${handler.route ?? ''} ${path}`) ||
  PAYMENT_CALL.test(handler.route ?? '') ||
  BROUGHT_IN.test(handler.route ?? '') ||
  EVENTS.test(handler.route ?? '') ||
  INCOMING.test(handler.route ?? '') ||
  /ignature|hmac|svix|hook|constructEvent|verif|secret-token/i.test(source) ||
  senderOf(source, events) !== null ||
  readsKnownHeader(source, headers);

/** The file is the route, or mounted at one as a whole, and answers the challenge of Meta beside. */
const isMetas = ({ framework, route }: Handler, text: string): boolean =>
  (isFileRouted(framework) || (route !== null && /^\/*$/.test(route))) && answersMeta(text);

/**
 * Whether the handler receives webhooks: null where it does not, `likely` where names alone say so, which is not enough of a
 * route for those who are signed in. `source` is the text of the registration and the function.
 */
export function asReceiver(
  handler: Handler,
  run: Run,
  knowledge: WebhookKnowledge,
  path: string,
  source: string,
): 'sure' | 'likely' | null {
  const route = handler.route ?? '';
  if (TOKENS.test(route) || isForDevelopers(run) || isUnwritten(run)) return null;
  const signed = readsSignature(run, knowledge);
  const segments = route.split(/[/.]/).filter((part) => part !== '');
  const proven = run.checks.some((check) => check.why === 'sdk-verifier');
  if (proven || (isAuthHook(path, source) && run.readsBody && !asksForSession(source))) return 'sure';
  if (
    OF_SIGN_IN.test(`${route}/${path.slice(path.lastIndexOf('/') + 1)}`) &&
    !HOOK.test(route) &&
    !readsOwnHeader(run, knowledge)
  )
    return null;
  if (
    segments.some((part) => ADMIN.test(part) && !knowledge.words.has(foldWord(part)) && !isReport(part, handler)) ||
    (handler.kind === 'route' && ADMIN_PATH.test(path))
  )
    return null;
  const manages = (part: string, at: number): boolean =>
    LOOKS_AFTER.test(part) ||
    (VERIFIES.test(part) &&
      at === segments.length - 1 &&
      (!run.acts || /^web-?_?hooks?$/i.test(segments[at - 1] ?? ''))) ||
    (ADMIN_WORD.test(ofWebhook(part)) && providerIn(part, knowledge) === null && !isSubject(part, segments[at + 1]));
  if (
    !signed &&
    handler.kind === 'route' &&
    (segments.some(manages) || MAKES_HOOKS.test(handler.name ?? functionName(handler, run)))
  )
    return null;
  if (handler.kind !== 'route') return 'sure';
  const named =
    [HOOK, PAYMENT_CALL, BROUGHT_IN].some((names) => names.test(route)) ||
    isNamedByFile(handler, segments, knowledge, path) ||
    isNamedByFunction(handler, run);
  const events =
    (EVENTS.test(route) || INCOMING.test(route)) &&
    (segments.some((part) => knowledge.signs.has(providerOf(part, knowledge))) || isCalledBack(route, knowledge, path));
  if (!named && isSignInReturn(source) && !readsOwnHeader(run, knowledge)) return null;
  if (signed) return named || events || run.readsBody || readsOwnHeader(run, knowledge) ? 'sure' : null;
  if ((!named && EXCHANGES_CODE.test(source)) || takesAddress(source)) return null;
  const whose = providerIn(route, knowledge);
  const sender = senderOf(source, knowledge.events) ?? (isMetas(handler, run.program.text) ? 'meta-graph-api' : null);
  const taken = run.readsBody || run.checks.length > 0;
  if (!named && !events && !(taken && handler.method !== 'GET' && sender !== null)) return null;
  if ((run.sends || run.registers) && whose === null) return null;
  if (run.installs) return null;
  if (isRelay(run, whose ?? sender, knowledge)) return null;
  const last = segments.findLast((part) => !/^[:[*]/.test(part)) ?? '';
  const listed = /webhooks?$/i.test(last) || (last === '' && /webhooks?[^/]*$/i.test(path));
  const managed = listed && handler.siblings.some((verb) => verb !== 'get');
  return managed || isCollection(segments, handler) ? null : 'likely';
}

/** Where people come back to from a sign-in, by the name of route or file. */
const OF_SIGN_IN = /(?:^|[/_.-])(?:oauth2?|omni_?auth|sso|saml|oidc)(?:[/_.-]|$)/i;

/** The way back from a sign-in: the code that it brings is exchanged for a token. */
const EXCHANGES_CODE =
  /oauth2?\/(?:v\d+\/)?(?:access_)?token|authorization_code|exchange_?(?:auth\w*_?)?code|\.exchange\(|client_?secret['"]?\s?[:=,][^;]{0,200}\bcode\b/i;

/** Both parts of an authorization response, of which one is the code (https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2). */
const isSignInReturn = (source: string): boolean =>
  ['code', 'state'].every((name) => new RegExp(`get\\(['"]${name}['"]\\)|query\\.${name}\\b`).test(source));

/** `const { webhook_url } = req.body`, `body.get('webhook_url')`: somebody says where to call. */
const TAKES_ADDRESS =
  /\{[^{}]{0,200}\bweb_?hook_?ur[il]\b[^{}]{0,200}\}\s?=\s?(?:await )?(?:req|request|c|ctx)\b|\b(?:body|input|dto)\??\.web_?hook_?ur[il]\b|\b(?:body|input|dto|data|json)(?:\.get\(|\[)['"]web_?hook_?ur[il]['"]/i;

/** `const { endpoint, events, secret } = req.body`: the address is named by less, and what is to be sent there stands beside. */
const takesAddress = (source: string): boolean =>
  TAKES_ADDRESS.test(source) ||
  [...source.matchAll(TAKES)].some(([, names = '']) => ADDRESS.test(names) && WHAT_IS_SENT.test(names));

const TAKES = /\{([^{}]{1,300})\}\s?=\s?(?:await )?(?:req|request|c|ctx)\b/g;
const ADDRESS = /\b(?:(?:target_?|callback_?|endpoint_?)?ur[il]|endpoint)\b/i;
const WHAT_IS_SENT = /\b(?:events|event_?types|secret)\b/i;

/** `throw new Error('not implemented')` and nothing else. */
const isUnwritten = ({ throwsAlways, acts, checks, candidates, uses }: Run): boolean =>
  throwsAlways && !acts && checks.length + candidates.length + uses.length === 0;

/** `if (production) return res.status(403).end()` in front of all else: nobody can call it but its developers. */
const isForDevelopers = ({ served, checks, candidates, uses }: Run): boolean =>
  checks.length === 0 &&
  candidates.every(({ named }) => !named) &&
  served.has('locally') &&
  served.has('refused') &&
  !served.has('anywhere') &&
  uses.every(({ tags }) => tags.has('dev-env'));

/** `mp-subscription-webhook` tells of subscriptions, `webhook-subscriptions` manages those of webhooks. */
const ofWebhook = (part: string): string => part.replace(/subscriptions?[-_](?=web-?hook)/i, '');

/** `/subscription/webhook` tells of subscriptions, too. */
const isSubject = (part: string, next = ''): boolean => /^subscriptions?$/i.test(part) && /^web-?_?hooks?$/i.test(next);

/** `/termii/delivery`: what a provider of messages tells of those that it has brought. */
const isReport = (part: string, { route, method }: Handler): boolean =>
  part === 'delivery' && method === 'POST' && !/hook/i.test(route ?? '');

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
  if (isBlank(segments)) return HOOK.test(path.split('/').slice(-2).join('/'));
  if (isFileRouted(handler.framework)) return false;
  if (handler.managesNothing === true && IN_FOLDER.test(path) && providerIn(fileWords(path), knowledge) !== null)
    return segments.length < 3;
  if (!HOOK.test(path.slice(path.lastIndexOf('/') + 1))) return false;
  const [first = '', ...rest] = segments;
  const ofReceivers = handler.managesNothing === true && /web-?_?hook/i.test(path.slice(path.lastIndexOf('/') + 1));
  if (
    ofReceivers &&
    rest.length < 2 &&
    (isBlank(rest) || BROUGHT.test(rest[0]!)) &&
    /^[a-z\d]{2,30}(?:-[a-z\d]{2,30})?$/.test(first) &&
    !ACTS.test(first)
  )
    return true;
  return segments.some(
    (part) => CHANNEL.test(part) || (knowledge.words.has(foldWord(part)) && !/login|auth/i.test(part)),
  );
}

/** What a route in a file of webhooks says of what comes: `/email/events`. */
const BROUGHT = /^(?:events?|incoming|inbound|callbacks?|status|updates?|notify|notifications?|messages?)$/i;

/** `routes/webhooks/twilio.ts`: what provider's calls the file takes. */
const IN_FOLDER = /(?:^|\/)web-?_?hooks?\/[^/]+$/i;

/** The last name of what is called: `controller.updateWebhookUrl`. */
const functionName = ({ handler }: Handler, { program }: Run): string =>
  /\w{1,60}$/.exec(program.text.slice(handler.start, handler.end).slice(-60))?.[0] ?? '';

/** `'/bitrix/handler': wrap(handleWebhook)`: the function of another file is named for it. */
const isNamedByFunction = ({ handler }: Handler, { program }: Run): boolean =>
  handler.end - handler.start < 120 && TAKES_HOOKS.test(program.text.slice(handler.start, handler.end));

const TAKES_HOOKS =
  /\b(?:handle|process|receive)\w{0,30}Webhook(?:Event)?\b|\b\w{0,20}(?:[pP]ayment|[mM]pesa|[sS]tk|[cC]2b|[bB]2c)_?\w{0,20}(?:[cC]allback|I[pP][nN]|_ipn)\b/;

/** Words of routes in a file of webhooks that tell what to do instead of who calls. */
const ACTS =
  /log(?:[io]n|out)|sign-?(?:in|up|out)|(?<![a-z])(?:session|password|form|contact|newsletter)|auth|verify|valid|preview|sync|^run|bulk|batch|search|stop|start|enable|disable|status|publish|reply|upload|check|refresh|import|export/i;

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

const CALLED_BACK = /(?:^|[/_-])(?:callbacks?|interactions?|interactivity|incoming|inbound)$/i;
const SENDS_EVENTS = /^(?:slack|zoom|line)\b/i;

/** `/api/webhooks` that can also be read: a list of webhooks, not a receiver. */
const isCollection = (segments: readonly string[], handler: Handler): boolean =>
  /^(?:web-?)?hooks$/i.test(segments.at(-1) ?? '') && handler.siblings.includes('get');

const isBlank = (segments: readonly string[]): boolean => segments.every((part) => /^[:[*]/.test(part));

const readsSignature = (run: Run, knowledge: WebhookKnowledge): boolean =>
  run.checks.some((check) => check.why === 'sdk-verifier') ||
  run.candidates.some((each) => each.named && (each.before ? /sig|hmac/i : /svix/i).test(calledBy(each))) ||
  [...run.headers].some(
    (name) => SIGNATURE_HEADER.test(name) || (knowledge.headers.has(name) && name !== 'authorization'),
  );

/** The name by which a call says what it does: that of the class where a framework calls it by a name of its own. */
const calledBy = ({ name, member }: Candidate): string =>
  member === null || /^(?:canActivate|use|intercept|transform)$/.test(member) ? name : member;

/** A header that one provider's webhooks alone have, or several of one house. */
const readsOwnHeader = (run: Run, knowledge: WebhookKnowledge): boolean =>
  [...run.headers].some((name) => !SHARED_HEADER.test(name) && knowledge.headers.has(name));

/** Whether route, file or headers tell a provider. */
export const isProviders = (handler: Handler, run: Run, knowledge: WebhookKnowledge, path: string): boolean =>
  (providerIn(handler.route ?? '', knowledge) ?? providerIn(fileWords(path), knowledge)) !== null ||
  readsOwnHeader(run, knowledge);
