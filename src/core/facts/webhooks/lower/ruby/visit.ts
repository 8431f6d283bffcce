import type { SyntaxNode } from '../../syntax.ts';
import { bounded } from '../spelling.ts';
import type { Ruby } from './ruby.ts';

// Statements hold expressions, expressions hold functions, and functions hold statements. The state carries the two
// entry points, so that the files of the parts need no import cycle.

/** An expression in the common language. */
export const expression = (ruby: Ruby, node: SyntaxNode | null): string => bounded(ruby.lower.expression(ruby, node));

/** Writes statements. With `tail`, the value of the last one is the method's. */
export function statements(ruby: Ruby, nodes: readonly SyntaxNode[], tail: boolean): void {
  const real = nodes.filter((each) => each.type !== 'comment');
  for (const each of real) ruby.lower.statement(ruby, each, tail && each === real.at(-1));
}

/** Writes one statement. */
export const statement = (ruby: Ruby, node: SyntaxNode, tail = false): void => ruby.lower.statement(ruby, node, tail);
