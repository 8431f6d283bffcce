import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';

/** The arguments of a call, without comments. */
export const argumentsOf = (node: SyntaxNode): SyntaxNode[] =>
  (child(node, 'arguments')?.children ?? []).filter((each) => each.type !== 'comment');
