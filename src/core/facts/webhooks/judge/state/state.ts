import type { SyntaxNode } from '../../syntax.ts';
import { Scope } from './scope.ts';
import { both, CHECKED, NOTHING, shared, without } from './value.ts';
import type { Knowledge, Tag } from './value.ts';
import type { Check, Run } from './run.ts';

// The state of a walk on one path, and what becomes of it where paths fork and meet.

/** The state of a walk on one path. */
export type State = {
  alive: boolean;
  known: Knowledge;
  /** Why some path that leads here skipped the check, if other paths had one. */
  bypass: ReadonlySet<Tag>;
  /** How a call failed to prove the request, as long as nothing has tested its result. */
  pending: ReadonlySet<Tag>;
  /**
   * How many of the expected signatures may be absent: none after `if (!sig) return`, one after
   * `if (!sig && !token) return`. Null as long as no request has been rejected for that.
   */
  absent: number | null;
  /** Names of the calls that received the body on this path before anything was proved. */
  handed: ReadonlySet<string>;
  vars: Scope;
};

/** The start of a path: nothing is known. */
export const startState = (): State => ({
  alive: true,
  known: NOTHING,
  bypass: new Set(),
  pending: new Set(),
  absent: null,
  handed: new Set(),
  vars: new Scope(),
});

/** A copy of the state with additional knowledge. */
export function fork(run: Run, state: State, known: Knowledge): State {
  // Joining goes through all variables, so charge the budget as if many of them were nodes.
  run.budget.left -= state.vars.size >> 2;
  const copy = { ...state, vars: state.vars.copy() };
  learn(run, copy, known);
  return copy;
}

/**
 * Records that requests without any signature have been rejected; `others` of the expected signatures may still be
 * absent.
 */
export function noteUnsignedRefused(state: State, others: number): void {
  state.absent = others;
  const tags = without(state.known.tags, 'no-signature');
  if (!state.known.checked) state.known = tags.size > 0 ? { ...state.known, tags } : NOTHING;
}

/** Adds knowledge to the state; ends the path if it becomes impossible. */
export function learn(run: Run, state: State, known: Knowledge): void {
  if (known === NOTHING) return;
  if (!known.possible) {
    state.alive = false;
    return;
  }
  if (known.checked) run.enforced = true;
  state.known = both(state.known, refused(state, known));
  if (!state.known.possible) state.alive = false;
}

/** Records a check that ends the request if it fails, so that from here on the request is genuine. */
export function prove(run: Run, state: State, check: Check): void {
  run.checks.push(check);
  learn(run, state, CHECKED);
}

/** Records why a path that leads here may have skipped a check. */
export function passBy(state: State, tags: Iterable<Tag>): void {
  state.bypass = new Set([...state.bypass, ...tags]);
}

/**
 * Removes `no-signature` from the knowledge where unsigned requests have been rejected; ends the path if that was all
 * that it needed.
 */
function refused(state: State, known: Knowledge): Knowledge {
  if (state.absent === null || known.checked || !known.tags.has('no-signature')) return known;
  const tags = without(known.tags, 'no-signature');
  if (state.absent > 0) state.absent -= 1;
  else if (tags.size === 0) state.alive = false;
  return { ...known, tags };
}

/** Joins two paths into the first state. */
export function meet(into: State, a: State, b: State): void {
  if (!a.alive || !b.alive) {
    const left = a.alive ? a : b;
    const { bypass, pending, absent, handed, vars } = left;
    const known = settled(left.known);
    Object.assign(into, { alive: a.alive || b.alive, known, bypass, pending, absent, handed, vars });
    return;
  }
  const vars = a.vars.join(a.known, b.vars, b.known);
  // A check closes what was open before it.
  const bypass = new Set([...(a.known.checked ? [] : a.bypass), ...(b.known.checked ? [] : b.bypass)]);
  if (a.known.checked !== b.known.checked) {
    const open = a.known.checked ? b.known : a.known;
    for (const tag of reasons(open.tags)) bypass.add(tag);
    if (open.tags.size === 0 && bypass.size === 0) bypass.add('conditional');
  }
  const pending = new Set([...a.pending, ...b.pending]);
  Object.assign(into, {
    alive: true,
    known: a.known === b.known ? settled(a.known) : shared(a.known, b.known),
    bypass,
    pending,
    absent: a.absent === null || b.absent === null ? null : Math.max(a.absent, b.absent),
    handed: a.handed === b.handed ? a.handed : new Set([...openly(a), ...openly(b)]),
    vars,
  });
}

const openly = ({ known, handed }: State): Iterable<string> =>
  known.checked || known.tags.has('failed') ? [] : handed;

/** Records that the body is passed to a call of that name whose behaviour is unknown. */
export function noteHanded(run: Pick<Run, 'handed'>, state: State, name: string): void {
  const { checked, tags } = state.known;
  if (checked) run.handed.guarded.add(name);
  else if (tags.has('failed')) run.handed.refused.add(name);
  else if (!state.handed.has(name) && state.handed.size < MAX_HANDED) state.handed = new Set([...state.handed, name]);
}

/** Limit of names per path; that there are any is what matters. */
const MAX_HANDED = 100;

/** Something that the caller chose matters inside the branches that depend on it, not after them. */
function settled(known: Knowledge): Knowledge {
  if (!known.tags.has('chosen')) return known;
  const tags = without(known.tags, 'chosen');
  return known.checked || tags.size > 0 ? { ...known, tags } : NOTHING;
}

/** Records that the body is acted on here. Has no effect where the request is known to be genuine. */
export function noteUse(run: Run, state: State, node: SyntaxNode, ofBody = true): void {
  if (state.known.checked) {
    run.guarded ||= ofBody;
    return;
  }
  run.uses.push({ node, tags: openTags(state), ofBody, known: state.known });
}

/**
 * Drops the uses recorded on a path that ends because the check failed: they belong to the rejection, such as a record
 * of it.
 */
export function dropUses(run: Run, state: State, which: 'all' | 'not-of-body'): void {
  if (!state.known.tags.has('failed') || state.known.checked) return;
  run.uses = run.uses.filter((use) => use.known !== state.known || (use.ofBody && which === 'not-of-body'));
}

/** Whether some path that leads here had no check, or one whose result nothing tested. */
export const isOpen = (state: State): boolean => state.bypass.size + state.pending.size > 0;

/** Ways in which a check fails. A path that continues nevertheless has a further reason. */
const FAILS: ReadonlySet<Tag> = new Set(['failed', 'no-signature', 'no-secret']);

/** `valid || DEBUG`: a request that failed continues for the reason in the condition. */
const reasons = (tags: ReadonlySet<Tag>): Tag[] =>
  [...tags].filter((tag) => !(FAILS.has(tag) && tags.has('failed') && tags.has('dev-env')));

/** Why the request may be forged here. After a skipped check, other conditions are not reasons. */
export function openTags({ known, bypass, pending }: State): Set<Tag> {
  if (known.tags.has('failed') && known.tags.has('dev-env'))
    return new Set(reasons(new Set([...known.tags, ...bypass])));
  if (bypass.size + pending.size === 0) return new Set(known.tags);
  const failed = [...known.tags].filter((tag) => tag === 'failed' || tag === 'swallowed');
  return new Set([...failed, ...bypass, ...pending]);
}
