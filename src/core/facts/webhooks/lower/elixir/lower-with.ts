import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import type { Elixir } from './elixir.ts';
import { readClauses, writeClauses } from './lower-clauses.ts';
import { conditionOf, declarationsOf, matchPattern } from './match-pattern.ts';
import { bodyOf, partOf } from './read-call.ts';
import type { Call } from './read-call.ts';
import { expression, statements } from './visit.ts';

/**
 * Writes `with {:ok, body} <- read(conn), :ok <- verify(body) do ... else ... end`: each step runs if the one before
 * matches. A value that does not match goes to `else`, or is the result of the whole: nearly always an error.
 */
export function lowerWith(elixir: Elixir, call: Call, tail: boolean): void {
  const { out, text } = elixir;
  const otherwise = partOf(call, 'else');
  const failed = otherwise ? out.fresh() : null;
  if (failed && otherwise) {
    out.add(`const ${failed} = (reason) => {`, otherwise[0] ?? call.node);
    writeClauses(elixir, readClauses(elixir, otherwise, 'reason', tail));
    out.add('};', call.node);
  }
  const ends: { name: string; at: SyntaxNode }[] = [];
  for (const each of call.args) {
    const operator = each.type === 'binary_operator' ? sourceOf(text, child(each, 'operator')) : '';
    if (operator !== '<-') {
      elixir.lower.statement(elixir, each, false);
      continue;
    }
    const held = out.fresh();
    const [pattern, value] = untagged(text, child(each, 'left'), child(each, 'right'));
    out.add(`const ${held} = ${expression(elixir, value)};`, each);
    const match = matchPattern(elixir, pattern, held);
    const declared = declarationsOf(match);
    if (declared !== '') out.add(declared, each);
    const condition = conditionOf(match);
    if (condition === null) continue;
    out.add(`if (${condition}) {`, each);
    ends.push({ name: held, at: each });
  }
  statements(elixir, bodyOf(call), tail);
  for (const { name, at } of ends.toReversed()) {
    const handed = failed ? `${failed}(${name})` : 'false';
    out.add(`} else { ${tail ? `return ${handed}` : handed}; }`, at);
  }
}

/**
 * Drops the tag of a step, by which `else` knows which step failed: `{:signature, true} <- {:signature, valid?(body)}`.
 */
function untagged(
  text: string,
  pattern: SyntaxNode | null,
  value: SyntaxNode | null,
): [pattern: SyntaxNode | null, value: SyntaxNode | null] {
  const [tag, inner, ...more] = pattern?.type === 'tuple' ? pattern.children : [];
  const [same, held] = value?.type === 'tuple' ? value.children : [];
  const isTagged = tag?.type === 'atom' && more.length === 0 && sourceOf(text, tag) === sourceOf(text, same ?? null);
  return isTagged && inner && held ? [inner, held] : [pattern, value];
}
