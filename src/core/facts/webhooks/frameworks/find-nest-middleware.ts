import { argumentsOf, bare, textOf } from '../judge/program.ts';
import type { Program } from '../judge/program.ts';
import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { routeOf } from './find-nest-handlers.ts';
import type { Handler } from './handler.ts';

const CALLS = new Set(['call_expression']);

/**
 * NestJS: `consumer.apply(Middleware).forRoutes('webhooks', Controller)` of a module stands before handlers of other
 * files, but for routes of webhooks that `exclude` leaves out between the two.
 */
export function findNestMiddleware(_path: string, program: Program): Handler[] {
  if (!program.text.includes('.forRoutes(')) return [];
  return nodesOfType(program.root, CALLS).flatMap((call) => {
    const before = called(program, call, 'forRoutes');
    const excludes = before !== null && called(program, before, 'exclude') !== null;
    if (excludes && argumentsOf(before).some((each) => HOOKS.test(textOf(program, each)))) return [];
    const applied = excludes ? called(program, before, 'exclude') : before;
    const middleware = applied && called(program, applied, 'apply') ? argumentsOf(applied) : [];
    return middleware.length === 0 ? [] : argumentsOf(call).flatMap((to) => mountOf(program, call, middleware, to));
  });
}

const HOOKS = /hook/i;

/** The object of a call of the method, as a call. */
function called(program: Program, call: SyntaxNode, method: string): SyntaxNode | null {
  const callee = child(call, 'function');
  const property = child(callee, 'property');
  const object = child(callee, 'object');
  return object && property && textOf(program, property) === method ? bare(object) : null;
}

/** A path guards all that lies below it, a controller what its file has. */
function mountOf(program: Program, at: SyntaxNode, middleware: SyntaxNode[], to: SyntaxNode): Handler[] {
  const route = routeOf(program, to);
  const [first] = middleware;
  const handler = route === null ? to : first;
  if (!handler || (route === null && !program.imports.has(textOf(program, to)))) return [];
  return [
    {
      framework: 'nestjs',
      route: route?.replace(/\/?[(*{].*$/, '/*') ?? null,
      method: null,
      at,
      handler,
      before: [],
      guards: middleware,
      name: null,
      kind: 'mount',
      siblings: route === null ? [] : ['guard'],
    },
  ];
}
