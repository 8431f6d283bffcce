import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from './curly.ts';

// A test on an optional value (`Option`, `Optional`) is written as `(held && test)`.

/** The name of the held value in an expression of that form; undefined for any other. */
export const heldIn = (written: string): string | undefined => /^\(*(__\d+) && /.exec(written.slice(0, 40))?.[1];

/**
 * `.ok_or(Refused)?`, `.orElseThrow()`: the function ends where the value is missing or the test fails. Returns the
 * name of the result.
 */
export function orThrow({ out }: Curly, written: string, node: SyntaxNode): string {
  const there = out.fresh();
  out.add(`let ${there} = ${written}; if (!(${there})) { throw 'none'; }`, node);
  return there;
}

/** `.unwrap_or(true)`, `.orElse(false)`: the result of the test, with the fallback for a missing value. */
export const orElse = (written: string, held: string, isYes: boolean): string =>
  isYes ? `(!${held} || ${written})` : `(${written})`;
