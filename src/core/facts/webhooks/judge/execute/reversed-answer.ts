import type { SyntaxNode } from '../../syntax.ts';
import { textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import type { Knowledge } from '../state/value.ts';

// Checks whose answer is read the wrong way round: a negation was forgotten, or is one too many.

/** One way on from a condition: what is known on it, where it stands at its end, and the statements that it takes first. */
type Way = { known: Knowledge; end: State; branch: SyntaxNode | null };

/** Statements of a branch that turns the caller away: a line for the log, the answer, the end. */
const MOST_STATEMENTS = 4;
const LONGEST = 600;
/** What callers are told that are taken for forgers, and the codes for it in languages that name them. */
const FORGED =
  /\b40[13]\b|unauthori[sz]ed|forbidden|(?:invalid|bad|wrong|forged)[\w ]{0,20}(?:sign|hmac|digest)|(?:sign|hmac|digest)\w{0,10} {0,2}(?:mismatch|invalid|verification failed|does)/i;
const SERVED = /\b20[0-4]\b|StatusOK|StatusAccepted|\bok\b(?! ?(?::|=>?) ?false)/i;

/** Notes that a condition turns away who is genuine, as a forger, and lets go on who is not. */
export function noteReversed(run: Run, condition: SyntaxNode | null, yes: Way, no: Way): void {
  // `if (genuine && seen)` turns away what has come before.
  if (condition === null || /&&|\band\b/.test(textOf(run.program, condition))) return;
  if (!turnsAway(run, yes, no) && !turnsAway(run, no, yes)) return;
  run.reversed = true;
  // The end of that branch serves nobody, though it may be a mere `return` behind the answer.
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
