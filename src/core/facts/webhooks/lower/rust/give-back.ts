import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { HOLDS_STATEMENTS } from '../curly/last-value.ts';
import { expression, statement } from '../curly/visit.ts';
import { quote, sourceOf } from '../spelling.ts';

/**
 * Writes a returned value: `Ok(x)` as a return, `Err(x)` as a throw. Any other result is returned as it is, since the
 * call that yields it throws on failure.
 */
export function giveBack(rust: Curly, [value]: readonly SyntaxNode[], at: SyntaxNode): void {
  if (!value) return;
  if (HOLDS_STATEMENTS.test(value.type)) return statement(rust, value, true);
  const source = sourceOf(rust.text, value);
  if (/^(?:Err|(?:\w+::)*Outcome::(?:Failure|Error|Forward))\s*\(/.test(source))
    return rust.out.add(`throw ${quote(source)};`, at);
  const inner =
    /^(?:Ok|(?:\w+::)*Outcome::Success)\s*\(/.test(source) && value.type === 'call_expression'
      ? (child(value, 'arguments')?.children[0] ?? null)
      : value;
  rust.out.add(inner ? `return ${expression(rust, inner)};` : 'return;', at);
}
