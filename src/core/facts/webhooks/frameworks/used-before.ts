import { argumentsOf, bare, FUNCTIONS, literal, objectEntries, says, textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import type { RouteCall } from './route-calls.ts';

// What comes before a registration: the paths under which the file mounts its router, and the middleware on the way to
// it.

/** A router on the way outwards from a registration, with the route as seen from it. */
export type Place = {
  router: string;
  route: string | null;
  /** The registration or mount on this router; middleware registered after it does not run before it. */
  at: SyntaxNode;
  /** The call that mounts the previous, inner router on this one; null for the registration's own router. */
  mounts: RouteCall | null;
};

/** Limit of routers mounted on one another. */
const MAX_PLACES = 5;

/** The router of the registration, followed by the routers of this file that it is mounted on, from the inside out. */
export function placesOf(program: Program, calls: readonly RouteCall[], at: RouteCall): Place[] {
  const own = madeUnder(program, at.router) ?? groupedUnder(program, at);
  const route = own === null ? at.route : joinRoute(own, at.route);
  const places: Place[] = [{ router: at.router, route, at: at.node, mounts: null }];
  while (places.length < MAX_PLACES) {
    const inner = places.at(-1)!;
    const mount = calls.find((call) => mountsRouter(program, call, inner));
    if (!mount || places.some(({ router }) => router === mount.router)) break;
    const path = pathOfMount(program, mount);
    const under = path === null ? inner.route : joinRoute(path, inner.route);
    places.push({ router: mount.router, route: under, at: mount.node, mounts: mount });
  }
  return places;
}

/** `app.use('/x', router)`, or `app.register(async (router) => { … })` around the registration. */
const mountsRouter = (program: Program, { verb, args }: RouteCall, { router, at }: Place): boolean =>
  MOUNTS.test(verb) &&
  args.some((arg) => textOf(program, arg) === router || (encloses(arg, at) && isGiven(program, bare(arg), router)));

const MOUNTS = /^(?:use|route|register|mount)$/;

/** A plugin: a function whose first parameter is the router of that name. */
function isGiven(program: Program, plugin: SyntaxNode, router: string): boolean {
  const [first] = FUNCTIONS.has(plugin.type) ? (child(plugin, 'parameters')?.children ?? []) : [];
  return first !== undefined && textOf(program, child(first, 'pattern') ?? first) === router;
}

/** The path given before the router, or in the options after a plugin. */
function pathOfMount(program: Program, { verb, route, args }: RouteCall): string | null {
  const options = verb === 'register' && args[1] ? bare(args[1]) : null;
  return route ?? (options ? literal(program, objectEntries(program, options).get('prefix')) : null);
}

/**
 * The prefix given when a router is made or later: `new Elysia({ prefix: '/x' })`, `new Hono().basePath('/x')`,
 * `router.prefix('/x')`.
 */
function madeUnder(program: Program, router: string): string | null {
  const declared = program.declared.get(router);
  const made = declared ? textOf(program, bare(declared)).slice(0, 300) : router;
  const [, asOption, asCall] = MADE_UNDER.exec(made) ?? [];
  const later = says(program, SETS_PREFIX) ? program.text.indexOf(`${router}.prefix(`) : -1;
  const [, , afterwards] = later === -1 ? [] : (MADE_UNDER.exec(program.text.slice(later, later + 120)) ?? []);
  return asOption ?? asCall ?? afterwards ?? null;
}

const SETS_PREFIX = /\.prefix\(/;

/** AdonisJS: the joined prefixes of the groups around a route, `router.group(() => { … }).prefix('/x')`. */
function groupedUnder(program: Program, { node }: RouteCall): string | null {
  if (!namesPerRoute(program)) return null;
  let path: string | null = null;
  for (let at = node.parent, depth = 0; at && depth < MAX_GROUPED; at = at.parent, depth++) {
    const method = at.type === 'call_expression' ? child(child(at, 'function'), 'property') : null;
    const prefix = method && textOf(program, method) === 'prefix' ? literal(program, argumentsOf(at)[0]) : null;
    if (prefix !== null) path = joinRoute(prefix.startsWith('/') ? prefix : `/${prefix}`, path);
  }
  return path;
}

/** Limit of AST nodes from a route up to its outermost group. */
const MAX_GROUPED = 60;

const MADE_UNDER =
  /^(?:new )?\w{1,40}\(\{[^{}]{0,160}?\bprefix\s?:\s?['"`]([^'"`$]{1,80})['"`]|\.(?:basePath|prefix)\(\s?['"`]([^'"`$]{1,80})/;

/** Everything that runs before a registration, from the outermost router inwards. */
export function usedBefore(program: Program, calls: readonly RouteCall[], places: readonly Place[]): SyntaxNode[] {
  const [{ at }] = places as [Place];
  const around = namesPerRoute(program)
    ? calls.filter(({ node }) => node.start <= at.start && node.end > at.end)
    : null;
  return places.toReversed().flatMap((place) => {
    const own = (around ?? calls).filter(({ router }) => router === place.router);
    const on = own.flatMap((call) => (call === place.mounts ? [] : runsBefore(program, call, place, around !== null)));
    const beside = place.mounts?.verb === 'use' ? place.mounts.args : [];
    return [...on, ...beside.filter((arg) => arg.type !== 'identifier' || !isPlace(program, arg, places))];
  });
}

const isPlace = (program: Program, arg: SyntaxNode, places: readonly Place[]): boolean =>
  places.some(({ router }) => router === textOf(program, arg));

/** What a call runs before every route of a router, or before the routes at or below a path. */
function runsBefore(program: Program, call: RouteCall, { route, at }: Place, anywhere: boolean): SyntaxNode[] {
  const { verb, args, node } = call;
  const [first] = args;
  if (verb === 'addHook') {
    const event = literal(program, first);
    // Fastify collects all hooks before it serves, so their order is irrelevant; an Elysia hook applies only to later
    // routes.
    if (event !== null ? !BEFORE_HANDLERS.test(event) : node.end >= at.end) return [];
    return args.slice(-1);
  }
  if (node.end >= at.end && !anywhere) return [];
  if (verb === 'use') return covers(call.route, route) ? [...args] : [];
  const isSame =
    call.route !== null && (call.route === route || (call.route.endsWith('*') && covers(call.route, route)));
  return /^(?:all|post)$/.test(verb) && isSame ? args.filter((arg) => handsOn(program, arg)) : [];
}

/**
 * Fastify hooks that run before a handler and can reject the request
 * (https://fastify.dev/docs/latest/Reference/Lifecycle/).
 */
const BEFORE_HANDLERS = /^(?:onRequest|preParsing|preValidation|preHandler)$/;

/** `child.addHook('preHandler', verify)`: only routers have hooks with these names. */
export const isLifecycle = (program: Program, verb: string, event: SyntaxNode | undefined): boolean =>
  verb === 'addHook' && BEFORE_HANDLERS.test(literal(program, event) ?? '');

/**
 * Whether a function passes the request on to the next handler of its path: it calls `next`, or, if declared in another
 * file, its name says that it verifies.
 */
function handsOn(program: Program, arg: SyntaxNode): boolean {
  const name = textOf(program, bare(arg)).slice(0, 80);
  const written = FUNCTIONS.has(bare(arg).type) ? arg : program.declared.get(name);
  return written ? /\bnext\(/.test(textOf(program, written)) : VERIFIES.test(name);
}

const VERIFIES = /verif|validat|signature|hmac|guard|authentic/i;

/**
 * AdonisJS: `router.post('/x', f).use(guard)` and `router.group(() => {}).use(guard)` apply to that route or group
 * only.
 */
const namesPerRoute = (program: Program): boolean =>
  [...program.imports.values()].some(({ module }) => /^(?:@adonisjs\/core\/|@ioc:Adonis\/Core\/Route$)/.test(module));

const encloses = (outer: SyntaxNode, inner: SyntaxNode): boolean => outer.start <= inner.start && outer.end > inner.end;

const covers = (prefix: string | null, route: string | null): boolean => {
  if (prefix === null) return true;
  const stem = prefix.replace(/\/?(?<!\*)\*+$/, '').replace(/\/$/, '');
  return stem === '' || route === stem || (route ?? '').startsWith(`${stem}/`);
};

/** Joins a prefix and a route, either of which may be null. */
export const joinRoute = (prefix: string | null, route: string | null): string =>
  `${(prefix ?? '').replace(/\/$/, '')}${route === null || route === '/' ? (prefix ? '' : '/') : route}` || '/';
