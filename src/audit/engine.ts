import type { FactsCache } from '../cache/facts-cache.ts';
import type { FactsReader, Wanted } from '../core/facts/read-facts.ts';
import type { Rulebook } from '../core/rulebook/rulebook.ts';

/** What every audit needs, made once per process. */
export type Engine = {
  rulebook: Rulebook;
  /** Makes the readers for a rulebook; called again only for a repository that adds providers of its own. */
  makeReader: (rulebook: Rulebook, wanted?: Wanted) => FactsReader;
  cache: FactsCache;
  /** Today's date, `YYYY-MM-DD`. */
  today: () => string;
};
