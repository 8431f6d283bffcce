import { foldWords } from './fold-words.ts';
import { classOfName } from './secret-names.ts';

// Finds the variable of a line that assigns the value only indirectly: as a branch of a conditional or as a fallback.

const DECLARED =
  /^\s*(?:(?:export|const|let|var|val|def|final|static|private|public|protected|internal|readonly|my|local|[A-Z]\w{0,30})\s){0,5}[$@]?([A-Za-z_][\w.]{0,80})\s?(?::\s?[\w?.<>[\]]{1,40}\s?)?:?=(?![=>~])[^=;]{0,120}$/;

/**
 * The variable that a line assigns, from the text before the value: `const name = condition ? `, `name: str = call(`.
 * Null without one.
 */
export function assignedName(before: string): string | null {
  return DECLARED.exec(before)?.[1] ?? null;
}

/**
 * The name of a fallback value: the name looked up or the variable assigned, whichever names a secret, as in
 * `token = env('T') ?: `; otherwise the name looked up.
 */
export function nameOfFallback(asked: string | null, before: string): string | null {
  if (asked !== null && namesSecret(asked)) return asked;
  const assigned = assignedName(before);
  return assigned !== null && namesSecret(assigned) ? assigned : asked;
}

/** Cheap check that rejects nearly every name. */
const HINT = /key|token|secret|pass|pwd|auth|cred|psk|pat|bearer|dsn/i;

/** Whether the name says that its value is a secret or a publishable key. */
export function namesSecret(name: string): boolean {
  return HINT.test(name) && classOfName(foldWords(name), name) !== null;
}
