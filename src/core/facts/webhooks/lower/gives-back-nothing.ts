import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';

const EMPTY = /^(?:array_creation_expression|list|dictionary|tuple)$/;
const IN_BETWEEN = /^(?:parenthesized|conditional)_expression$/;
/** What its right side stands in for, and no comparison with it. */
const STANDS_IN = /^(?:\?\?|\|\||or)$/;

/**
 * Whether an empty list or table is what a function gives back, alone or as the last resort (`found ?? []`), in a
 * language where it is false: who calls it asks as for nothing at all. One that is filled later is none of these.
 */
export function givesBackNothing(node: SyntaxNode): boolean {
  if (!EMPTY.test(node.type) || node.children.some(({ type }) => type !== 'comment')) return false;
  let around = node.parent;
  while (around && passesOn(around)) around = around.parent;
  return around?.type === 'return_statement';
}

const passesOn = (node: SyntaxNode): boolean =>
  IN_BETWEEN.test(node.type) || STANDS_IN.test(child(node, 'operator')?.type ?? '');
