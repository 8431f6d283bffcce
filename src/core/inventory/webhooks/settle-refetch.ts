import type { Called, WebhookFact } from '../../webhook-types.ts';
import { ofObject, placeOf } from './place-of.ts';
import type { World } from './world.ts';

/** Barrels, and files that only make the client, on the way to what asks. */
const MAX_STEPS = 2;

/** Whether a handler has what it acts on from a function of another file that gets it from the provider. */
export const refetchesElsewhere = (world: World, path: string, { asks = [] }: WebhookFact): boolean =>
  asks.some((each) => refetches(world, path, each, MAX_STEPS));

function refetches(world: World, path: string, written: Called, steps: number): boolean {
  const asked = { ...world, factsOf: world.askedOf };
  const to = ofObject(asked, path, written);
  const place = placeOf(asked, path, to);
  if (!place?.found) return false;
  if (place.found.refetches === true) return true;
  const { reexport } = place.found;
  if (reexport === null || steps === 0) return false;
  const name = reexport.name === '*' ? to.name : reexport.name;
  return refetches(world, place.target, { ...to, module: reexport.module, name }, steps - 1);
}
