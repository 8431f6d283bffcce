import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from './curly.ts';

// What is there or not (`Option`, `Optional`) and has been asked something is written as `(held && asked)`.

/** The name that holds what was asked, of an expression that is written so. */
export const heldIn = (written: string): string | undefined => /^\(*(__\d+) && /.exec(written.slice(0, 40))?.[1];

/** `.ok_or(Refused)?`, `.orElseThrow()`: where nothing is there, or the answer is no, the function ends. */
export function orThrow({ out }: Curly, written: string, node: SyntaxNode): string {
  const there = out.fresh();
  out.add(`let ${there} = ${written}; if (!(${there})) { throw 'none'; }`, node);
  return there;
}

/** `.unwrap_or(true)`, `.orElse(false)`: what stands in for an answer where nothing was there to be asked. */
export const orElse = (written: string, held: string, isYes: boolean): string =>
  isYes ? `(!${held} || ${written})` : `(${written})`;
