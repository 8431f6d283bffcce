import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { bare, FUNCTIONS, literal, textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';

const MAX_PATHS = 40;
const TESTS = new Set(['binary_expression', 'call_expression', 'switch_case']);

/**
 * The paths that a function distinguishes: `url.pathname === '/webhook'`, `req.url.startsWith('/hooks')`, `case '/x':`.
 * Empty for a function that serves a single route; at most 40.
 */
export function findPathnames(program: Program, fn: SyntaxNode): string[] {
  const found = new Set<string>();
  for (const node of nodesOfType(fn, TESTS)) {
    const path = pathOf(program, node);
    if (path !== null && found.size < MAX_PATHS) found.add(path);
  }
  return [...found];
}

function pathOf(program: Program, node: SyntaxNode): string | null {
  if (node.type === 'switch_case') return asPath(literal(program, child(node, 'value')), '/');
  if (node.type === 'binary_expression') {
    const sides = [child(node, 'left'), child(node, 'right')];
    if (!sides.some((side) => side && PATH.test(textOf(program, side).slice(0, 60)))) return null;
    return asPath(sides.map((side) => literal(program, side)).find((each) => each !== null) ?? null, '/');
  }
  const callee = child(node, 'function');
  if (callee?.type !== 'member_expression') return null;
  const [object, property] = [child(callee, 'object'), child(callee, 'property')];
  if (!object || !property || !/^(?:startsWith|endsWith|includes)$/.test(textOf(program, property))) return null;
  if (!PATH.test(textOf(program, object).slice(0, 60))) return null;
  const first = child(node, 'arguments')?.children[0];
  return asPath(literal(program, first), '');
}

/** Names for a request's path; Node's `req.url` has no host, so it counts. */
const PATH = /path|\burl\b/i;

const asPath = (text: string | null, start: string): string | null =>
  text !== null && text.length > 1 && text.length < 120 && text.includes('/') && text.startsWith(start) ? text : null;

/**
 * The function that an expression denotes: an inline one, or one declared in this file under that name. Null if
 * neither.
 */
export function functionOf(program: Program, node: SyntaxNode | null | undefined): SyntaxNode | null {
  if (!node) return null;
  const inner = bare(node);
  if (FUNCTIONS.has(inner.type)) return inner;
  const declared = inner.type === 'identifier' ? program.declared.get(textOf(program, inner)) : undefined;
  return declared && FUNCTIONS.has(bare(declared).type) ? bare(declared) : null;
}
