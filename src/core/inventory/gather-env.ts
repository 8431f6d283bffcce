import { isEnvExample } from '../facts/manifests/env-file-path.ts';
import { CLIENT_PREFIXES } from '../rulebook/compile-rulebook.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { pathRole } from '../facts/path-role.ts';
import type { EnvClass, EnvName, EnvSignal, Place } from '../types.ts';
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

/** What the rule says of the name; else what its last words say. */
export function envClass(name: string, provider: string | null, rulebook: Rulebook): EnvClass {
  const prefix = CLIENT_PREFIXES.find((p) => name.startsWith(p));
  const bare = prefix === undefined ? name : name.slice(prefix.length);
  const detectors = provider === null ? [] : (rulebook.rules.get(provider)?.detect.env ?? []);
  const said = detectors.find((d) => d.name === name || d.name === bare)?.class;
  if (said !== undefined) return said;
  if (prefix !== undefined) return /(?:KEY|TOKEN|DSN)$/.test(name) ? 'publishable' : 'config';
  if (/(?:PUBLISHABLE|PUBLIC|ANON)_?(?:API_?)?(?:KEY|TOKEN)?$/.test(name)) return 'publishable';
  return /(?:SECRET|TOKEN|PASSWORD|PASSWD|PASS|PWD|PRIVATE_KEY|API_?KEY|ACCESS_KEY|AUTH_KEY|CREDENTIALS?|_KEY|SIGNING_KEY|DATABASE_URL|DSN)$/.test(
    name,
  )
    ? 'secret'
    : 'config';
}

function sortPlaces(places: readonly Place[]): Place[] {
  return places.toSorted((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.column - b.column,
  );
}
