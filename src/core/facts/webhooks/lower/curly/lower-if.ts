import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from './curly.ts';
import { block, expression, statement } from './visit.ts';

/** Writes an `if` statement, each `else if` nested in the preceding `else`. */
export function lowerIf(curly: Curly, node: SyntaxNode, tail: boolean): void {
  const { out } = curly;
  const initializer = child(node, 'initializer');
  if (initializer) statement(curly, initializer);
  out.add(`if (${expression(curly, child(node, 'condition'))}) {`, node);
  block(curly, child(node, 'consequence') ?? child(node, 'body'), tail);
  const others = node.children.filter((each) => each.field === 'alternative' || each.type === 'else_clause');
  let open = 1;
  for (const each of others) {
    out.add('} else {', each);
    if (each.type === 'else_if_clause') {
      out.add(`if (${expression(curly, child(each, 'condition'))}) {`, each);
      block(curly, child(each, 'body'), tail);
      open += 1;
    } else block(curly, each, tail);
  }
  out.add('}'.repeat(open), node);
}
