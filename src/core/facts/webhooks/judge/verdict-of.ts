import type { Verdict } from '../../../webhook-types.ts';
import type { WebhookReason } from '../../../webhook-reasons.ts';
import { isSwitched, isVerdict, REFUSED, SWITCHES } from './state/frame.ts';
import { openTags } from './state/state.ts';
import type { Candidate, Run } from './state/run.ts';
import type { State } from './state/state.ts';
import { ANSWER, IS_RESPONSE, joinKnowledge, without } from './state/value.ts';
import type { Knowledge, Tag, Value } from './state/value.ts';

// What a walk over a function comes to, for a handler and for a function that others call to verify.

/** A walk at its end: where it stands, and what the function gave out. */
export type Walked = {
  run: Run;
  state: State;
  elsewhere: Candidate | null;
  result: Value | null;
  exit: Knowledge | null;
  /** The function does a handler's whole work, or makes a function that does. */
  serves: boolean;
};

/** Why nothing is proven, the gravest first, and what that makes of the verdict. */
const ORDER: readonly [Tag, WebhookReason, Verdict['verification']][] = [
  ['stub', 'stub', 'ineffective'],
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

/** Verified by the first check of the walk, or by something that stood before. */
const verifiedBy = (run: Run): Verdict => makeVerdict('verified', run.checks[0]?.why ?? 'protected-before');

/** Somebody gets there, and with genuine requests alone. */
const isProven = ({ checked, possible }: Knowledge): boolean => checked && possible;

function weakest(tags: ReadonlySet<Tag>): Verdict | null {
  for (const [tag, why, verification] of ORDER) if (tags.has(tag)) return makeVerdict(verification, why);
  return null;
}

/** The verdict on a function that serves the request itself. */
export function handlerVerdict({ run, state, elsewhere }: Walked): Verdict {
  if (elsewhere) return state.known.checked ? makeVerdict('verified', 'protected-before') : passedBefore(run, state);
  if (!run.enforced) return unchecked(run);
  if (run.reversed && !run.served.has('genuine')) return makeVerdict('ineffective', 'result-ignored');
  const both = givenBoth(run);
  if (run.uses.length === 0 && both?.why === 'caller-decides') return both;
  // Nothing is understood to be done with the body, which is read all the same.
  if (run.uses.length === 0 && run.left.has('no-secret') && run.readsBody)
    return makeVerdict('optional', 'skipped-without-secret');
  if (run.uses.length === 0 && run.left.has('dev-env') && run.readsBody)
    return makeVerdict('ineffective', 'disabled-by-env');
  const uses = openUses(run);
  if (uses.length === 0) return handedOpenly(run) ?? handedAnyway(run) ?? verifiedBy(run);
  const tags = new Set<Tag>(uses.flatMap((use) => [...use.tags]));
  const weak = weakest(tags);
  // What the caller decides on is worse than what waits for a secret to be set.
  if (weak?.verification === 'optional' && both?.why === 'caller-decides') return both;
  return weak ?? both ?? makeVerdict('ineffective', 'after-use');
}

/** What else is done between a check that some pass by and one that nobody does, on whose far side the body is used, is no harm. */
const openUses = ({ uses, guarded, left }: Run): Run['uses'] =>
  guarded && left.size === 0 ? uses.filter(({ ofBody }) => ofBody) : uses;

/** The body is also handed on where nothing is proved: to what gets it behind the check, or to what may do anything with it. */
const handedOpenly = (run: Run): Verdict | null =>
  givenBoth(run) ?? (run.handed.open.size > 0 ? makeVerdict('unknown', 'conditional') : null);

/** What gets the body behind the check gets it without one on another way: for a reason that is known, or as the caller likes. */
function givenBoth({ handed: { guarded, open, left } }: Run): Verdict | null {
  const ways = [...open, ...left].filter(([name]) => guarded.has(name)).map(([, tags]) => tags);
  if (ways.length === 0) return null;
  const tags = ways.every(isSwitched) ? ways.flatMap((each) => [...each.intersection(SWITCHES)]) : [];
  return weakest(new Set(tags)) ?? makeVerdict('ineffective', 'caller-decides');
}

/** It gets the body where the check has failed as well, whatever is answered there. */
const handedAnyway = ({ handed: { guarded, refused } }: Run): Verdict | null =>
  [...refused].some((name) => guarded.has(name)) ? makeVerdict('ineffective', 'result-ignored') : null;

/** What stands before a handler of another file checks in some cases, or nothing does. */
function passedBefore(run: Run, state: State): Verdict {
  const weak = run.checks.length > 0 ? weakest(openTags(state)) : null;
  return weak === null || weak.verification === 'unknown' ? makeVerdict('unverified', 'no-verification') : weak;
}

/** The verdict where no path became checked. */
function unchecked(run: Run): Verdict {
  if (run.weakness) return makeVerdict('ineffective', run.weakness);
  if (run.checks.length > 0) {
    const used = new Set<Tag>(run.uses.flatMap((use) => [...use.tags]));
    // Why the handler ends well says more than why it ends at all, which refusals are among.
    const ends = run.left.size > 0 ? run.left : (run.exit?.tags ?? []);
    const tags = used.size > 0 ? used : new Set<Tag>(ends);
    const ignored = makeVerdict('ineffective', 'result-ignored');
    return used.has('failed') ? ignored : (weakest(without(tags, 'failed')) ?? ignored);
  }
  if (run.notVerifier) return makeVerdict('unverified', 'not-a-verifier');
  if (run.presence) return makeVerdict('ineffective', 'presence-only');
  return makeVerdict('unverified', 'no-verification');
}

/** The verdict where all that is done with the body is done by a call that verifies first. */
export const guardedVerdict = ({ run }: Walked): Verdict =>
  run.uses.length === 0 ? makeVerdict('verified', 'protected-before') : makeVerdict('unverified', 'no-verification');

/**
 * The verdict on what stands before others: a request passes where it calls `next`, all else that it gives out being answers,
 * or, without such a function, where it returns at all.
 */
export function passVerdict({ run, result, exit }: Walked): Verdict {
  const answers = result?.props?.get(IS_RESPONSE)?.falsy.possible === false;
  const passes = run.nexts.length === 0 ? exit : answers ? joinKnowledge(run.nexts) : null;
  const [check] = run.checks;
  return check && passes?.checked ? makeVerdict('verified', check.why) : makeVerdict('unverified', 'no-verification');
}

/** How calling the function proves the request: by returning at all, by a truthy or by a falsy answer. */
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
  // A middleware that has let the request pass has nothing to answer.
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
    // It refuses the request by itself and leaves the rest to its caller, whom it tells nothing.
    const silent = !run.answered && !run.guarded && !actsBehindWeakCheck(run) && result?.truthy.possible !== true;
    const untold = silent && exit?.tags.has('failed') === true;
    return { ...(untold ? makeVerdict('ineffective', 'result-ignored') : handlerVerdict(walked)), enforces: 'throws' };
  }
  if (run.weakness) return { ...makeVerdict('ineffective', run.weakness), enforces: nexts ? 'throws' : 'truthy' };
  // It refuses by doing nothing, whatever its caller makes of that.
  if (nexts === null && run.enforced && actsBehindWeakCheck(run) && !isAnswered(result))
    return { ...handlerVerdict(walked), enforces: 'throws' };
  return weakExport(run, result, nexts ?? exit);
}

/** It does the rest itself, behind a check that lets some pass and refuses those that fail. */
const actsBehindWeakCheck = ({ uses }: Run): boolean =>
  uses.some(({ tags }) => tags.size > 0) && uses.every(({ tags }) => !tags.has('failed'));

/** `(request) => Response | null`: gives out what the request is turned away with, or nothing, and does none of a handler's work. */
const refusesByAnswer = ({ run, result }: Walked): boolean =>
  run.uses.length === 0 &&
  !run.acts &&
  result !== null &&
  result.truthy.possible &&
  result.falsy.possible &&
  result.truthy.tags.has('failed') &&
  result.falsy.tags.size > 0;

/** `'valid'`, `'missing'` or `'bad'`: which of them its callers refuse is theirs to say, as long as all but one are refusals. */
const saysHow = (of: Value): boolean =>
  isVerdict(of) &&
  [...(of.words ?? [])].every(
    ([word, { checked, tags }]) => checked || TURNS_AWAY.test(word) || [...tags].every((tag) => REFUSED.includes(tag)),
  );

/** `:not_found` where no secret is set, beside `:ok`: whatever the reason, whoever is told so refuses. */
const TURNS_AWAY =
  /^(?:not_?(?:found|configured|allowed)|forbidden|denied|(?:service_)?unavailable|un\w{0,5}authori[sz]ed|bad_?request|(?:internal_?)?(?:server_)?error)$/i;

/** The properties of an answer that say whether the request is genuine. */
const told = (result: Value | null): Value[] =>
  [...(result?.props ?? [])].filter(([name]) => PROPERTY.test(name)).map(([, each]) => each);

/** One of the pair that it gives out, `[problem, event]`, is there for genuine requests alone, or for others alone. */
const toldByPart = (result: Value | null): boolean =>
  [...(result?.props ?? [])].some(
    ([name, { truthy, falsy }]) => /^\d$/.test(name) && (isProven(truthy) || isProven(falsy)),
  );

/** What of an answer is there for genuine requests alone, or for others alone: by its name, or by two of `data.isValid`. */
const saidBy = (of: Value | null, depth = 0): string[] =>
  [...(of?.props ?? [])].slice(0, MAX_PARTS).flatMap(([name, part]) => {
    if (!/^[a-z]\w*$/i.test(name)) return [];
    if ([part.truthy, part.falsy, ...(part.words?.values() ?? [])].some(isProven)) return [name];
    return depth > 0 ? [] : saidBy(part, 1).map((each) => `${name}.${each}`);
  });

const MAX_PARTS = 12;

/** The first of them that has something to say: `{ valid: true, verified: false }` lets pass what no signature came with. */
const toldBy = (result: Value | null): Value | undefined =>
  told(result).find(
    ({ truthy }) => truthy.possible && (truthy.checked || [...truthy.tags].some((tag) => tag !== 'failed')),
  );

const PROPERTY = /^(valid|ok|success|is_?[vV](?:alid|erified)|verified|authenticated|authorized|event|payload)$/;

/** How calling the function falls short of proving, by its answer or by returning at all. */
function weakExport(run: Run, whole: Value | null, exit: Knowledge | null): Verdict {
  const result = toldBy(whole) ?? told(whole).find(({ truthy }) => truthy.possible && truthy.tags.size > 0) ?? whole;
  // `{ success: true }` is no answer where nothing says otherwise: what fails throws.
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
  // What a function asks that throws is known where it ends, though it tells its caller nothing.
  const ends = without(run.nexts.length === 0 ? (run.exit?.tags ?? []) : [], 'failed');
  return { ...(weakest(tags) ?? weakest(ends) ?? makeVerdict('unknown', 'conditional')), enforces: 'throws' };
}

/** `next()` where nothing has been asked yet. */
const isBlind = ({ checked, tags }: Knowledge): boolean => !checked && tags.size === 0;

/** `expected === signature || signature.length > 0`: a check that failed makes it no less true. */
const isTrueAnyway = ({ truthy, falsy }: Value): boolean =>
  [truthy, falsy].every(({ tags }) => tags.size === 1 && tags.has('failed'));

/** `const isValid = verify(raw, signature); await events.create({ isValid }); await pay(body)`: the check is made, and nobody asks what it says. */
const isOnlyKept = (run: Run, result: Value | null): boolean =>
  !run.asked &&
  !run.enforced &&
  !run.answerLeft &&
  run.nexts.length === 0 &&
  run.uses.some(({ ofBody, tags }) => ofBody && [...tags].every((tag) => tag === 'failed')) &&
  !isAnswered(result);

/** What the check says is given out, alone or in an object. */
const isAnswered = (result: Value | null): boolean =>
  [result, ...(result?.props?.values() ?? [])].some((each) => each !== null && (each.from & ANSWER) !== 0);

/** `timingSafeEqual(a, b); return true`: nothing asks what the check says, and it is not given out. */
const isDeaf = (run: Run, { from, truthy, props }: Value): boolean =>
  !run.asked && !run.enforced && run.nexts.length === 0 && (from & ANSWER) === 0 && props === null && truthy.possible;
