import { knowsCaller } from '../../facts/webhooks/judge/names.ts';
import type { Facts } from '../../types.ts';
import type { Delegation, ExportFact, Verdict } from '../../webhook-types.ts';
import { placeOf } from './place-of.ts';
import type { ResolveModule } from '../modules/resolve-module.ts';
import { LOWERED_SOURCE } from '../modules/resolve-source-module.ts';

/** The facts of a repository's files, and where its imports lead. */
export type World = { factsOf: (path: string) => Facts | undefined; resolve: ResolveModule };
/** What following the imports came to. `verifiedIn` only beside `verified`. */
export type Settled = {
  verdict: Verdict;
  verifiedIn: { path: string; line: number } | null;
  /** What is named for verifying, and would, or parses the event as a provider's package, is asked on the way, though nobody here can read it. */
  asksVerifier?: true;
};

/** Files that may be followed from a handler. */
export const MAX_HOPS = 3;

/** Files of these languages list all that they define: what is missing there is inherited or made elsewhere. */
export const LISTS_ALL = LOWERED_SOURCE;

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
    if (each.weak && !says && (isBroken(otherwise) || !verifiesItself(world, path, each))) continue;
    if (rankOf(settled) > rankOf(best) || (best.verdict === otherwise && settled.verdict.verification === 'unknown')) {
      best = settled;
    }
  }
  return best;
}

const isBroken = ({ verification, why }: Verdict): boolean =>
  (verification === 'ineffective' && why !== 'presence-only') || verification === 'optional';

/** That a header was asked for says less than what became of the signature in it. */
const rankOf = ({ verdict }: Settled): number =>
  verdict.why === 'presence-only' ? RANK.unverified : RANK[verdict.verification];

const weakest = (all: readonly Settled[]): Settled =>
  all.reduce((a, b) => (RANK[b.verdict.verification] < RANK[a.verdict.verification] ? b : a));

/** What a function verifies, turned into what its caller's use of it makes of that. */
function settleDelegation(world: World, path: string, to: Delegation, hops: number): Settled {
  const made = hops > 0 && to.member !== undefined ? placeOf(world, path, { module: to.module, name: to.name }) : null;
  const gives = made?.found?.gives;
  // Of several that a factory gives out all have to verify.
  if (made && gives)
    return weakest(gives.map((each) => settleDelegation(world, made.target, { ...to, ...each }, hops - 1)));
  const answer = follow(world, path, to, hops);
  if (!answer) return packageVerdict(world, path, to);
  const { verdict } = answer;
  // What takes the signature and does nothing that is understood may hand it on by ways that cannot be followed.
  const taken =
    to.signed ||
    knowsCaller(to.member ?? to.name) ||
    VERIFIES.test(to.member ?? to.name) ||
    /ipn/i.test(`${to.name}.${to.member ?? ''}`);
  const nothing = verdict.verification === 'unverified' || verdict.why === 'presence-only';
  const byItself = (): boolean => (LISTS_ALL.test(path) || to.signed === true) && verifiesItself(world, path, to);
  if (nothing && ((taken && LISTS_ALL.test(path)) || byItself()))
    return { verdict: { verification: 'unknown', why: 'delegated-unresolved' }, verifiedIn: null };
  if (verdict.verification === 'unverified')
    return { verdict: { verification: 'unverified', why: verdict.why }, verifiedIn: null };
  if (verdict.verification === 'unknown')
    return { ...answer, verdict: { verification: 'unknown', why: verdict.why }, verifiedIn: null };
  if (to.emptied && verdict.emptyKey && verdict.verification === 'verified')
    return { verdict: { verification: 'optional', why: 'empty-secret' }, verifiedIn: null };
  if (to.unawaited && verdict.isAsync && verdict.verification === 'verified')
    return { verdict: { verification: 'ineffective', why: 'not-awaited' }, verifiedIn: null };
  // Where nobody knows how it refuses, a condition that asks for its answer tells that it gives one.
  const asked = to.verdicts?.[verdict.enforces ?? (to.unheeded ? 'truthy' : 'throws')];
  const guarded = verdict.guards ? to.verdicts?.guards : undefined;
  const use = asked?.verification !== 'verified' && guarded?.verification === 'verified' ? guarded : asked;
  // A service that verifies, acts and answers in one call (`HandleWebhook.call`): nobody needs to heed its answer.
  const unheeded = use?.why === 'result-ignored' && LISTS_ALL.test(path);
  if ((verdict.why === 'result-ignored' && LISTS_ALL.test(path)) || (unheeded && verdict.verification === 'verified'))
    return { verdict: { verification: 'unknown', why: 'delegated-unresolved' }, verifiedIn: null };
  // What skips its check and else raises gives out the event, as what answers does: its own weakness says more.
  const tells = verdict.verification === 'optional' || (to.member !== undefined && !VERIFIES.test(to.member));
  if (unheeded && tells) return answer;
  // Whatever its caller makes of it, a weak check is no better than that.
  if (
    verdict.verification !== 'verified' &&
    (use?.why === 'conditional' || to.verdicts?.throws.verification === 'verified')
  )
    return answer;
  if (!use || use.verification === 'verified') {
    return verdict.verification === 'verified' && use
      ? { verdict: { ...verdict, enforces: use.enforces, guards: use.guards }, verifiedIn: answer.verifiedIn }
      : answer;
  }
  return { verdict: use, verifiedIn: null };
}

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
      each.verification !== 'unknown',
  );
}

/** `client.ParseNotification(payload)` of somebody else's package of Go: a provider's own may well verify what it parses. */
const isParsedByPackage = (world: World, path: string, { module, name, member = name }: Delegation): boolean =>
  path.endsWith('.go') && /^[\w-]+\.\w/.test(module) && PARSES.test(member) && world.resolve(path, module) === null;

const PARSES = /^(?:parse|decode|decrypt|unmarshal|construct|get|receive)\w*(?:notif|notify|hook|event|callback)/i;

/** The verdict on an exported function, through barrels and further delegations. Null when it cannot be read. */
export function follow(
  world: World,
  path: string,
  to: Pick<Delegation, 'module' | 'name' | 'member' | 'deep'>,
  hops: number,
): Settled | null {
  if (hops === 0) return null;
  const place = placeOf(world, path, to);
  if (!place) return null;
  const { target, facts, found } = place;
  if (!found) {
    // The file was guessed by its name.
    if (to.module.startsWith('#auto/')) return null;
    const base = to.member === undefined ? undefined : inheritedBy(facts, to.name);
    if (base) return followBase(world, target, { ...base, member: to.member }, hops - 1);
    if (STANDS_BEFORE.test(to.member ?? '') && facts.exports.some((each) => each.name.startsWith(`${to.name}#`)))
      return NOTHING_CHECKED;
    const says = LISTS_ALL.test(target) ? hasNothing(facts, to) : !(to.deep || isUnread(facts, to));
    return followBarrel(world, target, facts, to, hops) ?? (says ? silent(to) : null);
  }
  if (isPromise(found, to)) return null;
  if (found.reexport) {
    const { module, name } = found.reexport;
    return follow(world, target, { module, name: name === '*' ? to.name : name, member: to.member }, hops - 1);
  }
  const own: Verdict = {
    verification: found.verification,
    why: found.why ?? 'no-verification',
    enforces: found.enforces,
    ...(found.guards ? { guards: true as const } : {}),
    ...(found.emptyKey ? { emptyKey: true as const } : {}),
    ...(found.isAsync ? { isAsync: true as const } : {}),
  };
  if (found.verification === 'verified') return { verdict: own, verifiedIn: { path: target, line: found.line } };
  if (!found.delegations?.length) return { verdict: own, verifiedIn: null };
  return settleDelegations(world, target, found.delegations, found.otherwise ?? own, hops - 1);
}

/** An interface that names the method, and no class that has it. */
const isPromise = ({ name, why, reexport }: ExportFact, to: Pick<Delegation, 'name' | 'member'>): boolean =>
  to.member !== undefined && name === to.name && reexport === null && why === 'dynamic-dispatch';

/** What a class has of another one; in a file without a telling word that may be to ask what only the class itself knows. */
function followBase(
  world: World,
  path: string,
  to: Pick<Delegation, 'module' | 'name' | 'member'>,
  hops: number,
): Settled | null {
  const target = world.resolve(path, to.module);
  const isRead = target !== null && (world.factsOf(target)?.exports.length ?? 0) > 0;
  return isRead ? follow(world, path, to, hops) : null;
}

/** The class that one of the file extends, which has the methods that it lacks. */
function inheritedBy(facts: Facts, name: string): { module: string; name: string } | undefined {
  const bases = facts.exports.filter((each) => each.name.endsWith('#*'));
  return (
    (bases.find((each) => each.name === `${name}#*`) ?? (bases.length === 1 ? bases[0] : undefined))?.reexport ??
    undefined
  );
}

/** The filters of a Rails class that has none are not listed among its methods, nor is the `dispatch` of a view of Django. */
const STANDS_BEFORE = /^(?:__filters|dispatch)$/;
const NOTHING_CHECKED: Settled = { verdict: { verification: 'unverified', why: 'no-verification' }, verifiedIn: null };

/** Not one word of the file has to do with verifying. A class may inherit what it lacks, a function cannot. */
const hasNothing = (facts: Facts, to: Pick<Delegation, 'name' | 'member'>): boolean =>
  facts.exports.length === 0 && to.member === undefined && !VERIFIES.test(to.name) && !knowsCaller(to.name);

/** A function that is named for letting in who is known, in a file that nothing was read from: sessions are no signatures. */
const isUnread = (facts: Facts, to: Pick<Delegation, 'name' | 'member'>): boolean =>
  facts.exports.length === 0 && (letsIn(to.member ?? to.name) || LOOKS_UP.test(to.member ?? to.name));

/** `validateWebhookToken`: of a token, tables know whose it is, and the words of a signature need not be there. */
const LOOKS_UP = /^(?:validate|check|isValid|is_valid)\w{0,20}(?:[tT]oken|[aA]pi_?[kK]ey|[sS]ecret)$/;

/** Names of what stands before routes for those who are signed in. */
export const letsIn = (name: string): boolean => LETS_IN.test(name);

const LETS_IN =
  /^verify[A-Z]|^(?:authenticate|authori[sz]e|protect)(?:[A-Z]|$)|^(?:require|ensure|check|validate|is)_?(?:Auth|User|Log|Admin|Role|Session|Token|(?:[A-Z][a-z]{1,15}){0,2}Api_?Key)|^(?:authenticated|authori[sz]ed|authentication|authorization)$|^(?:jwt|token|user|session|api)?_?[aA]uth(?:_?(?:guard|middleware|handler|check(?:er)?))?$/;

/** Nothing in the file verifies: so says a file about its functions, not about a service that is made elsewhere. */
const silent = (to: Pick<Delegation, 'name' | 'member'>): Settled | null =>
  to.member !== undefined && (VERIFIES.test(to.member) || MAKES.test(to.name))
    ? null
    : { verdict: { verification: 'unverified', why: 'no-verification' }, verifiedIn: null };

/** What such a function gives out is made elsewhere. */
const MAKES = /^(?:get|create|make|build|resolve|load|init)[A-Z]/;

/** Names of functions that refuse what is not genuine. */
export const VERIFIES =
  /^(?:is_?valid|verif|validat|authentic|check(?!_?out)|assert|ensure|construct|unwrap)\w*(?:sig|hook|hmac|event|request|token|secret|_key|Key)|^(?:verify|unwrap|constructEvent)$/i;

function followBarrel(
  world: World,
  target: string,
  facts: Facts,
  to: Pick<Delegation, 'name' | 'member'>,
  hops: number,
): Settled | null {
  for (const each of facts.exports) {
    if (each.name !== '*' || !each.reexport) continue;
    const answer = follow(world, target, { module: each.reexport.module, name: to.name, member: to.member }, hops - 1);
    if (answer && answer.verdict.verification !== 'unverified') return answer;
  }
  return null;
}

/** A package that nobody wrote a rule for is believed what the name of its function says, if the call bites. */
function packageVerdict(world: World, path: string, to: Delegation): Settled {
  const named = VERIFIES.test(to.member ?? to.name);
  const boolean = to.unheeded === true || /^(?:is|has)[A-Z_]|valid/i.test(to.member ?? to.name);
  const use = to.verdicts?.[boolean ? 'truthy' : 'throws'];
  const target = world.resolve(path, to.module);
  const foreign = isOfPackage(world, path, to, MAX_HOPS);
  // What takes body, signature and secret is a verifier by its looks; of a function whose file was read the code decides,
  // while an object may be made of a class of any file.
  const isRead = target !== null && world.factsOf(target) !== undefined;
  const looks = to.shaped === true && (to.member !== undefined || !isRead);
  if (named && use?.verification === 'verified' && (foreign || looks)) {
    return { verdict: { verification: 'verified', why: 'sdk-verifier' }, verifiedIn: { path, line: to.line } };
  }
  if (named && to.unheeded && use?.verification === 'ineffective') return { verdict: use, verifiedIn: null };
  // However it refuses, it is not asked where no secret is set.
  const weak = [to.verdicts?.throws, to.verdicts?.truthy];
  if (named && use && (foreign || looks) && weak.every((each) => each?.verification === 'optional'))
    return { verdict: use, verifiedIn: null };
  const asks = named ? use?.verification === 'verified' : isParsedByPackage(world, path, to);
  const asksVerifier = asks ? { asksVerifier: true as const } : {};
  return { verdict: { verification: 'unknown', why: 'delegated-unresolved' }, verifiedIn: null, ...asksVerifier };
}

/** Out of a package, or an instance of one of its classes that a file of the repository makes. */
function isOfPackage(
  world: World,
  path: string,
  to: Pick<Delegation, 'module' | 'name' | 'member'>,
  hops: number,
): boolean {
  if (world.resolve(path, to.module) === null) return isPackage(to.module);
  const place = hops === 0 ? null : placeOf(world, path, to);
  const made = place?.found?.reexport;
  if (!place || !made) return false;
  return isOfPackage(world, place.target, { ...to, module: made.module, name: made.name }, hops - 1);
}

/** `svix`, `@acme/webhooks`; not `@/lib`, `~/x`, `#x`, `$lib/x`. */
const isPackage = (module: string): boolean =>
  /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*(?:\/|$)/i.test(module) || /^(?!App\\)\w+\\/.test(module);
