import type { Facts } from '../../types.ts';
import type { Verdict } from '../../webhook-types.ts';
import type { ResolveModule } from '../modules/resolve-module.ts';
import { LOWERED_SOURCE } from '../modules/source-files.ts';

/** The facts of a repository's files, and where its imports lead. */
export type World = {
  factsOf: (path: string) => Facts | undefined;
  resolve: ResolveModule;
  /** Whether a file was read for all that it defines, though nothing in it speaks of webhooks. */
  isWhole: (path: string) => boolean;
  /** The facts of a file that a handler asks for what its call is about, which tell what the file gets from a provider. */
  askedOf: (path: string) => Facts | undefined;
  /** Whether a literal stands in for a setting, by `settingName`, wherever the repository defines it. */
  standsIn: (setting: string) => boolean;
};

/** What following the imports came to. `verifiedIn` only beside `verified`. */
export type Settled = {
  verdict: Verdict;
  verifiedIn: { path: string; line: number } | null;
  /** What is named for verifying, and would, or parses the event as a provider's package, is asked on the way, though nobody here can read it. */
  asksVerifier?: true;
};

/** Files that may be followed from a handler. */
export const MAX_HOPS = 3;

/** Files of these languages list all that they define: what is missing there is inherited or made elsewhere. */
export const LISTS_ALL = LOWERED_SOURCE;

/** Whether a file has a handler that counts by itself. */
export const hasHandlers = (world: World, path: string): boolean =>
  world.factsOf(path)?.webhooks.some(({ unrouted }) => !unrouted) ?? false;
