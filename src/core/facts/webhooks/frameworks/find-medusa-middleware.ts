import { argumentsOf, bare, literal, objectEntries, textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { makeHandler } from './handler.ts';
import type { Framework, Handler } from './handler.ts';

/**
 * Medusa: `defineMiddlewares({ routes: [{ matcher: '/hooks/*', middlewares: [verify] }] })` runs before routes of other
 * files (https://docs.medusajs.com/learn/fundamentals/api-routes/middlewares).
 */
export const MEDUSA_MIDDLEWARE: Framework = {
  mayHold: (_path, text) => text.includes('defineMiddlewares('),
  find: (_path, program) => nodesOfType(program.root, CALLS).flatMap((call) => routesIn(program, call)),
};

const CALLS = new Set(['call_expression']);

function routesIn(program: Program, call: SyntaxNode): Handler[] {
  const callee = child(call, 'function');
  const [config] = callee && textOf(program, callee) === 'defineMiddlewares' ? argumentsOf(call) : [];
  const given = config && bare(config);
  const routes = given?.type === 'object' ? objectEntries(program, given).get('routes') : given;
  return routes && bare(routes).type === 'array'
    ? bare(routes).children.flatMap((route) => guardOf(program, bare(route)))
    : [];
}

function guardOf(program: Program, route: SyntaxNode): Handler[] {
  const entries = route.type === 'object' ? objectEntries(program, route) : new Map<string, SyntaxNode>();
  const matcher = literal(program, entries.get('matcher'));
  const listed = entries.get('middlewares');
  const methods = entries.get('method') ?? entries.get('methods');
  const middlewares = listed && bare(listed).type === 'array' ? bare(listed).children : [];
  const [first] = middlewares;
  if (matcher === null || !first || (methods && !textOf(program, methods).includes('POST'))) return [];
  return [
    makeHandler({
      framework: 'medusa',
      route: matcher,
      at: route,
      handler: first,
      before: middlewares,
      kind: 'mount',
      siblings: ['guard'],
    }),
  ];
}
