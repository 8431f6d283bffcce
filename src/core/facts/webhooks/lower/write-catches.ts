import type { SyntaxNode } from '../syntax.ts';
import type { Writer } from './writer.ts';

/** One of the parts of a `try` that catch errors of some kinds. */
export type Catch = {
  at: SyntaxNode;
  /** Its errors have nothing to do with a signature that does not fit. */
  isOther: boolean;
  /** The error that tells that somebody has verified, by its name: `InvalidSignatureException`. */
  proof: string | null;
  write: () => void;
};

/**
 * Writes what catches errors, up to where it ends: of several parts any may run, since which error it was nobody knows. Those of
 * other errors are left away, and what only they would catch goes on upwards.
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
