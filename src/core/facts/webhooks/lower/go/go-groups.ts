import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { sourceOf } from '../spelling.ts';

/** What stands before routes of a router: its own middleware and that of the router it was made from. */
type Guard = { router: string; at: SyntaxNode; scope: SyntaxNode | null; guards: readonly SyntaxNode[] };
type Group = { name: string; parent: string };
export type Groups = { guards: readonly Guard[]; groups: readonly Group[] };

/** Middleware that may prove who calls; loggers and the like say nothing. */
const GUARDING = /verif|sign|hmac|auth|hook|valid|token|protect|guard/i;
/** `SecurityHeaders()`, `csrf.Protect(key)`: for browsers. */
const OF_BROWSERS = /headers?\b|cors|csrf/i;

const MAX_DEPTH = 5;
/** More routers and middleware than a file has: each route is held against each. */
const MAX_GROUPS = 200;

/** `hooks := r.Group("/hooks", verify())`, `hooks.Use(verify())` of gin, echo, fiber and chi. */
export function readGroups(go: Curly, calls: Iterable<SyntaxNode>): Groups {
  const guards: Guard[] = [];
  const groups: Group[] = [];
  for (const call of calls) {
    const callee = child(call, 'function');
    if (groups.length + guards.length >= MAX_GROUPS) break;
    if (callee?.type !== 'selector_expression') continue;
    const verb = sourceOf(go.text, child(callee, 'field'));
    if (verb !== 'Use' && verb !== 'Group') continue;
    const owner = sourceOf(go.text, child(callee, 'operand'));
    const made = verb === 'Group' ? assignedTo(go, call) : owner;
    const found = argumentsOf(call).filter(
      (each) => /^(?:call_expression|identifier|selector_expression)$/.test(each.type) && guarding(go, each),
    );
    if (verb === 'Group' && made) groups.push({ name: made, parent: owner });
    if (made && found.length > 0) guards.push({ router: made, at: call, scope: scopeOf(call), guards: found });
  }
  return { guards, groups };
}

/** The middleware before a route that is registered by this call. */
export function guardsBefore(go: Curly, { guards, groups }: Groups, call: SyntaxNode): SyntaxNode[] {
  if (guards.length === 0) return [];
  let router = sourceOf(go.text, child(child(call, 'function')!, 'operand'));
  const found: SyntaxNode[] = [];
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    for (const each of guards) {
      if (each.router === router && each.at.start < call.start && inside(call, each.scope)) found.push(...each.guards);
    }
    const parent = groups.find((each) => each.name === router)?.parent;
    if (parent === undefined || parent === router) break;
    router = parent;
  }
  return found;
}

function guarding(go: Curly, node: SyntaxNode): boolean {
  const source = sourceOf(go.text, node).slice(0, 200);
  return GUARDING.test(source) && !OF_BROWSERS.test(source);
}

function assignedTo(go: Curly, call: SyntaxNode): string | null {
  const list = call.parent;
  const statement = list?.parent;
  if (!statement || !/^(?:short_var_declaration|assignment_statement)$/.test(statement.type)) return null;
  return sourceOf(go.text, child(statement, 'left'));
}

/** The function in which a call stands: what it puts in front is in front in there only. */
function scopeOf(node: SyntaxNode): SyntaxNode | null {
  let at = node.parent;
  while (at && !/^(?:func_literal|function_declaration|method_declaration)$/.test(at.type)) at = at.parent;
  return at;
}

const inside = (node: SyntaxNode, scope: SyntaxNode | null): boolean =>
  scope === null || (node.start >= scope.start && node.end <= scope.end);
