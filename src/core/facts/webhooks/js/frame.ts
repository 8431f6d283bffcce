import type { Run, State } from './run.ts';
import { onPath } from './value.ts';
import type { Knowledge, Value } from './value.ts';

/** One function under way: how it was left. */
export type Frame = { returns: Value[]; exits: Knowledge[]; breaks: State[]; outermost: boolean };

/** Leaves the function by a return or at its end. */
export function leave(frame: Frame, state: State, result: Value): void {
  if (!state.alive) return;
  frame.returns.push(onPath(result, state.known));
  frame.exits.push(state.known);
  state.alive = false;
}

/** Notes that the handler ends well where paths with and without a check have met. */
export function noteOpen(run: Run, frame: Frame, state: State): void {
  if (frame.outermost && state.alive && !state.known.checked) for (const tag of state.bypass) run.left.add(tag);
  // `if (valid || DEBUG) return handler(request)`
  const { tags } = state.known;
  if (frame.outermost && state.alive && tags.has('failed') && tags.has('dev-env')) run.left.add('dev-env');
}

/** Whether the truth of the value, or of a part of it, tells whether the request is genuine. */
export const isAnswer = (of: Value, depth = 0): boolean =>
  (of.truthy.possible &&
    of.falsy.possible &&
    (of.truthy.checked !== of.falsy.checked || of.falsy.tags.has('failed') !== of.truthy.tags.has('failed'))) ||
  (depth < 2 && [...(of.props?.values() ?? [])].some((each) => isAnswer(each, depth + 1)));

/** The words of a branch that turns the call away. */
export const rejects = (text: string): boolean =>
  /\b[45]\d\d\b|\bthrow\b|next\(\s*[\w(]|unauthori|forbidden|reject|invalid|BAD_REQUEST|return(?: false| null|;)/i.test(
    text,
  );
