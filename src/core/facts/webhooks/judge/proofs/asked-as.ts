import type { Enforcement } from '../../../../webhook-types.ts';
import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isTransparent } from '../program/is-waited-for.ts';
import { textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';

/** How a verifying function refuses, other than by guarding its own work. */
export type Asked = Exclude<Enforcement, 'guards'>;

/**
 * How the code around a call expects it to refuse: by its result in `if (!verify(body))` and
 * `const problem = check(body)`, by throwing if the result is unused. Null if the code does not show it.
 */
export function askedAs(program: Program, call: SyntaxNode): Asked | null {
  let { parent } = call;
  while (parent && (isTransparent(parent) || parent.type === 'await_expression')) ({ parent } = parent);
  if (parent?.type === 'expression_statement') return 'throws';
  if (parent?.type === 'unary_expression' && textOf(program, parent).startsWith('!')) return 'truthy';
  const name = parent?.type === 'variable_declarator' ? child(parent, 'name') : null;
  if (name?.type !== 'identifier') return null;
  const written = textOf(program, name);
  if (BAD.test(written)) return 'falsy';
  return GOOD.test(written) ? 'truthy' : null;
}

/** Whether a condition tests the result of a call, directly or through the variable that holds it. */
export function decides(program: Program, call: SyntaxNode): boolean {
  let asked = call;
  while (asked.parent && (isTransparent(asked.parent) || OF_CONDITION.test(asked.parent.type))) asked = asked.parent;
  const { parent } = asked;
  if (parent?.type === 'if_statement' || parent?.type === 'ternary_expression')
    return child(parent, 'condition')?.start === asked.start;
  const name = parent?.type === 'variable_declarator' ? child(parent, 'name') : null;
  const first = name?.type === 'array_pattern' ? name.children[0] : name;
  if (first?.type !== 'identifier') return false;
  const after = program.text.slice(asked.end, asked.end + FAR);
  return new RegExp(String.raw`\bif \(+!?\(*${textOf(program, first)}\b`).test(after);
}

const OF_CONDITION = /^(?:unary|binary|await|parenthesized)_expression$/;

/** Characters after a call within which its result is tested. */
const FAR = 400;

/** Names of values that are present or true if something is wrong. */
export const BAD = /err|fail|problem|invalid|denied|reject|reason|issue/i;
const GOOD = /valid|^ok$|verified|genuine|authentic|matches/i;
