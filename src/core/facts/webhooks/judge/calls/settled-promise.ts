import type { SyntaxNode } from '../../syntax.ts';
import { isAnswer } from '../state/frame.ts';
import { isWaitedFor } from '../program/is-waited-for.ts';
import { argumentsOf, bare } from '../program/program.ts';
import { fork, learn, meet } from '../state/state.ts';
import type { Evaluate, Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { joinValues } from '../state/join-values.ts';
import {
  ANSWER,
  because,
  BODY,
  CHECKED,
  FALSE,
  falsyAnswer,
  NOTHING,
  onPath,
  truthyAnswer,
  value,
} from '../state/value.ts';
import type { Value } from '../state/value.ts';

/**
 * `await verify(request).catch(() => null)`: a `try` in one expression. `before` is the state in which the failure
 * handler runs, `kept` the value on success. Null if nothing that may fail is proved.
 */
export function caughtPromise(
  run: Run,
  state: State,
  before: State,
  kept: Value,
  call: SyntaxNode,
  evaluate: Evaluate,
): Value | null {
  if (before.known.checked || !isWaitedFor(call)) return null;
  if (!state.known.checked) return isAnswer(kept) ? caughtAnswer(run, state, kept, call, evaluate) : null;
  learn(run, before, because('swallowed'));
  const handler = evaluate(run, before, argumentsOf(call)[0] ?? null);
  const instead = handler.fn ? run.call(run, before, handler.fn, [], handler.env) : FALSE;
  if (!before.alive) return kept;
  const result = joinValues(onPath(kept, state.known), onPath(instead, before.known));
  meet(state, fork(run, state, NOTHING), before);
  return result;
}

/** `await isGenuine(request).catch(() => false)`: the result if the check itself failed with an error. */
function caughtAnswer(run: Run, state: State, kept: Value, call: SyntaxNode, evaluate: Evaluate): Value {
  const handler = evaluate(run, state, argumentsOf(call)[0] ?? null);
  const inside = fork(run, state, NOTHING);
  const instead = handler.fn ? run.call(run, inside, handler.fn, [], handler.env) : FALSE;
  return inside.alive ? joinValues(kept, onPath(instead, because('swallowed'))) : kept;
}

/** `Promise.allSettled([verify(request)])` never rejects: each element says how it went. */
export function settledPromises(run: Run, state: State, list: SyntaxNode | undefined, evaluate: Evaluate): Value {
  const inner = list ? bare(list) : null;
  const parts = inner?.type === 'array' ? inner.children.filter(({ type }) => type !== 'comment') : [];
  let from = 0;
  const props = new Map<string, Value>();
  for (const [index, part] of parts.entries()) {
    const inside = fork(run, state, NOTHING);
    const each = evaluate(run, inside, part);
    from |= each.from & ~ANSWER;
    props.set(String(index), inside.known.checked && !state.known.checked ? OUTCOME : value({ from: each.from }));
  }
  return value({ from, props });
}

const GOOD = truthyAnswer(CHECKED, ANSWER | BODY);
const OUTCOME = value({
  from: ANSWER | BODY,
  props: new Map([
    ['status', { ...GOOD, from: ANSWER }],
    ['value', GOOD],
    ['reason', falsyAnswer(CHECKED)],
  ]),
});
