import type { Facts } from '../../types.ts';
import type { Verdict } from '../../webhook-types.ts';
import type { ResolveModule } from '../modules/resolve-module.ts';
import { LOWERED_SOURCE } from '../modules/source-files.ts';

/** The facts of a repository's files, and where its imports lead. */
export type World = {
  factsOf: (path: string) => Facts | undefined;
  resolve: ResolveModule;
  /** Whether a file was read for everything that it defines, although nothing in it mentions webhooks. */
  isWhole: (path: string) => boolean;
  /**
   * The facts of a file from which a handler gets what its call is about; they tell what the file fetches from a
   * provider.
   */
  askedOf: (path: string) => Facts | undefined;
  /** Whether a setting, by `settingName`, has a literal fallback wherever the repository defines it. */
  standsIn: (setting: string) => boolean;
};

/** The result of following imports; `verifiedIn` is set only if verified. */
export type Settled = {
  verdict: Verdict;
  verifiedIn: { path: string; line: number } | null;
  /**
   * On the way, a function is called that cannot be read: it is named for verifying and its refusal would count, or it
   * parses the event in a provider's package.
   */
  asksVerifier?: true;
};

/** Limit of files followed from a handler. */
export const MAX_HOPS = 3;

/** Languages whose files list everything that they define; what is missing there is inherited or made elsewhere. */
export const LISTS_ALL = LOWERED_SOURCE;

/** Whether a file has a handler that counts without a route of another file. */
export const hasHandlers = (world: World, path: string): boolean =>
  world.factsOf(path)?.webhooks.some(({ unrouted }) => !unrouted) ?? false;
