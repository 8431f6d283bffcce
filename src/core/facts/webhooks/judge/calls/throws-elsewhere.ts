import { isTaken } from '../program/is-waited-for.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { without } from '../state/value.ts';
import type { Call } from './call.ts';

/**
 * `ApiException::unauthorized('signature')` where a check has failed: what another file has for throwing may end the request, which
 * is left open. An exception that is made and neither thrown nor given out does nothing.
 */
export function noteThrownElsewhere(run: Run, state: State, call: Call): void {
  const { tags, checked } = state.known;
  if (checked || !tags.has('failed') || !run.program.language.shared || !mayThrow(call)) return;
  state.known = { ...state.known, tags: new Set([...without(tags, 'failed'), 'conditional']) };
}

const mayThrow = ({ node, callee: { origin, chain } }: Call): boolean =>
  node.type === 'call_expression' &&
  origin !== null &&
  chain.length < 3 &&
  THROWS.test(`${origin.name}.${chain.at(-1) ?? ''}`) &&
  !TELLS.test(chain.at(-1) ?? '') &&
  !isTaken(node);

const THROWS = /exception|throw|abort|raise|\bhalt/i;

/** Of what is thrown elsewhere; and filters, which are asked before. */
const TELLS = /log|report|capture|notify|track|handle|message|format|render|record|__filters/i;
