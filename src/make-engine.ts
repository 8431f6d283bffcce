import type { Engine } from './audit/engine.ts';
import { makeFactsReader, type FactsReader, type Wanted } from './core/facts/read-facts.ts';
import type { FactsCache } from './cache/facts-cache.ts';
import { readRulebook } from './read-rulebook.ts';
import { loadSyntax } from './syntax/load-syntax.ts';

/** Loads what audits share in one process: the rules. Grammars are loaded when files need them. */
export async function makeEngine(cache: FactsCache, now: () => Date): Promise<Engine> {
  const [rulebook, parse] = await Promise.all([readRulebook(), loadSyntax([])]);
  const makeReader: Engine['makeReader'] = (wanted, parts) => ({
    ...makeFactsReader(wanted, parse, parts),
    prepare: parse.prepare,
  });
  // Compiled once for all repositories that add no providers of their own.
  const shared = new Map<Wanted, FactsReader>();
  const sharedReader = (wanted: Wanted): FactsReader => {
    const reader = shared.get(wanted) ?? makeReader(rulebook, wanted);
    shared.set(wanted, reader);
    return reader;
  };
  return {
    rulebook,
    makeReader: (wanted, parts = 'all') => (wanted === rulebook ? sharedReader(parts) : makeReader(wanted, parts)),
    cache,
    today: () => now().toISOString().slice(0, 10),
  };
}
