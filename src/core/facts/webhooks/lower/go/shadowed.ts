import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { lowerIf } from '../curly/lower-if.ts';
import { identifier, sourceOf } from '../spelling.ts';
import { declarationAround } from './go-functions.ts';

/**
 * Writes `if err := verify(body); err != nil { … }` where it shadows an `err` that is read again after it. The inner
 * one gets a name of its own, as the common language has one variable of a name per function. Returns whether the
 * statement is written.
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

/** The spelling of the error of an inner scope. */
const inner = (name: string): string => `${identifier(name)}__inner`;

/** Whether a name currently refers to the error of an inner scope. */
export const isInner = (go: Curly, name: string): boolean => go.names.get(name) === inner(name);

/** How many characters before and after the statement are searched for a name. */
const MOST = 5000;

/**
 * Whether the function assigns the name before the statement, and reads it after the statement without assigning it
 * first.
 */
function isOfBefore({ text }: Curly, node: SyntaxNode, name: string): boolean {
  const around = declarationAround(node);
  if (!around) return false;
  const before = text.slice(Math.max(around.start, node.start - MOST), node.start);
  const behind = text.slice(node.end, Math.min(around.end, node.end + MOST));
  const assigned = new RegExp(`\\b${name}\\s{0,9}(?:,[^=\\n]{0,60})?:?=(?!=)`);
  const [unassigned = ''] = behind.split(assigned, 1);
  return assigned.test(before) && new RegExp(`\\b${name}\\b`).test(unassigned);
}
