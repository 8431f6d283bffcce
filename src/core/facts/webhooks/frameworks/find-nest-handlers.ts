import { CALLED_BY_GET, registersGet } from '../receiver-words.ts';
import { isOwnModule } from '../judge/calls/known-calls.ts';
import { argumentsOf, bare, literal, objectEntries, textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { makeHandler } from './handler.ts';
import type { Framework, Handler } from './handler.ts';
import { joinRoute } from './used-before.ts';

const DECORATORS = new Set(['decorator']);
const CLASSES = new Set(['class_declaration', 'abstract_class_declaration']);

/**
 * NestJS: methods with `@Post` or `@All`, or a `@Get` that providers call, in classes with `@Controller`, and their
 * guards.
 */
export const NEST_CONTROLLERS: Framework = {
  mayHold: (_path, text) => /@(?:Json)?Controller\b/.test(text) && (/@(?:Post|All)\b/.test(text) || registersGet(text)),
  find: (_path, program) => nodesOfType(program.root, CLASSES).flatMap((node) => controllerOf(program, node)),
};

function controllerOf(program: Program, node: SyntaxNode): Handler[] {
  const own = decoratorsOf(program, [
    ...node.children,
    ...(node.parent?.type === 'export_statement' ? node.parent.children : []),
  ]);
  const controller = own.find((each) => /^(?:Json)?Controller$/.test(each.name));
  if (!controller) return [];
  const prefix = routeOf(program, controller.args[0]);
  const found: Handler[] = [];
  let waiting: Decorator[] = [];
  for (const member of child(node, 'body')?.children ?? []) {
    if (member.type === 'decorator') waiting.push(...decoratorsOf(program, [member]));
    else if (member.type !== 'comment') {
      const handler = member.type === 'method_definition' ? methodOf(program, member, waiting, prefix, own) : null;
      if (handler) found.push(handler);
      waiting = [];
    }
  }
  return found.map((each) => ({ ...each, siblings: siblingsOf(program, node, each.route, prefix) }));
}

type Decorator = { name: string; args: SyntaxNode[]; node: SyntaxNode };

/** Decorators with their arguments: `@Post('x')`, `@Public`. */
export function decoratorsOf(program: Program, nodes: readonly SyntaxNode[]): Decorator[] {
  return nodes.flatMap((node) => {
    const inner = node.type === 'decorator' ? node.children[0] : undefined;
    if (!inner) return [];
    const call = inner.type === 'call_expression';
    const callee = call ? child(inner, 'function') : inner;
    return callee ? [{ name: textOf(program, callee), args: call ? argumentsOf(inner) : [], node }] : [];
  });
}

function methodOf(
  program: Program,
  method: SyntaxNode,
  decorators: readonly Decorator[],
  prefix: string | null,
  own: readonly Decorator[],
): Handler | null {
  const verb = decorators.find((each) => /^(?:Post|All|Get)$/.test(each.name));
  const name = child(method, 'name');
  if (!verb || !name) return null;
  const route = joinRoute(prefix, routeOf(program, verb.args[0]) ?? '/');
  const inQuery = verb.name === 'Get';
  if (inQuery && !CALLED_BY_GET.test(route)) return null;
  const ofParameters = decoratorsOf(program, nodesOfType(child(method, 'parameters') ?? method, DECORATORS));
  const guards = [...own, ...decorators, ...ofParameters].flatMap((each) => guardsOf(program, each));
  return makeHandler({
    framework: 'nestjs',
    route,
    method: verb.name === 'All' ? null : verb.name.toUpperCase(),
    ...(inQuery ? { inQuery } : {}),
    at: method,
    handler: method,
    guards,
    ...(letsInUsers(program, own, decorators) ? { forUsers: true as const } : {}),
    name: textOf(program, name),
  });
}

/**
 * What a decorator runs before a method: guards; interceptors and pipes whose names say that they verify; or one of the
 * application's own decorators with such a name.
 */
function guardsOf(program: Program, { name, args, node }: Decorator): SyntaxNode[] {
  if (name === 'UseGuards') return args;
  const verifies = (each: SyntaxNode): boolean => VERIFIES.test(textOf(program, each).slice(0, 80));
  if (/^(?:Use(?:Interceptors|Pipes)|Body)$/.test(name)) return args.filter(verifies);
  const module = program.imports.get(name)?.module ?? '';
  const [inner] = node.children;
  if (!inner || !isOwnModule(module)) return [];
  return VERIFIES.test(name) ? [inner] : args.filter((each) => GUARD.test(textOf(program, each).slice(-80)));
}

/** `@UseAuth(HmacGuard)`: one of the application's own decorators applies the guard that it is given. */
const GUARD = /\b[A-Z]\w{0,60}Guard$/;

const VERIFIES = /verif|validat(?!ion)|signature|signed|hmac|web_?hook|secur|protect|authentic|guard/i;

/**
 * `@UseGuards(JwtAuthGuard)`, `@Roles('admin')` on the method or its class, unless another decorator makes the method
 * public.
 */
function letsInUsers(program: Program, ofClass: readonly Decorator[], ofMethod: readonly Decorator[]): boolean {
  if (ofMethod.some(({ name }) => OPEN.test(name))) return false;
  return [...ofClass, ...ofMethod].some(({ name, args }) =>
    name === 'UseGuards'
      ? args.some((each) => OF_USERS.test(textOf(program, each)))
      : name === 'Roles' && args.length > 0,
  );
}

const OPEN =
  /^(?:Is)?(?:Public|Open|Anonymous|Unprotected)|^(?:Skip|No|Allow|Bypass|Without)(?:Jwt|Auth|Anonymous|Unauth|Guard)/i;
const OF_USERS = /^(?:new )?(?:Jwt|Roles?|Permissions?|Session|AccessToken)\w{0,20}Guard\b|^AuthGuard\(\s?['"`]jwt/i;

/**
 * The path in `'x'`, `['x', 'y']` (the first) or `{ path: 'x' }`, with a leading slash; null if it is empty or unknown.
 */
export function routeOf(program: Program, node: SyntaxNode | undefined): string | null {
  if (!node) return null;
  const inner = bare(node);
  if (inner.type === 'array') return routeOf(program, inner.children[0]);
  const text =
    inner.type === 'object' ? literal(program, objectEntries(program, inner).get('path')) : literal(program, inner);
  if (text === null || text === '') return null;
  return text.startsWith('/') ? text : `/${text}`;
}

/** Other methods on the same path or on a member of it. */
function siblingsOf(program: Program, node: SyntaxNode, route: string | null, prefix: string | null): string[] {
  return decoratorsOf(program, child(node, 'body')?.children ?? [])
    .filter((each) => /^(?:Get|Put|Patch|Delete)$/.test(each.name))
    .filter((each) => {
      const other = joinRoute(prefix, routeOf(program, each.args[0]) ?? '/');
      return other === route || other.startsWith(`${route}/:`);
    })
    .map((each) => each.name.toLowerCase());
}
