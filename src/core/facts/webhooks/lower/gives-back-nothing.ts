import type { SyntaxNode } from '../syntax.ts';

const EMPTY = /^(?:array_creation_expression|list|dictionary|tuple)$/;
const IN_BETWEEN = /^(?:parenthesized_expression|conditional_expression|binary_expression|boolean_operator)$/;

/**
 * Whether an empty list or table is what a function gives back, alone or as the last resort (`found ?? []`), in a
 * language where it is false: who calls it asks as for nothing at all. One that is filled later is none of these.
 */
export function givesBackNothing(node: SyntaxNode): boolean {
  if (!EMPTY.test(node.type) || node.children.some(({ type }) => type !== 'comment')) return false;
  let around = node.parent;
  while (around && IN_BETWEEN.test(around.type)) around = around.parent;
  return around?.type === 'return_statement';
}
