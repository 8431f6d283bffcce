import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import type { Curly } from './curly.ts';
import { block, expression } from './visit.ts';

/** Writes a loop: over a collection where it names an element, else while its condition holds. */
export function lowerLoop(curly: Curly, node: SyntaxNode): void {
  const { out } = curly;
  const body = child(node, 'body') ?? node.children.at(-1) ?? null;
  const clause = node.children.find((each) => each.type === 'range_clause');
  const subject =
    child(node, 'value') ??
    child(node, 'right') ??
    child(clause ?? null, 'right') ??
    child(node, 'condition') ??
    node.children.find((each) => each !== body) ??
    null;
  const named =
    child(node, 'left') ??
    child(node, 'name') ??
    child(node, 'pattern') ??
    child(clause ?? null, 'left') ??
    namedLast(node, body);
  const name = /(\w+)\W*$/.exec(sourceOf(curly.text, named))?.[1];
  if (name) out.add(`for (const ${identifier(name)} of ${expression(curly, subject)}) {`, node);
  else
    out.add(
      `while (${/statement|clause|declaration/.test(subject?.type ?? '') ? 'true' : expression(curly, subject)}) {`,
      node,
    );
  // `for key, value := range fields`, `foreach ($fields as $key => $value)`: both derive from the collection.
  for (const each of named?.children.slice(0, -1) ?? [])
    if (name && NAME.test(each.type) && sourceOf(curly.text, each) !== '_')
      out.add(`let ${identifier(sourceOf(curly.text, each))} = ${identifier(name)};`, each);
  block(curly, body === subject ? null : body);
  out.add('}', node);
}

const NAME = /^(?:identifier|variable_name)$/;

/** `foreach ($fields as $key => $value)` of PHP: the grammar gives its parts no field names. */
const namedLast = (node: SyntaxNode, body: SyntaxNode | null): SyntaxNode | null =>
  node.type === 'foreach_statement'
    ? (node.children.filter((each) => each !== body && each.type !== 'comment')[1] ?? null)
    : null;
