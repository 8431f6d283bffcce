import { argumentsOf, bare, FUNCTIONS, literal, objectEntries, says, textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import type { RouteCall } from './route-calls.ts';

// What stands before a registration: under which paths its router lies in the file, and what runs on the way to it.

/** A router on the way from a registration outwards, with the route as far as it and those within it tell. */
export type Place = {
  router: string;
  route: string | null;
  /** What was registered, or mounted: what comes behind it on the same router does not run before it. */
  at: SyntaxNode;
  /** The call that mounts the router before this one on it; null for the registration's own. */
  mounts: RouteCall | null;
};

/** Routers that are mounted on each other. */
const MAX_PLACES = 5;

/** The registration's own router, and those of the file that it is mounted on. */
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

/** `app.use('/x', router)`, `app.register(async (router) => { … })` around what is registered on it. */
const mountsRouter = (program: Program, { verb, args }: RouteCall, { router, at }: Place): boolean =>
  MOUNTS.test(verb) &&
  args.some((arg) => textOf(program, arg) === router || (encloses(arg, at) && isGiven(program, bare(arg), router)));

const MOUNTS = /^(?:use|route|register|mount)$/;

/** A plugin: a function that is given the router by that name. */
function isGiven(program: Program, plugin: SyntaxNode, router: string): boolean {
  const [first] = FUNCTIONS.has(plugin.type) ? (child(plugin, 'parameters')?.children ?? []) : [];
  return first !== undefined && textOf(program, child(first, 'pattern') ?? first) === router;
}

/** The path before the router, or among the options behind a plugin. */
function pathOfMount(program: Program, { verb, route, args }: RouteCall): string | null {
  const options = verb === 'register' && args[1] ? bare(args[1]) : null;
  return route ?? (options ? literal(program, objectEntries(program, options).get('prefix')) : null);
}

/** The path that a router is made under: `new Elysia({ prefix: '/x' })`, `new Hono().basePath('/x')`, `router.prefix('/x')`. */
function madeUnder(program: Program, router: string): string | null {
  const declared = program.declared.get(router);
  const made = declared ? textOf(program, bare(declared)).slice(0, 300) : router;
  const [, asOption, asCall] = MADE_UNDER.exec(made) ?? [];
  const later = says(program, SETS_PREFIX) ? program.text.indexOf(`${router}.prefix(`) : -1;
  const [, , afterwards] = later === -1 ? [] : (MADE_UNDER.exec(program.text.slice(later, later + 120)) ?? []);
  return asOption ?? asCall ?? afterwards ?? null;
}

const SETS_PREFIX = /\.prefix\(/;

/** AdonisJS: the path of the groups around a route, `router.group(() => { … }).prefix('/x')`. */
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

/** Nodes from a route up to the outermost group. */
const MAX_GROUPED = 60;

const MADE_UNDER =
  /^(?:new )?\w{1,40}\(\{[^{}]{0,160}?\bprefix\s?:\s?['"`]([^'"`$]{1,80})['"`]|\.(?:basePath|prefix)\(\s?['"`]([^'"`$]{1,80})/;

/** What runs before a registration, from the outermost router to its own. */
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

/** What a call puts before all that is registered on the router, or before what lies at or below a path. */
function runsBefore(program: Program, call: RouteCall, { route, at }: Place, anywhere: boolean): SyntaxNode[] {
  const { verb, args, node } = call;
  const [first] = args;
  if (verb === 'addHook') {
    const event = literal(program, first);
    // Fastify gathers hooks before it serves; Elysia's stand before what comes after them.
    if (event !== null ? !BEFORE_HANDLERS.test(event) : node.end >= at.end) return [];
    return args.slice(-1);
  }
  if (node.end >= at.end && !anywhere) return [];
  if (verb === 'use') return covers(call.route, route) ? [...args] : [];
  const isSame =
    call.route !== null && (call.route === route || (call.route.endsWith('*') && covers(call.route, route)));
  return /^(?:all|post)$/.test(verb) && isSame ? args.filter((arg) => handsOn(program, arg)) : [];
}

/** Hooks of Fastify that run before a handler and can turn the request away (https://fastify.dev/docs/latest/Reference/Lifecycle/). */
const BEFORE_HANDLERS = /^(?:onRequest|preParsing|preValidation|preHandler)$/;

/** `child.addHook('preHandler', verify)`: nothing but a router has hooks of these names. */
export const isLifecycle = (program: Program, verb: string, event: SyntaxNode | undefined): boolean =>
  verb === 'addHook' && BEFORE_HANDLERS.test(literal(program, event) ?? '');

/** A function that lets the request go on to the next of its path, by its code or by its name where that is in another file. */
function handsOn(program: Program, arg: SyntaxNode): boolean {
  const name = textOf(program, bare(arg)).slice(0, 80);
  const written = FUNCTIONS.has(bare(arg).type) ? arg : program.declared.get(name);
  return written ? /\bnext\(/.test(textOf(program, written)) : VERIFIES.test(name);
}

const VERIFIES = /verif|validat|signature|hmac|guard|authentic/i;

/** AdonisJS: `router.post('/x', f).use(guard)` and `router.group(() => {}).use(guard)` stand before that route or group alone. */
const namesPerRoute = (program: Program): boolean =>
  [...program.imports.values()].some(({ module }) => /^(?:@adonisjs\/core\/|@ioc:Adonis\/Core\/Route$)/.test(module));

const encloses = (outer: SyntaxNode, inner: SyntaxNode): boolean => outer.start <= inner.start && outer.end > inner.end;

const covers = (prefix: string | null, route: string | null): boolean => {
  if (prefix === null) return true;
  const stem = prefix.replace(/\/?(?<!\*)\*+$/, '').replace(/\/$/, '');
  return stem === '' || route === stem || (route ?? '').startsWith(`${stem}/`);
};

/** A route below a path; either may be none. */
export const joinRoute = (prefix: string | null, route: string | null): string =>
  `${(prefix ?? '').replace(/\/$/, '')}${route === null || route === '/' ? (prefix ? '' : '/') : route}` || '/';
