import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { parameters } from './class-parameters.ts';
import type { Curly } from './curly.ts';
import { block, expression } from './visit.ts';

/**
 * Writes a function or method; nothing where it has no body.
 *
 * @param head the text before its parameters: `export function verify`.
 * @returns the names of its parameters.
 */
export function lowerFunction(curly: Curly, node: SyntaxNode, head: string): string[] {
  const body = child(node, 'body');
  if (!body) return [];
  const before = new Map(curly.names);
  const { names, lets } = parameters(curly, node);
  curly.out.add(`${head}(${names.join(', ')}) {`, node);
  for (const each of lets) curly.out.add(each, node);
  if (/block|compound_statement/.test(body.type)) block(curly, body, true);
  else {
    const written = body.type === 'arrow_expression_clause' ? (body.children[0] ?? null) : body;
    curly.out.add(`return ${expression(curly, written)};`, body);
  }
  curly.out.add('}', node);
  curly.names = before;
  return names;
}
