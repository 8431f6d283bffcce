import type { SyntaxNode } from '../../syntax.ts';
import { bounded } from '../spelling.ts';
import type { Python } from './python.ts';

// Statements hold expressions, expressions hold functions, and functions hold statements. The state carries the two
// entry points, so that the files of the parts need no import cycle.

/** An expression in the common language. */
export const expression = (python: Python, node: SyntaxNode | null): string =>
  bounded(python.lower.expression(python, node));

/** Writes a block. With `tail`, nothing of the function follows it, so that the ends of its branches are returns. */
export function block(python: Python, node: SyntaxNode | null, tail = false): void {
  const statements = node?.children.filter((each) => each.type !== 'comment') ?? [];
  for (const each of statements) python.lower.statement(python, each, tail && each === statements.at(-1));
}
