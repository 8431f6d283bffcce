import { BESIDE } from '../../webhook-types.ts';
import type { Delegation } from '../../webhook-types.ts';
import { VERIFIES } from './named-for.ts';
import { placeOf } from './place-of.ts';
import { MAX_HOPS, type Settled, type World } from './world.ts';

/**
 * The verdict on a call whose function cannot be read. A package without a rule is trusted to do what its function's
 * name says, provided that the caller heeds the result. Anything else is `unknown`.
 */
export function packageVerdict(world: World, path: string, to: Delegation): Settled {
  const foreign = to.bare !== true && isOfPackage(world, path, to, MAX_HOPS);
  // `isHookValid(body, secret, signature)` of a package: with all three arguments it is a verifier, whatever words its
  // name consists of.
  const target = world.resolve(path, to.module);
  const unseen = foreign || (target === null && to.module.startsWith(BESIDE));
  const named = VERIFIES.test(to.member ?? to.name) || (unseen && to.shaped === true);
  const boolean = to.unheeded === true || /^(?:is|has)[A-Z_]|valid/i.test(to.member ?? to.name);
  const use = to.verdicts?.[boolean ? 'truthy' : 'throws'];
  // Body, signature and secret as arguments make it look like a verifier. If the function's file was read, its code
  // decides instead; but an object may be of a class from any file.
  const isRead = target !== null && world.factsOf(target) !== undefined;
  const looks = to.shaped === true && (to.member !== undefined || !isRead);
  if (named && use?.verification === 'verified' && (foreign || looks)) {
    return { verdict: { verification: 'verified', why: 'sdk-verifier' }, verifiedIn: { path, line: to.line } };
  }
  if (named && to.unheeded && use?.verification === 'ineffective') return { verdict: use, verifiedIn: null };
  // Whichever way it refuses, it is not called if no secret is configured.
  const weak = [to.verdicts?.throws, to.verdicts?.truthy];
  if (named && use && (foreign || looks) && weak.every((each) => each?.verification === 'optional'))
    return { verdict: use, verifiedIn: null };
  const asks = named ? use?.verification === 'verified' : mayVerify(to) || isParsedByPackage(world, path, to);
  const asksVerifier = asks ? { asksVerifier: true as const } : {};
  return { verdict: { verification: 'unknown', why: 'delegated-unresolved' }, verifiedIn: null, ...asksVerifier };
}

/** `provider.verify_callback(data)`: it is unclear what this verifies, but its refusal would stop the handler. */
const mayVerify = ({ name, member = name, verdicts }: Delegation): boolean =>
  verdicts?.throws.verification === 'verified' &&
  /^verif(?:y_?and_?[a-z]|\w{0,30}(?:callback|notif|ipn|message|payload|incoming|inbound|sender))/i.test(member);

/**
 * Whether the function comes from a package, or from an instance of a package's class that a file of the repository
 * creates.
 */
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

/** `svix`, `@acme/webhooks`; not `@/lib`, `~/x`, `#x`, `$lib/x`, `beside:AcmeVerifier`. */
const isPackage = (module: string): boolean =>
  /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*(?:\/|$)/i.test(module) || /^(?!App\\)\w+\\/.test(module);

/**
 * `client.ParseNotification(payload)` of a third-party Go package: a provider's own package may well verify what it
 * parses.
 */
const isParsedByPackage = (world: World, path: string, { module, name, member = name }: Delegation): boolean =>
  path.endsWith('.go') && /^[\w-]+\.\w/.test(module) && PARSES.test(member) && world.resolve(path, module) === null;

const PARSES = /^(?:parse|decode|decrypt|unmarshal|construct|get|receive)\w*(?:notif|notify|hook|event|callback)/i;
