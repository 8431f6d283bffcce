import { hasSome } from '../has-some.ts';
import { argumentsOf, bare, objectEntries, textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { routeOf } from './find-nest-handlers.ts';
import { makeHandler } from './handler.ts';
import type { Framework, Handler } from './handler.ts';

const CALLS = new Set(['call_expression']);

/**
 * NestJS: `consumer.apply(Middleware).forRoutes('webhooks', Controller)` in a module runs before handlers of other
 * files, unless an `exclude` in the chain leaves out webhook routes.
 */
export const NEST_MIDDLEWARE: Framework = {
  mayHold: (_path, text) => appliesMiddleware(text) || hasGlobalGuards(text),
  find: (_path, program) => [...findGlobalGuards(program), ...findApplied(program)],
};

const appliesMiddleware = (text: string): boolean => text.includes('.forRoutes(');
const hasGlobalGuards = (text: string): boolean => hasSome(text, ['APP_GUARD', 'useGlobalGuards']);

function findApplied(program: Program): Handler[] {
  if (!appliesMiddleware(program.text)) return [];
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

/** The object of a method call if the call is of `method`; null otherwise. */
function called(program: Program, call: SyntaxNode, method: string): SyntaxNode | null {
  const callee = child(call, 'function');
  const property = child(callee, 'property');
  const object = child(callee, 'object');
  return object && property && textOf(program, property) === method ? bare(object) : null;
}

/** Whether middleware applies only to methods other than `POST`: `{ path: 'webhooks', method: RequestMethod.GET }`. */
function isOfOtherMethod(program: Program, to: SyntaxNode): boolean {
  const method = bare(to).type === 'object' ? objectEntries(program, bare(to)).get('method') : undefined;
  return method !== undefined && /\.(?!POST\b|ALL\b)[A-Z]+$/.test(textOf(program, method));
}

/** A path guards every route below it; a controller, the handlers of its file. */
function mountOf(program: Program, at: SyntaxNode, middleware: SyntaxNode[], to: SyntaxNode): Handler[] {
  const route = routeOf(program, to);
  const [first] = middleware;
  if (isOfOtherMethod(program, to)) return [];
  const handler = route === null ? to : first;
  if (!handler || (route === null && !program.imports.has(textOf(program, to)))) return [];
  return [
    makeHandler({
      framework: 'nestjs',
      route: route?.replace(/\/?[(*{].*$/, '/*') ?? null,
      at,
      handler,
      guards: middleware,
      kind: 'mount',
      siblings: route === null ? [] : ['guard'],
    }),
  ];
}

/**
 * `{ provide: APP_GUARD, useClass: Guard }` in a module and `app.useGlobalGuards(new Guard())` run before every
 * handler.
 */
function findGlobalGuards(program: Program): Handler[] {
  if (!hasGlobalGuards(program.text)) return [];
  const provided = nodesOfType(program.root, OBJECTS).flatMap((node) => {
    const entries = objectEntries(program, node);
    const provides = entries.get('provide');
    const used = entries.get('useClass') ?? entries.get('useExisting');
    return provides && used && textOf(program, provides) === 'APP_GUARD' ? [{ at: node, guard: used }] : [];
  });
  const used = nodesOfType(program.root, CALLS)
    .filter((call) => called(program, call, 'useGlobalGuards') !== null)
    .flatMap((call) => argumentsOf(call).map((guard) => ({ at: call, guard })));
  return [...provided, ...used].filter(({ guard }) => OF_HOOKS.test(textOf(program, guard))).map(guardOfAll);
}

const OBJECTS = new Set(['object']);
/** Only guards for webhooks: session guards skip handlers marked as public, which webhooks are. */
const OF_HOOKS = /hook|sign|hmac|verif/i;

const guardOfAll = ({ at, guard }: { at: SyntaxNode; guard: SyntaxNode }): Handler =>
  makeHandler({
    framework: 'nestjs',
    route: '/*',
    at,
    handler: guard,
    guards: [guard],
    kind: 'mount',
    siblings: ['guard'],
  });
