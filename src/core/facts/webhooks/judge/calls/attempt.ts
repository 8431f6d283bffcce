import type { SyntaxNode } from '../../syntax.ts';
import { partsTold, verdictProps } from '../proofs/candidates.ts';
import type { Call } from './call.ts';
import { isTransparent, isWaitedFor } from '../program/is-waited-for.ts';
import { learn } from '../state/state.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { ANSWER, BODY, CHECKED, falsyAnswer, IS_ERROR, truthyAnswer, value } from '../state/value.ts';
import type { Value } from '../state/value.ts';

/**
 * The value of a call that runs a callback which throws for a forged request: the call returns how that went
 * (`tryCatch(() => verify(req))`), or throws as well (`await span('verify', () => verify(req))`). Null if the callback
 * is not run immediately.
 */
export function attempt(run: Run, state: State, { node, callee }: Call): Value | null {
  const last = callee.chain.at(-1) ?? '';
  const by = wantedBy(node);
  if (by === null || LATER.test(last) || !runsNow(node, last)) return null;
  // In a generator of effects, a failure ends the generator.
  if (by.type !== 'yield_expression' && ANSWERS.test(last)) return outcome(run, node);
  learn(run, state, CHECKED);
  return value({ from: BODY, truthy: CHECKED, falsy: CHECKED });
}

const ANSWERS = /^(?:try|attempt|safe|to$|result|catch|from(?:Throwable|Promise|Async)|protect|guard|settle|maybe)/i;

/** Whether the result is awaited, or the call is known to run its callback. */
const runsNow = (node: SyntaxNode, name: string): boolean =>
  isWaitedFor(node) || ANSWERS.test(name) || AT_ONCE.test(name);

const AT_ONCE =
  /^(?:with|run|retry|exec|execute|invoke|perform|untracked)(?:[A-Z_]|$)|[sS]pan|[tT]rac(?:e|ing)|[iI]nstrument|[mM]easure|[tT]ransaction/;

/** Stores the callback, or calls it for each element, even if the call itself is awaited. */
const LATER =
  /^(?:on|once|add\w*Listener|set\w+|then|catch|finally|forEach|map|filter|reduce|defer|after|waitUntil|use|(?:un)?subscribe|debounce|throttle|memoi[sz]e|lazy|enqueue|schedule)$/;

/** The node that uses the call's result; null if the call is fire-and-forget. */
function wantedBy({ parent }: SyntaxNode): SyntaxNode | null {
  let by = parent;
  while (by && isTransparent(by)) by = by.parent;
  if (by?.type === 'await_expression') {
    const { parent: further } = by;
    return further?.type === 'expression_statement' ? by : further;
  }
  return by?.type === 'expression_statement' ? null : by;
}

/** `const [error, event] = …`, `const { data, error } = …`: the parts, by their names. */
function outcome(run: Run, call: SyntaxNode): Value {
  const good = truthyAnswer(CHECKED, ANSWER | BODY);
  const bad = falsyAnswer(CHECKED);
  const props = verdictProps(CHECKED, 'truthy');
  for (const name of ['data', 'value', 'result']) props.set(name, good);
  for (const name of ['failure', IS_ERROR]) props.set(name, bad);
  for (const [index, part] of partsTold(run, call, CHECKED)) props.set(index, part);
  return { ...good, props };
}
