import type { Program } from '../judge/program/program.ts';

/** A file that names none: its router, or the route of its handlers, is another file's. */
export const UNNAMED = 'unknown';

/** Of the modules that a file names the first that is here tells; those that end in `/` or `-` begin with it. */
const MODULES: readonly (readonly [string, string])[] = [
  ['convex/server', 'convex'],
  ['hono', 'hono'],
  ['@hono/', 'hono'],
  ['fastify', 'fastify'],
  ['@fastify/', 'fastify'],
  ['fastify-', 'fastify'],
  ['elysia', 'elysia'],
  ['@elysiajs/', 'elysia'],
  ['payload', 'payload'],
  ['@hapi/hapi', 'hapi'],
  ['koa', 'koa'],
  ['@koa/', 'koa'],
  ['koa-', 'koa'],
  ['express', 'express'],
  ['express-', 'express'],
];

/** In an import, a `require` or a type in a comment; the word may be a value anywhere else. */
const NAMED_MODULE = /(?:\bfrom\s{0,20}|\bimport\s{0,20}\(?|\brequire\()['"](?:npm:|jsr:)?([\w@./-]{1,80})['"]/g;

/** Whose router a file of JavaScript registers its routes on, or whose requests its handlers take. */
export function routerFrameworkOf({ text }: Program): string {
  const named = [...text.matchAll(NAMED_MODULE)].map(([, module = '']) => module);
  const found = MODULES.find(([module]) => named.some((name) => isOf(name, module)))?.[1];
  // A plugin is handed its instance.
  return found ?? (/\bfastify\b|FastifyInstance/.test(text) ? 'fastify' : UNNAMED);
}

const isOf = (name: string, module: string): boolean =>
  /[/-]$/.test(module)
    ? name.startsWith(module)
    : name === module || name.startsWith(`${module}/`) || name.startsWith(`${module}@`);

const ROUTERS: ReadonlySet<string> = new Set([...MODULES.map(([, name]) => name), UNNAMED]);

/** Whether what one file has may stand before a handler of another: one that names no framework may be a part of any application. */
export const mayServeTogether = (one: string, other: string): boolean =>
  one === other || ((one === UNNAMED || other === UNNAMED) && ROUTERS.has(one) && ROUTERS.has(other));
