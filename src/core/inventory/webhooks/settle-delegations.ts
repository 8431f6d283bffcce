import { knowsCaller } from '../../facts/webhooks/judge/state/names.ts';
import { isUsualPart } from '../../facts/webhooks/judge/proofs/candidates.ts';
import type { Facts } from '../../types.ts';
import type { Called, Delegation, ExportFact, Verdict } from '../../webhook-types.ts';
import { isVerifier, VERIFIES } from './named-for.ts';
import { packageVerdict } from './package-verdict.ts';
import { ofObject, placeOf } from './place-of.ts';
import { isOfFramework, lacksFilters, NOTHING_CHECKED, readSilence } from './silence.ts';
import { BY_STAND_IN, restsOnStandIn } from './stand-in.ts';
import { LISTS_ALL, type Settled, type World } from './world.ts';

const RANK: Record<Verdict['verification'], number> = {
  verified: 4,
  optional: 3,
  ineffective: 2,
  unknown: 1,
  unverified: 0,
};

/** The best that any of the delegations achieves; `otherwise` when none verifies and all could be read. */
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
    // What is handed the body alone raises no doubt where a verifier that was asked did not bite.
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

/** It has been read, and nothing of what it does is left for later, when it could still verify. */
const isDone = ({ taken }: Delegation, { verdict }: Settled): boolean =>
  taken === true && verdict.verification === 'unverified';

/**
 * Of ways apart the one on which somebody acts without a check, checks in vain, or of which nobody can tell. What does nothing
 * needs no check; whether it does is told where a language lists all that a file has.
 */
const openArm = (arms: readonly Settled[], listsAll: boolean): Settled | null =>
  arms.find(({ verdict: { verification, acts } }) => verification === 'unverified' && acts === true) ??
  arms.find(({ verdict }) => verdict.verification === 'ineffective' || verdict.verification === 'optional') ??
  arms.find(({ verdict }) => verdict.verification === 'unknown') ??
  (!listsAll && arms.some(({ verdict }) => verdict.verification === 'unverified') ? UNTOLD : null);

const UNTOLD: Settled = { verdict: { verification: 'unknown', why: 'dynamic-dispatch' }, verifiedIn: null };

const isBroken = ({ verification, why }: Verdict): boolean =>
  (verification === 'ineffective' && why !== 'presence-only') || verification === 'optional';

/** That a header was asked for says less than what became of the signature in it. */
const rankOf = ({ verdict }: Settled): number =>
  verdict.why === 'presence-only' ? RANK.unverified : RANK[verdict.verification];

/** Of several all have to verify; of those that do and some that have nothing to check by nobody can tell which are asked. */
function weakest(all: readonly Settled[]): Settled {
  const least = all.reduce((a, b) => (RANK[b.verdict.verification] < RANK[a.verdict.verification] ? b : a));
  const isMixed = least.verdict.verification === 'unverified' && all.some(verifies);
  return isMixed ? UNTOLD : least;
}

const verifies = ({ verdict }: Settled): boolean => verdict.verification === 'verified';

/** What a call comes to: nothing where the secret that it is handed is known to all. */
function settleDelegation(world: World, path: string, to: Delegation, hops: number): Settled {
  const settled = settleCall(world, path, to, hops);
  return verifies(settled) && restsOnStandIn(world, to) ? { verdict: BY_STAND_IN, verifiedIn: null } : settled;
}

/** What a function verifies, turned into what its caller's use of it makes of that. */
function settleCall(world: World, path: string, written: Delegation, hops: number): Settled {
  const to = ofObject(world, path, written);
  const made = hops > 0 && to.member !== undefined ? placeOf(world, path, { module: to.module, name: to.name }) : null;
  const gives = made?.found?.gives;
  // Of several that a factory gives out all have to verify.
  if (made && gives) return weakest(gives.map((each) => settleCall(world, made.target, { ...to, ...each }, hops - 1)));
  const answer = follow(world, path, to, hops);
  if (!answer) return isOfFramework(to) ? NOTHING_CHECKED : packageVerdict(world, path, to);
  return withoutCheck(world, path, to, answer) ?? undermined(to, answer.verdict) ?? heeded(path, to, answer);
}

/** What a call comes to whose function checks nothing, or of which nobody can tell; null where it checks something. */
function withoutCheck(world: World, path: string, to: Delegation, { verdict, ...rest }: Settled): Settled | null {
  const { verification, why } = verdict;
  if ((verification === 'unverified' || why === 'presence-only') && mayCheckUnseen(world, path, to)) return UNRESOLVED;
  if (verification === 'unverified')
    return { verdict: { verification, why, ...(verdict.acts ? { acts: true } : {}) }, verifiedIn: null };
  if (verification === 'unknown') return { ...rest, verdict: { verification, why }, verifiedIn: null };
  return null;
}

/** What takes the signature and does nothing that is understood may hand it on by ways that cannot be followed. */
function mayCheckUnseen(world: World, path: string, to: Delegation): boolean {
  const called = to.member ?? to.name;
  const takesSignature =
    to.signed || knowsCaller(called) || VERIFIES.test(called) || /ipn/i.test(`${to.name}.${to.member ?? ''}`);
  if (to.keyed || (takesSignature && LISTS_ALL.test(path))) return true;
  if (to.taken || to.member === FILTERS) return false;
  return (to.signed === true || LISTS_ALL.test(path)) && verifiesItself(world, path, to);
}

/** What becomes of a function's check by the way in which it is called; null where that leaves the check as it is. */
function undermined(to: Delegation, verdict: Verdict): Settled | null {
  if (verdict.verification !== 'verified') return null;
  if (to.emptied && verdict.emptyKey)
    return { verdict: { verification: 'optional', why: 'empty-secret' }, verifiedIn: null };
  if (to.unawaited && verdict.isAsync)
    return { verdict: { verification: 'ineffective', why: 'not-awaited' }, verifiedIn: null };
  const past = looksPast(to, verdict);
  return past && { verdict: past, verifiedIn: null };
}

/** What a function's check comes to by what its caller makes of the answer. */
function heeded(path: string, to: Delegation, answer: Settled): Settled {
  const { verdict } = answer;
  const isVerified = verdict.verification === 'verified';
  const use = useOf(to, verdict);
  const isWeakUse = use !== undefined && use.verification !== 'verified';
  if (isWeakUse && isVerified && asksByOwnName(to, verdict)) return { verdict: UNCLEAR, verifiedIn: null };
  // A service that verifies, acts and answers in one call (`HandleWebhook.call`): nobody needs to heed its answer.
  const unheeded = use?.why === 'result-ignored' && LISTS_ALL.test(path) && !answersOnly(to, verdict);
  const isPlain = !isVerifier(to) && to.member !== FILTERS && !verdict.acts;
  const ignores = verdict.why === 'result-ignored' && LISTS_ALL.test(path) && isPlain;
  if (ignores || (unheeded && isVerified)) return UNRESOLVED;
  // What skips its check and else raises gives out the event, as what answers does: its own weakness says more.
  const tells = verdict.verification === 'optional' || (to.member !== undefined && !VERIFIES.test(to.member));
  if (unheeded && tells) return answer;
  // Whatever its caller makes of it, a weak check is no better than that.
  if (!isVerified && (use?.why === 'conditional' || to.verdicts?.throws.verification === 'verified')) return answer;
  if (isWeakUse) return { verdict: use, verifiedIn: null };
  if (use === undefined || !isVerified) return answer;
  return { verdict: { ...verdict, enforces: use.enforces, guards: use.guards }, verifiedIn: answer.verifiedIn };
}

/** The caller's verdict under the way in which the function refuses. */
function useOf({ verdicts, unheeded }: Delegation, { enforces, guards }: Verdict): Verdict | undefined {
  // Where nobody knows how it refuses, a condition that asks for its answer tells that it gives one.
  const asked = verdicts?.[enforces ?? (unheeded ? 'truthy' : 'throws')];
  const guarded = guards ? verdicts?.guards : undefined;
  return asked?.verification !== 'verified' && guarded?.verification === 'verified' ? guarded : asked;
}

const UNRESOLVED: Settled = {
  verdict: { verification: 'unknown', why: 'delegated-unresolved' },
  verifiedIn: null,
};

/**
 * `if (!verify(body))` of what always gives out an object, or `answer.ok` where `answer.isValid` tells. Who takes the part of an
 * answer that has what tells may look at that later.
 */
function looksPast({ reads }: Delegation, { says, guards }: Verdict): Verdict | null {
  if (!says || guards || reads?.some((part) => says.includes(part))) return null;
  // Of what it is handed, another function may ask what tells nothing.
  if (!reads) return says.every((path) => path.includes('.')) ? UNCLEAR : null;
  const holds = says.some((path) => reads.some((part) => path.startsWith(`${part}.`)));
  return holds ? UNCLEAR : { verification: 'ineffective', why: 'result-ignored' };
}

const UNCLEAR = { verification: 'unknown', why: 'conditional' } as const;

/** `answer.status === 'bad'`, where the status tells: the caller was not judged with that in mind. */
const asksByOwnName = ({ reads = [] }: Delegation, { says = [] }: Verdict): boolean =>
  says.some((path) => reads.includes(path) && !isUsualPart(path.split('.').at(-1)!));

/** What a class or a module of Rails puts before actions. */
const FILTERS = '__filters';

/** It is named for verifying or does nothing else, and answers instead of throwing: there is no other way to heed it. */
const answersOnly = (to: Delegation, { enforces, guards, acts }: Verdict): boolean =>
  (isVerifier(to) || !acts) && guards !== true && (enforces === 'truthy' || enforces === 'falsy');

/**
 * The class that is handed the event has a method that verifies: a job calls it later, most likely. Instances are called as
 * their class, `inbox` of `Inbox`.
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
    // The file was guessed by its name.
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
    ...(found.says ? { says: found.says } : {}),
  };
  if (restsOnStandIn(world, found)) return { verdict: { ...own, ...BY_STAND_IN }, verifiedIn: null };
  if (found.verification === 'verified') return { verdict: own, verifiedIn: { path: target, line: found.line } };
  if (!found.delegations?.length) return { verdict: own, verifiedIn: null };
  // A class asks for the filters of the one above it for the action that it is asked for itself.
  const further = found.delegations.map((each) => (each.member === FILTERS ? { chosen: to.chosen, ...each } : each));
  return settleDelegations(world, target, further, found.otherwise ?? own, hops - 1);
}

/** The parts of the object that a factory gives out, where the method is none of its own. */
const spreadBy = ({ exports }: Facts, found: ExportFact | null, { name, member }: Called): ExportFact['spread'] =>
  member === undefined || found?.name === `${name}#${member}`
    ? undefined
    : exports.find((each) => each.name === name)?.spread;

/** The method of an object that is put together of others: of that which says something of it. */
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

/** What is called of a module, which another one may have in its place. */
const partOf = ({ name, member, chosen }: Called): Omit<Called, 'module'> => ({ name, member, chosen });

/** An interface that names the method, and no class that has it. */
const isPromise = ({ name, why, reexport }: ExportFact, to: Pick<Delegation, 'name' | 'member'>): boolean =>
  to.member !== undefined && name === to.name && reexport === null && why === 'dynamic-dispatch';

/** What a class has of another one; in a file without a telling word that may be to ask what only the class itself knows. */
function followBase(world: World, path: string, to: Called, hops: number): Settled | null {
  const target = world.resolve(path, to.module);
  const isRead = target !== null && (world.factsOf(target)?.exports.length ?? 0) > 0;
  return isRead ? follow(world, path, to, hops) : null;
}

/** A method of a module of Ruby that the class includes: whose filters it asks for says what those are. */
function followIncluded(world: World, target: string, facts: Facts, to: Called, hops: number): Settled | null {
  if (to.member === undefined || to.member === FILTERS) return null;
  const filters = facts.exports.find((each) => each.name === `${to.name}#${FILTERS}`)?.delegations ?? [];
  for (const { module, name, member } of filters) {
    if (member !== FILTERS || placeOf(world, target, { module, name, member: to.member })?.found == null) continue;
    return follow(world, target, { ...partOf(to), module, name }, hops);
  }
  return null;
}

/** The class that one of the file extends, which has the methods that it lacks. */
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
