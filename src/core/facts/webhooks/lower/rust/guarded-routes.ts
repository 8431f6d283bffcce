import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';
import { guardsOf, isLayer, receiverOf, verbOf } from './layers.ts';
import { moduleOf, readChains } from './router-chains.ts';
import type { Mount } from './router-chains.ts';
import { askedOfCaller, mayHide, mountedPath } from './secret-routes.ts';

/** Routes whose path names webhooks. Their handlers may be in other files, under names that say nothing. */
const IS_HOOK = /hook|\bipn\b/i;
const OF_HOOKS = /"[^"\n]{0,200}(?:hook|\bipn\b)[^"\n]{0,100}"\s{0,100},/i;

/** Whether a file may contain such routes, layers, or paths with a secret. */
export const mayMount = (text: string): boolean =>
  text.includes('layer(') || text.includes('.wrap(') || OF_HOOKS.test(text) || mayHide(text);

/** A handler as a router mounts it, with the paths of the functions that guard it. */
export type Mounted = {
  route: string;
  handler: string;
  guards: readonly string[];
  /** The secret that is part of the path, as a setting in the common language. */
  secret: string | null;
  at: SyntaxNode;
};

/** A mounted handler; `route` is null where an attribute of the handler gives the route. */
type Placed = Omit<Mounted, 'route'> & { route: string | null };

/** The routes of a file, and the routers of other files that it mounts, each with its guards. */
export type Routers = { routes: readonly Mounted[]; mounts: readonly Mount[] };

/**
 * Reads the routes of a file with their guards. A layer covers the routes before it:
 * `Router::new().route("/hook", post(handlers::take)).layer(from_fn(verify))` of axum.
 */
export function readGuardedRoutes(rust: Curly, root: SyntaxNode): Routers {
  const { chains, mounts } = readChains(rust, root);
  const routes = chains.flatMap(({ links, wraps, around }) =>
    links.flatMap(({ call, verb, guards }): Mounted[] => {
      const each = verb === 'route' ? mountedBy(rust, call, guards) : verb === 'service' ? serviceBy(rust, call) : null;
      if (!each || (each.route === null && wraps.length === 0)) return [];
      return [{ ...each, route: each.route ?? '', guards: [...each.guards, ...wraps, ...around] }];
    }),
  );
  return { routes, mounts };
}

/**
 * `web::scope("/hooks").wrap(from_fn(verify)).service(take)` of actix: an attribute of the function gives the route.
 */
function serviceBy(rust: Curly, call: SyntaxNode): Placed | null {
  const [handler] = argumentsOf(call);
  const name = sourceOf(rust.text, handler ?? null);
  return /^(?:\w{1,100}::){0,9}\w{1,100}$/.test(name)
    ? { route: null, handler: name, guards: [], secret: null, at: call }
    : null;
}

function mountedBy(rust: Curly, call: SyntaxNode, guards: readonly string[]): Mounted | null {
  const methods = argumentsOf(call).at(-1);
  const handler = /\b(?:post|any)\((?:\)\s{0,100}\.to\()?\s{0,100}((?:\w{1,100}::){0,9}\w{1,100})/.exec(
    sourceOf(rust.text, methods ?? null),
  )?.[1];
  const path = mountedPath(rust, call);
  const before = [...guards, ...layersOf(rust, methods)];
  const reads = before.length === 0 && /\b(?:get|put|patch|delete)\(/.test(sourceOf(rust.text, methods ?? null));
  if (reads) return null;
  return path && handler ? { ...path, handler, guards: before, at: call } : null;
}

/** The guards of a single route: `post(take).route_layer(from_fn(verify))`. */
function layersOf(rust: Curly, methods: SyntaxNode | undefined): string[] {
  const guards: string[] = [];
  for (let call = methods ?? null; call?.type === 'call_expression'; call = receiverOf(call))
    if (isLayer(verbOf(rust, call))) guards.push(...guardsOf(rust, call));
  return guards;
}

/**
 * The name of a function in the common language, by its path: a function of this file, or one imported from the module
 * in the path.
 */
export function functionAt(rust: Curly, path: string, at: SyntaxNode): string {
  const name = path.slice(path.lastIndexOf(':') + 1);
  const module = moduleOf(path);
  if (module === '') return identifier(name);
  const local = `${module.replaceAll('::', '_')}__${identifier(name)}`;
  rust.out.import(local, moduleAt(rust, module), propertyName(name), at);
  return local;
}

/**
 * Resolves a module path as written: through an import, to a submodule that this file declares, or from the crate root.
 */
function moduleAt(rust: Curly, written: string): string {
  const [first = '', ...rest] = written.split('::');
  const known = rust.out.imported(identifier(first));
  if (known) return [known.module, ...rest].join('::');
  if (/^(?:crate|super|self)$/.test(first)) return written;
  return `${rust.text.includes(`mod ${first};`) ? 'self' : 'crate'}::${written}`;
}

/** Writes a router of another file that is mounted behind layers here; they guard all handlers of that file. */
function addMount(rust: Curly, { maker, guards, at }: Mount): void {
  const module = moduleOf(maker);
  const known = module === '' ? rust.out.imported(identifier(maker))?.module : moduleAt(rust, module);
  if (known === undefined) return;
  const local = `${known.replace(/\W+/g, '_')}__mounted`;
  rust.out.import(local, known, '*', at);
  const { line, endLine } = at;
  rust.out.route(
    { framework: 'axum', route: '', method: null, name: null, line, endLine, kind: 'mount' },
    [local, ...guards.map((path) => functionAt(rust, path, at))].join(', '),
  );
}

/** The guards of a mounted handler as functions of the common language, with the check of a secret in its path. */
export const guardsAt = (rust: Curly, { guards, secret }: Mounted, at: SyntaxNode): string[] => [
  ...(secret === null ? [] : [askedOfCaller(secret)]),
  ...guards.map((path) => functionAt(rust, path, at)),
];

/**
 * Writes the mounts, and the routes to handlers of other files that have a guard, a secret in the path, or a path that
 * names webhooks.
 */
export function addGuardedRoutes(rust: Curly, { routes, mounts }: Routers): void {
  for (const mount of mounts) addMount(rust, mount);
  for (const each of routes) {
    const { route, handler, guards, secret, at } = each;
    const own = handler.slice(handler.lastIndexOf(':') + 1);
    const isHere = rust.functions.has(handler) || (guards.length === 0 && rust.methods.has(own));
    if (isHere || (guards.length === 0 && secret === null && !IS_HOOK.test(route))) continue;
    const { line, endLine } = at;
    rust.out.route(
      {
        framework: 'axum',
        route,
        method: 'POST',
        name: null,
        line,
        endLine,
        kind: secret === null ? 'route' : 'controller',
      },
      [functionAt(rust, handler, at), ...guardsAt(rust, each, at)].join(', '),
    );
  }
}
