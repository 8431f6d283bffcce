import type { Called, Delegation, Verdict } from '../../../webhook-types.ts';
import type { WebhookKnowledge } from '../compile-webhook-knowledge.ts';
import type { Handler } from '../frameworks/handler.ts';
import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { callFunction } from './execute/call-function.ts';
import { isCheckName, isSignatureHeader, isVerifyName, knowsCaller, parameter } from './state/names.ts';
import { textOf } from './program/program.ts';
import type { Program } from './program/program.ts';
import { makeRun } from './state/run.ts';
import { openTags, prove, startState } from './state/state.ts';
import { areApart } from './program/ways-apart.ts';
import { delegation, withDelegations } from './delegate.ts';
import { beforeOf, MIDDY_REQUEST } from './before/middy-chain.ts';
import type { Candidate, Run } from './state/run.ts';
import type { State } from './state/state.ts';
import { exportVerdict, guardedVerdict, handlerVerdict, makeVerdict, passVerdict } from './verdict-of.ts';
import type { Value } from './state/value.ts';
import type { Walked } from './verdict-of.ts';
import { passGuard } from './before/pass-guard.ts';
import { isStub } from './is-stub.ts';
import { passMiddleware } from './before/pass-middleware.ts';
import { resolveHandler } from './before/resolve-handler.ts';

/** The budget of one file, in AST nodes visited over all walks. */
export const FILE_BUDGET = 600_000;

/** A verdict, and what is delegated to other files. */
export type Judged = {
  verdict: Verdict;
  at: SyntaxNode | null;
  delegations: Delegation[];
  otherwise: Verdict | null;
  run: Run;
  /** The code of the handler, if it is in another file. */
  elsewhere: Delegation | null;
  /** Settings of other files that a verification relies on, by `settingName`. */
  settings: string[];
  /** Functions of other files that compute the digest that a verification relies on. */
  digests: Called[];
};

/** State shared by all walks over a file. */
export type Seed = {
  program: Program;
  knowledge: WebhookKnowledge;
  budget: { left: number };
  /**
   * Findings on functions judged so far: whether they fetch what they receive from a provider, and which others they
   * ask.
   */
  seen: Map<SyntaxNode, Pick<Run, 'fetches' | 'refetches' | 'asks'>>;
};
/** The parts of a handler that are judged. */
export type Subject = Pick<Handler, 'handler' | 'before'> &
  Partial<Pick<Handler, 'guards' | 'given' | 'pathname' | 'secretPath' | 'inQuery'>>;

/** The first walk over a handler with its middleware: what it does, before the question of what protects it. */
export const walkHandler = (seed: Seed, subject: Subject): Walked => walk(seed, subject, null);

/**
 * Judges a handler with its middleware. Calls into other files become delegations; the handler is walked again for
 * each.
 *
 * @param base the result of `walkHandler`.
 */
export function judgeHandler(seed: Seed, subject: Subject, base: Walked): Judged {
  const verdict = handlerVerdict(base);
  const judged = { ...byItself(base, verdict), elsewhere: codeElsewhere(base, verdict) };
  if (seed.budget.left < 0) return { ...judged, verdict: makeVerdict('unknown', 'too-complex') };
  if (verdict.verification === 'verified')
    return { ...judged, ...restsOn(base.run, (each) => handlerVerdict(walk(seed, subject, null, each))) };
  const open = isNothing(verdict);
  // Other middleware may protect where a check is weak, but an ignored look-up does not concern a verifier. A function
  // that receives the body before the check may have a check of its own. After a test of the caller's address, more may
  // follow.
  const mayFollow = MAY_FOLLOW.has(verdict.why);
  const isLate = verdict.why === 'after-use';
  const candidates = open
    ? base.run.candidates
    : base.run.candidates.filter(
        (each) => standsBefore(each) || (mayFollow && mayProve(each)) || (isLate && each.weak),
      );
  const further = withDelegations(judged, candidates, (candidate, how) => {
    // Beside a check that is too weak, only a result that is tested shows that another call may verify.
    if (!open && candidate.module === null && how === 'throws') return { verdict, asked: false };
    const walked = walk(seed, subject, { key: candidate.key, how });
    const assumed = how === 'guards' ? guardedVerdict(walked) : handlerVerdict(walked);
    return { verdict: assumed, asked: walked.run.asked };
  });
  const isAsked = further.verdict.why === 'dynamic-dispatch';
  const result = open || further.delegations.length > 0 || isAsked ? further : judged;
  return base.run.expectsProof ? doubted(result) : result;
}

/**
 * Whether the code of a handler is in another file: known after the first walk, before the many that a judgement takes.
 */
export const isElsewhere = (base: Walked): boolean => codeElsewhere(base, handlerVerdict(base)) !== null;

/**
 * The function of another file that is the handler, or to which a handler without checks leaves the response; null if
 * there is none.
 */
function codeElsewhere(base: Walked, verdict: Verdict): Delegation | null {
  const handed = !isNothing(verdict)
    ? undefined
    : base.run.candidates.find((each) => each.answers && each.module && !each.named && !actsBeside(base, each));
  const candidate = base.elsewhere ?? handed;
  return candidate ? delegation(candidate) : null;
}

/** Judges a function that lets requests pass to handlers of other files: `verified` if none passes unchecked. */
export function judgeGuard(seed: Seed, subject: Subject): Judged {
  const base = walk(seed, subject, null);
  const judged = byItself(base, passVerdict(base));
  if (judged.verdict.verification === 'verified' || seed.budget.left < 0) return judged;
  return withDelegations(judged, base.run.candidates, (candidate, how) => {
    const walked = walk(seed, subject, { key: candidate.key, how });
    return { verdict: passVerdict(walked), asked: walked.run.asked };
  });
}

/**
 * `if (paid) await confirm(req, res); else await refund(req.body);`: on a path apart from that call, the handler acts
 * itself.
 */
const actsBeside = ({ run }: Walked, { node }: Candidate): boolean =>
  run.uses.some(
    ({ ofBody, tags, node: used }) =>
      ofBody && tags.values().every((tag) => tag === 'chosen') && areApart([node, used]),
  );

const MAY_FOLLOW: ReadonlySet<string> = new Set(['result-ignored', 'error-swallowed', 'conditional', 'caller-decides']);

/** Whether it is named for verifying, or receives the signature and its result is tested. */
const mayProve = ({ named, signed, weak, asked }: Candidate): boolean =>
  named || (signed && !weak && asked !== undefined);

const standsBefore = ({ before, named, member, name }: Candidate): boolean =>
  before === true && (named || knowsCaller(member ?? name));

/** Nothing that verifies was found, although the handler expects something to. */
function doubted(judged: Judged): Judged {
  const doubt = makeVerdict('unknown', 'delegated-unresolved');
  if (isNothing(judged.verdict)) return { ...judged, verdict: doubt };
  return judged.otherwise && isNothing(judged.otherwise) ? { ...judged, otherwise: doubt } : judged;
}

const isNothing = ({ verification, why }: Verdict): boolean => verification === 'unverified' || why === 'presence-only';

/**
 * Limit per function where all functions of a file are judged. Functions that verify take up to 6,000 nodes; anything
 * above is ordinary application code.
 */
const EXPORT_BUDGET = 12_000;

/**
 * Judges an exported function as one that others call in order to verify. Null if it has nothing to do with that,
 * unless its name says that it does: then its callers need to know that it accepts everything.
 *
 * @param known the path it is called for, if it is middleware that tests the path itself; and its arguments, as far as
 * they are known.
 */
export function judgeExport(
  seed: Seed,
  fn: SyntaxNode,
  name = '',
  known: Pick<Subject, 'pathname' | 'given'> = {},
): Judged | null {
  const subject = { handler: fn, before: [], ...known };
  if (!seed.program.language.shared) return judgeWithin(seed, subject, name);
  const given = Math.min(EXPORT_BUDGET, Math.max(seed.budget.left, 0));
  const budget = { left: given };
  const judged = judgeWithin({ ...seed, budget }, subject, name);
  seed.budget.left -= given - budget.left;
  return judged;
}

function judgeWithin(seed: Seed, subject: Subject, name: string): Judged | null {
  const base = walk(seed, subject, null);
  // Keep no more of the run: it holds everything seen in every function.
  const { fetches, refetches, asks } = base.run;
  seed.seen.set(subject.handler, { fetches, refetches, asks });
  const own = byItself(base, isStub(base, subject.handler, name) ? STUB : exportVerdict(base));
  const rests = own.verdict.verification === 'verified';
  const judged = rests
    ? { ...own, ...restsOn(base.run, (each) => exportVerdict(walk(seed, subject, null, each))) }
    : own;
  const open = judged.verdict.verification === 'unverified' && base.run.checks.length === 0;
  // A test of the caller's address says nothing about what verifies after it.
  const followed = open ? base.run.candidates : base.run.candidates.filter((each) => each.named);
  const isLeft = open || judged.verdict.why === 'conditional';
  const further = !isLeft
    ? judged
    : withDelegations(judged, followed, (candidate, how) => {
        const walked = walk(seed, subject, { key: candidate.key, how });
        const assumed = how === 'guards' ? { ...guardedVerdict(walked), enforces: how } : exportVerdict(walked);
        return { verdict: assumed, asked: walked.run.asked };
      });
  const result = open || further.delegations.length > 0 ? further : judged;
  // In other languages a file lists all its functions; a missing one would count as unverified.
  if (seed.budget.left < 0)
    return seed.program.language.shared ? { ...judged, verdict: makeVerdict('unknown', 'too-complex') } : null;
  if (!open || result.verdict.verification !== 'unverified') return result;
  // A function that forwards the request with its headers leaves the check to the receiver.
  if (base.run.expectsProof && !seed.program.language.shared) return doubted(result);
  // A function that always throws is an abstract method.
  if (seed.program.language.shared || !(isVerifyName(name) || isCheckName(name)) || base.exit === null) return null;
  const handsOn = base.run.candidates.some(({ named }) => named);
  return handsOn ? { ...judged, verdict: makeVerdict('unknown', 'delegated-unresolved') } : result;
}

/**
 * What a `verified` verdict depends on in other files: settings, with a literal fallback for which it would be
 * `default-secret`, and digests, without a key for which it would not be `verified`.
 */
const restsOn = (
  { settings, digests }: Run,
  walkWith: (each: string) => Verdict,
): Pick<Judged, 'settings' | 'digests'> => ({
  settings: [...settings].slice(0, MAX_WALKS).filter((setting) => walkWith(setting).why === 'default-secret'),
  digests: [...digests]
    .slice(0, MAX_WALKS)
    .flatMap(([key, called]) => (walkWith(key).verification === 'verified' ? [] : [called])),
});

/** A limit, as each takes another walk. */
const MAX_WALKS = 4;

const STUB: Verdict = { ...makeVerdict('ineffective', 'stub'), enforces: 'truthy' };

function walk(seed: Seed, subject: Subject, assume: Run['assume'], standsIn: Run['standsIn'] = null): Walked {
  const { pathname = null, inQuery = false } = subject;
  const run = makeRun({ ...seed, assume, standsIn, call: callFunction, pathname, inQuery });
  const state = startState();
  if (subject.secretPath) prove(run, state, { node: subject.secretPath, why: 'token-compared', provider: null });
  for (const node of subject.before) passMiddleware(run, state, node);
  for (const node of subject.guards ?? []) passGuard(run, state, node);
  // Headers that application-wide middleware reads, such as a shop's name, do not show that a provider calls this
  // route.
  if (run.checks.length === 0) run.headers = new Set([...run.headers].filter(isSignatureHeader));
  const target = resolveHandler(run, state, subject.handler);
  if (!target.fn) return { run, state, elsewhere: target.candidate, result: null, exit: null, serves: false };
  run.nexts = [];
  run.left = new Set();
  const result = callFunction(run, state, target.fn, subject.given ?? [], target.env);
  run.throwsAlways = !state.alive;
  const made = callMade(run, state, result);
  run.givesOut = made !== null;
  const serves = ANSWERS.test(textOf(seed.program, child(target.fn, 'body') ?? target.fn));
  return {
    run,
    state,
    elsewhere: null,
    // `makeVerifier(secret)` returns a function with a result; its callers call that function, under the name of a
    // variable.
    result: made !== null && !serves ? made : result,
    serves: made !== null || serves,
    exit: state.alive ? { ...state.known, tags: openTags(state) } : null,
  };
}

/**
 * `(secret) => (handler) => (req, res) => …`, `() => ({ before })`: runs the returned function, which is what receives
 * the request. Gives the result of that; null if no function was returned.
 */
function callMade(run: Run, state: State, result: Value): Value | null {
  const before = beforeOf(result);
  let { fn, env } = before ?? result;
  let made: Value | null = null;
  for (let depth = 0; state.alive && fn && depth < 3; depth++) {
    run.nexts = [];
    const given =
      before && depth === 0 ? [MIDDY_REQUEST] : takesEvent(run.program, fn) ? [parameter('request', 0)] : [];
    made = callFunction(run, state, fn, given, env);
    ({ fn, env } = made);
  }
  return made;
}

/** In serverless functions and in h3 `event` is the request; elsewhere it is the body. */
function takesEvent(program: Program, fn: SyntaxNode): boolean {
  const list = child(fn, 'parameters');
  return list !== null && list.children.length === 1 && /^\(?\s*event\b/.test(textOf(program, list));
}

/** Code that answers the request itself. `response.json()` without arguments reads another server's response. */
const ANSWERS =
  /new Response\(|NextResponse\b|Response\.json\(|\bres(?:ponse)?\.(?:(?:status|send|end|sendStatus)\(|json\((?!\)))|\breply\.(?:code|status|send)\(|\bc\.(?:json|text)\(|\bstatus(?:Code)?\s?:/;

/** The judgement of a walk as long as nothing is delegated to other files. */
const byItself = ({ run }: Walked, verdict: Verdict): Judged => ({
  verdict,
  at: run.checks[0]?.node ?? null,
  delegations: [],
  otherwise: null,
  run,
  elsewhere: null,
  settings: [],
  digests: [],
});
