import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { propertyName, quote, sourceOf } from '../spelling.ts';
import type { Curly } from './curly.ts';
import { literalOf } from './literal-of.ts';
import { methodConstant } from './request-method.ts';
import { expression } from './visit.ts';

/** `owner.name`, however the language writes it. */
export function lowerMember(curly: Curly, node: SyntaxNode): string {
  const { text } = curly;
  const object =
    child(node, 'operand') ??
    child(node, 'value') ??
    child(node, 'path') ??
    child(node, 'expression') ??
    child(node, 'object') ??
    child(node, 'scope') ??
    child(node, 'condition') ??
    node.children[0] ??
    null;
  const nameNode =
    child(node, 'field') ?? child(node, 'name') ?? node.children.findLast((each) => each !== object) ?? null;
  const name = sourceOf(text, nameNode)
    .replace(/^\??\.?\$?/, '')
    .replace(/<[\s\S]*$/, '');
  const source = sourceOf(text, node);
  const owner = object && object !== nameNode ? expression(curly, object) : 'this';
  const own = methodConstant(owner, name) ?? curly.dialect.member(curly, owner, name, source);
  if (own) return own;
  if (owner === 'this' && curly.fields.has(name)) return curly.fields.get(name)!;
  if (node.type === 'conditional_access_expression') return expression(curly, nameNode).replace(/^this/, owner);
  return `${owner}.${propertyName(name)}`;
}

/** `owner[name]`. */
export function lowerIndex(curly: Curly, node: SyntaxNode): string {
  const object =
    child(node, 'operand') ??
    child(node, 'expression') ??
    child(node, 'array') ??
    child(node, 'value') ??
    node.children[0] ??
    null;
  const held =
    child(node, 'index') ?? child(node, 'subscript') ?? node.children.findLast((each) => each !== object) ?? null;
  const inner = held && /argument/.test(held.type) ? (held.children[0] ?? held) : held;
  const owner = expression(curly, object);
  const name = literalOf(curly, inner);
  if (name !== null)
    return curly.dialect.member(curly, owner, name, sourceOf(curly.text, node)) ?? `${owner}[${quote(name)}]`;
  return `${owner}[${expression(curly, inner)}]`;
}
