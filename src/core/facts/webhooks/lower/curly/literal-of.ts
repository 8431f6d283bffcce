import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import type { Curly } from './curly.ts';

/** The text between the quotation marks, without any prefix. */
export const literalText = (source: string): string => source.replace(/^[@$rbL]*#*["'`]+|["'`]+#*$/g, '');

/** The text of a string literal, or of a constant of the file; null for other expressions. */
export const literalOf = (curly: Curly, node: SyntaxNode | undefined | null): string | null => {
  const inner =
    node && /^(?:argument|parenthesized_expression|literal)$/.test(node.type) && node.children.length === 1
      ? node.children[0]!
      : node;
  if (inner?.type === 'identifier') return curly.constants.get(sourceOf(curly.text, inner)) ?? null;
  return inner && STRING.test(inner.type) ? literalText(sourceOf(curly.text, inner)) : null;
};

/** Node types of string literals. */
export const STRING =
  /^(?:string|encapsed_string|string_literal|interpreted_string_literal|raw_string_literal|verbatim_string_literal|char_literal|heredoc|nowdoc)$/;
