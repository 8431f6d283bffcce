import type { Enforcement } from '../../../../webhook-types.ts';
import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isTransparent } from '../program/is-waited-for.ts';
import { textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';

/** How a verifier that is not a guard of its own refuses. */
export type Asked = Exclude<Enforcement, 'guards'>;

/**
 * How the code around a call takes that it refuses: by its answer in `if (!verify(body))` and `const problem = check(body)`, by an
 * error where nobody takes an answer. Null where that does not tell.
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

/** Names of what is there, or true, where something is wrong. */
export const BAD = /err|fail|problem|invalid|denied|reject|reason|issue/i;
const GOOD = /valid|^ok$|verified|genuine|authentic|matches/i;
