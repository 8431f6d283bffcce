import type { Called, Verdict } from '../../webhook-types.ts';
import { exportOf } from './export-of.ts';
import { MAX_HOPS, type World } from './world.ts';

// A call to `computeSignature(body)` in another file is trusted to use a key until the facts of that file say
// otherwise.

/** The verdict if verification relies on a digest that anyone can compute. */
export const BY_KEYLESS_DIGEST = { verification: 'unverified', why: 'no-verification' } as const satisfies Verdict;

/** True if verification relies on a digest without a key. */
export const restsOnKeyless = (
  world: World,
  path: string,
  { digests = [] }: { digests?: readonly Called[] },
): boolean => digests.some((each) => isKeyless(world, path, each, MAX_HOPS));

function isKeyless(world: World, path: string, { module, name, member }: Called, hops: number): boolean {
  const target = world.resolve(path, module);
  const facts = target === null ? undefined : world.factsOf(target);
  const found = facts && (exportOf(facts, name, member) ?? facts.exports.find((each) => each.name === '*'));
  if (target === null || !found || hops === 0) return false;
  const { reexport } = found;
  if (reexport === null) return found.keyless === true;
  return isKeyless(
    world,
    target,
    { member, ...reexport, name: reexport.name === '*' ? name : reexport.name },
    hops - 1,
  );
}
