import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';

/** The arguments of a call as expressions, without argument names and comments. */
export const argumentsOf = (node: SyntaxNode): SyntaxNode[] =>
  ((child(node, 'arguments') ?? node.children.find((each) => /^argument(?:s|_list)$/.test(each.type)))?.children ?? [])
    .filter((each) => !each.type.includes('comment'))
    .map((each) =>
      each.type === 'argument' ? (each.children.findLast((part) => part.field !== 'name') ?? each) : each,
    );
