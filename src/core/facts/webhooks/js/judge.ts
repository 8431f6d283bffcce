import type { Delegation, Enforcement, Verdict } from '../../../webhook-types.ts';
import type { WebhookKnowledge } from '../compile-webhook-knowledge.ts';
import type { Handler } from '../frameworks/handler.ts';
import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { callFunction } from './call-function.ts';
import { isBooleanName, parameter } from './names.ts';
import { textOf } from './program.ts';
import type { Program } from './program.ts';
import { makeRun, openTags, startState } from './run.ts';
import { ALL_NAMED } from './candidates.ts';
import type { Candidate, Run } from './run.ts';
import { exportVerdict, guardedVerdict, handlerVerdict, makeVerdict } from './verdict-of.ts';
import type { Walked } from './verdict-of.ts';
import { passGuard } from './pass-guard.ts';
import { passMiddleware, resolveHandler } from './resolve-handler.ts';

/** The work that one file may cost, in visited nodes over all walks. */
export const FILE_BUDGET = 600_000;

export type Judged = {
  verdict: Verdict;
  at: SyntaxNode | null;
  delegations: Delegation[];
  otherwise: Verdict | null;
  run: Run;
  /** The code of the handler is in another file. */
  elsewhere: Delegation | null;
};

type Seed = { program: Program; knowledge: WebhookKnowledge; budget: { left: number } };
export type Subject = Pick<Handler, 'handler' | 'before'> & Partial<Pick<Handler, 'guards' | 'given' | 'pathname'>>;

const HOWS: readonly Enforcement[] = ['throws', 'truthy', 'falsy', 'guards'];
const MAX_CANDIDATES = 6;

/** Judges a handler with what stands before it; calls into other files become delegations. */
export function judgeHandler(seed: Seed, subject: Subject): Judged {
  const base = walk(seed, subject, null);
  const verdict = handlerVerdict(base);
  const judged: Judged = {
    verdict,
    at: checkNode(base.run),
    delegations: [],
    otherwise: null,
    run: base.run,
    elsewhere: base.elsewhere ? delegation(base.elsewhere) : null,
  };
  if (seed.budget.left < 0) return { ...judged, verdict: { verification: 'unknown', why: 'too-complex' } };
  if (verdict.verification !== 'unverified' && verdict.why !== 'presence-only') return judged;
  const handed = base.elsewhere
    ? null
    : base.run.candidates.find((each) => each.answers && each.module !== null && !each.named);
  if (handed) judged.elsewhere = delegation(handed);
  return withDelegations(judged, base.run, (candidate, how) => {
    const walked = walk(seed, subject, { key: candidate.key, how });
    const assumed = how === 'guards' ? guardedVerdict(walked) : handlerVerdict(walked);
    return { verdict: assumed, asked: walked.run.asked };
  });
}

/** Judges an exported function as one that others call to verify. Null when nothing in it has to do with it. */
export function judgeExport(seed: Seed, fn: SyntaxNode): Judged | null {
  const base = walk(seed, { handler: fn, before: [] }, null);
  const verdict = exportVerdict(base);
  if (seed.budget.left < 0) return null;
  const judged: Judged = {
    verdict,
    at: checkNode(base.run),
    delegations: [],
    otherwise: null,
    run: base.run,
    elsewhere: null,
  };
  if (verdict.verification === 'unverified' && base.run.checks.length === 0) {
    const further = withDelegations(judged, base.run, (candidate, how) => {
      const walked = walk(seed, { handler: fn, before: [] }, { key: candidate.key, how });
      const assumed = how === 'guards' ? { ...guardedVerdict(walked), enforces: how } : exportVerdict(walked);
      return { verdict: assumed, asked: walked.run.asked };
    });
    return further.verdict.verification === 'unverified' ? null : further;
  }
  return judged;
}

function walk(seed: Seed, subject: Subject, assume: Run['assume']): Walked {
  const run = makeRun({ ...seed, assume, call: callFunction, pathname: subject.pathname ?? null });
  const state = startState();
  for (const node of subject.before) passMiddleware(run, state, node);
  for (const node of subject.guards ?? []) passGuard(run, state, node);
  const target = resolveHandler(run, state, subject.handler);
  if (!target.fn) return { run, state, elsewhere: target.candidate, result: null, exit: null, serves: false };
  run.nexts = [];
  run.left = new Set();
  const result = callFunction(run, state, target.fn, subject.given ?? [], target.env);
  const made = state.alive ? result.fn : null;
  if (made) {
    run.nexts = [];
    callFunction(run, state, made, takesEvent(seed.program, made) ? [parameter('request', 0)] : [], result.env);
  }
  return {
    run,
    state,
    elsewhere: null,
    result,
    serves: made !== null || ANSWERS.test(textOf(seed.program, target.fn)),
    exit: state.alive ? { ...state.known, tags: openTags(state) } : null,
  };
}

/** `event` is the request of serverless functions and of h3, and the body elsewhere. */
function takesEvent(program: Program, fn: SyntaxNode): boolean {
  const list = child(fn, 'parameters');
  return list !== null && list.children.length === 1 && /^\(?\s*event\b/.test(textOf(program, list));
}

/** The words of a function that answers the request by itself. */
const ANSWERS =
  /new Response\(|NextResponse\b|Response\.json\(|\bres(?:ponse)?\.(?:status|json|send|end|sendStatus)\(|\breply\.(?:code|status|send)\(|\bc\.(?:json|text)\(|\bstatus(?:Code)?\s?:/;

/** A verdict under an assumption, and whether a condition asked for the answer that was assumed. */
type Assumed = { verdict: Verdict; asked: boolean };

function withDelegations(judged: Judged, run: Run, ask: (candidate: Candidate, how: Enforcement) => Assumed): Judged {
  const unique = new Map<string, Candidate>();
  for (const each of run.candidates.toSorted((a, b) => Number(b.named) - Number(a.named))) {
    if (!unique.has(each.key)) unique.set(each.key, each);
  }
  const named = [...unique.values()].filter((each) => each.named);
  const found: Delegation[] = [];
  let opaque: Candidate | null = null;
  let best: Verdict | null = null;
  let unsure = false;
  for (const candidate of [...unique.values()].slice(0, MAX_CANDIDATES)) {
    const assumed = HOWS.map((how) => ask(candidate, how)) as [Assumed, Assumed, Assumed, Assumed];
    const [throws, truthy, falsy, guards] = assumed.map((each) => each.verdict) as [Verdict, Verdict, Verdict, Verdict];
    const heeded = [truthy, falsy].some((each) => each.verification === 'verified');
    const unheeded = candidate.named && assumed[1].asked && !heeded;
    const answers = [throws, truthy, falsy].some((each) => each.verification === 'verified');
    // What is named for verifying is asked for its answer; anything else may verify and act in one.
    const helps = answers || (!candidate.named && candidate.module !== null && guards.verification === 'verified');
    // What stays broken even if the call verifies is broken here.
    if (!helps && candidate.named) best ??= [throws, truthy].find((each) => isBroken(each, judged.verdict)) ?? null;
    if (!helps && [throws, truthy, falsy].some((each) => each.why === 'conditional')) unsure = true;
    if (!helps) continue;
    const use = isBooleanName(candidate.member ?? candidate.name) ? truthy : throws;
    if (candidate.module === null && candidate.shaped && !unheeded && use.verification === 'verified') {
      return { ...judged, verdict: { ...use, why: 'sdk-verifier' }, at: candidate.node };
    }
    if (candidate.module === null) opaque ??= candidate;
    else {
      const verdicts = { throws, truthy, falsy, guards };
      found.push({ ...delegation(candidate), ...(unheeded ? { unheeded: true as const } : {}), verdicts });
    }
  }
  if (found.length > 0) {
    const otherwise = opaque?.named ? makeVerdict('unknown', 'dynamic-dispatch') : (best ?? judged.verdict);
    return { ...judged, verdict: makeVerdict('unknown', 'delegated'), otherwise, delegations: found };
  }
  if (found.length === 0 && !opaque && run.program.lowered && named.length > 1) {
    const all = ask({ ...named[0]!, key: ALL_NAMED }, 'throws');
    if (all.verdict.verification === 'verified')
      return { ...judged, verdict: makeVerdict('unknown', 'dynamic-dispatch'), otherwise: judged.verdict };
  }
  if (opaque) return { ...judged, verdict: makeVerdict('unknown', 'dynamic-dispatch'), otherwise: judged.verdict };
  if (best) return { ...judged, verdict: best };
  return unsure ? { ...judged, verdict: makeVerdict('unknown', 'conditional'), otherwise: judged.verdict } : judged;
}

const isBroken = (of: Verdict, base: Verdict): boolean =>
  (of.verification === 'optional' || of.verification === 'ineffective') && of.why !== base.why;

const delegation = (candidate: Candidate): Delegation => ({
  module: candidate.module ?? '',
  name: candidate.name,
  ...(candidate.member === null ? {} : { member: candidate.member }),
  ...(candidate.weak && !/ipn/i.test(`${candidate.name}.${candidate.member ?? ''}`) ? { weak: true as const } : {}),
  ...(candidate.signed ? { signed: true as const } : {}),
  ...(candidate.shaped ? { shaped: true as const } : {}),
  ...(candidate.deep ? { deep: true as const } : {}),
  line: candidate.node.line,
  column: candidate.node.column,
});

const checkNode = (run: Run): SyntaxNode | null => run.checks[0]?.node ?? null;
