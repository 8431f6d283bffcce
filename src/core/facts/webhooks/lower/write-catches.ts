import type { SyntaxNode } from '../syntax.ts';
import type { Writer } from './writer.ts';

/** A `catch` clause of a `try`. */
export type Catch = {
  at: SyntaxNode;
  /** It catches only errors that are unrelated to a failed signature. */
  isOther: boolean;
  /** The name of a caught error that shows that the `try` block verifies: `InvalidSignatureException`. */
  proof: string | null;
  write: () => void;
};

/**
 * Writes the `catch` clauses, without the closing brace. Any of several clauses may run, since the kind of the error is
 * unknown. Clauses for unrelated errors are left out; where the last one is such a clause, the error is thrown again.
 */
export function writeCatches(out: Writer, catches: readonly Catch[], start: SyntaxNode): void {
  out.add('} catch (error) {', start);
  let open = 0;
  const last = catches.at(-1);
  for (const each of catches.filter(({ isOther }) => !isOther)) {
    if (each !== last) {
      out.add('if (error.kind) {', each.at);
      open += 1;
    }
    if (each.proof) out.add(`error == ${each.proof};`, each.at);
    each.write();
    if (each !== last) out.add('} else {', each.at);
  }
  if (last?.isOther) out.add("throw 'again';", start);
  if (open > 0) out.add('}'.repeat(open), start);
}
