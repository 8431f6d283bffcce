import { comparePlaces, compareText } from '../compare-text.ts';
import { isEnvExample } from '../facts/manifests/env-file-path.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { pathRole } from '../facts/path-role.ts';
import type { EnvName } from '../inventory-types.ts';
import type { Place } from '../place-types.ts';
import type { EnvSignal } from '../types.ts';
import { envClass } from './env-class.ts';
import type { FileFacts } from './file-facts.ts';
import { matchSignal } from './match-signal.ts';

/** All environment names in the given files, with where they are declared and read, sorted by name. */
export function gatherEnv(files: Iterable<FileFacts>, rulebook: Rulebook): EnvName[] {
  const byName = new Map<string, { signal: EnvSignal; declaredIn: Place[]; readIn: Place[]; required: boolean }>();
  for (const { path, facts } of files) {
    if (pathRole(path) !== 'product' && !isEnvExample(path)) continue;
    for (const signal of facts.signals) {
      if (signal.kind !== 'env') continue;
      const entry = byName.get(signal.name) ?? { signal, declaredIn: [], readIn: [], required: false };
      byName.set(signal.name, entry);
      const places = signal.access === 'read' ? entry.readIn : entry.declaredIn;
      if (signal.access === 'read' && !signal.optional) entry.required = true;
      places.push({ path, line: signal.line, column: signal.column });
    }
  }
  const names = [...byName].toSorted(([a], [b]) => compareText(a, b));
  return names.map(([name, { signal, declaredIn, readIn, required }]) => {
    const provider = matchSignal(rulebook, signal)[0]?.provider ?? null;
    return {
      name,
      provider,
      class: envClass(name, provider, rulebook),
      declaredIn: declaredIn.toSorted(comparePlaces),
      readIn: readIn.toSorted(comparePlaces),
      ...(readIn.length > 0 && !required ? { optional: true } : {}),
    };
  });
}
