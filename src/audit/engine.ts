import type { FactsCache } from '../cache/facts-cache.ts';
import type { FactsReader, FactsScope } from '../core/facts/read-facts.ts';
import type { Rulebook } from '../core/rulebook/rulebook.ts';

/** What every audit needs, made once per process. */
export type Engine = {
  rulebook: Rulebook;
  /** The reader for a rulebook and scope (default `all`); compiled anew only for a rulebook that a repository extends. */
  makeReader: (rulebook: Rulebook, scope?: FactsScope) => FactsReader;
  cache: FactsCache;
  /** Today's date, `YYYY-MM-DD`. */
  today: () => string;
};
