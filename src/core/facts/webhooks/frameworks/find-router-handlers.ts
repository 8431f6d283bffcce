import { hasSome } from '../has-some.ts';
import { registersGet } from '../receiver-words.ts';
import { namesAction } from '../judge/before/named-action.ts';
import { bare, FUNCTIONS, literal, textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import type { SyntaxNode } from '../syntax.ts';
import { makeHandler } from './handler.ts';
import type { Framework, Handler } from './handler.ts';
import { findMounts } from './find-mounts.ts';
import { findRouteObjects, HOOK, mayHoldRouteObjects } from './find-route-objects.ts';
import { managesCollection, readRegistrations, readRouteCalls, siblingsOf } from './route-calls.ts';
import type { RouteCall } from './route-calls.ts';
import { routerFrameworkOf } from './router-framework.ts';
import { holdsSecret } from './route-paths.ts';
import { servedAt } from './served-at.ts';

/** Express, Fastify, Hono and similar: routes registered by calls on a router. */
export const ROUTERS: Framework = {
  mayHold: (_path, text) =>
    (hasSome(text, CALLS) && REGISTERS.test(text)) || registersGet(text) || mayHoldRouteObjects(text),
  find: findRouterHandlers,
};

/**
 * Registers a route for requests with a body, or a router. HTTP clients, promises and schemas have methods of the same
 * names.
 */
const REGISTERS =
  /(?<!axios|http|lient|Promise|\bz|expect)\s{0,20}\??\.(?:post|all|any|use|route|register|mount|openapi)[(<]|\.on\(\s{0,20}[['"`][^)]{0,40}\bPOST\b/;
const CALLS = [
  '.post(',
  '.post<',
  '.use(',
  '.route(',
  '.route<',
  '.all(',
  '.any(',
  '.openapi(',
  '.register(',
  '.mount(',
  '.on(',
];

function findRouterHandlers(_path: string, program: Program): Handler[] {
  const calls = readRouteCalls(program);
  const framework = routerFrameworkOf(program);
  const found: Handler[] = [];
  for (const { call, route, before } of readRegistrations(program, calls)) {
    const handler = handlerOf(program, call);
    if (/^(string|number|template_string)$/.test(bare(handler).type) && !namesAction(literal(program, handler) ?? ''))
      continue;
    const options = hooksOf(program, call, handler);
    const method = /^(?:post|get)$/.test(call.verb) ? call.verb.toUpperCase() : null;
    const siblings = siblingsOf(calls, call);
    found.push(
      makeHandler({
        framework,
        route,
        method,
        at: call.node,
        handler,
        before: [...before.filter((each) => each !== handler), ...options],
        siblings,
        ...(method === 'GET' ? { inQuery: true as const } : {}),
        ...(OF_HOOKS.test(call.router) ? { ofHooks: true as const } : {}),
        ...servedAt(program, call, route, before),
        ...(managesCollection(program, calls, call.router) ? {} : { managesNothing: true as const }),
        ...(call.path && holdsSecret(program, call.path) ? { secretPath: call.path } : {}),
      }),
    );
  }
  found.push(...findRouteObjects(program, framework));
  found.push(...calls.flatMap((call) => listenerOf(program, call, framework) ?? []));
  return [...found, ...findMounts(program, calls, framework)];
}

const OF_HOOKS = /web_?hooks?_?(?:Routes?|Router|App|Api)?$|^hooks?_?(?:Routes?|Router)$/i;

/** The last argument, except in Elysia, where options may follow the handler (https://elysiajs.com/essential/route). */
function handlerOf(program: Program, { args }: RouteCall): SyntaxNode {
  const [handler, options] = args;
  const isBehind = args.length === 2 && options !== undefined && bare(options).type === 'object' && isElysia(program);
  return isBehind ? handler! : args.at(-1)!;
}

const isElysia = (program: Program): boolean =>
  [...program.imports.values()].some(({ module }) => module === 'elysia' || module.startsWith('@elysiajs/'));

/** `{ preHandler: verify }` before the handler, or `{ beforeHandle: verify }` after it. */
function hooksOf(program: Program, call: RouteCall, handler: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (const arg of call.args) {
    if (arg === handler) continue;
    for (const part of bare(arg).children) {
      const [key, value] = part.children;
      if (key && value && HOOK.test(textOf(program, key))) found.push(value);
    }
  }
  return found;
}

/** `router.use(async (req, res) => ...)` that sends a response: a handler for every method. */
function listenerOf(program: Program, call: RouteCall, framework: string): Handler | null {
  const handler = call.args.at(-1);
  if (call.verb !== 'use' || !handler) return null;
  const text = textOf(program, handler);
  const named = call.route !== null && /hook/i.test(call.route) && FUNCTIONS.has(bare(handler).type);
  if (
    !/\bres(?:ponse)?\.(?:status|json|send|end|sendStatus|writeHead)\b/.test(text) ||
    !(named || /['"`][\w-]*(?:signature|hmac|svix)[\w-]*['"`]/i.test(text))
  )
    return null;
  if (/\bnext\(\s*\)/.test(text)) return null;
  const before = call.args.slice(0, -1);
  return makeHandler({
    framework,
    route: call.route,
    at: call.node,
    handler,
    before,
  });
}
