import type { Call } from '../calls/call.ts';
import { fork, meet } from '../state/state.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { joinValues, numbered, oneOfFunctions } from '../state/join-values.ts';
import { because, NOTHING, ONE_OF, value } from '../state/value.ts';
import type { Value } from '../state/value.ts';

/** Limit of functions followed from one table. */
const MAX_CHOSEN = 12;

/**
 * `verifiers[name]`, for a table of this file's functions or of objects with functions: any of them, or nothing if the
 * name is missing. Beyond `MAX_CHOSEN` functions, an unknown function. Null for any other table.
 */
function chosenFrom(table: Value): Value | null {
  const entries = [...(table.props?.values() ?? [])];
  if (entries.length === 0) return null;
  if (entries.every(({ fn }) => fn !== null)) return oneOfFunctions(entries, MAX_CHOSEN, { falsy: because('chosen') });
  if (entries.length > MAX_CHOSEN) return null;
  return entries.every(({ fn, props }) => fn === null && props !== null) ? chosenObject(entries) : null;
}

/**
 * `handlers[name]`, `handlers.get(name)`: for entries of other files, what they have in common; for functions of this
 * file, any of them.
 */
export function oneOfTable(table: Value): Value | null {
  const entries = [...(table.props?.values() ?? [])];
  if (entries.length > 1 && entries.every(({ origin }) => origin !== null))
    return entries.reduce((a, b) => joinValues(a, b));
  return chosenFrom(table);
}

/** An object each of whose properties is that of one of several objects. */
function chosenObject(objects: readonly Value[]): Value {
  const props = new Map<string, Value>();
  for (const name of new Set(objects.flatMap((each) => [...each.props!.keys()]))) {
    const parts = objects.flatMap((each) => each.props!.get(name) ?? []);
    const chosen = parts.every(({ fn }) => fn !== null) ? chosenFrom(value({ props: numbered(parts) })) : null;
    props.set(name, chosen ?? parts.reduce((a, b) => joinValues(a, b)));
  }
  return value({ props, falsy: because('chosen') });
}

/**
 * Calls a function that was chosen in this way: afterwards, what all the alternatives have in common is known. Null if
 * nothing was chosen.
 */
export function chosenCall(run: Run, state: State, { callee, args, node }: Call): Value | null {
  if (callee.chain[0] !== ONE_OF || callee.fn !== null || node.type !== 'call_expression') return null;
  const taken = [...(callee.props?.values() ?? [])].flatMap(({ fn, env }) => {
    if (fn === null) return [];
    const inside = fork(run, state, because('chosen'));
    return [{ inside, answer: run.call(run, inside, fn, args, env) }];
  });
  const [first, ...rest] = taken;
  if (!first) return null;
  const all = fork(run, first.inside, NOTHING);
  for (const { inside } of rest) meet(all, fork(run, all, NOTHING), inside);
  Object.assign(state, all);
  return taken.map(({ answer }) => answer).reduce((a, b) => joinValues(a, b));
}
