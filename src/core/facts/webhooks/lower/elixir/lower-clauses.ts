import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Elixir } from './elixir.ts';
import { conditionOf, declarationsOf, matchPattern } from './match-pattern.ts';
import type { Match } from './match-pattern.ts';
import { withoutGuard } from './read-call.ts';
import { statements } from './visit.ts';

/** One of several clauses, of which the first that matches runs. */
export type Clause = { match: Match; at: SyntaxNode; write: () => void };

/** Writes clauses as conditions, each in the `else` of the one before. Where none matches, Elixir raises. */
export function writeClauses({ out }: Elixir, clauses: readonly Clause[]): void {
  const asked = new Set<string>();
  let open = 0;
  let isCertain = false;
  for (const { match, at, write } of clauses) {
    const declared = declarationsOf(match);
    if (declared !== '') out.add(declared, at);
    const condition = conditionOf(match);
    isCertain = condition === null || asked.has(opposite(condition));
    if (isCertain) {
      write();
      break;
    }
    asked.add(condition!);
    out.add(`if (${condition}) {`, at);
    write();
    out.add('} else {', at);
    open += 1;
  }
  const last = clauses.at(-1);
  if (last) out.add(`${isCertain ? '' : "throw 'no clause';"}${'}'.repeat(open)}`, last.at);
}

const opposite = (condition: string): string => /^!\((\w+)\)$/.exec(condition)?.[1] ?? `!(${condition})`;

/** The `pattern -> body` clauses of `case`, `else` and `rescue`, matched against one value. */
export function readClauses(elixir: Elixir, parts: readonly SyntaxNode[], subject: string, tail: boolean): Clause[] {
  return parts
    .filter((each) => each.type === 'stab_clause')
    .map((each) => {
      const { pattern, guard } = headOf(elixir, each);
      const match = matchPattern(elixir, pattern[0] ?? null, subject);
      if (guard) match.conditions.push(elixir.lower.expression(elixir, guard));
      return {
        match,
        at: each,
        write: () => statements(elixir, child(each, 'right')?.children ?? [], tail),
      };
    });
}

/** The patterns and the guard of `a, b when c -> ...`. */
export function headOf(
  { text }: Elixir,
  clause: SyntaxNode,
): { pattern: readonly SyntaxNode[]; guard: SyntaxNode | null } {
  const { head, guard } = withoutGuard(text, child(clause, 'left'));
  return { pattern: head?.type === 'arguments' ? head.children : head ? [head] : [], guard };
}
