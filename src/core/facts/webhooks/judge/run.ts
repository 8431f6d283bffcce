import type { Enforcement } from '../../../webhook-types.ts';
import type { WebhookKnowledge } from '../compile-webhook-knowledge.ts';
import type { WebhookReason } from '../reasons.ts';
import type { SyntaxNode } from '../syntax.ts';
import type { Program } from './program.ts';
import { Scope } from './scope.ts';
import { both, either, NOTHING, shared } from './value.ts';
import type { Knowledge, Tag, Value } from './value.ts';

// One walk over one function: what is asked, what is known where, and what was seen on the way.

/** A call into another file that was handed enough of the request to verify it. */
export type Candidate = {
  /** `module#name.member`; equal calls are assumed alike. */
  key: string;
  module: string | null;
  name: string;
  member: string | null;
  node: SyntaxNode;
  /** Its name says that it verifies. */
  named: boolean;
  /** It is handed body, signature and secret: nothing but a verifier takes these three. */
  shaped: boolean;
  /** The secret that it is handed falls back to a literal. */
  defaulted?: true;
  /** The secret that it is handed is the empty string where none is configured. */
  emptied?: true;
  /** Nobody waits for what it gives out. */
  unawaited?: true;
  /** The body has been acted on by then, whatever it does. */
  late?: true;
  /** It is a method of a part of what is imported: `services.billing.take(req)`. */
  deep?: true;
  /** It is handed the signature or the headers: whoever takes these most likely looks at them. */
  signed: boolean;
  /** It is handed nothing but the body: counts only where it turns out to check it. */
  weak: boolean;
  /** It is handed what answers the request: the handler's work is done there. */
  answers: boolean;
  /** It stands before the handler: a middleware, a guard. */
  before?: true;
};

export type Check = { node: SyntaxNode; why: WebhookReason; provider: string | null };

/** The body is acted on where nothing has been checked. */
export type Use = {
  node: SyntaxNode;
  tags: ReadonlySet<Tag>;
  ofBody: boolean;
  /** What was known there: the same object as long as nothing is learned. */
  known: Knowledge;
};

export type Run = {
  program: Program;
  knowledge: WebhookKnowledge;
  budget: { left: number };
  /** The assumption about a call into another file under which this walk is made. */
  assume: { key: string; how: Enforcement } | null;
  /** The path under which the function is walked, where it serves several. */
  pathname: string | null;
  checks: Check[];
  uses: Use[];
  candidates: Candidate[];
  nexts: Knowledge[];
  /** The function is a hook that turns a request away by answering it. */
  endsByAnswer: boolean;
  /** How often what refuses the request can have been caught: thrown after a check failed, or by a verifier. */
  thrown: number;
  /** Some path became checked. */
  enforced: boolean;
  /** A weakness of a check that is none therefore. */
  weakness: WebhookReason | null;
  /** The literal that stands where no secret is set is asked for: what goes on has a real one. */
  refusesDefault: boolean;
  presence: boolean;
  notVerifier: boolean;
  /** Something that the body names is fetched from the provider. */
  refetches: boolean;
  /** A digest is compared by `===`. */
  timingUnsafe: boolean;
  readsBody: boolean;
  /** Why the request may be anybody's where the handler ends after paths with and without a check have met. */
  left: Set<Tag>;
  /** Where the handler ends: answered on developers' machines or anywhere, or turned away, and that not on those machines alone. */
  served: Set<'locally' | 'anywhere' | 'refused'>;
  /** It throws whatever comes: nobody has written it yet. */
  throwsAlways: boolean;
  /** The body is acted on where the request is known to be genuine. */
  guarded: boolean;
  /** The request is answered, or handed on, where it is known to be genuine. */
  answered: boolean;
  /** An error is told apart from others that says of a signature that it does not fit: who gave it has verified. */
  expectsProof: boolean;
  /** A condition asks the answer of a check. */
  asked: boolean;
  /** Where a request goes out to is looked up. */
  sends: boolean;
  /** Addresses of webhooks that the body is sent on to. */
  forwards: string[];
  /** A webhook of somebody else's is written down, to be called later. */
  registers: boolean;
  /** Something other than an answer, a log line or a request that goes out is done. */
  acts: boolean;
  /** A request with a body goes out. */
  posts: boolean;
  headers: Set<string>;
  env: Set<string>;
  /** What was known wherever the last function was left. */
  exit: Knowledge | null;
  /** Functions under way, against recursion. */
  stack: SyntaxNode[];
  /** How many of them are the handler, or what it hands everything over to. */
  own: number;
  /** Why the check may have been passed by in what the function under way handed over to: told where that ended. */
  told: Set<Tag>;
  call: (
    run: Run,
    state: State,
    fn: SyntaxNode,
    args: readonly Value[],
    env: Scope | null,
    handedOver?: boolean,
  ) => Value;
};

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
  vars: Scope;
};

export type RunSeed = Pick<Run, 'program' | 'knowledge' | 'budget' | 'assume' | 'call' | 'pathname'>;

export const makeRun = (seed: RunSeed): Run => ({
  ...seed,
  checks: [],
  uses: [],
  candidates: [],
  nexts: [],
  endsByAnswer: false,
  thrown: 0,
  enforced: false,
  weakness: null,
  refusesDefault: false,
  presence: false,
  notVerifier: false,
  refetches: false,
  timingUnsafe: false,
  readsBody: false,
  guarded: false,
  answered: false,
  expectsProof: false,
  asked: false,
  sends: false,
  forwards: [],
  registers: false,
  left: new Set(),
  served: new Set(),
  throwsAlways: false,
  acts: false,
  posts: false,
  headers: new Set(),
  env: new Set(),
  exit: null,
  stack: [],
  own: 0,
  told: new Set(),
});

export const startState = (): State => ({
  alive: true,
  known: NOTHING,
  bypass: new Set(),
  pending: new Set(),
  absent: null,
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
export function noteRefusal(state: State, others: number): void {
  state.absent = others;
  const tags = new Set([...state.known.tags].filter((tag) => tag !== 'no-signature'));
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

/** What is left of the absence of a signature where requests without any have been turned away. */
function refused(state: State, known: Knowledge): Knowledge {
  if (state.absent === null || known.checked || !known.tags.has('no-signature')) return known;
  const tags = new Set([...known.tags].filter((tag) => tag !== 'no-signature'));
  if (state.absent > 0) state.absent -= 1;
  else if (tags.size === 0) state.alive = false;
  return { ...known, tags };
}

/** Puts the meeting of two paths into the first state. */
export function meet(into: State, a: State, b: State): void {
  if (!a.alive || !b.alive) {
    const left = a.alive ? a : b;
    const { bypass, pending, absent, vars } = left;
    const known = settled(left.known);
    Object.assign(into, { alive: a.alive || b.alive, known, bypass, pending, absent, vars });
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
    vars,
  });
}

/** What the caller chose matters for what differs by it, not behind it. */
function settled(known: Knowledge): Knowledge {
  if (!known.tags.has('chosen')) return known;
  const tags = new Set([...known.tags].filter((tag) => tag !== 'chosen'));
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
export function refuse(run: Run, state: State, withBody: boolean): void {
  if (!state.known.tags.has('failed') || state.known.checked) return;
  run.uses = run.uses.filter((use) => use.known !== state.known || (use.ofBody && !withBody));
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

export const joinKnowledge = (all: readonly Knowledge[]): Knowledge | null =>
  all.length === 0 ? null : all.reduce((a, b) => either(a, b));
