import { isEnvExample } from '../facts/manifests/env-file-path.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { pathRole } from '../facts/path-role.ts';
import type { EnvName } from '../inventory-types.ts';
import type { Place } from '../place-types.ts';
import type { EnvSignal } from '../types.ts';
import { envClass } from './env-class.ts';
import type { FileFacts } from './file-facts.ts';
import { matchSignal } from './match-signal.ts';

/** All environment names of the given files with where they are declared and read, sorted by name. */
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
  const names = [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return names.map(([name, { signal, declaredIn, readIn, required }]) => {
    const provider = matchSignal(rulebook, signal)[0]?.provider ?? null;
    return {
      name,
      provider,
      class: envClass(name, provider, rulebook),
      declaredIn: sortPlaces(declaredIn),
      readIn: sortPlaces(readIn),
      ...(readIn.length > 0 && !required ? { optional: true } : {}),
    };
  });
}

function sortPlaces(places: readonly Place[]): Place[] {
  return places.toSorted((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.column - b.column,
  );
}
