import type { WebhookFact } from '../../webhook-types.ts';
import { isWeak } from './mounts.ts';
import type { Front } from './mounts.ts';
import { follow } from './settle-delegations.ts';
import { hasHandlers, LISTS_ALL, MAX_HOPS, type Settled, type World } from './world.ts';

/** The verdict on a route whose handler is in a file without a receiver of its own: that file's exports decide. */
export function settleFront(world: World, front: Front): Settled {
  if (front.settled.verdict.verification === 'verified') return front.settled;
  const to = front.fact.handledBy!;
  const answer = follow(world, front.path, to, MAX_HOPS);
  const nothing = answer?.verdict.verification === 'unverified';
  if (answer && !nothing && answer.verdict.verification !== 'unknown') return answer;
  if (front.settled.verdict.verification === 'unknown' || isWeak(front)) return front.settled;
  if (answer && nothing && saysAll(world, front)) return answer;
  return { verdict: { verification: 'unknown', why: 'handler-elsewhere' }, verifiedIn: null };
}

/**
 * Whether a function that the file does not list verifies nothing. That holds for functions and methods of classes, but
 * not for objects created elsewhere.
 */
const saysAll = (world: World, { path, target, fact }: Front): boolean =>
  target !== null &&
  !hasHandlers(world, target) &&
  (isRead(world, target, fact) || (LISTS_ALL.test(path) ? handsOn(fact) : listsHandler(world, target, fact))) &&
  !doesOtherwise(world, target, fact);

/**
 * A JavaScript function that is not listed although its file was read in full: it does something else than receive a
 * webhook, such as looking up a session.
 */
const doesOtherwise = (world: World, target: string, { handledBy }: WebhookFact): boolean => {
  const { webhooks = [], exports = [] } = world.factsOf(target) ?? {};
  return (
    handledBy?.member === undefined &&
    !LISTS_ALL.test(target) &&
    world.isWhole(target) &&
    ![...webhooks, ...exports].some(({ name }) => name === handledBy?.name)
  );
};

/**
 * Whether the file was read in full for a C# method or a Python function; a Python method may be guarded through its
 * class.
 */
const isRead = (world: World, target: string, { handledBy }: WebhookFact): boolean =>
  world.isWhole(target) && (target.endsWith('.cs') || (target.endsWith('.py') && handledBy?.member === undefined));

/**
 * A handler of this file that only passes the request to another file's function, unlike a route that names its handler
 * there.
 */
const handsOn = ({ name, handledBy }: WebhookFact): boolean => name !== undefined && handledBy?.member === undefined;

const listsHandler = (world: World, target: string, fact: WebhookFact): boolean =>
  fact.handledBy?.member === undefined || /^[A-Z]/.test(fact.handledBy.name) || takesItself(world, target, fact);

/**
 * `controller.handleMessage` in a file that lists no function at all: it has none by which an exported object could
 * verify.
 */
const takesItself = (world: World, target: string, { handledBy }: WebhookFact): boolean =>
  handledBy?.name === 'default' &&
  /^(?:handle|process|receive|incoming|on)[A-Z]|web_?hook$/i.test(handledBy.member ?? '') &&
  world.factsOf(target)?.exports.length === 0;
