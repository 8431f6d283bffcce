import type { Called, ExportFact, Verdict } from '../../webhook-types.ts';
import { exportOf } from './export-of.ts';
import { BY_STAND_IN } from './stand-in.ts';
import { MAX_HOPS, type World } from './world.ts';

// A call to `computeSignature(body)` in another file is trusted to use a key until the facts of that file say
// otherwise.

/** The verdict if verification relies on a digest that anyone can compute. */
const BY_KEYLESS_DIGEST = { verification: 'ineffective', why: 'forgeable' } as const satisfies Verdict;

/** The verdict if verification relies on a digest that proves nothing; null if it does not. */
export function byWeakDigest(
  world: World,
  path: string,
  { digests = [] }: { digests?: readonly Called[] },
): Pick<Verdict, 'verification' | 'why'> | null {
  const weak = new Set(digests.map((each) => weaknessOf(world, path, each, MAX_HOPS)));
  if (weak.has('keyless')) return BY_KEYLESS_DIGEST;
  return weak.has('default-secret') ? BY_STAND_IN : null;
}

function weaknessOf(
  world: World,
  path: string,
  { module, name, member }: Called,
  hops: number,
): ExportFact['weakDigest'] | null {
  const target = world.resolve(path, module);
  const facts = target === null ? undefined : world.factsOf(target);
  const found = facts && (exportOf(facts, name, member) ?? facts.exports.find((each) => each.name === '*'));
  if (target === null || !found || hops === 0) return null;
  const { reexport } = found;
  if (reexport === null) return found.weakDigest ?? null;
  return weaknessOf(
    world,
    target,
    { member, ...reexport, name: reexport.name === '*' ? name : reexport.name },
    hops - 1,
  );
}
