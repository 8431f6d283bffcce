import type { FactsCache } from '../cache/facts-cache.ts';
import type { FactsReader, FactsScope } from '../core/facts/read-facts.ts';
import type { Rulebook } from '../core/rulebook/rulebook.ts';

/** What all audits of a process share. */
export type Engine = {
  rulebook: Rulebook;
  /**
   * Makes the reader for a rulebook and scope (default `all`). Only a rulebook that a repository extends is compiled
   * anew.
   */
  makeReader: (rulebook: Rulebook, scope?: FactsScope) => FactsReader;
  cache: FactsCache;
  /** Today's date, `YYYY-MM-DD`. */
  today: () => string;
};
