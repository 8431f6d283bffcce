import { knowsCaller } from '../../facts/webhooks/judge/state/names.ts';
import { isUsualPart } from '../../facts/webhooks/judge/proofs/candidates.ts';
import type { Facts } from '../../types.ts';
import type { Called, Delegation, ExportFact, Verdict } from '../../webhook-types.ts';
import { isVerifier, VERIFIES } from './named-for.ts';
import { packageVerdict } from './package-verdict.ts';
import { ofObject, placeOf } from './place-of.ts';
import { isOfFramework, lacksFilters, NOTHING_CHECKED, readSilence } from './silence.ts';
import { BY_STAND_IN, restsOnStandIn } from './stand-in.ts';
import { byWeakDigest } from './weak-digest.ts';
import { LISTS_ALL, type Settled, type World } from './world.ts';

const RANK: Record<Verdict['verification'], number> = {
  verified: 4,
  optional: 3,
  ineffective: 2,
  unknown: 1,
  unverified: 0,
};

/**
 * The strongest verdict among the delegations, or the weakest if they protect only together; `otherwise` if none
 * verifies and all could be read.
 */
export function settleDelegations(
  world: World,
  path: string,
  delegations: readonly Delegation[],
  otherwise: Verdict,
  hops: number,
): Settled {
  if (delegations.some((each) => each.together))
    return weakest(delegations.map((each) => settleDelegation(world, path, each, hops)));
  let best: Settled = { verdict: otherwise, verifiedIn: null };
  for (const each of delegations) {
    const settled = settleDelegation(world, path, each, hops);
    const { verification } = settled.verdict;
    const says = settled.asksVerifier === true || (verification !== 'unknown' && verification !== 'unverified');
    // A delegate that receives only the body raises no doubt if a check was found broken, if the delegate has been
    // read, or if its class has no method that verifies.
    if (
      each.weak &&
      !each.keyed &&
      !says &&
      (isBroken(otherwise) || isDone(each, settled) || !verifiesItself(world, path, each))
    )
      continue;
    if (rankOf(settled) > rankOf(best) || (best.verdict === otherwise && settled.verdict.verification === 'unknown')) {
      best = settled;
    }
  }
  const arms = delegations.filter((each) => each.arm).map((each) => settleDelegation(world, path, each, hops));
  return (best.verifiedIn !== null && openArm(arms, LISTS_ALL.test(path))) || best;
}

/** It has been read, and leaves nothing for later that could still verify. */
const isDone = ({ taken }: Delegation, { verdict }: Settled): boolean =>
  taken === true && verdict.verification === 'unverified';

/**
 * Among alternative branches, the first that acts unchecked, then one with an insufficient check, then one that cannot
 * be judged. A branch that does nothing needs no check; only languages whose files list everything show whether it does
 * nothing.
 */
const openArm = (arms: readonly Settled[], listsAll: boolean): Settled | null =>
  arms.find(({ verdict: { verification, acts } }) => verification === 'unverified' && acts === true) ??
  arms.find(({ verdict }) => verdict.verification === 'ineffective' || verdict.verification === 'optional') ??
  arms.find(({ verdict }) => verdict.verification === 'unknown') ??
  (!listsAll && arms.some(({ verdict }) => verdict.verification === 'unverified') ? UNTOLD : null);

const UNTOLD: Settled = { verdict: { verification: 'unknown', why: 'dynamic-dispatch' }, verifiedIn: null };

const isBroken = ({ verification, why }: Verdict): boolean =>
  (verification === 'ineffective' && why !== 'presence-only') || verification === 'optional';

/** That a header is present says less than what is done with the signature in it. */
const rankOf = ({ verdict }: Settled): number =>
  verdict.why === 'presence-only' ? RANK.unverified : RANK[verdict.verification];

/**
 * All have to verify, so the weakest counts. If some verify and others have nothing to check, it is unknown which are
 * called.
 */
function weakest(all: readonly Settled[]): Settled {
  const least = all.reduce((a, b) => (RANK[b.verdict.verification] < RANK[a.verdict.verification] ? b : a));
  const isMixed = least.verdict.verification === 'unverified' && all.some(verifies);
  return isMixed ? UNTOLD : least;
}

const verifies = ({ verdict }: Settled): boolean => verdict.verification === 'verified';

/** The verdict on a call; ineffective if it verifies with a secret that is public. */
function settleDelegation(world: World, path: string, to: Delegation, hops: number): Settled {
  const settled = settleCall(world, path, to, hops);
  return verifies(settled) && restsOnStandIn(world, to) ? { verdict: BY_STAND_IN, verifiedIn: null } : settled;
}

/** Turns what a function verifies into a verdict on the call, by what the caller does with the result. */
function settleCall(world: World, path: string, written: Delegation, hops: number): Settled {
  const to = ofObject(world, path, written);
  const made = hops > 0 && to.member !== undefined ? placeOf(world, path, { module: to.module, name: to.name }) : null;
  const gives = made?.found?.gives;
  // A factory may return any of several; all have to verify.
  if (made && gives) return weakest(gives.map((each) => settleCall(world, made.target, { ...to, ...each }, hops - 1)));
  const answer = follow(world, path, to, hops);
  if (!answer) return isOfFramework(to) ? NOTHING_CHECKED : packageVerdict(world, path, to);
  return withoutCheck(world, path, to, answer) ?? undermined(to, answer.verdict) ?? heeded(path, to, answer);
}

/** The verdict on a call whose function checks nothing or cannot be judged; null if it checks something. */
function withoutCheck(world: World, path: string, to: Delegation, { verdict, ...rest }: Settled): Settled | null {
  const { verification, why } = verdict;
  if ((verification === 'unverified' || why === 'presence-only') && mayCheckUnseen(world, path, to)) return UNRESOLVED;
  if (verification === 'unverified')
    return { verdict: { verification, why, ...(verdict.acts ? { acts: true } : {}) }, verifiedIn: null };
  if (verification === 'unknown') return { ...rest, verdict: { verification, why }, verifiedIn: null };
  return null;
}

/**
 * Whether a function without a visible check may still verify: one that takes the signature may pass it on in ways that
 * cannot be followed.
 */
function mayCheckUnseen(world: World, path: string, to: Delegation): boolean {
  const called = to.member ?? to.name;
  const takesSignature =
    to.signed || knowsCaller(called) || VERIFIES.test(called) || /ipn/i.test(`${to.name}.${to.member ?? ''}`);
  if (to.keyed || (takesSignature && LISTS_ALL.test(path))) return true;
  if (to.taken || to.member === FILTERS) return false;
  return (to.signed === true || LISTS_ALL.test(path)) && verifiesItself(world, path, to);
}

/**
 * The verdict if the way in which a function is called defeats its check: an empty secret, a missing `await`, the wrong
 * part of the result. Null if the check stands.
 */
function undermined(to: Delegation, verdict: Verdict): Settled | null {
  if (verdict.verification !== 'verified') return null;
  if (to.emptied && verdict.emptyKey)
    return { verdict: { verification: 'optional', why: 'empty-secret' }, verifiedIn: null };
  if (to.unawaited && verdict.isAsync)
    return { verdict: { verification: 'ineffective', why: 'not-awaited' }, verifiedIn: null };
  // `if (!makeVerifier(signature, body))`: a function is always truthy.
  if (to.direct && verdict.returnsVerifier)
    return { verdict: { verification: 'ineffective', why: 'result-ignored' }, verifiedIn: null };
  const past = looksPast(to, verdict);
  return past && { verdict: past, verifiedIn: null };
}

/** The verdict on a function's check, by what the caller does with the result. */
function heeded(path: string, to: Delegation, answer: Settled): Settled {
  const { verdict } = answer;
  const isVerified = verdict.verification === 'verified';
  const use = useOf(to, verdict);
  const isWeakUse = use !== undefined && use.verification !== 'verified';
  if (isWeakUse && isVerified && asksByOwnName(to, verdict)) return { verdict: UNCLEAR, verifiedIn: null };
  // A service may verify, act and answer in one call (`HandleWebhook.call`), and then its caller need not check the
  // result.
  const unheeded = use?.why === 'result-ignored' && LISTS_ALL.test(path) && !answersOnly(to, verdict);
  const isPlain = !isVerifier(to) && to.member !== FILTERS && !verdict.acts;
  const ignores = verdict.why === 'result-ignored' && LISTS_ALL.test(path) && isPlain;
  if (ignores || (unheeded && isVerified)) return UNRESOLVED;
  // An optional check that otherwise throws returns the event: its own weakness says more than that the result is
  // unchecked.
  const tells = verdict.verification === 'optional' || (to.member !== undefined && !VERIFIES.test(to.member));
  if (unheeded && tells) return answer;
  // A weak check stays weak, whatever the caller does with the result.
  if (!isVerified && (use?.why === 'conditional' || to.verdicts?.throws.verification === 'verified')) return answer;
  if (isWeakUse) return { verdict: use, verifiedIn: null };
  if (use === undefined || !isVerified) return answer;
  return { verdict: { ...verdict, enforces: use.enforces, guards: use.guards }, verifiedIn: answer.verifiedIn };
}

/** The caller's verdict for the way in which the function refuses; undefined if there is none. */
function useOf({ verdicts, unheeded }: Delegation, { enforces, guards }: Verdict): Verdict | undefined {
  // If it is unknown how the function refuses, a caller that tests the result suggests that there is one.
  const asked = verdicts?.[enforces ?? (unheeded ? 'truthy' : 'throws')];
  const guarded = guards ? verdicts?.guards : undefined;
  return asked?.verification !== 'verified' && guarded?.verification === 'verified' ? guarded : asked;
}

const UNRESOLVED: Settled = {
  verdict: { verification: 'unknown', why: 'delegated-unresolved' },
  verifiedIn: null,
};

/**
 * The verdict if the caller tests the wrong part of the result, and null otherwise: `if (!verify(body))` where an
 * object is always returned, or `answer.ok` where `answer.isValid` tells. A caller that takes an object which contains
 * the right part may test it later.
 */
function looksPast({ reads }: Delegation, { says, guards }: Verdict): Verdict | null {
  if (!says || guards || reads?.some((part) => says.includes(part))) return null;
  // The result is passed on as a whole; code elsewhere may test an outer part that tells nothing.
  if (!reads) return says.every((path) => path.includes('.')) ? UNCLEAR : null;
  const holds = says.some((path) => reads.some((part) => path.startsWith(`${part}.`)));
  return holds ? UNCLEAR : { verification: 'ineffective', why: 'result-ignored' };
}

const UNCLEAR = { verification: 'unknown', why: 'conditional' } as const;

/**
 * `answer.status === 'bad'`, where `status` tells: an unusual name, which the judgement of the caller did not take for
 * a result.
 */
const asksByOwnName = ({ reads = [] }: Delegation, { says = [] }: Verdict): boolean =>
  says.some((path) => reads.includes(path) && !isUsualPart(path.split('.').at(-1)!));

/** Filters that a Rails class or module runs before actions. */
const FILTERS = '__filters';

/**
 * Whether the return value is the only way to learn the result: it is named for verifying or does nothing else, and
 * does not throw.
 */
const answersOnly = (to: Delegation, { enforces, guards, acts }: Verdict): boolean =>
  (isVerifier(to) || !acts) && guards !== true && (enforces === 'truthy' || enforces === 'falsy');

/**
 * Whether the class that receives the event has a method that verifies; most likely a job calls that later. An instance
 * is matched to its class by name, `inbox` to `Inbox`.
 */
function verifiesItself(world: World, path: string, { module, name }: Delegation): boolean {
  const target = world.resolve(path, module);
  const facts = target === null ? undefined : world.factsOf(target);
  const owner = `${name}#`.toLowerCase();
  return (facts?.exports ?? []).some(
    (each) =>
      each.name.toLowerCase().startsWith(owner) &&
      each.verification !== 'unverified' &&
      (each.verification !== 'unknown' || each.why === 'conditional'),
  );
}

/** The verdict on an exported function, through barrels and further delegations. Null when it cannot be read. */
export function follow(
  world: World,
  path: string,
  to: Called & Pick<Delegation, 'deep'>,
  hops: number,
): Settled | null {
  if (hops === 0) return null;
  const place = placeOf(world, path, to);
  if (!place) return null;
  const { target, facts, found } = place;
  const spread = spreadBy(facts, found, to);
  if (spread) return followSpread(world, target, spread, to, hops - 1);
  if (!found) {
    // The file was only guessed from its name.
    if (to.module.startsWith('#auto/')) return null;
    const base = to.member === undefined ? undefined : inheritedBy(facts, to.name);
    if (base) return followBase(world, target, { ...partOf(to), ...base }, hops - 1);
    const mixed = followIncluded(world, target, facts, to, hops - 1);
    if (mixed) return mixed;
    if (lacksFilters(target, facts, to)) return NOTHING_CHECKED;
    return followBarrel(world, target, facts, to, hops) ?? readSilence(target, facts, to);
  }
  if (isPromise(found, to)) return null;
  if (found.reexport) {
    const { module, name } = found.reexport;
    return follow(world, target, { ...partOf(to), module, name: name === '*' ? to.name : name }, hops - 1);
  }
  const own: Verdict = {
    verification: found.verification,
    why: found.why ?? 'no-verification',
    enforces: found.enforces,
    ...(found.guards ? { guards: true as const } : {}),
    ...(found.acts ? { acts: true as const } : {}),
    ...(found.emptyKey ? { emptyKey: true as const } : {}),
    ...(found.isAsync ? { isAsync: true as const } : {}),
    ...(found.returnsVerifier ? { returnsVerifier: true as const } : {}),
    ...(found.says ? { says: found.says } : {}),
  };
  if (restsOnStandIn(world, found)) return { verdict: { ...own, ...BY_STAND_IN }, verifiedIn: null };
  const weak = byWeakDigest(world, target, found);
  if (weak) return { verdict: { ...own, ...weak }, verifiedIn: null };
  if (found.verification === 'verified') return { verdict: own, verifiedIn: { path: target, line: found.line } };
  if (!found.delegations?.length) return { verdict: own, verifiedIn: null };
  // The filters of the base class are those for the same action.
  const further = found.delegations.map((each) => (each.member === FILTERS ? { chosen: to.chosen, ...each } : each));
  return settleDelegations(world, target, further, found.otherwise ?? own, hops - 1);
}

/** The objects spread into a factory's result, if the method is not defined on the result itself. */
const spreadBy = ({ exports }: Facts, found: ExportFact | null, { name, member }: Called): ExportFact['spread'] =>
  member === undefined || found?.name === `${name}#${member}`
    ? undefined
    : exports.find((each) => each.name === name)?.spread;

/**
 * The verdict on a method of an object assembled from others: that of the part that may check something. Null if a part
 * cannot be read.
 */
function followSpread(
  world: World,
  path: string,
  parts: NonNullable<ExportFact['spread']>,
  to: Called,
  hops: number,
): Settled | null {
  const answers = parts.map(({ module, name }) =>
    follow(world, path, name === '*' ? { module, name: to.member! } : { ...partOf(to), module, name }, hops),
  );
  if (answers.includes(null)) return null;
  return answers.find((each) => each?.verdict.verification !== 'unverified') ?? answers[0] ?? NOTHING_CHECKED;
}

/** What is called, without the module, to look it up in another one. */
const partOf = ({ name, member, chosen }: Called): Omit<Called, 'module'> => ({ name, member, chosen });

/** An interface that declares the method, without a class that implements it. */
const isPromise = ({ name, why, reexport }: ExportFact, to: Pick<Delegation, 'name' | 'member'>): boolean =>
  to.member !== undefined && name === to.name && reexport === null && why === 'dynamic-dispatch';

/**
 * The verdict on an inherited method. Null if the base class's file has no exports on record: the method may check
 * something that only the class itself knows.
 */
function followBase(world: World, path: string, to: Called, hops: number): Settled | null {
  const target = world.resolve(path, to.module);
  const isRead = target !== null && (world.factsOf(target)?.exports.length ?? 0) > 0;
  return isRead ? follow(world, path, to, hops) : null;
}

/** The verdict on a method of a Ruby module that the class includes; the class's filters name the modules. */
function followIncluded(world: World, target: string, facts: Facts, to: Called, hops: number): Settled | null {
  if (to.member === undefined || to.member === FILTERS) return null;
  const filters = facts.exports.find((each) => each.name === `${to.name}#${FILTERS}`)?.delegations ?? [];
  for (const { module, name, member } of filters) {
    if (member !== FILTERS || placeOf(world, target, { module, name, member: to.member })?.found == null) continue;
    return follow(world, target, { ...partOf(to), module, name }, hops);
  }
  return null;
}

/** The class that a class of the file extends, from which it inherits missing methods. */
function inheritedBy(facts: Facts, name: string): { module: string; name: string } | undefined {
  const bases = facts.exports.filter((each) => each.name.endsWith('#*'));
  return (
    (bases.find((each) => each.name === `${name}#*`) ?? (bases.length === 1 ? bases[0] : undefined))?.reexport ??
    undefined
  );
}

function followBarrel(world: World, target: string, facts: Facts, to: Called, hops: number): Settled | null {
  for (const each of facts.exports) {
    if (each.name !== '*' || !each.reexport) continue;
    const answer = follow(world, target, { ...partOf(to), module: each.reexport.module }, hops - 1);
    if (answer && answer.verdict.verification !== 'unverified') return answer;
  }
  return null;
}
