import type { SyntaxNode } from '../../syntax.ts';
import { bounded } from '../spelling.ts';
import type { Curly } from './curly.ts';

// Statements hold expressions, expressions hold functions, and functions hold statements. The lowering under way carries
// both, so that the files of the parts need not import each other in a circle.

/** An expression in the common language. */
export const expression = (curly: Curly, node: SyntaxNode | null): string =>
  bounded(curly.lower.expression(curly, node));

/** Writes a statement. `tail`: its value is the function's (Rust), and nothing comes after it. */
export const statement = (curly: Curly, node: SyntaxNode, tail = false): void =>
  curly.lower.statement(curly, node, tail);

/** Writes statements. `tail`: the value of the last one is the function's. */
export function statements(curly: Curly, nodes: readonly SyntaxNode[], tail: boolean): void {
  const real = nodes.filter((each) => !/comment|attribute_item/.test(each.type));
  for (const each of real) statement(curly, each, tail && each === real.at(-1));
}

/** Writes what stands in a block, or a statement where there is no block. */
export const block = (curly: Curly, node: SyntaxNode | null, tail = false): void => {
  if (!node) return;
  if (/^(?:block|compound_statement|colon_block|statement_list|constructor_body)$/.test(node.type))
    statements(curly, node.children, tail);
  else statement(curly, node, tail);
};
