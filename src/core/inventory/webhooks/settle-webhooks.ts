import { isBindingFile } from '../../facts/webhooks/bound-functions.ts';
import type { Webhook } from '../../inventory-types.ts';
import { ALL_BELOW, ONLY_ROUTER } from '../../webhook-types.ts';
import type { Delegation, SettingFact, Verdict, WebhookFact } from '../../webhook-types.ts';
import { frameworkOf, indexRoutes, isGuard, routeOf, senderOf } from './leading-routes.ts';
import { behindMounts, gatherMounts, isDoubtful, isVerified, isWeak } from './mounts.ts';
import type { Front } from './mounts.ts';
import { follow, settleDelegations } from './settle-delegations.ts';
import { BY_STAND_IN, restsOnStandIn, standsInFor } from './stand-in.ts';
import { settleFront } from './settle-front.ts';
import { refetchesElsewhere } from './settle-refetch.ts';
import { byWeakDigest } from './weak-digest.ts';
import { hasHandlers, MAX_HOPS, type Settled, type World } from './world.ts';

/** What is known about the files around the handlers. */
export type Surroundings = Pick<World, 'factsOf' | 'resolve'> &
  Partial<Pick<World, 'isWhole' | 'askedOf'>> & {
    /** The secrets that the repository's settings files define. */
    settings?: readonly SettingFact[];
  };

/**
 * Settles the handlers whose verdict depends on other files. Routes that only name another file's handler are folded
 * into that handler: its verdict counts, and the middleware on the route protects it.
 */
export function settleWebhooks(
  handlers: readonly { path: string; fact: WebhookFact }[],
  { factsOf, resolve, isWhole = () => false, askedOf = () => undefined, settings = [] }: Surroundings,
): Webhook[] {
  const world: World = { factsOf, resolve, isWhole, askedOf, standsIn: standsInFor(settings) };
  const routes = handlers.filter(({ fact }) => fact.handledBy);
  const own = handlers.filter(({ fact }) => !fact.handledBy);
  const direct = routes.map(({ path, fact }) => ({
    path,
    fact,
    target: targetOf(world, path, fact.handledBy!),
    settled: isEndpoint(fact) ? settleEndpoint(world, path, fact) : settleFact(world, path, fact),
  }));
  const mounts = gatherMounts(direct);
  const fronts = direct.map((front) => behindMounts(front, mounts));
  const further = fronts.flatMap((front) => handedOn(world, front));
  const leadingTo = indexRoutes(world, [...fronts, ...further], mounts);
  const furtherTo = indexRoutes(world, further, mounts);
  const found: (Webhook | null)[] = [];
  const folded = new Set<Front>();
  for (const handler of own) {
    const all = leadingTo(handler.path, handler.fact);
    for (const front of all) folded.add(front);
    const telling = all.filter(({ fact }) => !fact.aside);
    const leading = telling.length > 0 || handler.fact.unrouted ? telling : all;
    found.push(settleHandler(world, handler, leading));
  }
  for (const front of fronts) {
    const { path, fact } = front;
    if (folded.has(front)) {
      if (!fact.forUsers && !fact.aside && leadsFurther(world, front, own))
        found.push(toWebhook(world, path, fact, front.settled));
      continue;
    }
    if (fact.forUsers || fact.aside || isOfMany(fact) || isFoundWithout(front)) continue;
    // A function that passes its request on is a handler like any other if a route leads to it.
    if (fact.unrouted !== undefined && leadingTo(path, fact).every(isGuard)) continue;
    const above = fact.name === undefined ? [] : furtherTo(path, fact);
    found.push(
      toWebhook(
        world,
        path,
        fact,
        above.length > 0 && above.every(isVerified) ? above[0]!.settled : settleFront(world, front),
      ),
    );
  }
  return found.filter((each) => each !== null);
}

/** A handler with what leads to it; null if it is not a receiver, or is only for signed-in users. */
function settleHandler(
  world: World,
  { path, fact }: { path: string; fact: WebhookFact },
  leading: readonly Front[],
): Webhook | null {
  const settled = settleFact(world, path, fact);
  // Application-wide middleware does not make a receiver of a function that no route leads to.
  const routes = fact.unrouted === undefined ? leading : leading.filter((front) => !isGuard(front));
  const isNamed = routes.some((front) => front.fact.handledBy?.name !== ONLY_ROUTER || fact.unrouted === 'mounted');
  const isNone = isNamed
    ? !isVerified({ settled }) && leading.every((front) => front.fact.forUsers)
    : fact.unrouted !== undefined;
  if (isNone) return null;
  const told = {
    ...fact,
    provider: senderOf(fact, leading),
    route: routeOf(fact, leading),
    framework: frameworkOf(fact, leading),
  };
  return toWebhook(world, path, told, behindRoutes(settled, leading));
}

/**
 * The verdict on a handler behind its routes: verified if middleware or every route verifies; else that of a guard that
 * cannot be judged or is weak; else the handler's own.
 */
function behindRoutes(settled: Settled, leading: readonly Front[]): Settled {
  if (leading.length === 0 || isVerified({ settled })) return settled;
  const verified = leading.find(isVerified);
  if (verified && (isMiddleware(verified) || leading.every(isVerified))) return verified.settled;
  const weak = settled.verdict.verification === 'unverified' ? leading.find(isWeak) : undefined;
  return (leading.find(isDoubtful) ?? weak)?.settled ?? settled;
}

/**
 * Whether it is middleware, which applies in addition to a route; a route is only one of several that may lead to the
 * handler.
 */
const isMiddleware = (front: Front): boolean =>
  isGuard(front) || (front.fact.framework === 'nestjs' && front.fact.handledBy?.name === ONLY_ROUTER);

/**
 * Rails actions and axum handlers are found without their routes, so an unresolved route to one adds nothing. Nor does a
 * binding file whose function is in another language.
 */
const isFoundWithout = ({ fact, path, target }: Front): boolean =>
  fact.verification === 'unverified' &&
  fact.delegations.length === 0 &&
  (path.endsWith('.rs') ||
    (fact.framework === 'rails' && path.includes('config/routes')) ||
    (isBindingFile(path) && target === null));

/** The same route, for each function to which its handler passes request and response. */
function handedOn(world: World, front: Front): Front[] {
  const { target, fact } = front;
  const to = fact.handledBy!;
  const listed = target === null ? undefined : world.factsOf(target)?.exports.find(({ name }) => name === to.name);
  return (listed?.handsTo ?? []).map(({ module, name }) => {
    const { member: _, ...rest } = to;
    const handledBy = { ...rest, module, name };
    return { ...front, fact: { ...fact, handledBy }, target: targetOf(world, target!, handledBy) };
  });
}

/**
 * `if (name === 'a') return takeA(req, res); return takeB(req, res);`: whether a route that is folded into one handler
 * has other ways, not all of which verify, to a function that is not listed as a handler.
 */
const leadsFurther = (world: World, front: Front, own: readonly { path: string; fact: WebhookFact }[]): boolean =>
  !isVerified(front) &&
  front.fact.delegations.some(
    (each) =>
      each.arm === true &&
      !own.some(
        ({ path, fact }) => path === targetOf(world, front.path, each) && fact.name === (each.member ?? each.name),
      ),
  );

/** A mount or guard that leads to many handlers is not a handler itself. */
const isOfMany = ({ handledBy }: WebhookFact): boolean =>
  handledBy?.name === ONLY_ROUTER || handledBy?.name === ALL_BELOW;

const isEndpoint = ({ framework, handledBy }: WebhookFact): boolean =>
  framework === 'phoenix' && handledBy?.name === ALL_BELOW;

/**
 * A Phoenix endpoint's plug runs before every route; if it verifies at all, it does so for paths that it selects
 * itself, so the result is `unknown`.
 */
function settleEndpoint(world: World, path: string, { delegations: [plug] }: WebhookFact): Settled {
  const answer = plug ? follow(world, path, plug, MAX_HOPS) : null;
  return answer?.verdict.verification === 'unverified'
    ? answer
    : { verdict: { verification: 'unknown', why: 'conditional' }, verifiedIn: null };
}

const targetOf = (world: World, path: string, to: Delegation): string | null => {
  const direct = world.resolve(path, to.module);
  if (direct === null) return null;
  // Follow a barrel.
  const pointing = world.factsOf(direct)?.exports.filter(({ reexport }) => reexport !== null);
  const pointed =
    pointing?.find(({ name }) => name === (to.router ?? to.name)) ?? pointing?.find(({ name }) => name === '*');
  const further =
    pointed?.reexport && !hasHandlers(world, direct) ? world.resolve(direct, pointed.reexport.module) : null;
  return further ?? direct;
};

function settleFact(world: World, path: string, fact: WebhookFact): Settled {
  const own: Verdict = { verification: fact.verification, why: fact.why };
  if (restsOnStandIn(world, fact)) return { verdict: { ...own, ...BY_STAND_IN }, verifiedIn: null };
  const weak = byWeakDigest(world, path, fact);
  if (weak) return { verdict: weak, verifiedIn: null };
  if (fact.verification === 'verified')
    return { verdict: own, verifiedIn: { path, line: fact.verifiedAt?.line ?? fact.line } };
  if (fact.delegations.length === 0) return { verdict: own, verifiedIn: null };
  return settleDelegations(world, path, fact.delegations, fact.otherwise ?? own, MAX_HOPS);
}

/** What limits the harm of an unverified handler; a refetch in another file counts only if nothing else does. */
const mitigationOf = (world: World, path: string, fact: WebhookFact): Pick<Webhook, 'mitigation'> => {
  const mitigation = fact.mitigation ?? handlerOf(world, path, fact)?.mitigation;
  if (mitigation !== undefined) return { mitigation };
  return refetchesElsewhere(world, path, fact) ? { mitigation: 'refetch' } : {};
};

/**
 * The handler in the file that a route leads to, read for that purpose; undefined if something else is called before
 * it.
 */
function handlerOf(world: World, path: string, { handledBy, delegations }: WebhookFact): WebhookFact | undefined {
  const target = handledBy && delegations.length === 0 && targetOf(world, path, handledBy);
  return target
    ? world.factsOf(target)?.webhooks.find(({ name }) => name === (handledBy.member ?? handledBy.name))
    : undefined;
}

const toWebhook = (world: World, path: string, fact: WebhookFact, { verdict, verifiedIn }: Settled): Webhook => ({
  path,
  line: fact.line,
  column: fact.column,
  endLine: fact.endLine,
  provider: fact.provider,
  route: fact.route,
  method: fact.method,
  framework: fact.framework,
  verification: verdict.verification,
  verifiedIn: verdict.verification === 'verified' ? verifiedIn : null,
  why: verdict.why,
  ...(verdict.verification === 'verified' ? {} : mitigationOf(world, path, fact)),
  ...(fact.timingUnsafe ? { timingUnsafe: fact.timingUnsafe } : {}),
});
