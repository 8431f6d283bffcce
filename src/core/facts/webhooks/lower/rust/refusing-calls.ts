import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { CallParts, Curly } from '../curly/curly.ts';
import { expression } from '../curly/visit.ts';
import { identifier, sourceOf } from '../spelling.ts';

/**
 * Lowers macros that end the function unless a condition holds, `ensure!(a == b)` and `assert_eq!(a, b)`, and
 * `matches!`, in the spelling of `macros-as-calls.ts`. Null for other calls.
 */
export function refusingCall(curly: Curly, { owner, name, list, args, node }: CallParts): string | null {
  if ((owner !== null && owner !== 'anyhow') || !isMacro(curly, node)) return null;
  const [first, second] = list;
  if (first === undefined) return null;
  if (/^(?:assert|ensure)$/.test(name)) return refuse(curly, `!(${first})`, node);
  if (second === undefined) return null;
  if (/^assert_(?:eq|ne)$/.test(name))
    return refuse(curly, `(${first} ${name === 'assert_eq' ? '!=' : '=='} ${second})`, node);
  return name === 'matches' && args[1] ? matches(curly, first, args[1]) : null;
}

/** A rewritten macro has a space where its `!` was; no ordinary call is formatted like that. */
const isMacro = ({ text }: Curly, node: SyntaxNode): boolean =>
  text.startsWith(' (', child(node, 'function')?.end ?? 0);

function refuse({ out }: Curly, condition: string, node: SyntaxNode): string {
  out.add(`if (${condition}) { throw 'refused'; }`, node);
  return 'true';
}

/** `Some(v) && v == secret`: binds the value to the name and returns the condition on it. */
function matches(curly: Curly, subject: string, pattern: SyntaxNode): string {
  const bound = /^(?:Some|Ok)\(\s*(\w+)\s*\)$/.exec(sourceOf(curly.text, child(pattern, 'left')))?.[1];
  const condition = child(pattern, 'right');
  if (bound === undefined || !condition) return `[${subject}]`;
  const name = identifier(bound);
  curly.out.add(`let ${name} = ${subject};`, pattern);
  return `(${name} && ${expression(curly, condition)})`;
}
