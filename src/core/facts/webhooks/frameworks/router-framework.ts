import type { Program } from '../judge/program/program.ts';

/** The file imports no framework: the router, or the route of its handlers, is in another file. */
export const UNNAMED = 'unknown';

/** The first entry that any import matches names the framework. Entries that end in `/` or `-` match as prefixes. */
const MODULES: readonly (readonly [string, string])[] = [
  ['convex/server', 'convex'],
  ['hono', 'hono'],
  ['@hono/', 'hono'],
  ['fastify', 'fastify'],
  ['@fastify/', 'fastify'],
  ['fastify-', 'fastify'],
  ['elysia', 'elysia'],
  ['@elysiajs/', 'elysia'],
  ['@orpc/', 'orpc'],
  ['payload', 'payload'],
  ['@hapi/hapi', 'hapi'],
  ['koa', 'koa'],
  ['@koa/', 'koa'],
  ['koa-', 'koa'],
  ['express', 'express'],
  ['express-', 'express'],
];

/** Module names in an import, a `require` or a JSDoc type; anywhere else the string may be a plain value. */
const NAMED_MODULE = /(?:\bfrom\s{0,20}|\bimport\s{0,20}\(?|\brequire\()['"](?:npm:|jsr:)?([\w@./-]{1,80})['"]/g;

/**
 * The framework that a JavaScript file registers routes on, or whose requests its handlers take; `UNNAMED` if there is
 * no sign of one.
 */
export function routerFrameworkOf({ text }: Program): string {
  const named = [...text.matchAll(NAMED_MODULE)].map(([, module = '']) => module);
  const found = MODULES.find(([module]) => named.some((name) => isOf(name, module)))?.[1];
  // A Fastify plugin receives its instance as an argument and need not import the framework.
  return found ?? (/\bfastify\b|FastifyInstance/.test(text) ? 'fastify' : UNNAMED);
}

const isOf = (name: string, module: string): boolean =>
  /[/-]$/.test(module)
    ? name.startsWith(module)
    : name === module || name.startsWith(`${module}/`) || name.startsWith(`${module}@`);

const ROUTERS: ReadonlySet<string> = new Set([...MODULES.map(([, name]) => name), UNNAMED]);

/**
 * Whether middleware of one file may run before a handler of another. A file that names no framework may belong to any
 * application.
 */
export const mayServeTogether = (one: string, other: string): boolean =>
  one === other || ((one === UNNAMED || other === UNNAMED) && ROUTERS.has(one) && ROUTERS.has(other));
