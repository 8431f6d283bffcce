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

/**
 * Executes `try`, `catch` and `finally`: an error that a check throws is swallowed, reported, or leaves the function.
 */
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
    // The `catch` block sees variables as they were before the body or as the body left them.
    for (const [name, after] of state.vars.entries()) {
      const before = caught.vars.get(name);
      if (before && before !== after && state.alive) caught.vars.set(name, joinValues(before, after));
    }
    const asked = run.checks.length > checks && !wasChecked;
    // A check that returns its result throws nothing to catch.
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

/** `except Exception: valid = True`: the result is set to valid if the check itself fails with an error. */
function agreeAnyway(state: State, caught: State): void {
  if (!caught.alive) return;
  for (const [name, after] of state.vars.entries())
    if (caught.vars.get(name)?.text === TRUE.text && isAnswer(after))
      state.vars.set(name, joinValues(after, onPath(TRUE, because('swallowed'))));
}

/** `finally` also runs after the check has thrown, so what it does with the body is done for any caller. */
function executeUnproved(run: Run, failed: State, frame: Frame, last: SyntaxNode, execute: Execute): void {
  learn(run, failed, because('swallowed'));
  execute(run, failed, { ...frame, exits: [], returns: [], breaks: [] }, last);
}
