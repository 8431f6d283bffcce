import type { Delegation, Enforcement, Verdict } from '../../../webhook-types.ts';
import { ALL_NAMED, isOneOfProofs } from './proofs/candidates.ts';
import type { Judged } from './judge.ts';
import { isBooleanName } from './state/names.ts';
import type { Candidate } from './state/run.ts';
import { makeVerdict } from './verdict-of.ts';
import { areApart } from './program/ways-apart.ts';

// What a function's calls into other files would make of its verdict, for each way in which they may verify.

/** A verdict under an assumption, and whether a condition tested the assumed result. */
type Assumed = { verdict: Verdict; asked: boolean };
type Ask = (candidate: Candidate, how: Enforcement) => Assumed;
type Verdicts = Record<Enforcement, Verdict>;

/** A candidate, and the function's verdict if the candidate verifies in one way or another. */
type Assessed = { candidate: Candidate; under: (how: Enforcement) => Assumed; helps: boolean };

const ANSWERED: readonly Enforcement[] = ['throws', 'truthy', 'falsy'];
const MAX_CANDIDATES = 6;

/** The judgement with its delegations: `unknown` if they can settle it. */
export function withDelegations(judged: Judged, candidates: readonly Candidate[], ask: Ask): Judged {
  const unique = distinct(candidates);
  const assessed = assessAll(unique.slice(0, MAX_CANDIDATES), ask);
  const proof = assessed.find(isProof);
  if (proof) {
    const { node, settings = [] } = proof.candidate;
    return { ...judged, verdict: { ...usual(proof), why: 'sdk-verifier' }, at: node, settings };
  }
  const helpful = assessed.filter((each) => each.helps);
  const chosen = helpful.find(({ candidate }) => candidate.oneOf !== undefined);
  if (chosen) return { ...judged, verdict: makeVerdict('unknown', 'delegated'), delegations: allOf(chosen) };
  const opaque = helpful.find(({ candidate }) => candidate.module === null);
  const followed = helpful.filter(({ candidate }) => candidate.module !== null);
  const arms = followed.length === helpful.length ? armsAmong(followed, judged.run.program.language.shared) : [];
  const delegations = followed.map((each) => ({
    ...asDelegation(each),
    ...(arms.includes(each) ? { arm: true as const } : {}),
  }));
  const unknown = (why: 'delegated' | 'dynamic-dispatch' | 'conditional', otherwise: Verdict): Judged => ({
    ...judged,
    verdict: makeVerdict('unknown', why),
    otherwise,
  });
  const broken = assessed.map((each) => brokenBy(each, judged.verdict)).find((each) => each !== null);
  // Any function that receives the request, even to count it, helps as well as one that may verify, so those named for
  // verifying take precedence.
  const all = helpful.some(({ candidate }) => isOneOfProofs(candidate)) ? null : assessTogether(unique, ask);
  const together = all?.helps === true ? togetherTo(unique, all) : null;
  if (together && together.length > 0) return { ...unknown('delegated', judged.verdict), delegations: together };
  if (delegations.length > 0) {
    const left = assessed.some(isUnsure) ? makeVerdict('unknown', 'conditional') : judged.verdict;
    const otherwise = opaqueDecides(assessed, followed) ? makeVerdict('unknown', 'dynamic-dispatch') : (broken ?? left);
    return { ...unknown('delegated', otherwise), delegations };
  }
  if (opaque || together) return unknown('dynamic-dispatch', judged.verdict);
  const weak = broken ?? (all ? brokenBy(all, judged.verdict) : null);
  if (weak) return { ...judged, verdict: weak };
  return assessed.some(isUnsure) ? unknown('conditional', judged.verdict) : judged;
}

/**
 * Whether an unknown object may verify if none of the followed functions does: it is named so, or receives more than
 * the body, while the others receive only the body, apart from middleware.
 */
function opaqueDecides(assessed: readonly Assessed[], followed: readonly Assessed[]): boolean {
  const opaque = assessed.find(({ helps, candidate }) => helps && candidate.module === null);
  const getMore = followed.some(({ candidate }) => !candidate.weak && !candidate.before);
  if (opaque && (opaque.candidate.named || !getMore)) return true;
  // A function whose result for the body alone is used says nothing about other checks.
  const others = followed.filter(({ candidate }) => candidate.taken !== true);
  return others.length > 0 && assessed.some(mayCheck) && others.every(({ candidate }) => delegation(candidate).weak);
}

/**
 * Services on separate branches that each do all the work: `when 'a' then TakeA.new(request).call` beside
 * `when 'b' then TakeB.new(request).call`. In JavaScript, only those that also answer:
 * `if (name === 'a') return takeA(req, res)`.
 */
function armsAmong(all: readonly Assessed[], shared: boolean): readonly Assessed[] {
  const arms = all.filter(({ candidate }) => candidate.member !== '__filters');
  const serve = arms.every(({ candidate }) => !candidate.named && !candidate.weak && (shared || candidate.answers));
  return serve && arms.length > 1 && areApart(arms.map(({ candidate }) => candidate.node)) ? arms : [];
}

/** Candidates without duplicates, those named for verifying first. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  const unique = new Map<string, Candidate>();
  for (const each of candidates.toSorted((a, b) => Number(b.named) - Number(a.named))) {
    if (!unique.has(each.key)) unique.set(each.key, each);
  }
  return [...unique.values()];
}

/** Among candidates that cannot be followed and whose names say nothing, one that helps is enough. */
function assessAll(candidates: readonly Candidate[], ask: Ask): Assessed[] {
  const assessed: Assessed[] = [];
  for (const candidate of candidates) {
    const known = assessed.some((each) => each.helps && each.candidate.module === null);
    if (known && candidate.module === null && !candidate.named) continue;
    assessed.push(assess(candidate, ask));
  }
  return assessed;
}

/**
 * Assesses a candidate. Each assumption takes another walk over the function, so they are made on demand and memoized.
 */
function assess(candidate: Candidate, ask: Ask): Assessed {
  const walked = new Map<Enforcement, Assumed>();
  const under = (how: Enforcement): Assumed => {
    const known = walked.get(how) ?? ask(candidate, how);
    walked.set(how, known);
    return known;
  };
  // The result of a function named for verifying is tested; any other may verify and act in one call.
  const mayGuard = !candidate.named && candidate.module !== null;
  return { candidate, under, helps: verifies(under, mayGuard ? [...ANSWERED, 'guards'] : ANSWERED) };
}

const verifies = (under: Assessed['under'], hows: readonly Enforcement[]): boolean =>
  hows.some((how) => under(how).verdict.verification === 'verified');

/** Whether a condition tests the result without any consequence. */
const isUnheeded = ({ candidate, under }: Assessed): boolean =>
  candidate.named && under('truthy').asked && !verifies(under, ['truthy', 'falsy']);

/** The verdict if the candidate refuses in the way that its name suggests. */
const usual = ({ candidate, under }: Assessed): Verdict =>
  under(isBooleanName(candidate.member ?? candidate.name) ? 'truthy' : 'throws').verdict;

/** Only a verifier takes body, signature and secret, so its code need not be found. */
const isProof = (of: Assessed): boolean =>
  of.helps &&
  of.candidate.module === null &&
  of.candidate.shaped &&
  !isUnheeded(of) &&
  usual(of).verification === 'verified';

/**
 * The verdict if the function stays broken even when the call verifies; null if not, or if that is unknown for one of
 * the ways in which it may refuse.
 */
function brokenBy({ candidate, under, helps }: Assessed, base: Verdict): Verdict | null {
  if (helps || !candidate.named) return null;
  const verdicts = [under('throws').verdict, under('truthy').verdict];
  if (verdicts.some(({ verification }) => verification === 'unknown')) return null;
  return (
    verdicts.find(
      ({ verification, why }) => (verification === 'optional' || verification === 'ineffective') && why !== base.why,
    ) ?? null
  );
}

/** Whether an unknown object receives headers and body, although it is not understood how its failure ends. */
const mayCheck = ({ candidate, helps, under }: Assessed): boolean =>
  !helps &&
  candidate.module === null &&
  !candidate.weak &&
  ANSWERED.some((how) => under(how).verdict.verification !== 'unverified');

/** A candidate that receives only the body counts only if it turns out to check. */
const isUnsure = ({ candidate, helps, under }: Assessed): boolean =>
  !helps && !candidate.weak && !candidate.late && ANSWERED.some((how) => under(how).verdict.why === 'conditional');

/** One verifier for each kind of caller: none protects alone, but all of them may. Null with fewer than two. */
function assessTogether(candidates: readonly Candidate[], ask: Ask): Assessed | null {
  const proofs = candidates.filter(isOneOfProofs);
  return proofs.length < 2 ? null : assess({ ...proofs[0]!, key: ALL_NAMED }, ask);
}

/** Delegations to all of them; empty if one cannot be followed. */
function togetherTo(candidates: readonly Candidate[], all: Assessed): Delegation[] {
  const proofs = candidates.filter(isOneOfProofs);
  if (proofs.some(({ module }) => module === null)) return [];
  return proofs.map((candidate) => ({
    ...delegation(candidate),
    together: true as const,
    verdicts: { ...verdictsOf(all), ...unheeded(candidate) },
  }));
}

/** Verdicts for a result that is tested the wrong way, or not at all. */
function unheeded({ asked }: Candidate): Partial<Verdicts> {
  if (asked === undefined) return {};
  const ignored = makeVerdict('ineffective', 'result-ignored');
  return { ...(asked === 'truthy' ? {} : { truthy: ignored }), ...(asked === 'falsy' ? {} : { falsy: ignored }) };
}

/** Delegations to each of several alternative verifiers, all of which have to verify. */
const allOf = (of: Assessed): Delegation[] =>
  (of.candidate.oneOf ?? []).map((place) => ({
    ...asDelegation({ ...of, candidate: { ...of.candidate, ...place } }),
    together: true as const,
  }));

const asDelegation = (of: Assessed): Delegation => ({
  ...delegation(of.candidate),
  ...(isUnheeded(of) ? { unheeded: true as const } : {}),
  verdicts: verdictsOf(of),
});

const verdictsOf = ({ under }: Assessed): Verdicts => ({
  throws: under('throws').verdict,
  truthy: under('truthy').verdict,
  falsy: under('falsy').verdict,
  guards: under('guards').verdict,
});

/** A delegation for a candidate, without the verdicts that its result would lead to. */
export const delegation = (candidate: Candidate): Delegation => ({
  module: candidate.module ?? '',
  name: candidate.name,
  ...(candidate.member === null ? {} : { member: candidate.member }),
  ...(candidate.chosen === undefined ? {} : { chosen: candidate.chosen }),
  ...(candidate.weak && !/ipn/i.test(`${candidate.name}.${candidate.member ?? ''}`) ? { weak: true as const } : {}),
  ...(candidate.taken ? { taken: true as const } : {}),
  ...(candidate.signed ? { signed: true as const } : {}),
  ...(candidate.shaped ? { shaped: true as const } : {}),
  ...(candidate.deep ? { deep: true as const } : {}),
  ...(candidate.keyed ? { keyed: true as const } : {}),
  ...(candidate.bare ? { bare: true as const } : {}),
  ...(candidate.emptied ? { emptied: true as const } : {}),
  ...(candidate.settings ? { settings: candidate.settings } : {}),
  ...(candidate.unawaited ? { unawaited: true as const } : {}),
  ...(candidate.direct ? { direct: true as const } : {}),
  ...(candidate.reads ? { reads: candidate.reads } : {}),
  line: candidate.node.line,
  column: candidate.node.column,
});
