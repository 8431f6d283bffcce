import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { bare, literal, textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';
import { learn } from '../state/state.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { either, EMPTIED, IMPOSSIBLE, NOTHING, SECRET } from '../state/value.ts';

/** A variable and the literal that a condition compares it with: `verdict !== 'valid'`. */
export type Compared = { name: string; word: string; same: boolean };

/** The comparison in a condition; null for any other condition. */
export function comparedWord(program: Program, condition: SyntaxNode | null): Compared | null {
  const node = condition ? bare(condition) : null;
  if (node?.type !== 'binary_expression') return null;
  const [left, right, operator] = [child(node, 'left'), child(node, 'right'), child(node, 'operator')];
  const word = literal(program, right);
  if (left?.type !== 'identifier' || word === null || !operator) return null;
  return { name: textOf(program, left), word, same: textOf(program, operator).startsWith('=') };
}

/** Narrows the variable to the words that remain if the condition holds, or does not, and adds what these tell. */
export function narrow(run: Run, state: State, compared: Compared | null, holds: boolean): void {
  const held = compared ? state.vars.get(compared.name) : undefined;
  if (!compared || !held?.words) return;
  const isIt = compared.same === holds;
  const words = new Map([...held.words].filter(([word]) => (word === compared.word) === isIt));
  state.vars.set(compared.name, { ...held, words });
  learn(run, state, [...words.values()].reduce(either, IMPOSSIBLE));
}

/**
 * A secret that a condition has tested is set, and not the empty string: after `if (!key || !signed) return`, whatever
 * the variable's name.
 */
export function noteThere(run: Run, state: State, condition: SyntaxNode | null, holds: boolean): void {
  const node = condition ? bare(condition) : null;
  if (node?.type === 'unary_expression' && textOf(run.program, node).startsWith('!'))
    noteThere(run, state, child(node, 'argument'), !holds);
  if (
    node?.type === 'binary_expression' &&
    textOf(run.program, child(node, 'operator') ?? node) === (holds ? '&&' : '||')
  )
    for (const side of [child(node, 'left'), child(node, 'right')]) noteThere(run, state, side, holds);
  if (node?.type !== 'identifier') return;
  const name = textOf(run.program, node);
  const held = state.vars.get(name);
  // `if (!allowed) return allowed`: the value returned there is falsy, so it refuses, whatever it is.
  if (held && !holds && held.truthy === NOTHING && held.falsy === NOTHING)
    state.vars.set(name, { ...held, truthy: IMPOSSIBLE });
  if (held && holds && held.from & SECRET)
    state.vars.set(name, { ...held, from: held.from & ~EMPTIED, falsy: IMPOSSIBLE });
}

/** `return found unless found.success?`: a result that was tested and failed is returned as a failure. */
export function noteFailed(run: Run, state: State, condition: SyntaxNode | null, holds: boolean): void {
  const node = condition ? bare(condition) : null;
  if (!node || !run.program.language.outcomes || node.end - node.start > MAX_ASKED) return;
  const text = textOf(run.program, node);
  if (node.type === 'unary_expression' && text.startsWith('!'))
    return noteFailed(run, state, child(node, 'argument'), !holds);
  const [, name = '', asked = ''] = OUTCOME_ASKED.exec(text) ?? [];
  const held = state.vars.get(name);
  if (held && holds === /^(?:is_?)?(?:fail|err)/i.test(asked)) state.vars.set(name, { ...held, truthy: IMPOSSIBLE });
}

const MAX_ASKED = 120;
const OUTCOME_ASKED = /^(\w{1,60})\.((?:is_?)?(?:success|successful|ok|fail|failed|failure|error|err))(?:\(\))?$/i;
