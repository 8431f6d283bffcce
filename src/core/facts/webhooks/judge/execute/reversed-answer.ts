import type { SyntaxNode } from '../../syntax.ts';
import { textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import type { Knowledge } from '../state/value.ts';

// Recognises checks whose result is used the wrong way round, by a missing or an extra negation.

/** One branch of a condition: what is known in it, its state at the end, and the statements that it runs first. */
type Way = { known: Knowledge; end: State; branch: SyntaxNode | null };

/** Limit of statements in a branch that rejects the caller: a log line, the response, the end. */
const MOST_STATEMENTS = 4;
const LONGEST = 600;
/** Responses to forged requests, and the status codes for them, including their names. */
const FORGED =
  /\b40[13]\b|unauthori[sz]ed|forbidden|(?:invalid|bad|wrong|forged)[\w ]{0,20}(?:sign|hmac|digest)|(?:sign|hmac|digest)\w{0,10} {0,2}(?:mismatch|invalid|verification failed|does)/i;
const SERVED = /\b20[0-4]\b|StatusOK|StatusAccepted|\bok\b(?! ?(?::|=>?) ?false)/i;

/** Records that a condition rejects genuine requests as forged and lets others continue. */
export function noteReversed(run: Run, condition: SyntaxNode | null, yes: Way, no: Way): void {
  // `if (genuine && seen)` rejects duplicates.
  if (condition === null || /&&|\band\b/.test(textOf(run.program, condition))) return;
  if (!turnsAway(run, yes, no) && !turnsAway(run, no, yes)) return;
  run.reversed = true;
  // That branch serves no request, although it may end in a bare `return` after the response.
  run.served.delete('genuine');
}

function turnsAway({ program }: Run, genuine: Way, others: Way): boolean {
  const { checked, tags } = others.known;
  if (!genuine.known.checked || checked || tags.size !== 1 || !tags.has('failed')) return false;
  if (genuine.end.alive || genuine.branch === null || !isRefusal(program, genuine.branch)) return false;
  return others.end.alive || (others.branch !== null && !FORGED.test(textOf(program, others.branch).slice(0, LONGEST)));
}

function isRefusal(program: Program, branch: SyntaxNode): boolean {
  const text = textOf(program, branch);
  return branch.children.length <= MOST_STATEMENTS && text.length < LONGEST && FORGED.test(text) && !SERVED.test(text);
}
