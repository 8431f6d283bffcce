import type { Delegation } from '../../webhook-types.ts';
import { VERIFIES } from './named-for.ts';
import { placeOf } from './place-of.ts';
import { MAX_HOPS, type Settled, type World } from './world.ts';

/** A package that nobody wrote a rule for is believed what the name of its function says, if the call bites. */
export function packageVerdict(world: World, path: string, to: Delegation): Settled {
  const foreign = isOfPackage(world, path, to, MAX_HOPS);
  // `isHookValid(body, secret, signature)` of a package: what is handed all three is named for verifying by some word or other.
  const named = VERIFIES.test(to.member ?? to.name) || (foreign && to.shaped === true);
  const boolean = to.unheeded === true || /^(?:is|has)[A-Z_]|valid/i.test(to.member ?? to.name);
  const use = to.verdicts?.[boolean ? 'truthy' : 'throws'];
  const target = world.resolve(path, to.module);
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
  const asks = named ? use?.verification === 'verified' : mayVerify(to) || isParsedByPackage(world, path, to);
  const asksVerifier = asks ? { asksVerifier: true as const } : {};
  return { verdict: { verification: 'unknown', why: 'delegated-unresolved' }, verifiedIn: null, ...asksVerifier };
}

/** `provider.verify_callback(data)`: whatever of it is verified, what refuses by it would. */
const mayVerify = ({ name, member = name, verdicts }: Delegation): boolean =>
  verdicts?.throws.verification === 'verified' &&
  /^verif(?:y_?and_?[a-z]|\w{0,30}(?:callback|notif|ipn|message|payload|incoming|inbound|sender))/i.test(member);

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

/** `client.ParseNotification(payload)` of somebody else's package of Go: a provider's own may well verify what it parses. */
const isParsedByPackage = (world: World, path: string, { module, name, member = name }: Delegation): boolean =>
  path.endsWith('.go') && /^[\w-]+\.\w/.test(module) && PARSES.test(member) && world.resolve(path, module) === null;

const PARSES = /^(?:parse|decode|decrypt|unmarshal|construct|get|receive)\w*(?:notif|notify|hook|event|callback)/i;
