import type { Facts } from '../../types.ts';
import type { Delegation, ExportFact } from '../../webhook-types.ts';
import { MAX_FILES } from '../modules/go-packages.ts';
import { exportOf } from './export-of.ts';
import type { World } from './world.ts';

type Place = { target: string; facts: Facts; found: ExportFact | null };

/** The file in which it stands; of a package of Go the one that lists it, or the likeliest that says nothing at all. */
export function placeOf(world: World, path: string, to: Pick<Delegation, 'module' | 'name' | 'member'>): Place | null {
  const targets = world.resolve.all(path, to.module);
  const places = targets.flatMap((target): Place[] => {
    const facts = world.factsOf(target);
    return facts ? [{ target, facts, found: exportOf(facts, to.name, to.member) }] : [];
  });
  const own = to.member === undefined ? to.name : `${to.name}#${to.member}`;
  const listed = places.filter(({ found }) => found !== null);
  const exact = listed.find(({ found }) => found?.name === own);
  if (!exact && !listed[0] && targets.length >= MAX_FILES) return null;
  // Of several that have an interface the one that verifies: which of them it is, the program decides.
  const able = listed.find(({ found }) => found?.verification !== 'unverified');
  return exact ?? able ?? listed[0] ?? places.find(({ facts }) => facts.exports.length === 0) ?? places[0] ?? null;
}
