import type { WebhookFact } from '../../webhook-types.ts';
import { isWeak } from './mounts.ts';
import type { Front } from './mounts.ts';
import { follow } from './settle-delegations.ts';
import { hasHandlers, LISTS_ALL, MAX_HOPS, type Settled, type World } from './world.ts';

/** A route whose handler is in a file that has no receiver of its own: what it exports decides. */
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

/** What a file does not list verifies nothing: functions and methods of classes, not objects that are made elsewhere. */
const saysAll = (world: World, { path, target, fact }: Front): boolean =>
  target !== null &&
  !hasHandlers(world, target) &&
  (isRead(world, target, fact) || (LISTS_ALL.test(path) ? handsOn(fact) : listsHandler(world, target, fact))) &&
  !doesOtherwise(world, target, fact);

/** A function of JavaScript, in a file that was read for it, that takes no webhook in: it asks who is signed in, say. */
const doesOtherwise = (world: World, target: string, { handledBy }: WebhookFact): boolean => {
  const { webhooks = [], exports = [] } = world.factsOf(target) ?? {};
  return (
    handledBy?.member === undefined &&
    !LISTS_ALL.test(target) &&
    world.isWhole(target) &&
    ![...webhooks, ...exports].some(({ name }) => name === handledBy?.name)
  );
};

/** A function of Python or a static method of C#, in a file that was read for it: what classes are guarded by says more than a method. */
const isRead = (world: World, target: string, { handledBy }: WebhookFact): boolean =>
  world.isWhole(target) && (target.endsWith('.cs') || (target.endsWith('.py') && handledBy?.member === undefined));

/** A handler of this file that does nothing but give the request to a function of another one; no route that names it there. */
const handsOn = ({ name, handledBy }: WebhookFact): boolean => name !== undefined && handledBy?.member === undefined;

const listsHandler = (world: World, target: string, fact: WebhookFact): boolean =>
  fact.handledBy?.member === undefined || /^[A-Z]/.test(fact.handledBy.name) || takesItself(world, target, fact);

/** `controller.handleMessage` of a file of which not one function is listed: no object that it gives out verifies by one. */
const takesItself = (world: World, target: string, { handledBy }: WebhookFact): boolean =>
  handledBy?.name === 'default' &&
  /^(?:handle|process|receive|incoming|on)[A-Z]|web_?hook$/i.test(handledBy.member ?? '') &&
  world.factsOf(target)?.exports.length === 0;
