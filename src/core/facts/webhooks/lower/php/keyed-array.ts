import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import { expression } from '../curly/visit.ts';
import { quote } from '../spelling.ts';

const MAX_KEYS = 60;

/** `['valid' => false, 'reason' => $why]` as an object; null for other expressions, and for a list. */
export function keyedArray(curly: Curly, node: SyntaxNode): string | null {
  if (node.type !== 'array_creation_expression') return null;
  const elements = node.children.filter((each) => each.type === 'array_element_initializer');
  if (elements.length === 0 || elements.length > MAX_KEYS) return null;
  const pairs = elements.flatMap(({ children: [key, held, ...more] }) => {
    const name = key && held && more.length === 0 ? literalOf(curly, key) : null;
    return name === null ? [] : [`${quote(name)}: ${expression(curly, held!)}`];
  });
  return pairs.length === elements.length ? `{ ${pairs.join(', ')} }` : null;
}
