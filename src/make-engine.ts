import type { Engine } from './audit/engine.ts';
import { makeFactsReader, type FactsReader } from './core/facts/read-facts.ts';
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
  let reader: FactsReader | null = null;
  return {
    rulebook,
    makeReader: (wanted, parts) =>
      wanted === rulebook && parts === undefined ? (reader ??= makeReader(wanted)) : makeReader(wanted, parts),
    cache,
    today: () => now().toISOString().slice(0, 10),
  };
}
