import { isOwn } from '../calls/known-calls.ts';
import type { Call } from '../calls/call.ts';
import type { Run } from '../state/run.ts';
import { placeOf } from './candidates.ts';

/**
 * Notes a function of another file that is trusted by its name to compute a keyed digest, so that its code can be
 * consulted later.
 *
 * @returns whether this walk assumes that the function uses no key.
 */
export function assumesKeyless(run: Run, call: Call): boolean {
  const { origin } = call.callee;
  // Other languages name their own modules as they name packages; those of packages lead to no file.
  if (origin === null || !(run.program.language.shared || isOwn(origin))) return false;
  const { module, name, member } = placeOf(call);
  if (module === null) return false;
  const key = `${module}#${name}.${member ?? ''}()`;
  run.digests.set(key, { module, name, ...(member === null ? {} : { member }) });
  return run.standsIn === key;
}
