import { bare, FUNCTIONS, textOf, wrappedFunction } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { makeHandler } from './handler.ts';
import type { Handler } from './handler.ts';
import { routerFrameworkOf } from './router-framework.ts';

/**
 * Every function of a file that takes a request, whatever its name: exports, members of objects, methods of classes.
 * They count as handlers when a route of another file leads to them.
 */
export function findPlainHandlers(program: Program): Handler[] {
  const found = new Map<SyntaxNode, Handler>();
  const framework = routerFrameworkOf(program);
  const note = (name: string, node: SyntaxNode): void => {
    const fn = functionOf(program, node);
    if (!fn || found.has(fn) || !takesRequest(program, fn)) return;
    found.set(fn, makeHandler({ framework, at: fn, handler: fn, name, unrouted: 'plain' }));
  };
  for (const [name, node] of program.exported) note(name, node);
  for (const node of nodesOfType(program.root, NAMED)) {
    const name = child(node, 'name') ?? child(node, 'key') ?? child(node, 'property');
    const fn = FUNCTIONS.has(node.type) ? node : child(node, 'value');
    if (name && fn) note(textOf(program, name), fn);
  }
  return [...found.values()].slice(0, MAX_FUNCTIONS);
}

/** A controller has a few dozen actions at most. */
const MAX_FUNCTIONS = 60;
/** Nodes that name a function, in classes, in objects and inside factories. */
const NAMED = new Set([
  'variable_declarator',
  'function_declaration',
  'method_definition',
  'pair',
  'field_definition',
  'public_field_definition',
]);

/** The function itself, the one that an identifier refers to, or the one in `asyncHandler(async (req, res) => {})`. */
function functionOf(program: Program, node: SyntaxNode): SyntaxNode | null {
  const named = node.type === 'identifier' ? program.declared.get(textOf(program, node)) : undefined;
  const inner = bare(named ?? node);
  const fn = wrappedFunction(inner) ?? inner;
  return FUNCTIONS.has(fn.type) ? fn : null;
}

/**
 * Whether the first parameter is a request or contains one: `(req, res)`, `(ctx)`,
 * `({ request, response }: HttpContext)`.
 */
const takesRequest = (program: Program, fn: SyntaxNode): boolean => {
  const first = child(fn, 'parameters')?.children.find(({ type }) => type !== 'comment') ?? child(fn, 'parameter');
  return first !== null && first !== undefined && REQUEST.test(textOf(program, child(first, 'pattern') ?? first));
};

const REQUEST = /^_?(?:req|request|ctx|context|c)$|^\{[^}]{0,80}\brequest\b/i;
