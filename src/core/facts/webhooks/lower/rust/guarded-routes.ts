import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';
import { askedOfCaller, mayHide, mountedPath } from './secret-routes.ts';

/** Layers that may prove who calls; those for tracing and CORS say nothing. */
const GUARDING = /verif|sign|hmac|auth|hook|secur|valid|token|protect|guard/i;

/** Routes that say what they take: their handlers may stand in other files, under names that say nothing. */
const IS_HOOK = /hook|\bipn\b/i;
const OF_HOOKS = /"[^"\n]{0,200}(?:hook|\bipn\b)[^"\n]{0,100}"\s{0,100},/i;

/** Whether a file may hold such routes, or layers. */
export const mayMount = (text: string): boolean =>
  text.includes('layer(') || text.includes('.wrap(') || OF_HOOKS.test(text) || mayHide(text);

/** What a handler of a router is mounted behind. */
export type Mounted = {
  route: string;
  handler: string;
  guards: readonly string[];
  /** A secret that is part of the path. */
  secret: string | null;
  at: SyntaxNode;
};

/** The same before it is known what else stands there. */
type Placed = Omit<Mounted, 'route'> & { route: string | null };

/** `Router::new().route("/hook", post(handlers::take)).layer(from_fn(verify))` of axum: a layer covers the routes before it. */
export function readGuardedRoutes(rust: Curly, root: SyntaxNode): Mounted[] {
  const found: Mounted[] = [];
  const seen = new Set<SyntaxNode>();
  for (const node of nodesOfType(root, new Set(['call_expression']))) {
    if (seen.has(node)) continue;
    const guards: string[] = [];
    const wraps: string[] = [];
    const mountedHere: Placed[] = [];
    for (let call: SyntaxNode | null = node; call?.type === 'call_expression'; call = receiverOf(call)) {
      seen.add(call);
      const verb = sourceOf(rust.text, child(child(call, 'function'), 'field'));
      if (verb === 'layer' || verb === 'route_layer') guards.push(...guardsOf(rust, call));
      // A scope of actix is wrapped as a whole.
      if (verb === 'wrap') wraps.push(...guardsOf(rust, call));
      const mounted =
        verb === 'route' ? mountedBy(rust, call, guards) : verb === 'service' ? serviceBy(rust, call) : null;
      if (mounted) mountedHere.push(mounted);
    }
    for (const each of mountedHere) {
      const before = [...each.guards, ...wraps];
      if (each.route !== null || wraps.length > 0) found.push({ ...each, route: each.route ?? '', guards: before });
    }
  }
  return found;
}

/** `web::scope("/hooks").wrap(from_fn(verify)).service(take)` of actix: the function tells its route itself. */
function serviceBy(rust: Curly, call: SyntaxNode): Placed | null {
  const [handler] = argumentsOf(call);
  const name = sourceOf(rust.text, handler ?? null);
  return /^(?:\w{1,100}::){0,9}\w{1,100}$/.test(name)
    ? { route: null, handler: name, guards: [], secret: null, at: call }
    : null;
}

const receiverOf = (call: SyntaxNode): SyntaxNode | null => child(child(call, 'function'), 'value');

function mountedBy(rust: Curly, call: SyntaxNode, guards: readonly string[]): Mounted | null {
  const methods = argumentsOf(call).at(-1);
  const handler = /\b(?:post|any)\((?:\)\s{0,100}\.to\()?\s{0,100}((?:\w{1,100}::){0,9}\w{1,100})/.exec(
    sourceOf(rust.text, methods ?? null),
  )?.[1];
  const path = mountedPath(rust, call);
  const reads = guards.length === 0 && /\b(?:get|put|patch|delete)\(/.test(sourceOf(rust.text, methods ?? null));
  if (reads) return null;
  return path && handler ? { ...path, handler, guards: [...guards], at: call } : null;
}

/** The functions that a layer is made from, by their paths. */
const guardsOf = (rust: Curly, call: SyntaxNode): string[] =>
  argumentsOf(call).flatMap((each) => {
    const named = sourceOf(rust.text, each)
      .slice(0, 400)
      .match(/(?:\w{1,100}::){0,9}\w{1,100}(?=\s{0,100}[,)])/g);
    const last = named?.findLast((name) => GUARDING.test(name.slice(name.lastIndexOf(':') + 1)));
    return last ? [last] : [];
  });

/** A function by its path, as a name of the common text: of this file, or imported from where the path leads. */
export function functionAt(rust: Curly, path: string, at: SyntaxNode): string {
  const parts = path.split('::');
  const name = parts.pop() ?? path;
  if (parts.length === 0) return identifier(name);
  const known = rust.out.imported(identifier(parts[0]!));
  const module = known
    ? [known.module, ...parts.slice(1)]
    : /^(?:crate|super|self)$/.test(parts[0]!)
      ? parts
      : ['crate', ...parts];
  const local = `${parts.join('_')}__${identifier(name)}`;
  rust.out.import(local, module.join('::'), propertyName(name), at);
  return local;
}

/** What stands before a handler where it is mounted, as functions of the common text. */
export const guardsAt = (rust: Curly, { guards, secret }: Mounted, at: SyntaxNode): string[] => [
  ...(secret === null ? [] : [askedOfCaller(secret)]),
  ...guards.map((path) => functionAt(rust, path, at)),
];

/** Handlers of other files behind layers of this one, which protect them there, and those of routes of webhooks. */
export function addGuardedRoutes(rust: Curly, mounted: readonly Mounted[]): void {
  for (const each of mounted) {
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
