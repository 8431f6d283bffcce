import type { Call } from './call.ts';
import { fork, meet } from '../state/state.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { joinValues } from '../state/join-values.ts';
import { ANSWER, BODY, FALSE, IMPOSSIBLE, IS_ERROR, onPath, TRUE, UNKNOWN, value } from '../state/value.ts';
import type { Value } from '../state/value.ts';

// Result objects of libraries, which hold either a value or the reason for a failure: `ok(event)` and
// `err('bad signature')`.

const BAD = /^(?:err|errAsync|fail|failure|left)$/i;
const GOOD = /^(?:ok|okAsync|succeed|success|right)$/i;

/** The value of a call that creates such a result; null for any other call. */
export function endedAs(state: State, { callee, args, node }: Call): Value | null {
  const { chain, origin } = callee;
  const last = chain.at(-1) ?? '';
  if (origin === null || node.type !== 'call_expression' || chain.length > 2) return null;
  const isBad = BAD.test(last);
  if (!isBad && !GOOD.test(last)) return null;
  if (isBad && node.parent?.type === 'yield_expression') {
    // In a generator of effects, a failure ends the generator.
    state.alive = false;
    return UNKNOWN;
  }
  return isBad ? made(FALSE, TRUE) : made(TRUE, FALSE, args[0]);
}

function made(good: Value, bad: Value, held: Value = UNKNOWN): Value {
  const [wentWell, failed] = [good, bad].map((each) => ({ ...each, from: ANSWER, text: null })) as [Value, Value];
  const props = new Map<string, Value>();
  for (const name of ['ok', 'isOk', 'success', 'isSuccess', 'isRight']) props.set(name, wentWell);
  for (const name of ['isErr', 'isError', 'isFailure', 'isLeft', 'error', IS_ERROR]) props.set(name, failed);
  for (const name of ['value', 'data']) props.set(name, { ...held, truthy: wentWell.truthy, falsy: wentWell.falsy });
  return value({ from: held.from & ~ANSWER, falsy: IMPOSSIBLE, props });
}

/**
 * `result.match(take, refuse)`, `result.map(take)`, `result.mapErr(refuse)`: each function runs in only one of the two
 * cases. Null for any other call.
 */
export function branched(run: Run, state: State, { callee, receiver, args }: Call): Value | null {
  const [good, bad] = [receiver?.props?.get('isOk'), receiver?.props?.get('isErr')];
  const last = callee.chain.at(-1) ?? '';
  if (!receiver || !good || !bad || !BRANCHES.test(last)) return null;
  const [first, second] = /^(?:match|fold)$/.test(last) ? args : ON_BAD.test(last) ? [undefined, args[0]] : args;
  const sides = [
    { from: good, fn: first },
    { from: bad, fn: second },
  ].map(({ from, fn }) => {
    const inside = fork(run, state, from.truthy);
    const known = inside.known;
    const given = value({ from: receiver.from | BODY });
    const result = inside.alive && fn?.fn ? run.call(run, inside, fn.fn, [given], fn.env) : receiver;
    return { inside, result: onPath(result, known) };
  });
  const [yes, no] = sides as [(typeof sides)[0], (typeof sides)[0]];
  meet(state, yes.inside, no.inside);
  return joinValues(yes.result, no.result);
}

const BRANCHES = /^(?:match|fold|map|asyncMap|andThen|asyncAndThen|andTee|tap|mapErr|orElse|orTee|tapErr)$/;
const ON_BAD = /^(?:mapErr|orElse|orTee|tapErr)$/;
