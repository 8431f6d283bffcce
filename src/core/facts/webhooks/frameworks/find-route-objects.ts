import { argumentsOf, bare, literal, objectEntries, textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import { nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { makeHandler } from './handler.ts';
import type { Handler } from './handler.ts';
import { UNNAMED } from './router-framework.ts';

const OBJECTS = new Set(['object']);
const MAX_OBJECTS = 200;

/**
 * Routes written as objects: `{ method: 'POST', path: '/x', handler }`, as the argument of `route` in Fastify and hapi,
 * or as an entry of a table, such as Payload's endpoints.
 */
export function findRouteObjects(program: Program, framework: string): Handler[] {
  if (!mayHoldRouteObjects(program.text)) return [];
  return nodesOfType(program.root, OBJECTS)
    .flatMap((node) => handlerOf(program, node, framework))
    .slice(0, MAX_OBJECTS);
}

/** Whether a text may contain such an object. */
export const mayHoldRouteObjects = (text: string): boolean =>
  text.includes('handler') && /\bhandler\b/.test(text) && /\bmethod\s*:/.test(text) && /\bpost\b/i.test(text);

function handlerOf(program: Program, node: SyntaxNode, framework: string): Handler[] {
  const options = optionsOf(program, node);
  const [method, handler] = [options.get('method'), options.get('handler')];
  if (!method || !handler || !takesBodies(program, method) || bare(handler).type === 'string') return [];
  const call = node.parent?.parent;
  const path =
    options.get('url') ?? options.get('path') ?? options.get('pathPrefix') ?? pathBefore(program, call, node);
  if (!path) return [];
  return [
    makeHandler({
      // Only Fastify says `url`; others say `path`.
      framework: framework === UNNAMED && options.has('url') ? 'fastify' : framework,
      route: literal(program, path),
      method: 'POST',
      at: call?.type === 'call_expression' ? call : node,
      handler,
      before: [
        ...[...options].filter(([name]) => HOOK.test(name)).map(([, hook]) => hook),
        ...prerequisites(program, options.get('pre')),
      ],
      ...(letsInUsers(program, options.get('auth')) ? { forUsers: true as const } : {}),
    }),
  ];
}

/**
 * The options of a route. hapi nests most of them under `options`, formerly `config`
 * (https://hapi.dev/api/#route-options).
 */
function optionsOf(program: Program, node: SyntaxNode): Map<string, SyntaxNode> {
  const own = objectEntries(program, node);
  const within = ['options', 'config'].flatMap((name) => {
    const options = own.get(name);
    return options ? [...objectEntries(program, bare(options))] : [];
  });
  return new Map([...within, ...own]);
}

/** hapi runs `pre` before the handler: `pre: [{ method: verify }]`, `pre: [verify]`. */
const prerequisites = (program: Program, pre: SyntaxNode | undefined): SyntaxNode[] =>
  (pre ? bare(pre).children : []).flatMap((each) => {
    const part = bare(each);
    const method = part.type === 'object' ? objectEntries(program, part).get('method') : part;
    return method ? [method] : [];
  });

/**
 * `auth: 'session'` names a strategy that the application registers; `auth: false` and `mode: 'try'` admit everybody.
 */
const letsInUsers = (program: Program, auth: SyntaxNode | undefined): boolean =>
  auth !== undefined &&
  /^(?:string|object)$/.test(bare(auth).type) &&
  !/\bmode\s?:\s?['"](?:try|optional)/.test(textOf(program, auth));

/**
 * The path in Mastra's `registerApiRoute('/x', { method: 'POST', handler })`
 * (https://mastra.ai/docs/server/custom-api-routes); undefined for any other call.
 */
function pathBefore(program: Program, call: SyntaxNode | null | undefined, node: SyntaxNode): SyntaxNode | undefined {
  if (call?.type !== 'call_expression') return undefined;
  const [path, options] = argumentsOf(call);
  return options === node && literal(program, path)?.startsWith('/') ? path : undefined;
}

/**
 * `'POST'`, `['GET', 'POST']`, `HttpMethod.POST`; but not `post ? 'PUT' : 'GET'`, which belongs to an outgoing request.
 */
const takesBodies = (program: Program, method: SyntaxNode): boolean =>
  /^(?:string|array|member_expression)$/.test(bare(method).type) && /\bpost\b/i.test(textOf(program, method));

/** Hooks of Fastify and Elysia that run before the handler. */
export const HOOK = /^(?:onRequest|preParsing|preValidation|preHandler|beforeHandle)$/;
