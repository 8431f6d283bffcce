import type { Engine } from './audit/engine.ts';
import { makeFactsReader, type FactsReader, type FactsScope } from './core/facts/read-facts.ts';
import type { FactsCache } from './cache/facts-cache.ts';
import type { Rulebook } from './core/rulebook/rulebook.ts';
import { readRulebook } from './read-rulebook.ts';
import { loadSyntax } from './syntax/load-syntax.ts';

/**
 * Loads what the audits of a process share: the rules, and the parser, which loads grammars when files need them.
 *
 * @param cache keeps facts between audits.
 * @param now gives the day of an audit.
 * @throws RuleError if a rule breaks the schema
 */
export async function makeEngine(cache: FactsCache, now: () => Date): Promise<Engine> {
  const [rulebook, parse] = await Promise.all([readRulebook(), loadSyntax([])]);
  const compile = (rules: Rulebook, scope: FactsScope): FactsReader => ({
    ...makeFactsReader(rules, parse, scope),
    prepare: parse.prepare,
  });
  // Compiling takes a while, so one reader per scope serves all repositories that do not extend the rules.
  const shared = new Map<FactsScope, FactsReader>();
  const shareReader = (scope: FactsScope): FactsReader => {
    const reader = shared.get(scope) ?? compile(rulebook, scope);
    shared.set(scope, reader);
    return reader;
  };
  return {
    rulebook,
    makeReader: (rules, scope = 'all') => (rules === rulebook ? shareReader(scope) : compile(rules, scope)),
    cache,
    today: () => now().toISOString().slice(0, 10),
  };
}
