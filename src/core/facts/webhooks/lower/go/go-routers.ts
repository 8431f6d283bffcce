import { child, enclosing } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import { sourceOf } from '../spelling.ts';
import { parametersOf } from './go-functions.ts';

// Where a router comes from: its routes stand behind the path and the middleware of each router it was made from.

/** What a name stands for inside a scope: the call that made the router, or the router that it was handed. */
type Router = {
  /** Null for each router that a function makes for itself, where its result is mounted. */
  name: string | null;
  scope: SyntaxNode | null;
  /** Where in the text the name begins to stand for it. */
  from: number;
  origin: SyntaxNode;
};
/** `hooks.Use(verify())`. */
type Guard = { router: string; at: SyntaxNode; scope: SyntaxNode | null; guards: readonly SyntaxNode[] };
/** The routers of a file, and what each of them puts before its routes. */
export type Routers = { routers: readonly Router[]; guards: readonly Guard[] };

/** Middleware that may prove who calls; loggers and the like say nothing. */
const GUARDING = /verif|sign|hmac|auth|hook|valid|token|protect|guard/i;
/** `SecurityHeaders()`, `csrf.Protect(key)`: for browsers. */
const OF_BROWSERS = /headers?\b|cors|csrf/i;

/** Calls of gin, echo, fiber, chi, gorilla and iris that give a router made from another. */
const MAKES = /^(?:Group|Route|PathPrefix|Subrouter|Party|With)$/;
/** Those of them, and `Mount` of chi, whose first text is a path. */
const PREFIXES = /^(?:Group|Route|PathPrefix|Party|Mount)$/;
const ROUTER_TYPE = /\b(?:RouterGroup|IRouter|IRoutes|Engine|Group|Echo|Router|Mux|App|Party)$/;

const MAX_DEPTH = 8;
/** More routers and middleware than a file has: each route is held against each. */
const MAX_ROUTERS = 200;

/** The routers of a file that are made from others, and the middleware they use. */
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

/** The route as it is called, behind the paths of the routers around it. */
export const wholeRoute = (go: Curly, all: Routers, call: SyntaxNode, route: string): string =>
  pathOf(go, all, ownerOf(call), route);

/** The same for what lies below a router. */
export function pathOf(go: Curly, all: Routers, router: SyntaxNode | null, route: string): string {
  const paths = originsOf(go, all, router).flatMap((each) =>
    PREFIXES.test(verbOf(go, each) ?? '') ? (literalOf(go, argumentsOf(each)[0]) ?? []) : [],
  );
  if (paths.length === 0) return route;
  const parts = [...paths.toReversed(), route].map((part) => part.replace(/^\/+|\/+$/g, ''));
  return `/${parts.filter((part) => part !== '').join('/')}`;
}

/** The middleware before a route that is registered by this call. */
export const guardsBefore = (go: Curly, all: Routers, call: SyntaxNode): SyntaxNode[] =>
  guardsOf(go, all, ownerOf(call), call);

/** The middleware of a router and of those that it was made from, as far as it stands before the call. */
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

/** A router, what it was made from, and so on: names, and the calls between. */
function originsOf(go: Curly, all: Routers, router: SyntaxNode | null): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  let at = router;
  for (let depth = 0; at && depth < MAX_DEPTH; depth += 1) {
    found.push(at);
    at = verbOf(go, at) === null ? (routerOf(go, all, at)?.origin ?? null) : ownerOf(at);
  }
  return found;
}

/** The nearest meaning of a name. */
function routerOf(go: Curly, { routers }: Routers, node: SyntaxNode): Router | null {
  const name = sourceOf(go.text, node);
  let best: Router | null = null;
  for (const each of routers) {
    if ((each.name !== null && each.name !== name) || each.from > node.start || !inside(node, each.scope)) continue;
    if (best === null || rank(each) > rank(best)) best = each;
  }
  return best;
}

/** Names before what holds for any router of a function; then the later. */
const rank = ({ name, from }: Router): number => (name === null ? -1 : from);

/** `hooks := r.Group("/hooks")`. */
function assignedFrom(go: Curly, call: SyntaxNode): Router[] {
  const statement = call.parent?.parent;
  if (!statement || !/^(?:short_var_declaration|assignment_statement|var_spec)$/.test(statement.type)) return [];
  const target = child(statement, statement.type === 'var_spec' ? 'name' : 'left');
  const name = sourceOf(go.text, target);
  // `s.hooks` is known in other methods, too.
  return [{ name, scope: name.includes('.') ? null : blockAround(call), from: call.end, origin: call }];
}

/** `r.Route("/hooks", func(r chi.Router) { ... })`, `r.Route("/hooks", h.routes)`. */
function filledFrom(go: Curly, call: SyntaxNode, declarations: ReadonlyMap<string, SyntaxNode>): Router[] {
  const last = argumentsOf(call).at(-1);
  const filled = last?.type === 'func_literal' ? last : last && declarations.get(lastName(go, last));
  const name = filled ? parametersOf(go, filled)[0]?.name : undefined;
  return filled && name !== undefined ? [{ name, scope: filled, from: filled.start, origin: call }] : [];
}

/** `r.Mount("/hooks", hooks)`, `r.Mount("/hooks", hookRoutes())`. */
function mountedBy(go: Curly, call: SyntaxNode, declarations: ReadonlyMap<string, SyntaxNode>): Router[] {
  const mounted = argumentsOf(call)[1];
  if (mounted?.type === 'call_expression') {
    const scope = declarations.get(lastName(go, child(mounted, 'function')));
    return scope ? [{ name: null, scope, from: scope.start, origin: call }] : [];
  }
  const scope = blockAround(call);
  return mounted ? [{ name: sourceOf(go.text, mounted), scope, from: scope?.start ?? 0, origin: call }] : [];
}

/** `registerHooks(r.Group("/hooks"), service)` of a function that stands in the file. */
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

/** `Group` of `r.Group("/hooks")`; null for what is no such call. */
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

/** The function in which a call stands: what it puts in front is in front in there only. */
const functionAround = (node: SyntaxNode): SyntaxNode | null => enclosing(node, FUNCTIONS);
const FUNCTIONS = new Set(['func_literal', 'function_declaration', 'method_declaration']);

const blockAround = (node: SyntaxNode): SyntaxNode | null => enclosing(node, BLOCKS);
const BLOCKS = new Set(['block']);

const inside = (node: SyntaxNode, scope: SyntaxNode | null): boolean =>
  scope === null || (node.start >= scope.start && node.end <= scope.end);
