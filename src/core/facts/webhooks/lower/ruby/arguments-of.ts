import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';

/** The plain arguments of a call, without splats, block arguments and comments. */
export const argumentsOf = (node: SyntaxNode): SyntaxNode[] =>
  (child(node, 'arguments')?.children ?? []).filter((each) => !/comment|splat|block_argument/.test(each.type));
