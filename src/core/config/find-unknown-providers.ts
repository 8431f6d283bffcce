import { foldName } from '../fold-name.ts';
import type { Rule } from '../rulebook/rule-schema.ts';
import type { Config } from './config-schema.ts';
import { findNearestName } from './find-nearest-name.ts';
import { locate, pathText, type LocatedMap, type ValuePath } from './located-value.ts';
import type { ProblemLog } from './problem-log.ts';

/** The providers that rules describe: id -> name, aliases and detectors. */
export type KnownProviders = ReadonlyMap<string, { name: string; aliases: readonly string[]; detect?: Rule['detect'] }>;

/**
 * Logs provider ids that no rule, custom provider or alias defines, and suggests the provider of that name, or else the
 * nearest id; also logs custom ids that are taken. Only a warning, since inferred services have ids without rules.
 */
export function findUnknownProviders(root: LocatedMap, config: Config, known: KnownProviders, log: ProblemLog): void {
  const { approved, forbidden, custom, aliases } = config.providers;
  const all = new Set([...known.keys(), ...custom.map((c) => c.id), ...Object.keys(aliases)]);
  const look = (id: string, path: ValuePath) => {
    if (all.has(id)) return;
    const range = locate(root, path);
    log.add(range, 'warning', 'unknown-provider', {
      at: pathText(path, root),
      id,
      suggestion: findNamed(id, known) ?? findNearestName(id, all),
    });
  };
  for (const [i, { id }] of approved.entries()) look(id, idPath(root, ['providers', 'approved', i]));
  for (const [i, { id }] of forbidden.entries()) look(id, idPath(root, ['providers', 'forbidden', i]));
  for (const [from, to] of Object.entries(aliases)) look(to, ['providers', 'aliases', from]);
  for (const [i, { provider }] of config.ignore.entries()) {
    if (provider !== undefined) look(provider, ['ignore', i, 'provider']);
  }
  findRepeated(root, custom, new Set(known.keys()), log);
}

/** The id of the provider with this name or alias, as Postgres for `postgresql`. */
function findNamed(written: string, known: KnownProviders): string | undefined {
  const name = foldName(written);
  return [...known].find(([, rule]) => [rule.name, ...rule.aliases].some((each) => foldName(each) === name))?.[0];
}

/** An entry is either an id or a mapping with an `id`. */
function idPath(root: LocatedMap, path: ValuePath): ValuePath {
  return locate(root, path).kind === 'map' ? [...path, 'id'] : path;
}

function findRepeated(
  root: LocatedMap,
  custom: Config['providers']['custom'],
  known: ReadonlySet<string>,
  log: ProblemLog,
): void {
  const seen = new Set<string>();
  for (const [i, { id }] of custom.entries()) {
    const path: ValuePath = ['providers', 'custom', i, 'id'];
    const by = seen.has(id) ? 'entry' : known.has(id) ? 'rule' : null;
    if (by !== null) log.add(locate(root, path), 'warning', 'repeated-provider', { at: pathText(path, root), id, by });
    seen.add(id);
  }
}
