import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';

/** The arguments of a call that stand by themselves: no blocks, no splats. */
export const argumentsOf = (node: SyntaxNode): SyntaxNode[] =>
  (child(node, 'arguments')?.children ?? []).filter((each) => !/comment|splat|block_argument/.test(each.type));
