import type { SyntaxNode } from '../syntax.ts';
import { child } from '../syntax.ts';

/** Whether what a call gives is awaited, or handed to the caller, who may await it. */
export function isWaitedFor(call: SyntaxNode): boolean {
  let node = call;
  while (node.parent && TRANSPARENT.test(node.parent.type)) node = node.parent;
  const { parent } = node;
  if (parent === null) return false;
  return WAITS.test(parent.type) || (parent.type === 'arrow_function' && child(parent, 'body') === node);
}

const TRANSPARENT = /^(?:parenthesized_expression|as_expression|satisfies_expression|non_null_expression)$/;
const WAITS = /^(?:await_expression|return_statement|yield_expression)$/;
