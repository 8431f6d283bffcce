import { foldWord } from './compile-webhook-knowledge.ts';
import type { WebhookKnowledge } from './compile-webhook-knowledge.ts';
import type { Handler } from './frameworks/handler.ts';
import type { Run } from './judge/state/run.ts';
import { providerIn } from './recognise-provider.ts';

// Routes that look after webhooks instead of receiving them, by what they are called.

/** Segments of routes that administrate, test or clean up instead of receiving. */
const ADMIN =
  /^(admin|me|subscribe|unsubscribe|register|unregister|test|tests|tester|create|edit|list|manage|settings|config|configure|endpoints?|logs?|debug[-_\w]*|deliver(y|ies)|retry|retrigger|replay|redeliver|resend|migrate|cleanup|cron|trigger|fire|send|setup|toggle|rotate|secret|simulate|dashboard|history|stats|health|delete|mock|pings?|attempts|queues?|jobs|metrics|purge|backfill|outbound|outgoing)$/i;
/** Words of their names that say so, wherever they stand. */
const ADMIN_WORD =
  /(?:^|[-_])(?:rotate|secrets?|logs?|config|settings|history|register|(?:re-?)?subscribe|subscriptions?|unsubscribe|admin|cron|cleanup|test|mock|simulate|debug|retry|replay|dispatch(?:er)?|execute|send(?:er)?|deliver|emit|trigger|backfill|outbound|outgoing)(?:$|[-_])/i;
/** Files that hold what administrates, schedules, configures or stands in for a server. */
const ADMIN_PATH =
  /(?:^|\/)(?:admin|cron|emulators?)\/|(?:^|[./_-])(?:config(?!\.[cm]?[jt]s$)|settings|admin)[._-][^/]*$|(?:^|[/._-])(?:test|mock|fake)[._-]server\.[^/]*$/i;

/** The parts of a route; of one that tells what to do in a call, which way the call goes says nothing. */
export const segmentsOf = (route: string, source: string): string[] =>
  route.split(/[/.]/).filter((part) => part !== '' && !(DIRECTION.test(part) && ANSWERS_CALL.test(source)));

/** `new twilio.twiml.VoiceResponse()` */
const ANSWERS_CALL = /\bnew [\w.]{0,30}VoiceResponse\b/;

/**
 * Whether a word of the route says that it is there to administrate, test or clean up.
 *
 * @param segments the parts of the route; `signed`: calls are proved by what webhooks alone bring.
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
  (handler.kind === 'route' && ADMIN_PATH.test(path));

/** `/outbound/slack/events`: a part of the application that sends may be told, in calls that are proved, what came of it. */
const DIRECTION = /^(?:outbound|outgoing)$/i;

/** `/webhook/verify`: whether it is set up, asks who has done so. */
const VERIFIES = /^(?:verify|validate|verification)$/i;
/** `create-acme-webhook`, `check-webhooks`, `process-webhook-queue`: what looks after webhooks, by its first or last word. */
const LOOKS_AFTER =
  /^resend[-_](?:notifications?|e?mails?|invit\w{0,10}|codes?|otp|verification)$|^(?:verify|validate)[-_]web-?hooks?(?:[-_]signature)?$|^(?:create|add|edit|check|set-?up|set|reset|register|list|get|delete|remove|debug|configure|enable|disable|refresh|install|fix|repair|ensure|migrate)[-_](?:[a-z0-9]{1,20}[-_]){0,3}web-?hooks?$|web-?hooks?[-_](?:[a-z0-9]{1,20}[-_]){0,2}(?:queue|jobs?|endpoints|deliver(?:y|ies)|outbox|urls?|dispatcher|sender|inspect(?:or)?|status|check|health|list|set-?up)$/i;
/** `createWebhookEvent`, `setWebhook`: what writes down webhooks that are to be sent, or sends them, by its name. */
const MAKES_HOOKS =
  /^(?:create|register|add|set|clear|update|delete|remove|list|test|forward|relay|proxy|send|dispatch|trigger)(?:new|outbound|outgoing)?web_?hook(?:event|endpoint|subscription|url|setting|config\w{0,10})?s?$/i;

/** Whether route or function are named for what is done to webhooks: `/webhooks/rotate-secret`, `createWebhookEvent`. */
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

/** Behind `/wp-admin/` lie the actions for those who are not signed in, too. */
const WORDPRESS = 'wp-admin';

/** The last name of what is called: `controller.updateWebhookUrl`. */
const functionName = ({ handler }: Handler, { program }: Run): string =>
  /\w{1,60}$/.exec(program.text.slice(handler.start, handler.end).slice(-60))?.[0] ?? '';

/** `mp-subscription-webhook` tells of subscriptions, `webhook-subscriptions` manages those of webhooks. */
const ofWebhook = (part: string): string => part.replace(/subscriptions?[-_](?=web-?hook)/i, '');

/** `/subscription/webhook` tells of subscriptions, too. */
const isSubject = (part: string, next = ''): boolean => /^subscriptions?$/i.test(part) && /^web-?_?hooks?$/i.test(next);

/** `/webhooks/orders/create`: what has happened to which things. */
const isTopic = (segments: readonly string[], at: number, signed: boolean): boolean =>
  /^(?:create|delete)$/i.test(segments[at]!) &&
  at === segments.length - 1 &&
  THINGS.test(segments[at - 1] ?? '') &&
  (signed || segments.slice(0, at - 1).some((part) => /^web-?_?hooks?$/i.test(part)));

/** Not what webhooks themselves are made of. */
const THINGS = /^(?!web|hook|event|endpoint|subscription|deliver|token|key|secret|log|user)[a-z][a-z_-]{2,40}s$/i;

/** `/termii/delivery`, `/webhook/termii/delivery`: what a provider of messages tells of those that it has brought. */
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
