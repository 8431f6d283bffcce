import { takesHooks } from '../../facts/webhooks/judge/calls/is-refetch.ts';
import type { Called, WebhookFact } from '../../webhook-types.ts';
import { ofObject, placeOf, type Files } from './place-of.ts';
import type { World } from './world.ts';

/** A function that may look up what a call is about, and the file that names it. */
export type Asked = { path: string; to: Called };

/** The functions that a handler asks, and those asked by the functions to which it passes its call. */
export function askedBy(files: Files, path: string, fact: WebhookFact): Asked[] {
  const handed = [...fact.delegations, ...(fact.handledBy ? [fact.handledBy] : [])].flatMap((written) => {
    const place = placeOf(files, path, ofObject(files, path, written));
    const itself = written.weak === true && takesHooks(written.member ?? written.name) ? [{ path, to: written }] : [];
    return [...itself, ...(place?.found?.asks ?? []).map((to) => ({ path: place!.target, to }))];
  });
  return [...(fact.asks ?? []).map((to) => ({ path, to })), ...handed];
}

/** Whether a handler obtains the data it acts on from another file's function that fetches it from the provider. */
export const refetchesElsewhere = (world: World, path: string, fact: WebhookFact): boolean =>
  askedBy(world, path, fact).some(({ path: from, to }) =>
    refetches({ resolve: world.resolve, factsOf: world.askedOf }, from, to, MAX_STEPS),
  );

/** Limit of barrels, and of files that only create the client, on the way to the function that fetches. */
const MAX_STEPS = 2;

function refetches(asked: Files, path: string, written: Called, steps: number): boolean {
  const to = ofObject(asked, path, written);
  const place = placeOf(asked, path, to);
  if (!place?.found) return false;
  if (place.found.refetches === true) return true;
  const { reexport } = place.found;
  if (reexport === null || steps === 0) return false;
  const name = reexport.name === '*' ? to.name : reexport.name;
  return refetches(asked, place.target, { ...to, module: reexport.module, name }, steps - 1);
}
