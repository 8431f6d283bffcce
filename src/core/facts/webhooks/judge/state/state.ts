import type { SyntaxNode } from '../../syntax.ts';
import { Scope } from './scope.ts';
import { both, CHECKED, NOTHING, shared, without } from './value.ts';
import type { Knowledge, Tag } from './value.ts';
import type { Check, Run } from './run.ts';

// Where a walk stands: what is known on one path, and what becomes of it where paths part and meet.

/** Where a walk stands on one path. */
export type State = {
  alive: boolean;
  known: Knowledge;
  /** Why the check is missing on some path that leads here, once other paths had one. */
  bypass: ReadonlySet<Tag>;
  /** How a call failed to prove the request, while nobody has asked for its answer. */
  pending: ReadonlySet<Tag>;
  /**
   * How many of the signatures that were asked for may be absent: none after `if (!sig) return`, one after
   * `if (!sig && !token) return`. Null while no request has been turned away for that.
   */
  absent: number | null;
  /** What the body was handed to on this path while nobody had proved anything. */
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

/** A copy of the state on which more is known. */
export function fork(run: Run, state: State, known: Knowledge): State {
  // Where paths meet again the variables are gone through, so that many of them cost like so many nodes.
  run.budget.left -= state.vars.size >> 2;
  const copy = { ...state, vars: state.vars.copy() };
  learn(run, copy, known);
  return copy;
}

/** Requests without any signature have been turned away; `others` of those that were asked for may be absent. */
export function noteUnsignedRefused(state: State, others: number): void {
  state.absent = others;
  const tags = without(state.known.tags, 'no-signature');
  if (!state.known.checked) state.known = tags.size > 0 ? { ...state.known, tags } : NOTHING;
}

/** Adds what is known to the state. */
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

/** A check that ends the request where it fails: what goes on is genuine. */
export function prove(run: Run, state: State, check: Check): void {
  run.checks.push(check);
  learn(run, state, CHECKED);
}

/** Notes why a check may have been passed by on the way here. */
export function passBy(state: State, tags: Iterable<Tag>): void {
  state.bypass = new Set([...state.bypass, ...tags]);
}

/** What is left of the absence of a signature where requests without any have been turned away. */
function refused(state: State, known: Knowledge): Knowledge {
  if (state.absent === null || known.checked || !known.tags.has('no-signature')) return known;
  const tags = without(known.tags, 'no-signature');
  if (state.absent > 0) state.absent -= 1;
  else if (tags.size === 0) state.alive = false;
  return { ...known, tags };
}

/** Puts the meeting of two paths into the first state. */
export function meet(into: State, a: State, b: State): void {
  if (!a.alive || !b.alive) {
    const left = a.alive ? a : b;
    const { bypass, pending, absent, handed, vars } = left;
    const known = settled(left.known);
    Object.assign(into, { alive: a.alive || b.alive, known, bypass, pending, absent, handed, vars });
    return;
  }
  const vars = a.vars.join(a.known, b.vars, b.known);
  // What was open before a check is closed by it.
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

/** Notes that the body is handed to a call of that name, of which nobody here knows what it does. */
export function noteHanded(run: Pick<Run, 'handed'>, state: State, name: string): void {
  const { checked, tags } = state.known;
  if (checked) run.handed.guarded.add(name);
  else if (tags.has('failed')) run.handed.refused.add(name);
  else if (!state.handed.has(name) && state.handed.size < MAX_HANDED) state.handed = new Set([...state.handed, name]);
}

/** Names of calls that a path keeps: that there are some is what tells. */
const MAX_HANDED = 100;

/** What the caller chose matters for what differs by it, not behind it. */
function settled(known: Knowledge): Knowledge {
  if (!known.tags.has('chosen')) return known;
  const tags = without(known.tags, 'chosen');
  return known.checked || tags.size > 0 ? { ...known, tags } : NOTHING;
}

/** Notes that the body is acted on here. Nothing where the request is known to be genuine. */
export function noteUse(run: Run, state: State, node: SyntaxNode, ofBody = true): void {
  if (state.known.checked) {
    run.guarded ||= ofBody;
    return;
  }
  run.uses.push({ node, tags: openTags(state), ofBody, known: state.known });
}

/** A path on which the check failed ends here: what was noted on it belongs to the refusal, a record of it say. */
export function dropUses(run: Run, state: State, which: 'all' | 'not-of-body'): void {
  if (!state.known.tags.has('failed') || state.known.checked) return;
  run.uses = run.uses.filter((use) => use.known !== state.known || (use.ofBody && which === 'not-of-body'));
}

/** Whether some path that leads here had no check, or one that nobody asked. */
export const isOpen = (state: State): boolean => state.bypass.size + state.pending.size > 0;

/** Ways in which a check fails: what goes on all the same has a reason beside them. */
const FAILS: ReadonlySet<Tag> = new Set(['failed', 'no-signature', 'no-secret']);

/** `valid || DEBUG`: what failed goes on for the reason that the condition gives. */
const reasons = (tags: ReadonlySet<Tag>): Tag[] =>
  [...tags].filter((tag) => !(FAILS.has(tag) && tags.has('failed') && tags.has('dev-env')));

/** Why the request may be anybody's here. Behind a check that was passed by, other conditions are no reasons. */
export function openTags({ known, bypass, pending }: State): Set<Tag> {
  if (known.tags.has('failed') && known.tags.has('dev-env'))
    return new Set(reasons(new Set([...known.tags, ...bypass])));
  if (bypass.size + pending.size === 0) return new Set(known.tags);
  const failed = [...known.tags].filter((tag) => tag === 'failed' || tag === 'swallowed');
  return new Set([...failed, ...bypass, ...pending]);
}
