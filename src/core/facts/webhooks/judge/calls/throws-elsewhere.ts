import { isTaken } from '../program/is-waited-for.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { without } from '../state/value.ts';
import type { Call } from './call.ts';

/**
 * Where a check has failed, notes a call of another file that may throw and so end the request:
 * `ApiException::unauthorized('signature')`. It is left open, since an exception that is created but neither thrown nor
 * returned does nothing.
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
  // `SignatureException('bad')` of Python only creates an object.
  !(chain.length === 1 && /^[A-Z]/.test(chain[0]!)) &&
  THROWS.test(`${origin.name}.${chain.at(-1) ?? ''}`) &&
  !TELLS.test(chain.at(-1) ?? '') &&
  !isTaken(node);

const THROWS = /exception|throw|abort|raise|\bhalt/i;

/** Only reports or formats an exception; or a filter, which runs before. */
const TELLS = /log|report|capture|notify|track|handle|message|format|render|record|__filters/i;
