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
 * Routers of other files with what stands before them: `app.use('/webhook', verify, router)`, `app.register(plugin, { prefix })`;
 * and what stands before others alone: `app.use('/webhook', verify)`. A router that nothing stands before may itself mount
 * others, to which what stands before it in a third file applies.
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

/** What is mounted where, and what is written between. Fastify takes its plugin first and the path among the options. */
function partsOf(
  program: Program,
  { verb, route, args }: RouteCall,
): { handler: SyntaxNode | undefined; own: string | null; between: readonly SyntaxNode[] } {
  const [first, options] = args;
  if (verb !== 'register') return { handler: args.at(-1), own: route, between: args.slice(0, -1) };
  const prefix = options ? literal(program, objectEntries(program, bare(options)).get('prefix')) : null;
  return { handler: first, own: prefix, between: [] };
}

/** `app.use(bot.webhookCallback('/path'))` of Telegraf; a path that is no literal may be what nobody else knows. */
function updatesOf(program: Program, { verb, route, args }: RouteCall): ReturnType<typeof partsOf> | null {
  const handler = args.at(-1);
  const made = handler ? bare(handler) : null;
  if (verb !== 'use' || route !== null || !made || !TAKES_UPDATES.test(textOf(program, made))) return null;
  const [path] = argumentsOf(made);
  const own = literal(program, path);
  return { handler, own, between: own === null && path ? [path] : [] };
}

const TAKES_UPDATES = /^\w{1,40}\.webhookCallback\(/;

/** The module that an expression comes from. */
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

/** Whether webhooks may lie in a file: it is named for them or for all of an API, or something that verifies stands before it. */
const mayLead = (program: Program, written: string, module: string, between: readonly SyntaxNode[]): boolean =>
  isOwnModule(module) &&
  (HOOKS.test(`${written} ${module}`) ||
    WHOLE.test(module) ||
    between.some((each) => VERIFIES.test(textOf(program, each))));

const HOOKS = /hook|callback|events|notif|inbound/i;
const WHOLE = /(?:^|\/)(?:\.|index|api|app|routes?|routers?|v\d{1,2})(?:\/index)?(?:\.[cm]?[jt]s)?$/i;
const ROUTERS = /routes?\b|router\b/i;
const VERIFIES = /verif|valid|sign(?!up|in)|auth|guard|check(?!_?out)|protect|hmac|secret/i;
