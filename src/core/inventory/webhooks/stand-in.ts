import { isSameSetting } from '../../facts/webhooks/settings/setting-name.ts';
import type { SettingFact, Verdict } from '../../webhook-types.ts';
import type { World } from './world.ts';

// If the repository itself contains a literal for a secret, everyone who reads it knows the secret.

/** The verdict on a verification that relies on such a secret. */
export const BY_STAND_IN = { verification: 'ineffective', why: 'default-secret' } as const satisfies Verdict;

/** Whether a verification or a call relies on a setting with a literal fallback. */
export const restsOnStandIn = (world: World, { settings }: { settings?: readonly string[] }): boolean =>
  settings?.some((each) => world.standsIn(each)) === true;

/**
 * Makes the test of whether a setting's value is public: every definition that the name may mean has a literal
 * fallback. A single one without makes the value unknown.
 */
export function standsInFor(settings: readonly SettingFact[]): World['standsIn'] {
  return (name) => {
    const meant = settings.filter((each) => isSameSetting(each.name, name));
    return meant.length > 0 && meant.every(({ standIn }) => standIn);
  };
}
