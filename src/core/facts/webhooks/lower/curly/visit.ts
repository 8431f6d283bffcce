import type { SyntaxNode } from '../../syntax.ts';
import { bounded } from '../spelling.ts';
import type { Curly } from './curly.ts';

// Statements hold expressions, expressions hold functions, and functions hold statements. The state carries the two
// entry points, so that the files of the parts need no import cycle.

/** An expression in the common language. */
export const expression = (curly: Curly, node: SyntaxNode | null): string =>
  bounded(curly.lower.expression(curly, node));

/** Writes a statement. With `tail`, it is the last one and its value is the function's (Rust). */
export const statement = (curly: Curly, node: SyntaxNode, tail = false): void =>
  curly.lower.statement(curly, node, tail);

/** Writes statements. With `tail`, the value of the last one is the function's. */
export function statements(curly: Curly, nodes: readonly SyntaxNode[], tail: boolean): void {
  const real = nodes.filter((each) => !/comment|attribute_item/.test(each.type));
  for (const each of real) statement(curly, each, tail && each === real.at(-1));
}

/** Writes the statements of a block, or a single statement where there is no block. */
export const block = (curly: Curly, node: SyntaxNode | null, tail = false): void => {
  if (!node) return;
  if (/^(?:block|compound_statement|colon_block|statement_list|constructor_body)$/.test(node.type))
    statements(curly, node.children, tail);
  else statement(curly, node, tail);
};
