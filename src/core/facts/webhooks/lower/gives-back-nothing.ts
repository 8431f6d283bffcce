import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';

const EMPTY = /^(?:array_creation_expression|list|dictionary|tuple)$/;
const IN_BETWEEN = /^(?:parenthesized|conditional)_expression$/;
/** Operators that yield their right operand as a fallback; comparisons are not among them. */
const STANDS_IN = /^(?:\?\?|\|\||or)$/;

/**
 * Whether a node is an empty list or table that a function returns, on its own or as the fallback (`found ?? []`), in a
 * language where an empty collection is false: a caller tests it like null. A collection that is filled later does not
 * count.
 */
export function givesBackNothing(node: SyntaxNode): boolean {
  if (!EMPTY.test(node.type) || node.children.some(({ type }) => type !== 'comment')) return false;
  let around = node.parent;
  while (around && passesOn(around)) around = around.parent;
  return around?.type === 'return_statement';
}

const passesOn = (node: SyntaxNode): boolean =>
  IN_BETWEEN.test(node.type) || STANDS_IN.test(child(node, 'operator')?.type ?? '');
