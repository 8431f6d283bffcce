import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';

/** Whether of several nodes no two are ever reached together: each pair stands on either side of a condition. */
export const areApart = (nodes: readonly SyntaxNode[]): boolean =>
  nodes.every((a, index) => nodes.slice(index + 1).every((b) => partsAt(a, b)));

/** The innermost condition around both has the one on its first side and the other on its second. */
function partsAt(a: SyntaxNode, b: SyntaxNode): boolean {
  let at: SyntaxNode | null = a.parent;
  while (at && !contains(at, b)) at = at.parent;
  if (at?.type !== 'if_statement') return false;
  const [first, second] = [child(at, 'consequence'), child(at, 'alternative')];
  return [
    [a, b],
    [b, a],
  ].some(([one, other]) => contains(first, one!) && contains(second, other!));
}

const contains = (outer: SyntaxNode | null, { start, end }: SyntaxNode): boolean =>
  outer !== null && outer.start <= start && end <= outer.end;
