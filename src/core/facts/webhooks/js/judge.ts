import type { Delegation, Enforcement, Verdict } from '../../../types.ts';
import type { WebhookKnowledge } from '../compile-webhook-knowledge.ts';
import type { Handler } from '../frameworks/handler.ts';
import type { WebhookReason } from '../reasons.ts';
import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { callFunction } from './execute.ts';
import { isBooleanName, parameter } from './names.ts';
import { textOf } from './program.ts';
import type { Program } from './program.ts';
import { joinKnowledge, makeRun, openTags, startState } from './run.ts';
import type { Candidate, Run, State } from './run.ts';
import type { Knowledge, Tag, Value } from './value.ts';
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
type Walked = {
  run: Run;
  state: State;
  elsewhere: Candidate | null;
  result: Value | null;
  exit: Knowledge | null;
  /** The function does a handler's whole work, or makes a function that does. */
  serves: boolean;
};
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
  return withDelegations(judged, base.run, (candidate, how) =>
    how === 'guards'
      ? guardedVerdict(walk(seed, subject, { key: candidate.key, how }))
      : handlerVerdict(walk(seed, subject, { key: candidate.key, how })),
  );
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
    const further = withDelegations(judged, base.run, (candidate, how) =>
      how === 'guards'
        ? { ...guardedVerdict(walk(seed, { handler: fn, before: [] }, { key: candidate.key, how })), enforces: how }
        : exportVerdict(walk(seed, { handler: fn, before: [] }, { key: candidate.key, how })),
    );
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

const ORDER: readonly [Tag, WebhookReason, Verdict['verification']][] = [
  ['stub', 'stub', 'ineffective'],
  ['default-secret', 'default-secret', 'ineffective'],
  ['swallowed', 'error-swallowed', 'ineffective'],
  ['failed', 'result-ignored', 'ineffective'],
  ['no-signature', 'skipped-without-signature', 'ineffective'],
  ['dev-env', 'disabled-by-env', 'ineffective'],
  ['no-secret', 'skipped-without-secret', 'optional'],
  ['conditional', 'conditional', 'unknown'],
];

const verdict = (verification: Verdict['verification'], why: WebhookReason): Verdict => ({ verification, why });

function weakest(tags: ReadonlySet<Tag>): Verdict | null {
  for (const [tag, why, verification] of ORDER) if (tags.has(tag)) return verdict(verification, why);
  return null;
}

const without = (tags: ReadonlySet<Tag>, tag: Tag): Set<Tag> => new Set([...tags].filter((each) => each !== tag));

function handlerVerdict({ run, state, elsewhere }: Walked): Verdict {
  if (elsewhere)
    return state.known.checked ? verdict('verified', 'protected-before') : verdict('unverified', 'no-verification');
  if (!run.enforced) return unchecked(run);
  // Nothing is understood to be done with the body, which is read all the same.
  if (run.uses.length === 0 && run.left.has('no-secret') && run.readsBody)
    return verdict('optional', 'skipped-without-secret');
  if (run.uses.length === 0) return verdict('verified', run.checks[0]?.why ?? 'protected-before');
  const tags = new Set<Tag>(run.uses.flatMap((use) => [...use.tags]));
  return weakest(tags) ?? verdict('ineffective', 'after-use');
}

function unchecked(run: Run): Verdict {
  if (run.weakness) return verdict('ineffective', run.weakness);
  if (run.checks.length > 0) {
    const used = new Set<Tag>(run.uses.flatMap((use) => [...use.tags]));
    const tags = used.size > 0 ? used : new Set<Tag>(run.exit?.tags ?? []);
    const ignored = verdict('ineffective', 'result-ignored');
    return used.has('failed') ? ignored : (weakest(without(tags, 'failed')) ?? ignored);
  }
  if (run.notVerifier) return verdict('unverified', 'not-a-verifier');
  if (run.presence) return verdict('ineffective', 'presence-only');
  return verdict('unverified', 'no-verification');
}

/** The verdict where all that is done with the body is done by a call that verifies first. */
const guardedVerdict = ({ run }: Walked): Verdict =>
  run.uses.length === 0 ? verdict('verified', 'protected-before') : verdict('unverified', 'no-verification');

/** How calling the function proves the request: by returning at all, by a truthy or by a falsy answer. */
function exportVerdict(walked: Walked): Verdict {
  const { run } = walked;
  const guards = run.enforced && run.guarded && run.uses.length === 0;
  const own = provenBy(walked);
  if (!guards) return own;
  return own.verification === 'verified'
    ? { ...own, guards }
    : { ...verdict('verified', run.checks[0]?.why ?? 'protected-before'), enforces: 'guards', guards };
}

function provenBy(walked: Walked): Verdict {
  const { run, result, exit, serves } = walked;
  const why = run.checks[0]?.why ?? 'protected-before';
  const nexts = joinKnowledge(run.nexts);

  if (nexts?.checked || (exit?.checked && !nexts)) return { verification: 'verified', why, enforces: 'throws' };
  if (result?.truthy.checked && result.truthy.possible) return { verification: 'verified', why, enforces: 'truthy' };
  if (result?.falsy.checked && result.falsy.possible) return { verification: 'verified', why, enforces: 'falsy' };
  const valid = [...(result?.props ?? [])].find(
    ([name, each]) => PROPERTY.test(name) && each.truthy.checked && each.truthy.possible,
  );
  if (valid) return { verification: 'verified', why, enforces: 'truthy' };
  if (run.checks.length === 0) return verdict('unverified', 'no-verification');
  if (serves && nexts === null) return { ...handlerVerdict(walked), enforces: 'throws' };
  if (run.weakness) return { ...verdict('ineffective', run.weakness), enforces: nexts ? 'throws' : 'truthy' };
  return weakExport(run, result, nexts ?? exit);
}

const PROPERTY = /^(valid|ok|success|isValid|verified|authenticated|authorized|event|payload)$/;

function weakExport(run: Run, result: Value | null, exit: Knowledge | null): Verdict {
  const answers = result && (result.truthy.tags.size > 0 || result.falsy.tags.size > 0) && run.nexts.length === 0;
  const truthy = new Set([...(result?.truthy.tags ?? [])].filter((tag) => tag !== 'failed'));
  const falsy = new Set([...(result?.falsy.tags ?? [])].filter((tag) => tag !== 'failed'));
  if (answers && truthy.size > 0)
    return { ...(weakest(truthy) ?? verdict('unknown', 'conditional')), enforces: 'truthy' };
  if (answers && falsy.size > 0) return { ...(weakest(falsy) ?? verdict('unknown', 'conditional')), enforces: 'falsy' };
  const tags = new Set([...(exit?.tags ?? []), ...run.nexts.flatMap((each) => [...each.tags])]);
  return { ...(weakest(tags) ?? verdict('unknown', 'conditional')), enforces: 'throws' };
}

function withDelegations(judged: Judged, run: Run, ask: (candidate: Candidate, how: Enforcement) => Verdict): Judged {
  const unique = new Map<string, Candidate>();
  for (const each of run.candidates.toSorted((a, b) => Number(b.named) - Number(a.named))) {
    if (!unique.has(each.key)) unique.set(each.key, each);
  }
  const found: Delegation[] = [];
  let opaque: Candidate | null = null;
  let best: Verdict | null = null;
  let unsure = false;
  for (const candidate of [...unique.values()].slice(0, MAX_CANDIDATES)) {
    const [throws, truthy, falsy, guards] = HOWS.map((how) => ask(candidate, how)) as [
      Verdict,
      Verdict,
      Verdict,
      Verdict,
    ];
    const answers = [throws, truthy, falsy].some((each) => each.verification === 'verified');
    // What is named for verifying is asked for its answer; anything else may verify and act in one.
    const helps = answers || (!candidate.named && candidate.module !== null && guards.verification === 'verified');
    // What stays broken even if the call verifies is broken here.
    if (!helps && candidate.named) best ??= [throws, truthy].find((each) => isBroken(each, judged.verdict)) ?? null;
    if (!helps && [throws, truthy, falsy].some((each) => each.why === 'conditional')) unsure = true;
    if (!helps) continue;
    const use = isBooleanName(candidate.member ?? candidate.name) ? truthy : throws;
    if (candidate.module === null && candidate.shaped && use.verification === 'verified') {
      return { ...judged, verdict: { ...use, why: 'sdk-verifier' }, at: candidate.node };
    }
    if (candidate.module === null) opaque ??= candidate;
    else found.push({ ...delegation(candidate), verdicts: { throws, truthy, falsy, guards } });
  }
  if (found.length > 0) {
    const otherwise = opaque?.named ? verdict('unknown', 'dynamic-dispatch') : (best ?? judged.verdict);
    return { ...judged, verdict: verdict('unknown', 'delegated'), otherwise, delegations: found };
  }
  if (opaque) return { ...judged, verdict: verdict('unknown', 'dynamic-dispatch'), otherwise: judged.verdict };
  if (best) return { ...judged, verdict: best };
  return unsure ? { ...judged, verdict: verdict('unknown', 'conditional'), otherwise: judged.verdict } : judged;
}

const isBroken = (of: Verdict, base: Verdict): boolean =>
  (of.verification === 'optional' || of.verification === 'ineffective') && of.why !== base.why;

const delegation = (candidate: Candidate): Delegation => ({
  module: candidate.module ?? '',
  name: candidate.name,
  ...(candidate.member === null ? {} : { member: candidate.member }),
  ...(candidate.weak && !/ipn/i.test(candidate.member ?? candidate.name) ? { weak: true as const } : {}),
  ...(candidate.signed ? { signed: true as const } : {}),
  ...(candidate.shaped ? { shaped: true as const } : {}),
  line: candidate.node.line,
  column: candidate.node.column,
});

const checkNode = (run: Run): SyntaxNode | null => run.checks[0]?.node ?? null;
