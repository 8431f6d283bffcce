import type { Call } from './call.ts';
import { fork, meet } from './run.ts';
import type { Run, State } from './run.ts';
import { because, joinValues, NOTHING, ONE_OF, value } from './value.ts';
import type { Value } from './value.ts';

/** Functions of one table that are followed. */
const MAX_CHOSEN = 12;

/** `verifiers[name]`, of a table whose entries are functions of this file: one of them, or nothing for a name that it has not. */
export function chosenFrom(table: Value): Value | null {
  const entries = [...(table.props?.values() ?? [])];
  const known = entries.length > 0 && entries.length <= MAX_CHOSEN && entries.every(({ fn }) => fn !== null);
  return known ? value({ chain: [ONE_OF], props: table.props, falsy: because('chosen') }) : null;
}

/** The call of what was chosen so: what all of them have in common is known afterwards. */
export function chosenCall(run: Run, state: State, { callee, args, node }: Call): Value | null {
  if (callee.chain[0] !== ONE_OF || callee.fn !== null || node.type !== 'call_expression') return null;
  const taken = [...(callee.props?.values() ?? [])].flatMap(({ fn, env }) => {
    if (fn === null) return [];
    const inside = fork(run, state, NOTHING);
    return [{ inside, answer: run.call(run, inside, fn, args, env) }];
  });
  const [first, ...rest] = taken;
  if (!first) return null;
  const all = fork(run, first.inside, NOTHING);
  for (const { inside } of rest) meet(all, fork(run, all, NOTHING), inside);
  Object.assign(state, all);
  return taken.map(({ answer }) => answer).reduce((a, b) => joinValues(a, b));
}
