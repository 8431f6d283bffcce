import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';

/** Whether no two of the nodes are ever reached together: each pair is on different sides of a condition. */
export const areApart = (nodes: readonly SyntaxNode[]): boolean =>
  nodes.every((a, index) => nodes.slice(index + 1).every((b) => partsAt(a, b)));

/**
 * Whether the innermost node around both is a condition or a `switch` with them on different sides, or a block that the
 * first one always leaves.
 */
function partsAt(a: SyntaxNode, b: SyntaxNode): boolean {
  const [first, second] = a.start <= b.start ? [a, b] : [b, a];
  let at: SyntaxNode | null = first.parent;
  while (at && !contains(at, second)) at = at.parent;
  const part = at?.children.find((each) => contains(each, first));
  if (!at || !part) return false;
  if (at.type === 'if_statement') return part.field === 'consequence' && contains(child(at, 'alternative'), second);
  if (at.type === 'switch_body') return ends(part.children.at(-1), ENDS_CASE);
  return at.type === 'statement_block' && part.type === 'if_statement' && endsBehind(part, first);
}

/** `if (name === 'a') return takeA(request)`: what follows is not reached together with the body of the condition. */
function endsBehind(condition: SyntaxNode, node: SyntaxNode): boolean {
  const consequence = child(condition, 'consequence');
  return contains(consequence, node) && ends(consequence, ENDS_BLOCK);
}

function ends(statement: SyntaxNode | null | undefined, by: RegExp): boolean {
  const last = statement?.type === 'statement_block' ? statement.children.at(-1) : statement;
  return last != null && by.test(last.type);
}

const ENDS_BLOCK = /^(?:return|throw)_statement$/;
const ENDS_CASE = /^(?:return|throw|break)_statement$/;

const contains = (outer: SyntaxNode | null, { start, end }: SyntaxNode): boolean =>
  outer !== null && outer.start <= start && end <= outer.end;
