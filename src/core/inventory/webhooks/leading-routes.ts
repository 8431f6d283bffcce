import { guardFilesOf } from '../../facts/webhooks/frameworks/guard-files.ts';
import { mayServeTogether, UNNAMED } from '../../facts/webhooks/frameworks/router-framework.ts';
import { ALL_BELOW, ONLY_ROUTER } from '../../webhook-types.ts';
import type { WebhookFact } from '../../webhook-types.ts';
import { ANY_PACKAGE } from '../modules/languages/go-packages.ts';
import { isMountOfHooks, prefixesOf, stem } from './mounts.ts';
import type { Front, Mounts } from './mounts.ts';
import type { World } from './world.ts';

/** The routes that lead to a handler of a file, and the guards before the address that those tell. */
export type LeadingTo = (path: string, fact: WebhookFact) => Front[];

/** Repositories have some tens; each is held against every handler. */
const MOST_GUARDS = 500;

/** More files than a package has whose handlers are known. */
const MOST_FILES = 1000;

/** Sorts routes by the files that they lead to, so that a handler is asked about those of its own file alone. */
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

/** Of Go any file of the package may have the handler, whatever the file is called. */
function filesOf(world: World, { path, target, fact }: Front): ReadonlySet<string> {
  const ofPackage = path.endsWith('.go') ? world.resolve.all(path, fact.handledBy!.module, MOST_FILES) : [];
  return new Set([...(target === null ? [] : [target]), ...ofPackage]);
}

/** Whose calls a handler takes, by itself or by the routes that lead to it; what stands before it may prove those of others. */
export const senderOf = ({ provider }: WebhookFact, leading: readonly Front[]): string | null =>
  provider ?? leading.find((each) => !isGuard(each) && each.fact.provider !== null)?.fact.provider ?? null;

/** Whose requests a handler takes: where its own file does not tell, by the routes that lead to it. */
export const frameworkOf = ({ framework }: WebhookFact, leading: readonly Front[]): string =>
  framework === UNNAMED
    ? (leading.find((each) => !isGuard(each) && each.fact.framework !== UNNAMED)?.fact.framework ?? framework)
    : framework;

/** A route by the place of a controller says less than one that leads to it. */
export function routeOf({ route, unrouted, framework }: WebhookFact, leading: readonly Front[]): string | null {
  const told = leading.find((each) => each.fact.route !== null)?.fact.route ?? null;
  if (unrouted === 'mounted') return `${stem(told)}${route ?? ''}`;
  // `foreign_webhooks#stripe` of Rails may lie anywhere.
  return unrouted || framework === 'rails' ? (told ?? route) : (route ?? told);
}

/** What stands before the routes of its own file has been told with them, by the order in which they are registered. */
const isInOrder = (guard: Front, routes: readonly Front[]): boolean =>
  REGISTERS.test(guard.path) &&
  guard.fact.framework !== 'nestjs' &&
  routes.length > 0 &&
  routes.every(({ path }) => path === guard.path);

const REGISTERS = /\.[cm]?[jt]sx?$/;

/** What stands before handlers that do not name it. */
export const isGuard = ({ fact }: Front): boolean => fact.handledBy?.name === ALL_BELOW;

/** Whether a route that leads to the file of the handler leads to the handler. */
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

/** A method of that name of another type of the package: what a maker gives out need not be of the type that it is named for. */
function isOfOther(world: World, { path, fact: { handledBy } }: Front, { owner }: WebhookFact): boolean {
  if (handledBy?.module.startsWith(`${ANY_PACKAGE}#`)) return !isAlike(owner ?? '', handledBy.name);
  if (handledBy?.member === undefined || owner === undefined || owner === handledBy.name) return false;
  const files = world.resolve.all(path, handledBy.module, MOST_FILES);
  return files.some((file) => world.factsOf(file)?.exports.some(({ name }) => name.startsWith(`${handledBy.name}#`)));
}

/** `PaymentHandler` and the field `Payment`, or the other way round. */
const isAlike = (type: string, field: string): boolean => {
  const [a, b] = [type.toLowerCase(), field.toLowerCase()];
  return a !== '' && (a.includes(b) || b.includes(a));
};

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
  if (!mayServeTogether(fact.framework, front.fact.framework)) return false;
  // An endpoint's plug stands before all of the application, and knows itself for which paths; of another sender's none.
  if (fact.framework === 'phoenix')
    return (
      path.startsWith(front.path.replace(/(^|\/)lib\/.*$/s, '$1lib/')) &&
      (front.fact.provider === null || fact.provider === null || front.fact.provider === fact.provider)
    );
  // A filter of Spring or a middleware of ASP.NET stands before all of its project.
  if (/^(?:spring|aspnet)$/.test(fact.framework)) {
    const project = front.path.replace(/(?:^|(?<=\/))(?:src|Middlewares?|Filters?|Security)\/.*$/is, '');
    const covers =
      front.fact.route === null ? /hook|ipn/i.test(route) : route.includes(front.fact.route.replace(/(?<!\/)\/+$/, ''));
    return path.startsWith(project.replace(/[^/]*$/, '')) && covers;
  }
  // What stands before a handler of the same file has been told there, by the order in which they are registered.
  if (path === front.path && fact.framework !== 'nestjs') return false;
  const folder = front.path.slice(0, front.path.lastIndexOf('/') + 1);
  if (!path.startsWith(folder)) return false;
  // Routes of NestJS are whole, and a middleware covers what lies below its path.
  if (fact.framework === 'nestjs')
    return `${route}/`.startsWith(`${(front.fact.route ?? '').replace(/\/?(?<!\*)\*+$/, '')}/`);
  if (route !== '/' && (front.fact.route ?? '').replace(/\/?(?<!\*)\*+$/, '').endsWith(route)) return true;
  const guarded = prefixesOf(front.path, mounts).map((each) => `${each}${stem(front.fact.route)}/`);
  return prefixesOf(path, mounts).every((each) => guarded.some((below) => `${each}${route}/`.startsWith(below)));
}

/** Parts of paths that do not tell one sender of webhooks from another. */
const SAYS_NOTHING = /hooks?$|^ipn$|^(?:api|v\d{1,2}|public|external|integrations?|payments?)$/i;

/** Languages whose middleware stands before all of an application, and before routes of which a prefix may be told elsewhere. */
const SCRIPTED = /\.(?:py|rb)$/;

/**
 * Whether a middleware asks for the path of a handler of another file, as far as that is told: by its last part, or for being of
 * webhooks, then of the sender alone that it names before.
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
