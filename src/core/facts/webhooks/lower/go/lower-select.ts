import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { expression, statements } from '../curly/visit.ts';

/** Writes `select { case job := <-jobs: …; case <-ctx.Done(): … }`, of which any case may run. */
export function lowerSelect(go: Curly, node: SyntaxNode): void {
  const cases = node.children.filter(({ type }) => type === 'communication_case');
  for (const each of cases) {
    go.out.add(`if (${go.out.fresh()}) {`, each);
    statements(go, each.children, false);
    go.out.add('} else {', each);
  }
  const other = node.children.find(({ type }) => type === 'default_case');
  if (other) statements(go, other.children, false);
  go.out.add('}'.repeat(cases.length), node);
}

/**
 * Writes `events <- body` as a call: whatever receives from the channel acts on the value, as a called function does.
 */
export const lowerSend = (go: Curly, node: SyntaxNode): void =>
  go.out.add(`${expression(go, child(node, 'channel'))}.push(${expression(go, child(node, 'value'))});`, node);
