import { guardFilesOf } from '../../facts/webhooks/frameworks/guard-files.ts';
import { mayServeTogether, UNNAMED } from '../../facts/webhooks/frameworks/router-framework.ts';
import { ALL_BELOW, ONLY_ROUTER } from '../../webhook-types.ts';
import type { WebhookFact } from '../../webhook-types.ts';
import { ANY_PACKAGE } from '../modules/languages/go-packages.ts';
import { isMountOfHooks, prefixesOf, stem } from './mounts.ts';
import type { Front, Mounts } from './mounts.ts';
import type { World } from './world.ts';

/** The routes that lead to a handler, and the guards that cover the path that those routes give it. */
export type LeadingTo = (path: string, fact: WebhookFact) => Front[];

/** A limit. Repositories have a few dozen, and each is compared with every handler. */
const MOST_GUARDS = 500;

/** A limit, above the number of files in a package whose handlers are known. */
const MOST_FILES = 1000;

/**
 * Indexes routes by the files that they lead to, so that a handler is compared only with the routes to its own file.
 */
export function indexRoutes(world: World, fronts: readonly Front[], mounts: Mounts): LeadingTo {
  const guarding = fronts.filter(isGuard).slice(0, MOST_GUARDS);
  const byFile = new Map<string, Front[]>();
  for (const front of fronts) {
    if (isGuard(front)) continue;
    for (const file of filesOf(world, front)) {
      const routes = byFile.get(file);
      if (routes === undefined) byFile.set(file, [front]);
      else routes.push(front);
    }
  }
  return (path, fact) => {
    const routes = (byFile.get(path) ?? []).filter((each) => leadsTo(world, each, path, fact));
    const routed = { ...fact, provider: senderOf(fact, routes), route: routeOf(fact, routes) };
    return [...routes, ...guarding.filter((each) => !isInOrder(each, routes) && guards(each, path, routed, mounts))];
  };
}

/** The files that a route may lead to. In Go, any file of the package may have the handler. */
function filesOf(world: World, { path, target, fact }: Front): ReadonlySet<string> {
  const ofPackage = path.endsWith('.go') ? world.resolve.all(path, fact.handledBy!.module, MOST_FILES) : [];
  return new Set([...(target === null ? [] : [target]), ...ofPackage]);
}

/**
 * The provider that calls a handler: its own, or that of a route that leads to it; null if unknown. Guards do not
 * count, as one may verify several providers.
 */
export const senderOf = ({ provider }: WebhookFact, leading: readonly Front[]): string | null =>
  provider ?? leading.find((each) => !isGuard(each) && each.fact.provider !== null)?.fact.provider ?? null;

/** The framework of a handler: its own, or, if its file names none, that of a route that leads to it. */
export const frameworkOf = ({ framework }: WebhookFact, leading: readonly Front[]): string =>
  framework === UNNAMED
    ? (leading.find((each) => !isGuard(each) && each.fact.framework !== UNNAMED)?.fact.framework ?? framework)
    : framework;

/**
 * The route of a handler; null if unknown. A route that leads to a controller outweighs one derived from its location.
 */
export function routeOf({ route, unrouted, framework }: WebhookFact, leading: readonly Front[]): string | null {
  const told = leading.find((each) => each.fact.route !== null)?.fact.route ?? null;
  if (unrouted === 'mounted') return `${stem(told)}${route ?? ''}`;
  // Rails may route `foreign_webhooks#stripe` from anywhere.
  return unrouted || framework === 'rails' ? (told ?? route) : (route ?? told);
}

/**
 * Whether a guard is in the file of all routes to the handler. There, the order of registration has already decided
 * whether it applies.
 */
const isInOrder = (guard: Front, routes: readonly Front[]): boolean =>
  REGISTERS.test(guard.path) &&
  guard.fact.framework !== 'nestjs' &&
  routes.length > 0 &&
  routes.every(({ path }) => path === guard.path);

const REGISTERS = /\.[cm]?[jt]sx?$/;

/** Whether a front runs before handlers that it does not name. */
export const isGuard = ({ fact }: Front): boolean => fact.handledBy?.name === ALL_BELOW;

/** Whether a route to the handler's file leads to this handler. */
function leadsTo(world: World, front: Front, path: string, fact: WebhookFact): boolean {
  const to = front.fact.handledBy!;
  if (fact.unrouted === 'mounted') return isMountOfHooks(front.fact);
  if (to.name === ONLY_ROUTER)
    return fact.name === undefined || fact.framework === 'nestjs' || /\.(?:go|py|rs)$/.test(path);
  if (isOfOther(world, front, fact)) return false;
  return (
    fact.name === undefined ||
    isNamed(fact, to.member ?? to.name) ||
    (to.name === 'default' && to.member === undefined && !fact.unrouted) ||
    isNamed(fact, to.name)
  );
}

/**
 * Whether the route means a method of that name of another type in the package. If the named type has no methods there,
 * the value may be of another type: a factory's result need not be of the type that it is named for.
 */
function isOfOther(world: World, { path, fact: { handledBy } }: Front, { owner }: WebhookFact): boolean {
  if (handledBy?.module.startsWith(`${ANY_PACKAGE}#`)) return !isAlike(owner ?? '', handledBy.name);
  if (handledBy?.member === undefined || owner === undefined || owner === handledBy.name) return false;
  const files = world.resolve.all(path, handledBy.module, MOST_FILES);
  return files.some((file) => world.factsOf(file)?.exports.some(({ name }) => name.startsWith(`${handledBy.name}#`)));
}

/** `PaymentHandler` and the field `Payment`, or vice versa. */
const isAlike = (type: string, field: string): boolean => {
  const [a, b] = [type.toLowerCase(), field.toLowerCase()];
  return a !== '' && (a.includes(b) || b.includes(a));
};

/** In lowered code, names of Go and C# begin in lower case. */
const isNamed = ({ name }: WebhookFact, wanted: string): boolean =>
  name === wanted || (name !== undefined && name.charAt(0).toLowerCase() + name.slice(1) === wanted);

/**
 * Whether a guard runs before a handler, by the conventions of its framework. In general it covers handlers in or below
 * its folder whose route is the end of its path, or lies below its path as mounted.
 */
function guards(front: Front, path: string, fact: WebhookFact, mounts: Mounts): boolean {
  const route = fact.route ?? '/';
  // A Go router names the handlers of other packages.
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
  if (!mayServeTogether(fact.framework, front.fact.framework)) return false;
  // The plug of an endpoint runs before the whole application and tests the path itself. One for another provider does
  // not apply.
  if (fact.framework === 'phoenix')
    return (
      path.startsWith(front.path.replace(/(^|\/)lib\/.*$/s, '$1lib/')) &&
      (front.fact.provider === null || fact.provider === null || front.fact.provider === fact.provider)
    );
  // A Spring filter or ASP.NET middleware runs before its whole project.
  if (/^(?:spring|aspnet)$/.test(fact.framework)) {
    const project = front.path.replace(/(?:^|(?<=\/))(?:src|Middlewares?|Filters?|Security)\/.*$/is, '');
    const { route: below, exact } = front.fact;
    const asked = below?.replace(/(?<!\/)\/+$/, '') ?? null;
    const isAsked = (at: string): boolean =>
      exact ? route.replace(/(?<!\/)\/+$/, '').endsWith(at) : route.includes(at);
    const covers = asked === null ? /hook|ipn/i.test(route) : isAsked(asked);
    return path.startsWith(project.replace(/[^/]*$/, '')) && covers;
  }
  // Within one file, the order of registration has already decided whether it applies.
  if (path === front.path && fact.framework !== 'nestjs') return false;
  const folder = front.path.slice(0, front.path.lastIndexOf('/') + 1);
  if (!path.startsWith(folder)) return false;
  // NestJS routes are complete, and middleware covers everything below its path.
  if (fact.framework === 'nestjs')
    return `${route}/`.startsWith(`${(front.fact.route ?? '').replace(/\/?(?<!\*)\*+$/, '')}/`);
  if (route !== '/' && (front.fact.route ?? '').replace(/\/?(?<!\*)\*+$/, '').endsWith(route)) return true;
  const guarded = prefixesOf(front.path, mounts).map((each) => `${each}${stem(front.fact.route)}/`);
  return prefixesOf(path, mounts).every((each) => guarded.some((below) => `${each}${route}/`.startsWith(below)));
}

/** Path segments that do not distinguish one provider from another. */
const SAYS_NOTHING = /hooks?$|^ipn$|^(?:api|v\d{1,2}|public|external|integrations?|payments?)$/i;

/**
 * Languages whose middleware runs before a whole application; the prefix of a route may be declared in another file.
 */
const SCRIPTED = /\.(?:py|rb)$/;

/**
 * Whether middleware tests for the path of another file's handler, as far as the path is known: by its last segment;
 * or, if that only says that webhooks come there, by the provider named before it.
 */
function standsBefore(front: Front, path: string, route: string): boolean {
  const project = front.path.replace(/(?:^|(?<=\/))(?:app|src|lib|core|config|middlewares?|security)\/.*$/is, '');
  const parts = (front.fact.route ?? '').split('/').filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  const whose = parts.findLast((part) => !SAYS_NOTHING.test(part)) ?? '';
  const covers =
    last === '' || /hooks?$|^ipn$/i.test(last)
      ? /hook|ipn/i.test(`${route} ${path}`) && `${route} ${path}`.includes(whose)
      : route.includes(last);
  return path !== front.path && path.startsWith(project.replace(/[^/]*$/, '')) && covers;
}
