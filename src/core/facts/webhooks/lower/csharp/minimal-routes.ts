import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import { typeName } from '../curly/class-fields.ts';
import { BODY_TYPE } from '../curly/class-parameters.ts';
import type { Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import type { ClassParts } from '../curly/lower-classes.ts';
import { expression } from '../curly/visit.ts';
import { secretPath } from './secret-routes.ts';
import { identifier, lowerFirst, propertyName, sourceOf } from '../spelling.ts';

// Routes of minimal APIs, of Carter, whose modules consist of them, and of FastEndpoints.

/** `var hooks = app.MapGroup("/webhooks").AddEndpointFilter<Verify>();` */
type Group = { parent: string; path: string; chain: string };

const GROUP = /\b(\w{1,60})\s?=\s?(\w{1,60})\s{0,200}\.MapGroup\(\s{0,20}"([^"\n]{0,200})"\s{0,20}\)([^;]{0,500});/g;
const MAX_DEPTH = 5;

/** What the routes need from the whole file: its route groups, and the other HTTP methods at each path. */
export type MinimalFile = { groups: ReadonlyMap<string, Group>; siblings: ReadonlyMap<string, readonly string[]> };

/** Reads what minimal routes need from their whole file. */
export const readMinimalFile = (text: string): MinimalFile => ({
  groups: readGroups(text),
  siblings: readSiblings(text),
});

const SIBLING = /\b(\w{1,60})\s{0,40}\.Map(Get|Put|Patch|Delete)\(\s{0,40}"([^"\n]{0,200})"/g;

function readSiblings(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [, owner = '', verb = '', path = ''] of text.matchAll(SIBLING)) {
    const at = placeOf(owner, path.replace(/\/?\{[^{}]*\}$/, ''));
    found.set(at, [...(found.get(at) ?? []), verb.toLowerCase()]);
  }
  return found;
}

const placeOf = (owner: string, path: string): string => `${owner} ${path.replace(/^\/|\/$/g, '')}`;

function readGroups(text: string): ReadonlyMap<string, Group> {
  const found = new Map<string, Group>();
  if (!text.includes('.MapGroup(')) return found;
  for (const [, name, parent, path, chain] of text.matchAll(GROUP)) {
    const later = text.includes(`${name}.RequireAuthorization(`) ? '.RequireAuthorization()' : '';
    found.set(name!, { parent: parent!, path: path!, chain: chain! + later });
  }
  return found;
}

/** Adds the route of `app.MapPost("/webhook", async (HttpRequest request) => ...)`. */
export function minimalRoute(csharp: Curly, node: SyntaxNode, { groups, siblings }: MinimalFile): void {
  const callee = child(node, 'function');
  if (
    callee?.type !== 'member_access_expression' ||
    sourceOf(csharp.text, child(callee, 'name')).replace(/<.*$/s, '') !== 'MapPost'
  )
    return;
  const args = argumentsOf(node);
  const hidden = secretPath(csharp, args[0]);
  const written = hidden?.route ?? literalOf(csharp, args[0]);
  const handler = args[1];
  if (written === null || !handler) return;
  const behind = node.parent?.parent ?? node;
  const owner = sourceOf(csharp.text, child(callee, 'expression'));
  const around = groupsAround(groups, owner);
  const chain = `${sourceOf(csharp.text, behind).slice(node.end - behind.start)}${around.map((each) => each.chain).join('')}`;
  if (/^\s*\.RequireAuthorization|\.RequireAuthorization\(\)$/.test(chain)) return;
  const typed = [...chain.matchAll(/\.AddEndpointFilter<(\w+)>/g)].map(([, filter]) =>
    isOnlyFilter(csharp, filter!) ? 'this.invokeAsync' : `${typeName(csharp, filter!, node)}.invokeAsync`,
  );
  const parts = [...around.map(({ path }) => path), written].map((part) => part.replace(/^\/+|\/+$/g, ''));
  const route = around.length === 0 ? written : `/${parts.filter((part) => part !== '').join('/')}`;
  const { line, endLine } = node;
  csharp.out.route(
    {
      framework: 'aspnet',
      route,
      method: 'POST',
      name: null,
      line,
      endLine,
      kind: hidden ? 'controller' : 'route',
      siblings: siblings.get(placeOf(owner, written)) ?? [],
    },
    [handlerOf(csharp, handler), ...(hidden ? [hidden.guard] : []), ...typed, ...filtersInPlace(csharp, node)].join(
      ', ',
    ),
  );
}

/** Whether a filter is the only one in this file. */
const isOnlyFilter = ({ text }: Curly, name: string): boolean =>
  text.includes(`class ${name}`) && text.split(' InvokeAsync(').length === 2;

/** Inline filters chained to the route: `app.MapPost(...).AddEndpointFilter(async (context, next) => ...)`. */
function filtersInPlace(csharp: Curly, route: SyntaxNode): string[] {
  const found: string[] = [];
  for (let call = chainedTo(route); call; call = chainedTo(call)) {
    const [filter] = argumentsOf(call);
    const isFilter = sourceOf(csharp.text, child(child(call, 'function'), 'name')) === 'AddEndpointFilter';
    if (isFilter && filter?.type === 'lambda_expression') found.push(expression(csharp, filter));
  }
  return found;
}

/** The method call chained to a call; null where there is none. */
function chainedTo({ parent }: SyntaxNode): SyntaxNode | null {
  const call = parent?.type === 'member_access_expression' ? parent.parent : null;
  return call?.type === 'invocation_expression' ? call : null;
}

/** The groups that enclose a route, outermost first. */
function groupsAround(groups: ReadonlyMap<string, Group>, owner: string): Group[] {
  const inline = /\.MapGroup\(\s{0,20}"([^"\n]{0,200})"/.exec(owner.slice(0, 500))?.[1];
  const found: Group[] = inline === undefined ? [] : [{ parent: '', path: inline, chain: owner.slice(0, 500) }];
  for (let name = owner; found.length < MAX_DEPTH;) {
    const group = groups.get(name);
    if (!group) break;
    found.unshift(group);
    name = group.parent;
  }
  return found;
}

/**
 * A local function, a method of this or another class, or an inline function, whose body parameters are lowered to the
 * request body.
 */
function handlerOf(csharp: Curly, handler: SyntaxNode): string {
  const source = sourceOf(csharp.text, handler);
  if (handler.type === 'identifier' && csharp.functions.has(source)) return identifier(lowerFirst(source));
  if (handler.type === 'identifier' && csharp.methods.has(source)) return `this.${propertyName(lowerFirst(source))}`;
  const [, type, method] = /^([A-Z]\w{0,80})\.(\w{1,80})$/.exec(source) ?? [];
  if (type !== undefined && method !== undefined)
    return `${typeName(csharp, type, handler)}.${propertyName(lowerFirst(method))}`;
  const bodies = (child(handler, 'parameters')?.children ?? []).flatMap((part) => {
    const isBody =
      /\bFrom(?:Body|Form)\b/.test(sourceOf(csharp.text, part)) ||
      BODY_TYPE.test(sourceOf(csharp.text, child(part, 'type')));
    return isBody ? [sourceOf(csharp.text, child(part, 'name'))] : [];
  });
  for (const name of bodies) csharp.names.set(name, 'request.body');
  const written = expression(csharp, handler);
  for (const name of bodies) csharp.names.delete(name);
  return written;
}

/** FastEndpoints: `Configure()` names the route, which requires authentication unless `AllowAnonymous()` opens it. */
export function fastEndpointRoute(csharp: Curly, { node, name, methods }: ClassParts): void {
  const source = sourceOf(csharp.text, node);
  if (
    !/:\s*(?:Endpoint|EndpointWithoutRequest|Ep\.)/.test(source.slice(0, 300)) ||
    !source.includes('AllowAnonymous()')
  )
    return;
  const route = /\bPost\(\s{0,20}"([^"\n]{0,200})"/.exec(source)?.[1];
  const method = methods.find((each) => /^(?:Handle|Execute)Async$/.test(each.name));
  if (route === undefined || !method) return;
  const { line, endLine } = method.node;
  const given = /^[^(]{0,200}\(\s*CancellationToken\b/.test(method.source) ? method.given : 'request.body';
  csharp.out.route(
    { framework: 'aspnet', route, method: 'POST', name: method.name, line, endLine, kind: 'route' },
    `(request) => { return ${name}.${propertyName(lowerFirst(method.name))}(${given}); }`,
  );
}
