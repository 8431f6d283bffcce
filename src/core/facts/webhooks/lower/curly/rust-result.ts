import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { quote, sourceOf } from '../spelling.ts';
import type { Curly } from './curly.ts';
import { expression, statement } from './visit.ts';

/** `Ok(x)` is returned, `Err(x)` thrown; a result that is handed on throws by itself. */
export function rustResult(curly: Curly, node: SyntaxNode, at: SyntaxNode): void {
  const { out, text } = curly;
  if (/^(?:if|match|loop|for|while)_expression$|^(?:block|unsafe_block|return_expression)$/.test(node.type))
    return statement(curly, node, true);
  const source = sourceOf(text, node);
  if (/^Err\s*\(/.test(source)) return out.add(`throw ${quote(source)};`, at);
  const inner =
    /^Ok\s*\(/.test(source) && node.type === 'call_expression' ? (child(node, 'arguments')?.children[0] ?? null) : node;
  out.add(inner ? `return ${expression(curly, inner)};` : 'return;', at);
}
