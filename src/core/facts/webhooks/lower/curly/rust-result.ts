import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { quote, sourceOf } from '../spelling.ts';
import type { Curly } from './curly.ts';
import { expression, statement } from './visit.ts';

const HOLDS_STATEMENTS = /^(?:if|match|loop|for|while)_expression$|^(?:block|unsafe_block|return_expression)$/;

/** `Ok(x)` is returned, `Err(x)` thrown; a result that is handed on throws by itself. */
export function rustResult(curly: Curly, node: SyntaxNode, at: SyntaxNode): void {
  const { out, text } = curly;
  if (HOLDS_STATEMENTS.test(node.type)) return statement(curly, node, true);
  const source = sourceOf(text, node);
  if (/^(?:Err|(?:\w+::)*Outcome::(?:Failure|Error|Forward))\s*\(/.test(source))
    return out.add(`throw ${quote(source)};`, at);
  const inner =
    /^(?:Ok|(?:\w+::)*Outcome::Success)\s*\(/.test(source) && node.type === 'call_expression'
      ? (child(node, 'arguments')?.children[0] ?? null)
      : node;
  out.add(inner ? `return ${expression(curly, inner)};` : 'return;', at);
}

/** The last expression of a block: what the block comes to, or the function where it is the function's. */
export function lastValue(curly: Curly, node: SyntaxNode, at: SyntaxNode): void {
  if (curly.target === null || HOLDS_STATEMENTS.test(node.type)) return rustResult(curly, node, at);
  curly.out.add(`${curly.target} = ${expression(curly, node)};`, at);
}

/** Runs `write` where the value of a block goes into `target`, or is the function's. */
export function withTarget<T>(curly: Curly, target: string | null, write: () => T): T {
  const outer = curly.target;
  curly.target = target;
  const written = write();
  curly.target = outer;
  return written;
}
