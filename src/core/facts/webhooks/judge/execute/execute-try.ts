import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isAnswer } from '../state/frame.ts';
import type { Frame } from '../state/frame.ts';
import { fork, learn, meet } from '../state/state.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { joinValues } from '../state/join-values.ts';
import { because, NOTHING, onPath, TRUE } from '../state/value.ts';

type Execute = (run: Run, state: State, frame: Frame, node: SyntaxNode) => void;

/** `try`, `catch` and `finally`: what a check throws is swallowed, told, or leaves the function. */
export function executeTry(run: Run, state: State, frame: Frame, node: SyntaxNode, execute: Execute): void {
  const body = child(node, 'body');
  const handler = child(node, 'handler');
  const caught = fork(run, state, NOTHING);
  const failed = fork(run, state, NOTHING);
  const checks = run.checks.length;
  const thrown = run.thrown;
  const wasChecked = state.known.checked;
  if (body) execute(run, state, frame, body);
  if (handler) {
    const block = child(handler, 'body');
    // The handler sees the variables as they were or as the body left them.
    for (const [name, after] of state.vars.entries()) {
      const before = caught.vars.get(name);
      if (before && before !== after && state.alive) caught.vars.set(name, joinValues(before, after));
    }
    const asked = run.checks.length > checks && !wasChecked;
    // What answers is not caught.
    const answered = asked && !run.program.language.comparisonsThrow && run.thrown === thrown;
    if (asked && !answered) learn(run, caught, because('swallowed'));
    const uses = run.uses.length;
    const exits = frame.exits.length;
    if (block) execute(run, caught, frame, block);
    if (frame.exits.length > exits || !caught.alive) run.uses.length = Math.min(run.uses.length, uses);
    if (answered && state.alive) agreeAnyway(state, caught);
    else meet(state, fork(run, state, NOTHING), caught);
  }
  const last = child(node, 'finalizer');
  if (!last) return;
  if (run.thrown > thrown && !wasChecked) executeUnproved(run, failed, frame, last, execute);
  execute(run, state, frame, last);
}

/** `except Exception: valid = True`: what was to answer is set to agree where the check itself breaks. */
function agreeAnyway(state: State, caught: State): void {
  if (!caught.alive) return;
  for (const [name, after] of state.vars.entries())
    if (caught.vars.get(name)?.text === TRUE.text && isAnswer(after))
      state.vars.set(name, joinValues(after, onPath(TRUE, because('swallowed'))));
}

/** What runs in the end runs too where the check before it has thrown: what it does with the body is done for anybody. */
function executeUnproved(run: Run, failed: State, frame: Frame, last: SyntaxNode, execute: Execute): void {
  learn(run, failed, because('swallowed'));
  execute(run, failed, { ...frame, exits: [], returns: [], breaks: [] }, last);
}
