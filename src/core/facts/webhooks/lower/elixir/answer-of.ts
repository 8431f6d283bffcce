/**
 * The verdict of an atom that is the whole result of a function: true for `:ok` and `:valid`, false for `:error`, null
 * for atoms that say something else.
 */
export function answerOf(atom: string): boolean | null {
  if (GOOD.has(atom)) return true;
  return BAD.has(atom) ? false : null;
}

const GOOD: ReadonlySet<string> = new Set([':ok', ':valid', ':verified']);
const BAD: ReadonlySet<string> = new Set([':error', ':invalid', ':unverified']);
