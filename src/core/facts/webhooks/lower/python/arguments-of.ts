import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';

export const argumentsOf = (node: SyntaxNode): SyntaxNode[] =>
  (child(node, 'arguments')?.children ?? []).filter((each) => each.type !== 'comment');
