import type { SyntaxNode } from '../../syntax.ts';
import { bounded } from '../spelling.ts';
import type { Elixir } from './elixir.ts';

// Statements hold expressions, expressions hold functions, and functions hold statements. The state carries the two
// entry points, so that the files of the parts need no import cycle.

/** An expression in the common language. */
export const expression = (elixir: Elixir, node: SyntaxNode | null): string =>
  bounded(elixir.lower.expression(elixir, node));

/** Writes statements. With `tail`, the value of the last one is the function's. */
export function statements(elixir: Elixir, nodes: readonly SyntaxNode[], tail: boolean): void {
  const real = nodes.filter((each) => each.type !== 'comment');
  for (const each of real) elixir.lower.statement(elixir, each, tail && each === real.at(-1));
}

/** Lowers statements to a value: a function that is called in place. */
export const valueOf = (elixir: Elixir, write: () => void): string =>
  bounded(`(() => { ${elixir.out.inline(write)} })()`);
