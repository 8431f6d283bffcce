import type { Engine } from './audit-commits.ts';
import { makeFactsReader, type FactsReader } from './core/facts/read-facts.ts';
import type { Rulebook } from './core/rulebook/rulebook.ts';
import type { FactsCache } from './cache/facts-cache.ts';
import { readRulebook } from './read-rulebook.ts';
import { loadSyntax } from './syntax/load-syntax.ts';

/** Loads rules and grammars: everything that audits share in one process. */
export async function makeEngine(cache: FactsCache, now: () => Date): Promise<Engine> {
  const [rulebook, parse] = await Promise.all([readRulebook(), loadSyntax()]);
  const makeReader = (wanted: Rulebook): FactsReader => ({ ...makeFactsReader(wanted, parse), prepare: parse.prepare });
  const reader = makeReader(rulebook);
  return {
    rulebook,
    makeReader: (wanted) => (wanted === rulebook ? reader : makeReader(wanted)),
    cache,
    today: () => now().toISOString().slice(0, 10),
  };
}
