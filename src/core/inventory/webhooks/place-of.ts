import type { Facts } from '../../types.ts';
import type { Called, ExportFact } from '../../webhook-types.ts';
import { ANY_OTHER } from '../../facts/webhooks/judge/proofs/chosen-by-word.ts';
import { MAX_FILES } from '../modules/languages/go-packages.ts';
import { exportOf } from './export-of.ts';
import type { World } from './world.ts';

/** Files, and where their imports lead. */
export type Files = Pick<World, 'factsOf' | 'resolve'>;

type Place = { target: string; facts: Facts; found: ExportFact | null };

/**
 * The file that defines a function, and its export there. In a Go package, the file that lists it, or else the
 * likeliest file without exports. Null if none was read, or if the package has too many files to tell.
 */
export function placeOf(world: Files, path: string, to: Called): Place | null {
  const targets = world.resolve.all(path, to.module);
  const places = targets.flatMap((target): Place[] => {
    const facts = world.factsOf(target);
    return facts ? [{ target, facts, found: caseOf(exportOf(facts, to.name, to.member), to) }] : [];
  });
  const own = to.member === undefined ? to.name : `${to.name}#${to.member}`;
  const listed = places.filter(({ found }) => found !== null);
  const exact = listed.find(({ found }) => found?.name === own);
  if (!exact && !listed[0] && targets.length >= MAX_FILES) return null;
  // Several types may implement an interface, and the choice is made at run time: prefer one that may verify.
  const able = listed.find(({ found }) => found?.verification !== 'unverified');
  return exact ?? able ?? listed[0] ?? places.find(({ facts }) => facts.exports.length === 0) ?? places[0] ?? null;
}

/** The facts for the word that the caller passes, if the function branches on it. */
function caseOf(found: ExportFact | null, { chosen }: Called): ExportFact | null {
  if (chosen === undefined || !found?.cases) return found;
  const told = found.cases.find(({ word }) => word === chosen) ?? found.cases.find(({ word }) => word === ANY_OTHER);
  return told?.fact ?? found;
}

/**
 * In Python, the last part of an import may be a module or an object of the module before it. If it is an object, the
 * called function becomes a method of that object; any other call is returned as it is.
 */
export function ofObject<To extends Called>(world: Pick<Files, 'resolve'>, path: string, to: To): To {
  const name = path.endsWith('.py') && to.member === undefined ? /\.(\w{1,200})$/.exec(to.module)?.[1] : undefined;
  const target = name === undefined ? null : world.resolve(path, to.module);
  if (name === undefined || target === null || MODULE_NAME.exec(target)?.[1] === name) return to;
  return { ...to, name, member: to.name };
}

const MODULE_NAME = /([^/]{1,200}?)(?:\/__init__)?\.py$/;
