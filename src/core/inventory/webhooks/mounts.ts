import { ONLY_ROUTER } from '../../webhook-types.ts';
import type { WebhookFact } from '../../webhook-types.ts';
import { letsIn, VERIFIES } from './named-for.ts';
import { LISTS_ALL, MAX_HOPS, type Settled } from './world.ts';

/** A route or mount that leads to another file, with the verdict on the middleware in front of it. */
export type Front = { path: string; fact: WebhookFact; target: string | null; settled: Settled };

/** The mounts of each file's router, by the path of that file. */
export type Mounts = ReadonlyMap<string | null, readonly Front[]>;

const isMount = ({ fact }: Front): boolean => fact.handledBy?.name === ONLY_ROUTER;

/**
 * `app.use('/api/webhooks', router)`: every route of the other file's router receives webhooks, unless users sign in
 * before.
 */
export const isMountOfHooks = ({ route, handledBy, delegations, forUsers }: WebhookFact): boolean =>
  handledBy?.name === ONLY_ROUTER &&
  OF_HOOKS.test(route ?? '') &&
  forUsers !== true &&
  !delegations.some(({ name, member = name }) => letsIn(member));

/** `/webhooks`, `/webhooks/acme`; but not the paths for managing webhooks that are mounted there too. */
const OF_HOOKS =
  /(?:^|\/)web-?_?hooks?(?:\/(?!admin|config|settings|endpoints?\b|logs?\b|deliver|history|manage|subscriptions?\b|tests?\b)[a-z][\w-]*)?\/?\*{0,2}$/i;

/** Limit of mounts per file; each leads on to the mounts of its own file. */
const MAX_MOUNTS = 8;

export const gatherMounts = (fronts: readonly Front[]): Mounts =>
  new Map(
    [...Map.groupBy(fronts.filter(isMount), ({ target }) => target)].map(([target, of]) => [
      target,
      of.slice(0, MAX_MOUNTS),
    ]),
  );

/**
 * Adds to a front the middleware in front of its own file, where other files mount that:
 * `app.use('/hooks', verify, hooks)` before `hooks.use('/orders', orders)`.
 */
export function behindMounts(front: Front, mounts: Mounts, hops = MAX_HOPS): Front {
  if (front.settled.verdict.verification === 'verified' || hops === 0) return front;
  const above = mountsOf(front, mounts).map((each) => behindMounts(each, mounts, hops - 1));
  const [first] = above;
  if (!first) return front;
  const before = above.every(isVerified) ? first : (above.find(isDoubtful) ?? above.find(isWeak));
  if (!before || (before !== first && !isIdle(front))) return front;
  return { ...front, settled: before.settled, fact: { ...front.fact, delegations: before.fact.delegations } };
}

const mountsOf = (front: Front, mounts: Mounts): Front[] =>
  (mounts.get(front.path) ?? []).filter((each) => each !== front);

const MAX_PREFIXES = 8;

/**
 * The prefixes under which a file's routes are mounted, as far as the mounts tell; one empty prefix if nothing mounts
 * it.
 */
export function prefixesOf(path: string, mounts: Mounts, hops = MAX_HOPS): string[] {
  const above = hops === 0 ? [] : (mounts.get(path) ?? []).filter((each) => each.path !== path);
  if (above.length === 0) return [''];
  return above
    .flatMap(({ path: from, fact }) => prefixesOf(from, mounts, hops - 1).map((each) => each + stem(fact.route)))
    .slice(0, MAX_PREFIXES);
}

/** A path without a trailing slash or wildcard. */
export const stem = (route: string | null): string => (route ?? '').replace(/\/?(?<!\*)\*+$/, '').replace(/\/$/, '');

export const isVerified = ({ settled }: Pick<Front, 'settled'>): boolean => settled.verdict.verification === 'verified';
const isIdle = ({ settled }: Front): boolean => settled.verdict.verification === 'unverified';

/**
 * Whether the route has a guard that cannot be judged. In JavaScript most middleware does not verify, so there only its
 * name counts.
 */
export const isDoubtful = ({ path, fact, settled }: Front): boolean =>
  settled.verdict.verification === 'unknown' &&
  (LISTS_ALL.test(path) ||
    fact.delegations.some(({ name, member = name }) =>
      member === 'use' ? SIGNED.test(name) : VERIFIES.test(member) || letsIn(member),
    ));

/** Names of NestJS middleware that may verify. */
const SIGNED = /verif|valid|sign|hmac|hook|auth/i;

/** Whether the middleware checks, but insufficiently. */
export const isWeak = ({ settled: { verdict } }: Front): boolean =>
  verdict.verification === 'optional' || verdict.verification === 'ineffective';
