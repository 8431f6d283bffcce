import { child, enclosing } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import { sourceOf } from '../spelling.ts';
import { parametersOf } from './go-functions.ts';

// The origin of a router: its routes are behind the path and the middleware of every router that it is made from.

/**
 * What a name refers to within a scope. Its origin is the call that makes the router, or the router that is passed for
 * it.
 */
type Router = {
  /** Null for any router that a function makes itself, where its result is mounted. */
  name: string | null;
  scope: SyntaxNode | null;
  /** The offset from which the name refers to it. */
  from: number;
  origin: SyntaxNode;
};
/** Middleware that a router uses: `hooks.Use(verify())`. */
type Guard = { router: string; at: SyntaxNode; scope: SyntaxNode | null; guards: readonly SyntaxNode[] };
/** The routers of a file, and the middleware that each of them runs before its routes. */
export type Routers = { routers: readonly Router[]; guards: readonly Guard[] };

/** Middleware that may authenticate the caller; loggers and the like do not. */
const GUARDING = /verif|sign|hmac|auth|hook|valid|token|protect|guard/i;
/** Middleware for browsers: `SecurityHeaders()`, `csrf.Protect(key)`. */
const OF_BROWSERS = /headers?\b|cors|csrf/i;

/** Calls of gin, echo, fiber, chi, gorilla and iris that derive a router from another. */
const MAKES = /^(?:Group|Route|PathPrefix|Subrouter|Party|With)$/;
/** Those of them, and `Mount` of chi, whose first argument is a path. */
const PREFIXES = /^(?:Group|Route|PathPrefix|Party|Mount)$/;
const ROUTER_TYPE = /\b(?:RouterGroup|IRouter|IRoutes|Engine|Group|Echo|Router|Mux|App|Party)$/;

const MAX_DEPTH = 8;
/** Real files have fewer routers and middleware. Each route is compared with each of them. */
const MAX_ROUTERS = 200;

/** Reads the routers of a file that are made from others, and the middleware that routers use. */
export function readRouters(
  go: Curly,
  calls: Iterable<SyntaxNode>,
  declarations: ReadonlyMap<string, SyntaxNode>,
): Routers {
  const routers: Router[] = [];
  const guards: Guard[] = [];
  for (const call of calls) {
    if (routers.length + guards.length >= MAX_ROUTERS) break;
    const callee = child(call, 'function');
    const verb = verbOf(go, call);
    if (verb === 'Use') {
      const found = guardingIn(go, call);
      const router = sourceOf(go.text, child(callee, 'operand'));
      if (found.length > 0) guards.push({ router, at: call, scope: functionAround(call), guards: found });
    } else if (verb !== null && MAKES.test(verb)) {
      routers.push(...assignedFrom(go, call), ...filledFrom(go, call, declarations));
    } else if (verb === 'Mount') routers.push(...mountedBy(go, call, declarations));
    else routers.push(...handedTo(go, call, declarations));
  }
  return { routers, guards };
}

/** The full route, behind the paths of the routers around it. */
export const wholeRoute = (go: Curly, all: Routers, call: SyntaxNode, route: string): string =>
  pathOf(go, all, ownerOf(call), route);

/** The full path of a route below a router. */
export function pathOf(go: Curly, all: Routers, router: SyntaxNode | null, route: string): string {
  const paths = originsOf(go, all, router).flatMap((each) =>
    PREFIXES.test(verbOf(go, each) ?? '') ? (literalOf(go, argumentsOf(each)[0]) ?? []) : [],
  );
  if (paths.length === 0) return route;
  const parts = [...paths.toReversed(), route].map((part) => part.replace(/^\/+|\/+$/g, ''));
  return `/${parts.filter((part) => part !== '').join('/')}`;
}

/** The middleware before the route that this call registers. */
export const guardsBefore = (go: Curly, all: Routers, call: SyntaxNode): SyntaxNode[] =>
  guardsOf(go, all, ownerOf(call), call);

/** The middleware of a router and of those that it is made from, as far as it is registered before the call. */
export function guardsOf(go: Curly, all: Routers, of: SyntaxNode | null, call: SyntaxNode): SyntaxNode[] {
  return originsOf(go, all, of).flatMap((origin) => {
    if (verbOf(go, origin) !== null) return guardingIn(go, origin);
    const name = sourceOf(go.text, origin);
    return all.guards.flatMap(({ router, at, scope, guards }) => {
      const place = inside(call, scope) ? call : origin;
      return router === name && at.start < place.start && inside(place, scope) ? guards : [];
    });
  });
}

/** A router, its origin, the origin of that, and so on: names, and the calls between them. */
function originsOf(go: Curly, all: Routers, router: SyntaxNode | null): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  let at = router;
  for (let depth = 0; at && depth < MAX_DEPTH; depth += 1) {
    found.push(at);
    at = verbOf(go, at) === null ? (routerOf(go, all, at)?.origin ?? null) : ownerOf(at);
  }
  return found;
}

/** The router that a name refers to at that place; null where it is unknown. */
function routerOf(go: Curly, { routers }: Routers, node: SyntaxNode): Router | null {
  const name = sourceOf(go.text, node);
  let best: Router | null = null;
  for (const each of routers) {
    if ((each.name !== null && each.name !== name) || each.from > node.start || !inside(node, each.scope)) continue;
    if (best === null || rank(each) > rank(best)) best = each;
  }
  return best;
}

/** A named router ranks above one that stands for any router of a function; of named ones, the later wins. */
const rank = ({ name, from }: Router): number => (name === null ? -1 : from);

/** A router that is assigned to a variable or field: `hooks := r.Group("/hooks")`. */
function assignedFrom(go: Curly, call: SyntaxNode): Router[] {
  const statement = call.parent?.parent;
  if (!statement || !/^(?:short_var_declaration|assignment_statement|var_spec)$/.test(statement.type)) return [];
  const target = child(statement, statement.type === 'var_spec' ? 'name' : 'left');
  const name = sourceOf(go.text, target);
  // A field, `s.hooks`, is visible in other methods, too.
  return [{ name, scope: name.includes('.') ? null : blockAround(call), from: call.end, origin: call }];
}

/** A router that a function fills: `r.Route("/hooks", func(r chi.Router) { ... })`, `r.Route("/hooks", h.routes)`. */
function filledFrom(go: Curly, call: SyntaxNode, declarations: ReadonlyMap<string, SyntaxNode>): Router[] {
  const last = argumentsOf(call).at(-1);
  const filled = last?.type === 'func_literal' ? last : last && declarations.get(lastName(go, last));
  const name = filled ? parametersOf(go, filled)[0]?.name : undefined;
  return filled && name !== undefined ? [{ name, scope: filled, from: filled.start, origin: call }] : [];
}

/** A router that is mounted: `r.Mount("/hooks", hooks)`, `r.Mount("/hooks", hookRoutes())`. */
function mountedBy(go: Curly, call: SyntaxNode, declarations: ReadonlyMap<string, SyntaxNode>): Router[] {
  const mounted = argumentsOf(call)[1];
  if (mounted?.type === 'call_expression') {
    const scope = declarations.get(lastName(go, child(mounted, 'function')));
    return scope ? [{ name: null, scope, from: scope.start, origin: call }] : [];
  }
  const scope = blockAround(call);
  return mounted ? [{ name: sourceOf(go.text, mounted), scope, from: scope?.start ?? 0, origin: call }] : [];
}

/** Routers that are passed to a function of the file: `registerHooks(r.Group("/hooks"), service)`. */
function handedTo(go: Curly, call: SyntaxNode, declarations: ReadonlyMap<string, SyntaxNode>): Router[] {
  const scope = declarations.get(lastName(go, child(call, 'function')));
  if (!scope) return [];
  const args = argumentsOf(call);
  return parametersOf(go, scope).flatMap(({ name, type }, i) =>
    args[i] && ROUTER_TYPE.test(sourceOf(go.text, type)) ? [{ name, scope, from: scope.start, origin: args[i] }] : [],
  );
}

const lastName = (go: Curly, node: SyntaxNode | null): string =>
  /\w+$/.exec(sourceOf(go.text, node).slice(-200))?.[0] ?? '';

/** The method that a call invokes, `Group` for `r.Group("/hooks")`; null for anything but a method call. */
export function verbOf(go: Curly, node: SyntaxNode): string | null {
  const callee = node.type === 'call_expression' ? child(node, 'function') : null;
  return callee?.type === 'selector_expression' ? sourceOf(go.text, child(callee, 'field')) : null;
}

const ownerOf = (call: SyntaxNode): SyntaxNode | null => child(child(call, 'function'), 'operand');

const guardingIn = (go: Curly, call: SyntaxNode): SyntaxNode[] =>
  argumentsOf(call).filter((each) => {
    if (!/^(?:call_expression|identifier|selector_expression)$/.test(each.type)) return false;
    const source = sourceOf(go.text, each).slice(0, 200);
    return GUARDING.test(source) && !OF_BROWSERS.test(source);
  });

/** The function that contains a call; middleware that the call registers applies within that function only. */
const functionAround = (node: SyntaxNode): SyntaxNode | null => enclosing(node, FUNCTIONS);
const FUNCTIONS = new Set(['func_literal', 'function_declaration', 'method_declaration']);

const blockAround = (node: SyntaxNode): SyntaxNode | null => enclosing(node, BLOCKS);
const BLOCKS = new Set(['block']);

const inside = (node: SyntaxNode, scope: SyntaxNode | null): boolean =>
  scope === null || (node.start >= scope.start && node.end <= scope.end);
