import { findNearestName } from '../core/config/find-nearest-name.ts';
import type { Rule } from '../core/rulebook/rule-schema.ts';

const MOST = 5;

/**
 * The ids of providers that an unknown name may mean, at most `MOST`: the one with almost the same spelling, or else
 * those that share the most words with the name. Of equally many words, the earlier ones of the name count more, since
 * names begin with the vendor's.
 */
export function suggestProviders(name: string, rules: readonly Rule[]): string[] {
  const idsByName = new Map(rules.flatMap((rule) => namesOf(rule).map((own) => [own.toLowerCase(), rule.id])));
  const near = idsByName.get(findNearestName(name, idsByName.keys()));
  if (near !== undefined) return [near];
  const wanted = wordsOf(name);
  const ranked = rules.map((rule) => {
    const own = new Set(namesOf(rule).flatMap(wordsOf));
    const shared = wanted.filter((word) => own.has(word));
    const [first] = shared;
    const rank = first === undefined ? 0 : shared.length * wanted.length - wanted.indexOf(first);
    return { id: rule.id, rank, size: own.size };
  });
  const best = Math.max(1, ...ranked.map(({ rank }) => rank));
  return ranked
    .filter(({ rank }) => rank === best)
    .toSorted((a, b) => a.size - b.size)
    .slice(0, MOST)
    .map(({ id }) => id);
}

function namesOf({ id, name, aliases }: Rule): string[] {
  return [id, name, ...aliases];
}

function wordsOf(name: string): string[] {
  return [...new Set(name.toLowerCase().match(/[\p{L}\p{N}]+/gu))];
}
