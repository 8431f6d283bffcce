import { CALLED_BY_GET } from '../receiver-words.ts';
import { namesAction } from '../judge/before/named-action.ts';
import { argumentsOf, bare, FUNCTIONS, literal, objectEntries, textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { isPutTogether, pathsOf } from './route-paths.ts';
import { isLifecycle, placesOf, usedBefore } from './used-before.ts';

// Calls that register routes on a router: `app.post('/x', ...)`, `app.route('/x').post(...)`, `app.use(...)`.

/** A call that registers something on a router, or mounts one. */
export type RouteCall = {
  /** The router as written in the source: `app`, `this.router`. */
  router: string;
  verb: string;
  route: string | null;
  /** The path node, if the path is computed from parts. */
  path?: SyntaxNode;
  args: readonly SyntaxNode[];
  node: SyntaxNode;
};

const VERBS =
  /^(post|all|use|route|register|get|put|patch|delete|del|any|on|addHook|mount|onBeforeHandle|onRequest|onTransform|derive|resolve)$/;
/** Hooks that Fastify and Elysia run before a router's handlers (https://elysiajs.com/essential/life-cycle). */
const HOOKS = /^(?:addHook|onBeforeHandle|onRequest|onTransform|derive|resolve)$/;
const ROUTER_NAME =
  /^(app|application|router|route|routes|server|fastify|hono|api|web|instance|srv|express|r|v\d)$|(Router|App|Routes|Api|Server|_router|_app)$/;
const ROUTER_MAKER =
  /^(express|Router|express\.Router|fastify|Fastify|new Hono|new OpenAPIHono|new Router|new Koa|createRouter|httpRouter|Hono|polka|restify\.createServer|jsonServer\.create|new Elysia|[\w.]{1,40}\.basePath)\b/;

const MAX_CALLS = 1500;

/** All registrations of the file, in source order. */
export function readRouteCalls(program: Program): RouteCall[] {
  const found: RouteCall[] = [];
  const routers = new Set<string>();
  const others: RouteCall[] = [];
  for (const node of nodesOfType(program.root, new Set(['call_expression']))) {
    const callee = child(node, 'function');
    if (callee?.type !== 'member_expression') continue;
    const verb = textOf(program, child(callee, 'property') ?? callee);
    if (verb === 'openapi') {
      const described = describedRoute(program, node, callee);
      if (described) found.push(described);
    }
    if (verb === 'handler') {
      const procedure = procedureRoute(program, node, callee);
      if (procedure) found.push(procedure);
    }
    if (!VERBS.test(verb)) continue;
    const chain = routerOf(program, child(callee, 'object'));
    if (!chain) continue;
    const args = argumentsOf(node);
    const isHook = HOOKS.test(verb);
    const paths = isHook ? [] : pathsOf(program, args[0]);
    const rest = paths.length > 0 && verb !== 'on' ? args.slice(1) : args;
    const path = paths.length > 0 && isPutTogether(program, args[0]) ? args[0] : undefined;
    const known = isRouter(program, chain.router, rest) || isLifecycle(program, verb, args[0]);
    if (known ? path && isClient(chain.router, rest) : NO_ROUTER.test(chain.router)) continue;
    const posted = onPost(program, chain.router, node);
    const routes = paths.length > 0 ? paths : [chain.route];
    const kind = isHook ? 'addHook' : verb;
    if (known && (paths.length > 0 || verb === 'post')) routers.add(chain.router);
    (known ? found : others).push(
      ...(posted
        ? [posted]
        : routes.map((route) => ({ router: chain.router, verb: kind, route, path, args: rest, node }))),
    );
  }
  // An object with a route, or with a `post` handler, is a router, whatever its name.
  found.push(...others.filter(({ router }) => routers.has(router)));
  return found.toSorted((a, b) => a.node.end - b.node.end).slice(0, MAX_CALLS);
}

/** Hono's `app.on('POST', '/x', handler)` and `app.on(['GET', 'POST'], '/x', handler)`; null for any other call. */
function onPost(program: Program, router: string, node: SyntaxNode): RouteCall | null {
  const [methods, path, ...args] = argumentsOf(node);
  const route = literal(program, path);
  if (!methods || route === null || args.length === 0 || !/\.on$/.test(calleeOf(program, node))) return null;
  return /['"`]POST['"`]/.test(textOf(program, methods)) ? { router, verb: 'post', route, args, node } : null;
}

const calleeOf = (program: Program, call: SyntaxNode): string =>
  textOf(program, child(call, 'function') ?? call).slice(-40);

/**
 * `app.openapi(createRoute({ method: 'post', path: '/x' }), handler)` of `@hono/zod-openapi`; the route may also be a
 * variable.
 */
function describedRoute(program: Program, node: SyntaxNode, callee: SyntaxNode): RouteCall | null {
  const [described, ...args] = argumentsOf(node);
  const router = child(callee, 'object');
  if (!described || !router || args.length === 0) return null;
  const made = bare(declaredAs(program, described) ?? described);
  const options = made.type === 'call_expression' ? argumentsOf(made)[0] : made;
  if (!options) return null;
  const entries = objectEntries(program, bare(options));
  const verb = literal(program, entries.get('method'));
  const route = literal(program, entries.get('path'));
  if (verb === null || route === null) return null;
  return {
    router: textOf(program, router).slice(0, 80),
    verb: verb.toLowerCase(),
    route,
    args: args.slice(0, 1),
    node,
  };
}

/**
 * `base.use(signedIn).route({ method: 'POST', path: '/x' }).input(schema).handler(take)` of oRPC
 * (https://orpc.unnoq.com/docs/openapi/routing); what the chain uses runs before.
 */
function procedureRoute(program: Program, node: SyntaxNode, callee: SyntaxNode): RouteCall | null {
  const [handler] = argumentsOf(node);
  const used: SyntaxNode[] = [];
  let described: ReadonlyMap<string, SyntaxNode> | null = null;
  let at = child(callee, 'object');
  for (let i = 0; at?.type === 'call_expression' && i < MAX_CHAIN; i++) {
    const called = child(at, 'function');
    const [first] = argumentsOf(at);
    const name = calleeOf(program, at);
    if (first && name.endsWith('.use')) used.unshift(first);
    if (first && name.endsWith('.route')) described ??= objectEntries(program, bare(first));
    at = child(called, 'object');
  }
  const route = literal(program, described?.get('path'));
  if (!handler || !at || !described || route === null) return null;
  const verb = (literal(program, described.get('method')) ?? 'POST').toLowerCase();
  return { router: textOf(program, at).slice(0, 80), verb, route, args: [...used, handler], node };
}

const MAX_CHAIN = 20;

/** The initialiser of a variable, including a local one. */
const declaredAs = (program: Program, named: SyntaxNode): SyntaxNode | null => {
  if (named.type !== 'identifier') return null;
  const name = textOf(program, named);
  return program.declared.get(name) ?? declaredInside(program).get(name) ?? null;
};

/**
 * The initialisers of all variables of a file, local ones included; where a name repeats, the first. Memoized per file,
 * since routes are many.
 */
function declaredInside(program: Program): ReadonlyMap<string, SyntaxNode> {
  const known = DECLARED_INSIDE.get(program);
  if (known) return known;
  const found = new Map<string, SyntaxNode>();
  for (const each of nodesOfType(program.root, DECLARATORS)) {
    const name = textOf(program, child(each, 'name') ?? each);
    const held = child(each, 'value');
    if (held && !found.has(name)) found.set(name, held);
  }
  DECLARED_INSIDE.set(program, found);
  return found;
}

const DECLARATORS = new Set(['variable_declarator']);
const DECLARED_INSIDE = new WeakMap<Program, ReadonlyMap<string, SyntaxNode>>();

/** The root of a chain of registrations, and the path that `.route('/x')` in the chain gave it. */
function routerOf(program: Program, node: SyntaxNode | null): { router: string; route: string | null } | null {
  let at = node ? bare(node) : null;
  let route: string | null = null;
  // Memoized: the answer is the same for the whole chain, which may be long.
  let made: boolean | null = null;
  for (let i = 0; at && i < 200; i++) {
    if (at.type !== 'call_expression' && at.type !== 'new_expression') break;
    const callee = child(at, 'function');
    if (callee?.type !== 'member_expression') break;
    const verb = textOf(program, child(callee, 'property') ?? callee);
    const registers = VERBS.test(verb) || /^(basePath|withTypeProvider|group|prefix)$/.test(verb);
    if (!registers && !(made ??= isMade(program, at))) break;
    const args = argumentsOf(at);
    if (route === null && verb === 'route' && args.length === 1) route = literal(program, args[0]);
    const object = child(callee, 'object');
    at = object ? bare(object) : null;
  }
  if (!at) return null;
  const text = textOf(program, at);
  if (at.type === 'new_expression') return { router: text.slice(0, 200), route };
  return text.length > 80 ? null : { router: text, route };
}

/** Whether a chain starts by constructing a router: `new Elysia().state({}).post('/x', take)`. */
function isMade(program: Program, chain: SyntaxNode): boolean {
  let at = chain;
  for (let i = 0; at.type === 'call_expression' && i < 200; i++) {
    const object = child(child(at, 'function'), 'object');
    if (!object) return false;
    at = bare(object);
  }
  return at.type === 'new_expression' && ROUTER_MAKER.test(program.text.slice(at.start, at.start + 60));
}

function isRouter(program: Program, router: string, rest: readonly SyntaxNode[]): boolean {
  if (ROUTER_MAKER.test(router)) return true;
  const last = router.split('.').at(-1) ?? router;
  const declared = program.declared.get(router);
  if (declared && ROUTER_MAKER.test(textOf(program, bare(declared)).slice(0, 60))) return true;
  if (NO_ROUTER.test(router)) return false;
  const handler = rest.at(-1);
  const inline = handler !== undefined && FUNCTIONS.has(bare(handler).type);
  return ROUTER_NAME.test(last) || inline || namesAction(literal(program, handler) ?? '');
}

const NO_ROUTER = /axios|fetch|http|client|agent|supertest|request|got|ky|mock|nock/i;

/** `` api.post(`/orders/${id}/webhooks`, data) ``: a computed path may be the URL of an outgoing request. */
const isClient = (router: string, [first]: readonly SyntaxNode[]): boolean =>
  /(?:^|\.)(?:api|instance|web|r|\w{1,30}Api)$/.test(router) && !(first && FUNCTIONS.has(bare(first).type));

/** A registration that may receive events: its route as far as the file tells, and the middleware in front of it. */
export type Registration = { call: RouteCall; route: string | null; before: SyntaxNode[] };

/** Registrations for requests with a body, or for a `GET` that providers call, with the middleware in front of each. */
export function readRegistrations(program: Program, calls: readonly RouteCall[]): Registration[] {
  const found: Registration[] = [];
  for (const call of calls) {
    const isGet = call.verb === 'get';
    if (!(isGet || /^(post|all|any)$/.test(call.verb)) || call.args.length === 0) continue;
    const places = placesOf(program, calls, call);
    if (isGet && !CALLED_BY_GET.test(places.at(-1)!.route ?? '')) continue;
    const before = [...usedBefore(program, calls, places), ...call.args.slice(0, -1)];
    found.push({ call, route: places.at(-1)!.route, before });
  }
  return found;
}

/** Whether a router lists, changes or deletes what lies at its root, as an API that manages webhooks does. */
export const managesCollection = (program: Program, calls: readonly RouteCall[], router: string): boolean =>
  calls.some(
    (call) =>
      call.router === router &&
      (/^(put|patch|delete|del)$/.test(call.verb) || (call.verb === 'get' && !saysItIsThere(program, call))) &&
      /^\/?(?::\w+)?$/.test(call.route ?? ''),
  );

/**
 * A `GET` handler that answers by itself confirms that the endpoint exists, which Meta and others require before they
 * send events.
 */
const saysItIsThere = (program: Program, { args }: RouteCall): boolean => {
  const handler = args.at(-1);
  if (!handler || !FUNCTIONS.has(bare(handler).type)) return false;
  const text = textOf(program, handler);
  return /challenge|hub\./i.test(text) || !/\bawait\b/.test(text);
};

/** Other methods on the same path, which tell an API that manages webhooks from a receiver. */
export const siblingsOf = (calls: readonly RouteCall[], at: RouteCall): string[] =>
  calls
    .filter((call) => call !== at && call.router === at.router && /^(get|put|patch|delete|del)$/.test(call.verb))
    .filter(
      (call) => call.route === at.route || (call.route ?? '').startsWith(`${(at.route ?? '').replace(/\/$/, '')}/:`),
    )
    .map((call) => call.verb);
