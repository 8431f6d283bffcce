import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from './curly.ts';
import { giveBack, withTarget } from './last-value.ts';

/** Writes `return` with no, one or several values. */
export function lowerReturn(curly: Curly, node: SyntaxNode): void {
  const held = node.children.filter((each) => !each.type.includes('comment'));
  const values = held[0]?.type === 'expression_list' ? held[0].children : held;
  if (values.length === 0) return curly.out.add('return;', node);
  // A `return` inside a block expression still returns from the function.
  withTarget(curly, null, () => giveBack(curly, values, node));
}
