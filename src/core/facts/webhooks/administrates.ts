import { foldWord } from './compile-webhook-knowledge.ts';
import type { WebhookKnowledge } from './compile-webhook-knowledge.ts';
import type { Handler } from './frameworks/handler.ts';
import type { Run } from './judge/state/run.ts';
import { providerIn } from './recognise-provider.ts';

// Recognises, by their names, routes that manage webhooks rather than receive them.

/** Route segments for managing, testing or clean-up rather than receiving. */
const ADMIN =
  /^(admin|me|subscribe|unsubscribe|register|unregister|test|tests|tester|create|edit|list|manage|settings|config|configure|endpoints?|logs?|debug[-_\w]*|deliver(y|ies)|retry|retrigger|replay|redeliver|resend|migrate|cleanup|cron|trigger|fire|send|setup|toggle|rotate|secret|simulate|dashboard|history|stats|health|delete|mock|pings?|attempts|queues?|jobs|metrics|purge|backfill|outbound|outgoing)$/i;
/** Words that say so anywhere in a segment. */
const ADMIN_WORD =
  /(?:^|[-_])(?:rotate|secrets?|logs?|config|settings|history|register|(?:re-?)?subscribe|subscriptions?|unsubscribe|admin|cron|cleanup|test|mock|simulate|debug|retry|replay|dispatch(?:er)?|execute|send(?:er)?|deliver|emit|trigger|backfill|outbound|outgoing)(?:$|[-_])/i;
/** Files for administration, scheduled jobs or configuration, and files of mock servers. */
const ADMIN_PATH =
  /(?:^|\/)(?:admin|cron|emulators?)\/|(?:^|[./_-])(?:config(?!\.[cm]?[jt]s$)|settings|admin)[._-][^/]*$|(?:^|[/._-])(?:test|mock|fake)[._-]server\.[^/]*$/i;

/**
 * The segments of a route. `outbound` and `outgoing` are dropped if the handler answers a phone call with instructions,
 * as they then mean only the direction of the call.
 */
export const segmentsOf = (route: string, source: string): string[] =>
  route.split(/[/.]/).filter((part) => part !== '' && !(DIRECTION.test(part) && ANSWERS_CALL.test(source)));

/** Instructions for a phone call: `new twilio.twiml.VoiceResponse()`. */
const ANSWERS_CALL = /\bnew [\w.]{0,30}VoiceResponse\b/;

/**
 * Whether a segment of the route says that it is for administration, testing or clean-up.
 *
 * @param segments the segments of the route.
 * @param signed whether calls are proved by something that only webhooks carry.
 */
export const administrates = (
  segments: readonly string[],
  handler: Handler,
  path: string,
  knowledge: WebhookKnowledge,
  signed: boolean,
): boolean =>
  segments.some(
    (part, at) =>
      ADMIN.test(part) &&
      !knowledge.words.has(foldWord(part)) &&
      !isReport(part, handler) &&
      !isTopic(segments, at, signed) &&
      !(signed && DIRECTION.test(part)),
  ) ||
  (handler.kind === 'route' &&
    ADMIN_PATH.test(handler.framework === 'wordpress' ? path.replace(PLUGIN_ADMIN, '') : path));

/** Much of a plugin of WordPress stands in a folder of this name; what its address gives to users asks who they are. */
const PLUGIN_ADMIN = /(?:^|\/)admin(?=\/)/;

/** `/outbound/slack/events`: the sending part of an application may receive signed reports on what it has sent. */
const DIRECTION = /^(?:outbound|outgoing)$/i;

/** `/webhook/verify`: called by the user who has set up a webhook, to check it. */
const VERIFIES = /^(?:verify|validate|verification)$/i;
/**
 * `create-acme-webhook`, `check-webhooks`, `process-webhook-queue`: the first or last word says that the route manages
 * webhooks.
 */
const LOOKS_AFTER =
  /^resend[-_](?:notifications?|e?mails?|invit\w{0,10}|codes?|otp|verification)$|^(?:verify|validate)[-_]web-?hooks?(?:[-_]signature)?$|^(?:create|add|edit|check|set-?up|set|reset|register|list|get|delete|remove|debug|configure|enable|disable|refresh|install|fix|repair|ensure|migrate)[-_](?:[a-z0-9]{1,20}[-_]){0,3}web-?hooks?$|web-?hooks?[-_](?:[a-z0-9]{1,20}[-_]){0,2}(?:queue|jobs?|endpoints|deliver(?:y|ies)|outbox|urls?|dispatcher|sender|inspect(?:or)?|status|check|health|list|set-?up)$/i;
/** `createWebhookEvent`, `setWebhook`: functions that store outgoing webhooks or send them. */
const MAKES_HOOKS =
  /^(?:create|register|add|set|clear|update|delete|remove|list|test|forward|relay|proxy|send|dispatch|trigger)(?:new|outbound|outgoing)?web_?hook(?:event|endpoint|subscription|url|setting|config\w{0,10})?s?$/i;

/**
 * Whether the route or the function is named for managing webhooks: `/webhooks/rotate-secret`, `createWebhookEvent`.
 */
export function looksAfter(
  segments: readonly string[],
  handler: Handler,
  run: Run,
  knowledge: WebhookKnowledge,
): boolean {
  const manages = (part: string, at: number): boolean =>
    LOOKS_AFTER.test(part) ||
    (VERIFIES.test(part) &&
      at === segments.length - 1 &&
      (!run.acts || /^web-?_?hooks?$/i.test(segments[at - 1] ?? ''))) ||
    (ADMIN_WORD.test(ofWebhook(part)) &&
      part !== WORDPRESS &&
      providerIn(part, knowledge) === null &&
      !isSubject(part, segments[at + 1]));
  return segments.some(manages) || MAKES_HOOKS.test(handler.name ?? functionName(handler, run));
}

/** `/wp-admin/` also serves actions for visitors who are not signed in. */
const WORDPRESS = 'wp-admin';

/** The last name in the handler expression: `controller.updateWebhookUrl`. */
const functionName = ({ handler }: Handler, { program }: Run): string =>
  /\w{1,60}$/.exec(program.text.slice(handler.start, handler.end).slice(-60))?.[0] ?? '';

/** `mp-subscription-webhook` reports on subscriptions; `webhook-subscriptions` manages subscriptions to webhooks. */
const ofWebhook = (part: string): string => part.replace(/subscriptions?[-_](?=web-?hook)/i, '');

/** `/subscription/webhook` reports on subscriptions, too. */
const isSubject = (part: string, next = ''): boolean => /^subscriptions?$/i.test(part) && /^web-?_?hooks?$/i.test(next);

/** `/webhooks/orders/create`: an event topic, made of a resource and what happened to it. */
const isTopic = (segments: readonly string[], at: number, signed: boolean): boolean =>
  /^(?:create|delete)$/i.test(segments[at]!) &&
  at === segments.length - 1 &&
  THINGS.test(segments[at - 1] ?? '') &&
  (signed || segments.slice(0, at - 1).some((part) => /^web-?_?hooks?$/i.test(part)));

/** Resources, other than those that webhooks themselves consist of. */
const THINGS = /^(?!web|hook|event|endpoint|subscription|deliver|token|key|secret|log|user)[a-z][a-z_-]{2,40}s$/i;

/** `/termii/delivery`, `/webhook/termii/delivery`: a messaging provider reports on delivery. */
const isReport = (part: string, { route, method }: Handler): boolean =>
  part === 'delivery' && method === 'POST' && (!/hook/i.test(route ?? '') || OF_PROVIDER.test(route ?? ''));

const OF_PROVIDER = /(?:^|\/)web-?_?hooks?\/[a-z][\w-]*\/delivery\/?$/i;

/** `/api/webhooks` that can also be read or changed: a list of webhooks, not a receiver. */
export function isListOf(segments: readonly string[], handler: Handler, path: string): boolean {
  const last = segments.findLast((part) => !/^[:[*]/.test(part)) ?? '';
  const listed = /webhooks?$/i.test(last) || (last === '' && /webhooks?[^/]*$/i.test(path));
  const isRead = /^(?:web-?)?hooks$/i.test(segments.at(-1) ?? '') && handler.siblings.includes('get');
  return isRead || (listed && handler.siblings.some((verb) => verb !== 'get'));
}
