import type { Verdict } from '../../../webhook-types.ts';
import type { WebhookReason } from '../../../webhook-reasons.ts';
import { isSwitched, isVerdict, REFUSED, SWITCHES } from './state/frame.ts';
import { openTags } from './state/state.ts';
import type { Candidate, Run } from './state/run.ts';
import type { State } from './state/state.ts';
import { ANSWER, IS_RESPONSE, joinKnowledge, without } from './state/value.ts';
import type { Knowledge, Tag, Value } from './state/value.ts';

// The verdict on a walk over a function: one that handles requests, or one that others call in order to verify.

/** A finished walk: its final state, and what the function returned. */
export type Walked = {
  run: Run;
  state: State;
  elsewhere: Candidate | null;
  result: Value | null;
  exit: Knowledge | null;
  /** The function does all the work of a handler, or returns a function that does. */
  serves: boolean;
};

/** Reasons why nothing is proved, gravest first, and the verdict that each leads to. */
const ORDER: readonly [Tag, WebhookReason, Verdict['verification']][] = [
  ['stub', 'stub', 'ineffective'],
  ['forgeable', 'forgeable', 'ineffective'],
  ['default-secret', 'default-secret', 'ineffective'],
  ['swallowed', 'error-swallowed', 'ineffective'],
  ['failed', 'result-ignored', 'ineffective'],
  ['no-signature', 'skipped-without-signature', 'ineffective'],
  ['dev-env', 'disabled-by-env', 'ineffective'],
  ['no-secret', 'skipped-without-secret', 'optional'],
  ['empty-secret', 'empty-secret', 'optional'],
  ['chosen', 'caller-decides', 'ineffective'],
  ['conditional', 'conditional', 'unknown'],
];

/** A verdict with its reason. */
export const makeVerdict = (verification: Verdict['verification'], why: WebhookReason): Verdict => ({
  verification,
  why,
});

/** Verified by the walk's first check, or by middleware in front. */
const verifiedBy = (run: Run): Verdict => makeVerdict('verified', run.checks[0]?.why ?? 'protected-before');

/** Reachable, and only for genuine requests. */
const isProven = ({ checked, possible }: Knowledge): boolean => checked && possible;

function weakest(tags: ReadonlySet<Tag>): Verdict | null {
  for (const [tag, why, verification] of ORDER) if (tags.has(tag)) return makeVerdict(verification, why);
  return null;
}

/** The verdict on a function that handles the request itself. */
export function handlerVerdict({ run, state, elsewhere }: Walked): Verdict {
  if (elsewhere) return state.known.checked ? makeVerdict('verified', 'protected-before') : passedBefore(run, state);
  if (!run.enforced) return unchecked(run);
  if (run.reversed && !run.served.has('genuine')) return makeVerdict('ineffective', 'result-ignored');
  const both = givenBoth(run);
  if (run.uses.length === 0 && both?.why === 'caller-decides') return both;
  // No use of the body was recognised, although it is read.
  if (run.uses.length === 0 && run.left.has('no-secret') && run.readsBody)
    return makeVerdict('optional', 'skipped-without-secret');
  if (run.uses.length === 0 && run.left.has('dev-env') && run.readsBody)
    return makeVerdict('ineffective', 'disabled-by-env');
  const uses = openUses(run);
  if (uses.length === 0) return handedOpenly(run) ?? handedAnyway(run) ?? verifiedBy(run);
  const tags = new Set<Tag>(uses.flatMap((use) => [...use.tags]));
  const weak = weakest(tags);
  // A check that the caller can skip is worse than one that is skipped until a secret is set.
  if (weak?.verification === 'optional' && both?.why === 'caller-decides') return both;
  return weak ?? both ?? makeVerdict('ineffective', run.weakness === 'not-awaited' ? run.weakness : 'after-use');
}

/**
 * The uses of the body that count. If the body is used only after a check that nothing skips, anything done before
 * that, after a check that some skip, does no harm.
 */
const openUses = ({ uses, guarded, left }: Run): Run['uses'] =>
  guarded && left.size === 0 ? uses.filter(({ ofBody }) => ofBody) : uses;

/**
 * The body is also passed on unverified: to a function that receives it after the check too, or to one whose behaviour
 * is unknown.
 */
const handedOpenly = (run: Run): Verdict | null =>
  givenBoth(run) ?? (run.handed.open.size > 0 ? makeVerdict('unknown', 'conditional') : null);

/**
 * A function that receives the body after the check also receives it without one: for a known reason, or at the
 * caller's choice.
 */
function givenBoth({ handed: { guarded, open, left } }: Run): Verdict | null {
  const ways = [...open, ...left].filter(([name]) => guarded.has(name)).map(([, tags]) => tags);
  if (ways.length === 0) return null;
  const tags = ways.every(isSwitched) ? ways.flatMap((each) => [...each.intersection(SWITCHES)]) : [];
  return weakest(new Set(tags)) ?? makeVerdict('ineffective', 'caller-decides');
}

/** The verdict if a function also receives the body after the check has failed, whatever the response. */
const handedAnyway = ({ handed: { guarded, refused } }: Run): Verdict | null =>
  [...refused].some((name) => guarded.has(name)) ? makeVerdict('ineffective', 'result-ignored') : null;

/** The verdict on the middleware in front of another file's handler, which checks in some cases or not at all. */
function passedBefore(run: Run, state: State): Verdict {
  const weak = run.checks.length > 0 ? weakest(openTags(state)) : null;
  return weak === null || weak.verification === 'unknown' ? makeVerdict('unverified', 'no-verification') : weak;
}

/** The verdict if no path was checked. */
function unchecked(run: Run): Verdict {
  if (run.weakness) return makeVerdict('ineffective', run.weakness);
  if (run.checks.length > 0) {
    const used = new Set<Tag>(run.uses.flatMap((use) => [...use.tags]));
    // Why the handler ends successfully says more than why it ends at all, which includes rejections.
    const ends = run.left.size > 0 ? run.left : (run.exit?.tags ?? []);
    const tags = used.size > 0 ? used : new Set<Tag>(ends);
    const ignored = makeVerdict('ineffective', 'result-ignored');
    return used.has('failed') ? ignored : (weakest(without(tags, 'failed')) ?? ignored);
  }
  if (run.notVerifier) return makeVerdict('unverified', 'not-a-verifier');
  if (run.presence) return makeVerdict('ineffective', 'presence-only');
  return makeVerdict('unverified', 'no-verification');
}

/** The verdict if everything done with the body is done by a call that verifies first. */
export const guardedVerdict = ({ run }: Walked): Verdict =>
  run.uses.length === 0 ? makeVerdict('verified', 'protected-before') : makeVerdict('unverified', 'no-verification');

/**
 * The verdict on middleware: a request passes where it calls `next`, while anything else that it returns is a response;
 * without `next`, a request passes where it returns at all.
 */
export function passVerdict({ run, result, exit }: Walked): Verdict {
  const answers = result?.props?.get(IS_RESPONSE)?.falsy.possible === false;
  const passes = run.nexts.length === 0 ? exit : answers ? joinKnowledge(run.nexts) : null;
  const [check] = run.checks;
  return check && passes?.checked ? makeVerdict('verified', check.why) : makeVerdict('unverified', 'no-verification');
}

/** How calling the function proves the request genuine: by returning at all, or by a truthy or falsy result. */
export function exportVerdict(walked: Walked): Verdict {
  const { run } = walked;
  const both = givenBoth(run) ?? handedAnyway(run);
  const guards = run.enforced && run.guarded && run.uses.length === 0 && both === null;
  const own = provenBy(walked);
  if (both && (walked.serves || own.verification === 'unknown' || own.why === 'result-ignored'))
    return { ...both, enforces: 'throws' };
  if (!guards) return own;
  return own.verification === 'verified' ? { ...own, guards } : { ...verifiedBy(run), enforces: 'guards', guards };
}

function provenBy(walked: Walked): Verdict {
  const { run, result, exit, serves } = walked;
  const verified = verifiedBy(run);
  const nexts = joinKnowledge(run.nexts);
  if (nexts?.checked || (exit?.checked && !nexts)) return { ...verified, enforces: 'throws' };
  // Middleware that has let the request pass returns no result.
  const answer = nexts === null ? result : null;
  if (answer && isProven(answer.truthy)) return { ...verified, enforces: 'truthy' };
  if (answer && isProven(answer.falsy)) return { ...verified, enforces: 'falsy' };
  const says = saidBy(answer);
  if (toldBy(answer)?.truthy.checked || toldByPart(answer) || says.some((path) => path.includes('.')))
    return { ...verified, enforces: 'truthy', ...(says.length > 0 ? { says } : {}) };
  if (run.checks.length === 0)
    return run.weakness === 'stub'
      ? { ...makeVerdict('ineffective', 'stub'), enforces: 'throws' }
      : makeVerdict('unverified', 'no-verification');
  if ([result, ...(result?.props?.values() ?? [])].some((each) => each && saysHow(each)))
    return makeVerdict('unknown', 'conditional');
  if (serves && nexts === null && !refusesByAnswer(walked)) {
    // It rejects requests itself and leaves the rest to its caller, but does not tell the caller which.
    const silent = !run.answered && !run.guarded && !actsBehindWeakCheck(run) && result?.truthy.possible !== true;
    const untold = silent && exit?.tags.has('failed') === true;
    return { ...(untold ? makeVerdict('ineffective', 'result-ignored') : handlerVerdict(walked)), enforces: 'throws' };
  }
  if (run.weakness) return { ...makeVerdict('ineffective', run.weakness), enforces: nexts ? 'throws' : 'truthy' };
  // It rejects by doing nothing, whatever its caller makes of that.
  if (nexts === null && run.enforced && actsBehindWeakCheck(run) && !isAnswered(result))
    return { ...handlerVerdict(walked), enforces: 'throws' };
  return weakExport(run, result, nexts ?? exit);
}

/** Whether it does the rest itself, after a check that some requests skip and that rejects those that fail. */
const actsBehindWeakCheck = ({ uses }: Run): boolean =>
  uses.some(({ tags }) => tags.size > 0) && uses.every(({ tags }) => !tags.has('failed'));

/** `(request) => Response | null`: returns the rejecting response or nothing, and does none of a handler's work. */
const refusesByAnswer = ({ run, result }: Walked): boolean =>
  run.uses.length === 0 &&
  !run.acts &&
  result !== null &&
  result.truthy.possible &&
  result.falsy.possible &&
  result.truthy.tags.has('failed') &&
  result.falsy.tags.size > 0;

/** `'valid'`, `'missing'` or `'bad'`: the callers decide which to reject, as long as all but one mean a rejection. */
const saysHow = (of: Value): boolean =>
  isVerdict(of) &&
  [...(of.words ?? [])].every(
    ([word, { checked, tags }]) => checked || TURNS_AWAY.test(word) || [...tags].every((tag) => REFUSED.includes(tag)),
  );

/** `:not_found` if no secret is set, beside `:ok`: whatever the reason, its callers reject. */
const TURNS_AWAY =
  /^(?:not_?(?:found|configured|allowed)|forbidden|denied|(?:service_)?unavailable|un\w{0,5}authori[sz]ed|bad_?request|(?:internal_?)?(?:server_)?error)$/i;

/** The properties of a result that say whether the request is genuine. */
const told = (result: Value | null): Value[] =>
  [...(result?.props ?? [])].filter(([name]) => PROPERTY.test(name)).map(([, each]) => each);

/**
 * Whether an element of the returned pair, `[problem, event]`, exists only for genuine requests, or only for others.
 */
const toldByPart = (result: Value | null): boolean =>
  [...(result?.props ?? [])].some(
    ([name, { truthy, falsy }]) => /^\d$/.test(name) && (isProven(truthy) || isProven(falsy)),
  );

/**
 * The parts of a result that exist only for genuine requests, or only for others: by name, or by a path such as
 * `data.isValid`.
 */
const saidBy = (of: Value | null, depth = 0): string[] =>
  [...(of?.props ?? [])].slice(0, MAX_PARTS).flatMap(([name, part]) => {
    if (!/^[a-z]\w*$/i.test(name)) return [];
    if ([part.truthy, part.falsy, ...(part.words?.values() ?? [])].some(isProven)) return [name];
    return depth > 0 ? [] : saidBy(part, 1).map((each) => `${name}.${each}`);
  });

const MAX_PARTS = 12;

/**
 * The first of these properties that says anything: `{ valid: true, verified: false }` accepts a request without a
 * signature.
 */
const toldBy = (result: Value | null): Value | undefined =>
  told(result).find(
    ({ truthy }) => truthy.possible && (truthy.checked || [...truthy.tags].some((tag) => tag !== 'failed')),
  );

const PROPERTY = /^(valid|ok|success|is_?[vV](?:alid|erified)|verified|authenticated|authorized|event|payload)$/;

/** How the proof falls short, by the function's result or by its returning at all. */
function weakExport(run: Run, whole: Value | null, exit: Knowledge | null): Verdict {
  const result = toldBy(whole) ?? told(whole).find(({ truthy }) => truthy.possible && truthy.tags.size > 0) ?? whole;
  // `{ success: true }` says nothing if there is no other result: a failure throws.
  const tells = result?.truthy.possible && result.falsy.possible;
  const answers = tells && (result.truthy.tags.size > 0 || result.falsy.tags.size > 0) && run.nexts.length === 0;
  const truthy = without(result?.truthy.tags ?? [], 'failed');
  const falsy = without(result?.falsy.tags ?? [], 'failed');
  if (answers && truthy.size > 0)
    return { ...(weakest(truthy) ?? makeVerdict('unknown', 'conditional')), enforces: 'truthy' };
  if (answers && falsy.size > 0)
    return { ...(weakest(falsy) ?? makeVerdict('unknown', 'conditional')), enforces: 'falsy' };
  const tags = new Set([...(exit?.tags ?? []), ...run.nexts.flatMap((each) => [...each.tags])]);
  if (run.enforced && run.nexts.length > 0 && run.nexts.every(isBlind))
    return { ...makeVerdict('ineffective', 'after-use'), enforces: 'throws' };
  if (whole && (answers ? tags.size === 0 && isTrueAnyway(whole) : isDeaf(run, whole)))
    return { ...makeVerdict('ineffective', 'result-ignored'), enforces: 'truthy' };
  if (isOnlyKept(run, result)) return { ...makeVerdict('ineffective', 'result-ignored'), enforces: 'throws' };
  // For a function that throws, the reasons at its exit show what it tests, although its result says nothing.
  const ends = without(run.nexts.length === 0 ? (run.exit?.tags ?? []) : [], 'failed');
  return { ...(weakest(tags) ?? weakest(ends) ?? makeVerdict('unknown', 'conditional')), enforces: 'throws' };
}

/** `next()` before anything has been checked. */
const isBlind = ({ checked, tags }: Knowledge): boolean => !checked && tags.size === 0;

/** `expected === signature || signature.length > 0`: the result is the same if the check failed. */
const isTrueAnyway = ({ truthy, falsy }: Value): boolean =>
  [truthy, falsy].every(({ tags }) => tags.size === 1 && tags.has('failed'));

/**
 * `const isValid = verify(raw, signature); await events.create({ isValid }); await pay(body)`: the check is made, but
 * its result is never tested.
 */
const isOnlyKept = (run: Run, result: Value | null): boolean =>
  !run.asked &&
  !run.enforced &&
  !run.answerLeft &&
  run.nexts.length === 0 &&
  run.uses.some(({ ofBody, tags }) => ofBody && [...tags].every((tag) => tag === 'failed')) &&
  !isAnswered(result);

/** Whether the result of the check is returned, on its own or inside an object. */
const isAnswered = (result: Value | null): boolean =>
  [result, ...(result?.props?.values() ?? [])].some((each) => each !== null && (each.from & ANSWER) !== 0);

/** `timingSafeEqual(a, b); return true`: the result of the check is neither tested nor returned. */
const isDeaf = (run: Run, { from, truthy, props }: Value): boolean =>
  !run.asked && !run.enforced && run.nexts.length === 0 && (from & ANSWER) === 0 && props === null && truthy.possible;
