import type { Engine } from './audit-commits.ts';
import { makeFactsReader } from './core/facts/read-facts.ts';
import type { FactsCache } from './cache/facts-cache.ts';
import { readRulebook } from './read-rulebook.ts';
import { loadSyntax } from './syntax/load-syntax.ts';

/** Loads rules and grammars: everything that audits share in one process. */
export async function makeEngine(cache: FactsCache, now: () => Date): Promise<Engine> {
  const [rulebook, parse] = await Promise.all([readRulebook(), loadSyntax()]);
  const reader = makeFactsReader(rulebook, parse);
  return {
    rulebook,
    makeReader: (wanted) => (wanted === rulebook ? reader : makeFactsReader(wanted, parse)),
    cache,
    today: () => now().toISOString().slice(0, 10),
  };
}
