import { guardFilesOf } from '../../facts/webhooks/frameworks/guard-files.ts';
import type { Webhook } from '../../inventory-types.ts';
import { ALL_BELOW, ONLY_ROUTER } from '../../webhook-types.ts';
import type { Delegation, Verdict, WebhookFact } from '../../webhook-types.ts';
import type { ResolveModule } from '../modules/resolve-module.ts';
import { behindMounts, gatherMounts, isDoubtful, isWeak, prefixesOf, stem } from './mounts.ts';
import type { Front, Mounts } from './mounts.ts';
import { follow, settleDelegations } from './settle-delegations.ts';
import { LISTS_ALL, MAX_HOPS, type Settled, type World } from './world.ts';

/**
 * Decides the handlers that hand the decision to other files. Routes that only name a handler of another file are
 * folded into that handler: its verdict counts, and what stands before it on the route protects it.
 *
 * @param isWhole tells the files that were read because a route leads to them.
 */
export function settleWebhooks(
  handlers: readonly { path: string; fact: WebhookFact }[],
  factsOf: World['factsOf'],
  resolve: ResolveModule,
  isWhole: World['isWhole'] = () => false,
): Webhook[] {
  const world: World = { factsOf, resolve, isWhole };
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
  const found: Webhook[] = [];
  const folded = new Set<(typeof fronts)[number]>();
  for (const { path, fact } of own) {
    const settled = settleFact(world, path, fact);
    const leading = leadingTo(world, [...fronts, ...further], path, fact, mounts);
    for (const front of leading) folded.add(front);
    const isVerified = settled.verdict.verification === 'verified';
    const named = leading.some((front) => front.fact.handledBy?.name !== ONLY_ROUTER);
    if (named ? !isVerified && leading.every((front) => front.fact.forUsers) : fact.unrouted) continue;
    const front = leading.find((each) => each.settled.verdict.verification === 'verified');
    const open =
      leading.length === 0 ||
      isVerified ||
      (!(front && isMiddleware(front)) && !leading.every((each) => each.settled.verdict.verification === 'verified'));
    const doubt = isVerified ? undefined : leading.find(isDoubtful);
    const weak = settled.verdict.verification === 'unverified' ? leading.find(isWeak) : undefined;
    const result = !open && front ? front.settled : ((doubt ?? weak)?.settled ?? settled);
    const provider = fact.provider ?? leading.find((each) => each.fact.provider !== null)?.fact.provider ?? null;
    found.push(
      toWebhook(
        path,
        {
          ...fact,
          provider,
          route: routeOf(fact, leading),
        },
        result,
      ),
    );
  }
  for (const front of fronts) {
    if (folded.has(front) || front.fact.forUsers || isOfMany(front.fact)) continue;
    if (isFoundWithout(front)) continue;
    const above =
      front.fact.name === undefined
        ? []
        : further.filter((each) => leadsTo(world, each, front.path, front.fact, mounts));
    const isClosed = above.length > 0 && above.every((each) => each.settled.verdict.verification === 'verified');
    found.push(toWebhook(front.path, front.fact, isClosed ? above[0]!.settled : settleFront(world, front)));
  }
  return found;
}

/** Actions of Rails and handlers of axum are found by what they are: a route of one that is not told leads to none. */
const isFoundWithout = ({ fact, path }: Front): boolean =>
  fact.verification === 'unverified' &&
  fact.delegations.length === 0 &&
  (path.endsWith('.rs') || (fact.framework === 'rails' && path.includes('config/routes')));

/** The same route to each function that its handler hands request and response to. */
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

/** What leads to many handlers is none by itself. */
const isOfMany = ({ handledBy }: WebhookFact): boolean =>
  handledBy?.name === ONLY_ROUTER || handledBy?.name === ALL_BELOW;

/** A route by the place of a controller says less than one that leads to it. */
function routeOf({ route, unrouted }: WebhookFact, leading: readonly Front[]): string | null {
  const told = leading.find((each) => each.fact.route !== null)?.fact.route ?? null;
  return unrouted ? (told ?? route) : (route ?? told);
}

const isEndpoint = ({ framework, handledBy }: WebhookFact): boolean =>
  framework === 'phoenix' && handledBy?.name === ALL_BELOW;

/** What an endpoint runs before every route verifies for paths that it knows itself, if it verifies at all. */
function settleEndpoint(world: World, path: string, { delegations: [plug] }: WebhookFact): Settled {
  const answer = plug ? follow(world, path, plug, MAX_HOPS) : null;
  return answer?.verdict.verification === 'unverified'
    ? answer
    : { verdict: { verification: 'unknown', why: 'conditional' }, verifiedIn: null };
}

/** What stands before a handler beside others, where a route is one of several that lead to it. */
const isMiddleware = (front: Front): boolean =>
  isGuard(front) || (front.fact.framework === 'nestjs' && front.fact.handledBy?.name === ONLY_ROUTER);

const targetOf = (world: World, path: string, to: Delegation): string | null => {
  const direct = world.resolve(path, to.module);
  if (direct === null) return null;
  // A barrel on the way.
  const pointed = world
    .factsOf(direct)
    ?.exports.find((each) => each.reexport && (each.name === to.name || each.name === '*'));
  const further =
    pointed?.reexport && !hasHandlers(world, direct) ? world.resolve(direct, pointed.reexport.module) : null;
  return further ?? direct;
};

const hasHandlers = (world: World, path: string): boolean =>
  world.factsOf(path)?.webhooks.some(({ unrouted }) => !unrouted) ?? false;

/** The routes that lead to a handler, and the guards before the address that those tell. */
function leadingTo(world: World, fronts: readonly Front[], path: string, fact: WebhookFact, mounts: Mounts): Front[] {
  const routes = fronts.filter((each) => !isGuard(each) && leadsTo(world, each, path, fact, mounts));
  const routed = { ...fact, route: routeOf(fact, routes) };
  return fronts.filter((each) =>
    isGuard(each) ? !isInOrder(each, routes) && guards(each, path, routed, mounts) : routes.includes(each),
  );
}

/** What stands before the routes of its own file has been told with them, by the order in which they are registered. */
const isInOrder = (guard: Front, routes: readonly Front[]): boolean =>
  REGISTERS.test(guard.path) &&
  guard.fact.framework !== 'nestjs' &&
  routes.length > 0 &&
  routes.every(({ path }) => path === guard.path);

const REGISTERS = /\.[cm]?[jt]sx?$/;

const isGuard = ({ fact }: Front): boolean => fact.handledBy?.name === ALL_BELOW;

function leadsTo(world: World, front: Front, path: string, fact: WebhookFact, mounts: Mounts): boolean {
  const to = front.fact.handledBy!;
  if (isGuard(front)) return guards(front, path, fact, mounts);
  if (front.target !== path && !(path.endsWith('.go') && world.resolve.all(front.path, to.module).includes(path)))
    return false;
  if (to.name === ONLY_ROUTER)
    return fact.name === undefined || fact.framework === 'nestjs' || /\.(?:go|py)$/.test(path);
  if (isOfOther(world, front, fact)) return false;
  return (
    fact.name === undefined ||
    isNamed(fact, to.member ?? to.name) ||
    (to.name === 'default' && to.member === undefined) ||
    isNamed(fact, to.name)
  );
}

/** A method of that name of another type of the package: what a maker gives out need not be of the type that it is named for. */
function isOfOther(world: World, { path, fact: { handledBy } }: Front, { owner }: WebhookFact): boolean {
  if (handledBy?.member === undefined || owner === undefined || owner === handledBy.name) return false;
  const files = world.resolve.all(path, handledBy.module);
  return files.some((file) => world.factsOf(file)?.exports.some(({ name }) => name.startsWith(`${handledBy.name}#`)));
}

/** Names of Go and C# begin in small letters in the common language. */
const isNamed = ({ name }: WebhookFact, wanted: string): boolean =>
  name === wanted || (name !== undefined && name.charAt(0).toLowerCase() + name.slice(1) === wanted);

/** A guard on a path covers the handlers below its file whose own route is the end of that path. */
function guards(front: Front, path: string, fact: WebhookFact, mounts: Mounts): boolean {
  const route = fact.route ?? '/';
  // A router of Go names the handlers of other packages.
  if (front.path.endsWith('.go')) return path.endsWith('.go') && path !== front.path && fact.name === front.fact.name;
  const file = guardFilesOf(front.path).find(({ framework }) => framework === front.fact.framework);
  if (file)
    return (
      file.covers.includes(fact.framework) &&
      path.startsWith(file.root) &&
      `${route}/`.startsWith(`${stem(front.fact.route)}/`)
    );
  if (SCRIPTED.test(front.path))
    return SCRIPTED.exec(path)?.[0] === SCRIPTED.exec(front.path)?.[0] && standsBefore(front, path, route);
  if (fact.framework !== front.fact.framework) return false;
  // An endpoint's plug stands before all of the application, and knows itself for which paths.
  if (fact.framework === 'phoenix') return path.startsWith(front.path.replace(/(^|\/)lib\/.*$/s, '$1lib/'));
  // A filter of Spring or a middleware of ASP.NET stands before all of its project.
  if (/^(?:spring|aspnet)$/.test(fact.framework)) {
    const project = front.path.replace(/(?:^|(?<=\/))(?:src|Middlewares?|Filters?|Security)\/.*$/is, '');
    const covers =
      front.fact.route === null ? /hook|ipn/i.test(route) : route.includes(front.fact.route.replace(/\/+$/, ''));
    return path.startsWith(project.replace(/[^/]*$/, '')) && covers;
  }
  // What stands before a handler of the same file has been told there, by the order in which they are registered.
  if (path === front.path && fact.framework !== 'nestjs') return false;
  const folder = front.path.slice(0, front.path.lastIndexOf('/') + 1);
  if (!path.startsWith(folder)) return false;
  // Routes of NestJS are whole, and a middleware covers what lies below its path.
  if (fact.framework === 'nestjs') return `${route}/`.startsWith(`${(front.fact.route ?? '').replace(/\/?\*+$/, '')}/`);
  if (route !== '/' && (front.fact.route ?? '').replace(/\/?\*+$/, '').endsWith(route)) return true;
  const guarded = prefixesOf(front.path, mounts).map((each) => `${each}${stem(front.fact.route)}/`);
  return prefixesOf(path, mounts).every((each) => guarded.some((below) => `${each}${route}/`.startsWith(below)));
}

/** Languages whose middleware stands before all of an application, and before routes of which a prefix may be told elsewhere. */
const SCRIPTED = /\.(?:py|rb)$/;

/** Whether a middleware asks for the path of a handler of another file, as far as that is told: by its last part, or for being of webhooks. */
function standsBefore(front: Front, path: string, route: string): boolean {
  const project = front.path.replace(/(?:^|(?<=\/))(?:app|src|lib|core|config|middlewares?|security)\/.*$/is, '');
  const last = (front.fact.route ?? '').replace(/\/+$/, '').split('/').at(-1)!;
  const covers =
    last === '' || /hooks?$|^ipn$/i.test(last) ? /hook|ipn/i.test(`${route} ${path}`) : route.includes(last);
  return path !== front.path && path.startsWith(project.replace(/[^/]*$/, '')) && covers;
}

/** A route whose handler is in a file that has no receiver of its own: what it exports decides. */
function settleFront(world: World, front: Front): Settled {
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
  (isRead(world, target, fact) || (LISTS_ALL.test(path) ? handsOn(fact) : listsHandler(world, target, fact)));

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

function settleFact(world: World, path: string, fact: WebhookFact): Settled {
  const own: Verdict = { verification: fact.verification, why: fact.why };
  if (fact.verification === 'verified')
    return { verdict: own, verifiedIn: { path, line: fact.verifiedAt?.line ?? fact.line } };
  if (fact.delegations.length === 0) return { verdict: own, verifiedIn: null };
  return settleDelegations(world, path, fact.delegations, fact.otherwise ?? own, MAX_HOPS);
}

const toWebhook = (path: string, fact: WebhookFact, { verdict, verifiedIn }: Settled): Webhook => ({
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
  ...(fact.mitigation && verdict.verification !== 'verified' ? { mitigation: fact.mitigation } : {}),
  ...(fact.timingUnsafe ? { timingUnsafe: fact.timingUnsafe } : {}),
});
