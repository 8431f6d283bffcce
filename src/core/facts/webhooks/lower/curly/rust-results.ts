import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import { assign } from './assign.ts';
import type { Curly } from './curly.ts';
import { block, expression } from './visit.ts';

/** `if let Err(e) = verify()`: what fails is caught into a name first. */
export function rustCondition(curly: Curly, condition: SyntaxNode): string {
  const pattern = sourceOf(curly.text, child(condition, 'pattern'));
  const value = child(condition, 'value');
  if (/^(?:Err|Ok)\b/.test(pattern)) {
    const ok = attempt(curly, value, /^Ok\(\s*(?:mut\s+)?(\w+)/.exec(pattern)?.[1] ?? null, condition);
    return pattern.startsWith('Err') ? `!${ok}` : ok;
  }
  const bound = /^Some\(\s*(?:ref\s+|mut\s+)?(\w+)/.exec(pattern)?.[1];
  if (bound) {
    curly.out.add(`let ${identifier(bound)} = ${expression(curly, value)};`, condition);
    return identifier(bound);
  }
  return expression(curly, value);
}

/** Runs what may fail and keeps whether it did: the name that is truthy after success. */
export function attempt(curly: Curly, value: SyntaxNode | null, bound: string | null, at: SyntaxNode): string {
  const known = value ? curly.results.get(sourceOf(curly.text, value).replace(/^&/, '')) : undefined;
  if (known) {
    if (bound) curly.out.add(`let ${identifier(bound)} = ${expression(curly, value)};`, at);
    return known;
  }
  const ok = curly.out.fresh();
  const name = bound ? identifier(bound) : curly.out.fresh();
  curly.out.add(
    `let ${ok} = false; let ${name} = null; try { ${name} = ${expression(curly, value)}; ${ok} = true; } catch (error) { ${ok} = false; }`,
    at,
  );
  return ok;
}

export function lowerLet(curly: Curly, node: SyntaxNode): void {
  const { text, out } = curly;
  const pattern = child(node, 'pattern');
  const value = child(node, 'value');
  const other = child(node, 'alternative');
  const bound = /^(?:Ok|Some)\(\s*(?:mut\s+)?(\w+)|^(?:mut\s+|ref\s+)?(\w+)$/.exec(sourceOf(text, pattern));
  // `let _ = verify(&body);`: nobody hears of its failure.
  if (bound?.[2] === '_' && value && !other)
    return out.add(`try { ${expression(curly, value)}; } catch (error) {}`, node);
  const name = identifier(bound?.[1] ?? bound?.[2] ?? out.fresh());
  if (!value) return out.add(`let ${name} = null;`, node);
  if (other) {
    if (/^Ok/.test(sourceOf(text, pattern))) {
      const ok = attempt(curly, value, name, node);
      out.add(`if (!${ok}) {`, other);
    } else {
      out.add(`let ${name} = ${expression(curly, value)};`, node);
      out.add(`if (!${name}) {`, other);
    }
    block(curly, other);
    return out.add('}', other);
  }
  const parts =
    pattern?.type === 'tuple_pattern'
      ? pattern.children.map((each) => sourceOf(text, each).replace(/^mut\s+/, ''))
      : null;
  if (parts)
    return out.add(
      `let [${parts.map((each) => identifier(each.replace(/\W.*$/s, ''))).join(', ')}] = ${expression(curly, value)};`,
      node,
    );
  if (isAskedLater(curly, node, name, value)) {
    curly.results.set(name, attempt(curly, value, name, node));
    return;
  }
  curly.results.delete(name);
  assign(curly, name, value, node);
}

/** `let result = verify(); ... match result { Ok(..) .. }`. */
function isAskedLater(curly: Curly, node: SyntaxNode, name: string, value: SyntaxNode): boolean {
  if (!/^(?:call_expression|await_expression)$/.test(value.type) || !/^\w+$/.test(name)) return false;
  const rest = curly.text.slice(node.end, node.parent?.end ?? node.end).slice(0, 5000);
  return (
    rest.includes(name) &&
    new RegExp(
      `match\\s+&?${name}\\b|\\b${name}\\.is_(?:ok|err)\\(|(?:Ok|Err)\\([^)]{0,60}\\)\\s*=\\s*&?${name}\\b`,
    ).test(rest)
  );
}
