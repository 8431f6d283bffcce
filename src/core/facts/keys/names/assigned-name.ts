import { foldWords } from './fold-words.ts';
import { classOfName } from './secret-names.ts';

// What a line assigns, where the value is only a part of what is assigned: one of two, or what a call falls back on.

const DECLARED =
  /^\s*(?:(?:export|const|let|var|val|def|final|static|private|public|protected|internal|readonly|my|local|[A-Z]\w{0,30})\s){0,5}[$@]?([A-Za-z_][\w.]{0,80})\s?(?::\s?[\w?.<>[\]]{1,40}\s?)?:?=(?![=>~])[^=;]{0,120}$/;

/** `const name = condition ? `, `name: str = call(`: the variable of the line whose part this is. */
export function assignedName(before: string): string | null {
  return DECLARED.exec(before)?.[1] ?? null;
}

/** Of what is asked first and of what is assigned the one that names a secret: `token = env('T') ?: `. */
export function nameOfFallback(asked: string | null, before: string): string | null {
  if (asked !== null && namesSecret(asked)) return asked;
  const assigned = assignedName(before);
  return assigned !== null && namesSecret(assigned) ? assigned : asked;
}

/** A first look, as nearly no name says any of it. */
const HINT = /key|token|secret|pass|pwd|auth|cred|psk|pat|bearer|dsn/i;

/** Whether a value of this name is a secret, or one that its owner hands to browsers. */
export function namesSecret(name: string): boolean {
  return HINT.test(name) && classOfName(foldWords(name), name) !== null;
}
