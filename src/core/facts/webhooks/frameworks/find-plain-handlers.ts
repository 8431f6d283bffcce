import { bare, FUNCTIONS, objectEntries, textOf, wrappedFunction } from '../judge/program.ts';
import type { Program } from '../judge/program.ts';
import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { makeHandler } from './handler.ts';
import type { Handler } from './handler.ts';

/**
 * The functions of a file that take a request, whatever they are called: what it gives out by name, alone or in an object,
 * and methods of its classes. They are handlers where a route of another file leads to them.
 */
export function findPlainHandlers(program: Program): Handler[] {
  const found = new Map<SyntaxNode, Handler>();
  const note = (name: string, node: SyntaxNode): void => {
    const fn = functionOf(program, node);
    if (!fn || found.has(fn) || !takesRequest(program, fn)) return;
    found.set(fn, makeHandler({ framework: 'express', at: fn, handler: fn, name, unrouted: 'plain' }));
  };
  for (const [name, node] of program.exported) {
    note(name, node);
    for (const [key, part] of objectEntries(program, bare(node))) note(key, part);
  }
  for (const methods of program.methods.values()) for (const [name, fn] of methods) note(name, fn);
  return [...found.values()].slice(0, MAX_FUNCTIONS);
}

/** Controllers have some tens of actions. */
const MAX_FUNCTIONS = 60;

/** The function itself, the one that a name stands for, or the one in `asyncHandler(async (req, res) => {})`. */
function functionOf(program: Program, node: SyntaxNode): SyntaxNode | null {
  const named = program.declared.get(textOf(program, node).slice(0, 80));
  const inner = bare(named ?? node);
  const fn = wrappedFunction(inner) ?? inner;
  return FUNCTIONS.has(fn.type) ? fn : null;
}

const takesRequest = (program: Program, fn: SyntaxNode): boolean => {
  const first = child(fn, 'parameters')?.children.find(({ type }) => type !== 'comment') ?? child(fn, 'parameter');
  return first !== null && first !== undefined && REQUEST.test(textOf(program, child(first, 'pattern') ?? first));
};

const REQUEST = /^_?(?:req|request|ctx|context|c)$/i;
