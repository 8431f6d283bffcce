/** What an atom says where a function answers by one alone: `:ok`, `:valid`, `:error`. Null for atoms that say something else. */
export function answerOf(atom: string): boolean | null {
  if (GOOD.has(atom)) return true;
  return BAD.has(atom) ? false : null;
}

const GOOD: ReadonlySet<string> = new Set([':ok', ':valid', ':verified']);
const BAD: ReadonlySet<string> = new Set([':error', ':invalid', ':unverified']);
