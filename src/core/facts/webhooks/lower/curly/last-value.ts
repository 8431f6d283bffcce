import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from './curly.ts';
import { expression, statement } from './visit.ts';

/** Expressions that are written as statements; their branches yield the value. */
export const HOLDS_STATEMENTS =
  /^(?:if|match|loop|for|while|switch|throw)_expression$|^(?:block|unsafe_block|return_expression)$/;

/** Writes the last expression of a block: assigned to the target, or returned where the block is the function's. */
export function lastValue(curly: Curly, node: SyntaxNode, at: SyntaxNode): void {
  if (HOLDS_STATEMENTS.test(node.type)) return statement(curly, node, true);
  if (curly.target === null) return giveBack(curly, [node], at);
  curly.out.add(`${curly.target} = ${expression(curly, node)};`, at);
}

/** Writes the return of a function. */
export function giveBack(curly: Curly, values: readonly SyntaxNode[], at: SyntaxNode): void {
  if (curly.dialect.giveBack) return curly.dialect.giveBack(curly, values, at);
  const value = values[0]!;
  if (HOLDS_STATEMENTS.test(value.type)) return statement(curly, value, true);
  curly.out.add(`return ${expression(curly, value)};`, at);
}

/** Runs `write` with `target` as the variable for the block's value; null means that the function returns it. */
export function withTarget<T>(curly: Curly, target: string | null, write: () => T): T {
  const outer = curly.target;
  curly.target = target;
  const written = write();
  curly.target = outer;
  return written;
}
