import type { SyntaxNode } from '../../syntax.ts';
import { bounded } from '../spelling.ts';
import type { Python } from './python.ts';

// Statements hold expressions, expressions hold functions, and functions hold statements. The lowering under way carries
// both, so that the files of the parts need not import each other in a circle.

/** An expression in the common language. */
export const expression = (python: Python, node: SyntaxNode | null): string =>
  bounded(python.lower.expression(python, node));

/** `tail`: nothing of the function comes after it, so that the ends of its branches are returns. */
export function block(python: Python, node: SyntaxNode | null, tail = false): void {
  const statements = node?.children.filter((each) => each.type !== 'comment') ?? [];
  for (const each of statements) python.lower.statement(python, each, tail && each === statements.at(-1));
}
