import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import { expression } from '../curly/visit.ts';
import { givesBackNothing } from '../gives-back-nothing.ts';
import { quote } from '../spelling.ts';

const MAX_KEYS = 60;

/**
 * Lowers an array: `['valid' => false, 'reason' => $why]` to an object, `[false, 'missing']` to a list, an empty array
 * that a function returns to `null`, as it is false in PHP. Null for other expressions.
 */
export function keyedArray(curly: Curly, node: SyntaxNode): string | null {
  if (node.type !== 'array_creation_expression') return null;
  const elements = node.children.filter((each) => each.type === 'array_element_initializer');
  if (givesBackNothing(node)) return 'null';
  if (elements.length === 0 || elements.length > MAX_KEYS) return null;
  if (elements.every(({ children }) => children.length === 1 && !/unpacking|reference/.test(children[0]!.type)))
    return `[${elements.map(({ children }) => expression(curly, children[0]!)).join(', ')}]`;
  const pairs = elements.flatMap(({ children: [key, held, ...more] }) => {
    const name = key && held && more.length === 0 ? literalOf(curly, key) : null;
    return name === null ? [] : [`${quote(name)}: ${expression(curly, held!)}`];
  });
  return pairs.length === elements.length ? `{ ${pairs.join(', ')} }` : null;
}
