import { isSameSetting } from '../../facts/webhooks/settings/setting-name.ts';
import type { SettingFact, Verdict } from '../../webhook-types.ts';
import type { World } from './world.ts';

// A secret for which the repository itself writes a literal is known to all who read it.

/** What a verification comes to that rests on such a secret. */
export const BY_STAND_IN = { verification: 'ineffective', why: 'default-secret' } as const satisfies Verdict;

/** Whether it verifies, or hands over, by a setting for which a literal stands in. */
export const restsOnStandIn = (world: World, { settings }: { settings?: readonly string[] }): boolean =>
  settings?.some((each) => world.standsIn(each)) === true;

/** Tells by a setting's name whether each definition that may be meant has a literal: one without makes it nobody's guess. */
export function standsInFor(settings: readonly SettingFact[]): World['standsIn'] {
  return (name) => {
    const meant = settings.filter((each) => isSameSetting(each.name, name));
    return meant.length > 0 && meant.every(({ standIn }) => standIn);
  };
}
