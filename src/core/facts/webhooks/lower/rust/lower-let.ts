import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { assign } from '../curly/assign.ts';
import type { Curly } from '../curly/curly.ts';
import { block, expression } from '../curly/visit.ts';
import { identifier, sourceOf } from '../spelling.ts';
import { attempt } from './attempt.ts';

/** Writes `let event = …;`, `let Ok(event) = … else { … };`, and results that are tested later. */
export function lowerLet(rust: Curly, node: SyntaxNode): void {
  const { text, out } = rust;
  const pattern = child(node, 'pattern');
  const value = child(node, 'value');
  const other = child(node, 'alternative');
  const bound = /^(?:Ok|Some)\(\s*(?:mut\s+)?(\w+)|^(?:mut\s+|ref\s+)?(\w+)$/.exec(sourceOf(text, pattern));
  // `let _ = verify(&body);`: the failure is discarded.
  if (bound?.[2] === '_' && value && !other)
    return out.add(`try { ${expression(rust, value)}; } catch (error) {}`, node);
  const name = identifier(bound?.[1] ?? bound?.[2] ?? out.fresh());
  if (!value) return out.add(`let ${name} = null;`, node);
  if (other) {
    if (/^Ok/.test(sourceOf(text, pattern))) {
      const ok = attempt(rust, value, name, node);
      out.add(`if (!${ok}) {`, other);
    } else {
      out.add(`let ${name} = ${expression(rust, value)};`, node);
      out.add(`if (!${name}) {`, other);
    }
    block(rust, other);
    return out.add('}', other);
  }
  const parts =
    pattern?.type === 'tuple_pattern'
      ? pattern.children.map((each) => sourceOf(text, each).replace(/^mut\s+/, ''))
      : null;
  if (parts)
    return out.add(
      `let [${parts.map((each) => identifier(each.replace(/\W.*$/s, ''))).join(', ')}] = ${expression(rust, value)};`,
      node,
    );
  if (isAskedLater(rust, node, name, value)) {
    rust.results.set(name, attempt(rust, value, name, node));
    return;
  }
  rust.results.delete(name);
  assign(rust, name, value, node);
}

/** Whether the rest of the block tests the result: `let result = verify(); ... match result { Ok(..) .. }`. */
function isAskedLater(rust: Curly, node: SyntaxNode, name: string, value: SyntaxNode): boolean {
  if (!/^(?:call_expression|await_expression)$/.test(value.type) || !/^\w+$/.test(name)) return false;
  const rest = rust.text.slice(node.end, node.parent?.end ?? node.end).slice(0, 5000);
  return (
    rest.includes(name) &&
    new RegExp(
      `match\\s+&?${name}\\b|\\b${name}\\.is_(?:ok|err)\\(|(?:Ok|Err)\\([^)]{0,60}\\)\\s*=\\s*&?${name}\\b`,
    ).test(rest)
  );
}
