import type { Match, Rulebook } from '../rulebook/rulebook.ts';
import type { Signal } from '../types.ts';
import { foldName } from '../fold-name.ts';
import { TEST_WORDS } from './infer/inferred-words.ts';

/** Words of the application's own that may precede the documented name of a variable. */
const MOST_WORDS = 3;

/**
 * The rules that a signal matches. A variable may have the application's name before the name that the provider
 * documents: `POLAR_STRIPE_SECRET_KEY`. This only counts if a rule lists the rest literally, and the rest names the
 * provider.
 */
export function matchSignal(rulebook: Rulebook, signal: Signal): readonly Match[] {
  const found = rulebook.match(signal);
  if (found.length > 0 || signal.kind !== 'env') return found;
  let name = signal.name;
  for (let dropped = 0; dropped < MOST_WORDS; dropped += 1) {
    const end = name.indexOf('_');
    if (end <= 0 || TEST_WORDS.has(name.slice(0, end).toLowerCase())) return found;
    name = name.slice(end + 1);
    const fitting = rulebook
      .match({ ...signal, name })
      .filter(({ provider, detector }) => detector === name && isNamed(rulebook, provider, name));
    if (fitting.length > 0) return fitting;
  }
  return found;
}

/**
 * True if the first word of a variable starts a name of the provider or its parent, or is a word of its id: `STRIPE`,
 * `AWS`, `GEMINI`.
 */
function isNamed({ rules }: Rulebook, provider: string, name: string): boolean {
  const rule = rules.get(provider);
  const word = foldName(name.slice(0, name.indexOf('_')));
  if (rule === undefined || word.length < 3) return false;
  const names = [rule.id, rule.name, rule.parent ?? '', ...rule.aliases];
  return rule.id.split('-').includes(word) || names.some((n) => foldName(n).startsWith(word));
}
