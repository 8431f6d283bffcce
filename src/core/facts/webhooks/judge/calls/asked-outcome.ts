import type { SyntaxNode } from '../../syntax.ts';
import { isAnswer } from '../state/frame.ts';
import { textOf } from '../program/program.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { ANSWER, value } from '../state/value.ts';
import type { Value } from '../state/value.ts';

// Objects that say how a check went, and what callers read from them: `Result.failure('bad signature')`,
// `result.isValid()`.

const GOOD = /^(?:is|was|has)?_?(?:valid|ok|success(?:ful)?|succeeded|verified|authentic|genuine|present|some)$/i;
const BAD =
  /^(?:is|was|has)?_?(?:invalid|fail(?:ed|ure)?|err(?:or)?s?|denied|rejected|forged|unauthori[sz]ed|empty|none)$/i;

/** What a property of a known outcome says; null for other properties and other values. */
export function askedOutcome({ program }: Run, owner: Value, name: string): Value | null {
  if (!program.language.outcomes || owner.props !== null || !isAnswer(owner)) return null;
  const { truthy, falsy } = owner;
  if (GOOD.test(name)) return value({ from: ANSWER, truthy, falsy });
  return BAD.test(name) ? value({ from: ANSWER, truthy: falsy, falsy: truthy }) : null;
}

/** Whether a condition tests an object that says how a check went. */
const asksWhatTells = (run: Run, state: State, condition: SyntaxNode): boolean =>
  (
    textOf(run.program, condition)
      .slice(0, 300)
      .match(/(?<![.\w$])[A-Za-z_$][\w$]{0,60}/g) ?? []
  )
    .slice(0, 12)
    .some((name) => state.vars.get(name)?.tells === true);

/** Once such an object is tested, it is unknown whether the check failed. */
export function noteAsked(run: Run, state: State, { tells }: Value, condition: SyntaxNode | null): void {
  if (!state.bypass.has('failed') || condition === null) return;
  // `match check(body) { Verdict::Genuine => … }` tests it directly.
  if (tells !== true && !asksWhatTells(run, state, condition)) return;
  state.bypass = new Set([
    ...[...state.bypass].filter((tag) => tag !== 'failed' && tag !== 'swallowed'),
    'conditional',
  ]);
}
