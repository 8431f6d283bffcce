import type { SyntaxNode } from '../../syntax.ts';
import type { Value } from '../state/value.ts';

/** A call with its parts evaluated; `from` combines the origins of receiver and arguments. */
export type Call = {
  node: SyntaxNode;
  callee: Value;
  receiver: Value | null;
  args: Value[];
  nodes: SyntaxNode[];
  from: number;
};
