import { isOwnModule } from '../judge/calls/known-calls.ts';
import { argumentsOf, bare, literal, objectEntries, textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { makeHandler } from './handler.ts';
import type { Handler } from './handler.ts';
import type { RouteCall } from './route-calls.ts';
import { placesOf, usedBefore } from './used-before.ts';

const MAX_MOUNTS = 40;

/**
 * Routers of other files, with the middleware in front of them: `app.use('/webhook', verify, router)`,
 * `app.register(plugin, { prefix })`. Also middleware mounted on its own: `app.use('/webhook', verify)`. A router
 * without middleware counts too: it may mount other routers, which inherit the middleware that a third file puts in
 * front of it.
 */
export function findMounts(program: Program, calls: readonly RouteCall[], framework: string): Handler[] {
  return calls.flatMap((call) => mountOf(program, calls, call, framework) ?? []).slice(0, MAX_MOUNTS);
}

function mountOf(program: Program, calls: readonly RouteCall[], call: RouteCall, framework: string): Handler | null {
  const { handler, own, between } = updatesOf(program, call) ?? partsOf(program, call);
  if (!handler || !/^(?:use|route|register|mount)$/.test(call.verb)) return null;
  const module = moduleOf(program, bare(handler));
  if (module === null) return null;
  const written = textOf(program, handler);
  const alone = call.verb === 'use' && VERIFIES.test(written) && !ROUTERS.test(written);
  const isNamed = (own !== null && HOOKS.test(own)) || TAKES_UPDATES.test(written);
  if (!isNamed && (alone || !mayLead(program, written, module, between))) return null;
  const places = placesOf(program, calls, { ...call, route: own });
  const before = [...usedBefore(program, calls, places), ...between];
  return makeHandler({
    framework,
    route: places.at(-1)!.route,
    at: call.node,
    handler,
    before: alone ? [...before, handler] : before,
    kind: 'mount',
    siblings: alone ? ['guard'] : [],
  });
}

/**
 * What is mounted, its path, and the middleware between. Fastify takes the plugin first and the path in the options.
 */
function partsOf(
  program: Program,
  { verb, route, args }: RouteCall,
): { handler: SyntaxNode | undefined; own: string | null; between: readonly SyntaxNode[] } {
  const [first, options] = args;
  if (verb !== 'register') return { handler: args.at(-1), own: route, between: args.slice(0, -1) };
  const prefix = options ? literal(program, objectEntries(program, bare(options)).get('prefix')) : null;
  return { handler: first, own: prefix, between: [] };
}

/**
 * Telegraf's `app.use(bot.webhookCallback('/path'))`. A path that is not a literal may be a secret, so it counts as a
 * guard.
 */
function updatesOf(program: Program, { verb, route, args }: RouteCall): ReturnType<typeof partsOf> | null {
  const handler = args.at(-1);
  const made = handler ? bare(handler) : null;
  if (verb !== 'use' || route !== null || !made || !TAKES_UPDATES.test(textOf(program, made))) return null;
  const [path] = argumentsOf(made);
  const own = literal(program, path);
  return { handler, own, between: own === null && path ? [path] : [] };
}

const TAKES_UPDATES = /^\w{1,40}\.webhookCallback\(/;

/** The module that an expression comes from; null if unknown, or if it is this file. */
function moduleOf(program: Program, node: SyntaxNode, depth = 0): string | null {
  if (depth > 4) return null;
  if (node.type === 'identifier') {
    const module = program.imports.get(textOf(program, node))?.module;
    if (module !== undefined) return module;
    const declared = program.declared.get(textOf(program, node));
    return declared ? moduleOf(program, bare(declared), depth + 1) : null;
  }
  const callee = child(node, 'function') ?? child(node, 'constructor');
  if (callee && (callee.type === 'import' || textOf(program, callee) === 'require'))
    return literal(program, argumentsOf(node)[0]);
  const inner = callee ?? child(node, 'object');
  return inner && !/function/.test(inner.type) ? moduleOf(program, bare(inner), depth + 1) : null;
}

/**
 * Whether the mounted file may hold webhook routes: it is named for webhooks, it holds a whole API, or verifying
 * middleware is in front of it.
 */
const mayLead = (program: Program, written: string, module: string, between: readonly SyntaxNode[]): boolean =>
  isOwnModule(module) &&
  (HOOKS.test(`${written} ${module}`) ||
    WHOLE.test(module) ||
    between.some((each) => VERIFIES.test(textOf(program, each))));

const HOOKS = /hook|callback|events|notif|inbound/i;
const WHOLE = /(?:^|\/)(?:\.|index|api|app|routes?|routers?|v\d{1,2})(?:\/index)?(?:\.[cm]?[jt]s)?$/i;
const ROUTERS = /routes?\b|router\b/i;
const VERIFIES = /verif|valid|sign(?!up|in)|auth|guard|check(?!_?out)|protect|hmac|secret/i;
