import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from './curly.ts';
import { expression, statement } from './visit.ts';

/** Expressions that are written as statements, whose parts give the value. */
export const HOLDS_STATEMENTS =
  /^(?:if|match|loop|for|while|switch|throw)_expression$|^(?:block|unsafe_block|return_expression)$/;

/** The last expression of a block: what the block comes to, or the function where it is the function's. */
export function lastValue(curly: Curly, node: SyntaxNode, at: SyntaxNode): void {
  if (HOLDS_STATEMENTS.test(node.type)) return statement(curly, node, true);
  if (curly.target === null) return giveBack(curly, [node], at);
  curly.out.add(`${curly.target} = ${expression(curly, node)};`, at);
}

/** Writes what a function gives back. */
export function giveBack(curly: Curly, values: readonly SyntaxNode[], at: SyntaxNode): void {
  if (curly.dialect.giveBack) return curly.dialect.giveBack(curly, values, at);
  const value = values[0]!;
  if (HOLDS_STATEMENTS.test(value.type)) return statement(curly, value, true);
  curly.out.add(`return ${expression(curly, value)};`, at);
}

/** Runs `write` where the value of a block goes into `target`, or is the function's. */
export function withTarget<T>(curly: Curly, target: string | null, write: () => T): T {
  const outer = curly.target;
  curly.target = target;
  const written = write();
  curly.target = outer;
  return written;
}
