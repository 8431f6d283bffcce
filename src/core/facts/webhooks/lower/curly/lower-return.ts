import type { SyntaxNode } from '../../syntax.ts';
import { quote, sourceOf } from '../spelling.ts';
import type { Curly } from './curly.ts';
import { rustResult, withTarget } from './rust-result.ts';
import { expression, statement } from './visit.ts';

export function lowerReturn(curly: Curly, node: SyntaxNode): void {
  const { out } = curly;
  const held = node.children.filter((each) => !each.type.includes('comment'));
  const values = held[0]?.type === 'expression_list' ? held[0].children : held;
  if (values.length === 0) return out.add('return;', node);
  if (curly.language === 'rust') return withTarget(curly, null, () => rustResult(curly, values[0]!, node));
  if (curly.language === 'go') return goReturn(curly, values, node);
  if (values[0] && /^(?:match_expression|switch_expression)$/.test(values[0].type))
    return statement(curly, values[0], true);
  if (values[0]?.type === 'throw_expression') return statement(curly, values[0]);
  out.add(`return ${expression(curly, values[0]!)};`, node);
}

function goReturn(curly: Curly, values: readonly SyntaxNode[], node: SyntaxNode): void {
  const { out, text } = curly;
  const last = values.at(-1)!;
  const source = sourceOf(text, last);
  if (curly.fails && source !== 'nil') {
    const passes =
      values.length === 1 &&
      last.type === 'call_expression' &&
      !/^(?:errors|fmt|status|echo|fiber|huma|apperr\w*|errs?)\./.test(source) &&
      !/^\w*[eE]rr\w*\(|New\w*Error/.test(source);
    if (passes) return out.add(`return ${expression(curly, last)};`, node);
    // `err`, `tx.Save(&order).Error`: an error, or none.
    if (/^(?:err|e|\w*Err)$/.test(source) || (last.type === 'selector_expression' && source.endsWith('.Error'))) {
      out.add(`if (${expression(curly, last)}) throw 'error';`, node);
      return out.add(values.length > 1 ? `return ${expression(curly, values[0]!)};` : 'return;', node);
    }
    if (/^(?:c|ctx|w)\.\w+\(/.test(source)) return out.add(`return ${expression(curly, last)};`, node);
    return out.add(`throw ${quote(source)};`, node);
  }
  const kept = curly.fails ? values.slice(0, -1) : values;
  if (kept.length === 0) return out.add('return;', node);
  const boolean = kept.length > 1 ? kept.find((each) => /^(?:true|false)$/.test(sourceOf(text, each))) : null;
  out.add(
    `return ${boolean ? sourceOf(text, boolean) : kept.length === 1 ? expression(curly, kept[0]!) : `[${kept.map((each) => expression(curly, each)).join(', ')}]`};`,
    node,
  );
}
