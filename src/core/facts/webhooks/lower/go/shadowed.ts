import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { lowerIf } from '../curly/lower-if.ts';
import { identifier, sourceOf } from '../spelling.ts';
import { declarationAround } from './go-functions.ts';

/**
 * `if err := verify(body); err != nil { … }` where an `err` of before is asked again behind it: that one is another, and the
 * common language has one of a name in a function. Tells whether it has written the statement.
 */
export function shadowingIf(go: Curly, node: SyntaxNode): boolean {
  const initializer = child(node, 'initializer');
  if (initializer?.type !== 'short_var_declaration') return false;
  const outer = go.names;
  const names = (child(initializer, 'left')?.children ?? [])
    .map((each) => sourceOf(go.text, each))
    .filter((name) => ERROR.test(name) && isOfBefore(go, node, name));
  if (names.length === 0) return false;
  go.names = new Map(outer);
  for (const name of names) go.names.set(name, inner(name));
  lowerIf(go, node, false);
  go.names = outer;
  return true;
}

const ERROR = /^(?:err|\w*Err)$/;

/** How the error of an inner scope is spelled. */
const inner = (name: string): string => `${identifier(name)}__inner`;

/** Whether a name is that of an error of an inner scope, as far as it is written there. */
export const isInner = (go: Curly, name: string): boolean => go.names.get(name) === inner(name);

/** What is looked through for a name, on either side. */
const MOST = 5000;

/** Whether the function has a variable of that name before the statement, and asks for it behind. */
function isOfBefore({ text }: Curly, node: SyntaxNode, name: string): boolean {
  const around = declarationAround(node);
  if (!around) return false;
  const before = text.slice(Math.max(around.start, node.start - MOST), node.start);
  const behind = text.slice(node.end, Math.min(around.end, node.end + MOST));
  const assigned = new RegExp(`\\b${name}\\s{0,9}(?:,[^=\\n]{0,60})?:?=(?!=)`);
  const [unassigned = ''] = behind.split(assigned, 1);
  return assigned.test(before) && new RegExp(`\\b${name}\\b`).test(unassigned);
}
