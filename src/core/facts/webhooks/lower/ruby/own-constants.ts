import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import type { Ruby } from './ruby.ts';
import { expression } from './visit.ts';

/**
 * The constants of a file that have a single value, at the top or in a class: `SECRET = ENV['ACME_SECRET']`. A name that is
 * assigned twice is left out, as are tables and blocks, which hold no secrets.
 */
export function ownConstants(text: string, root: SyntaxNode): Map<string, SyntaxNode> {
  const found = new Map<string, SyntaxNode>();
  const again = new Set<string>();
  for (const node of nodesOfType(root, ASSIGNMENTS)) {
    const left = child(node, 'left');
    if (left?.type !== 'constant') continue;
    const name = sourceOf(text, left);
    if (found.has(name)) again.add(name);
    found.set(name, node);
  }
  return new Map([...found].filter(([name, node]) => !again.has(name) && isValue(valueOf(node))));
}

const ASSIGNMENTS = new Set(['assignment', 'operator_assignment']);
const VALUES = new Set(['string', 'call', 'element_reference', 'binary', 'conditional', 'parenthesized_statements']);

/** `ENV.fetch('ACME_SECRET')` and `'text'.freeze`, but not `{ 'acme' => Acme }.freeze` or a call with a block. */
function isValue(node: SyntaxNode | null): boolean {
  let root = node;
  for (; root?.type === 'call'; root = child(root, 'receiver')) if (child(root, 'block')) return false;
  return VALUES.has(node?.type ?? '') && !TABLES.has(root?.type ?? '');
}

const TABLES = new Set(['hash', 'array', 'string_array', 'symbol_array', 'lambda']);

const valueOf = (node: SyntaxNode): SyntaxNode | null => (node.type === 'assignment' ? child(node, 'right') : null);

/** Declares them before everything else of the file. */
export function addConstants(ruby: Ruby): void {
  for (const [name, node] of ruby.constants) ruby.out.add(`const ${name} = ${expression(ruby, valueOf(node))};`, node);
}

/** Whether it is the assignment of a constant that is declared already. */
export const isDeclared = ({ text, constants }: Ruby, node: SyntaxNode): boolean =>
  node.type === 'assignment' && constants.get(sourceOf(text, child(node, 'left'))) === node;
