import type { Config } from './config-schema.ts';
import { locate, pathText, type LocatedMap, type ValuePath } from './located-value.ts';
import type { ProblemLog } from './problem-log.ts';

/** Logs a warning for each entry that contradicts another or has no effect; its message says what applies. */
export function findContradictions(root: LocatedMap, config: Config, log: ProblemLog): void {
  const warn = (
    path: ValuePath,
    code: 'alias-chain' | 'counted-elsewhere' | 'forbidden-too' | 'repeated-entry',
    args = {},
  ) => log.add(locate(root, path), 'warning', code, { at: pathText(path, root), ...args });
  const { approved, forbidden, aliases } = config.providers;
  const forbids = new Set(forbidden.map(({ id }) => id));

  const lists = { approved, forbidden };
  for (const [name, entries] of Object.entries(lists)) {
    for (const [i, { id }] of entries.entries()) {
      const path: ValuePath = ['providers', name, i];
      const to = aliases[id];
      if (entries.findIndex((entry) => entry.id === id) < i) warn(path, 'repeated-entry', { id });
      else if (to !== undefined) warn(path, 'counted-elsewhere', { id, to });
      else if (name === 'approved' && forbids.has(id)) warn(path, 'forbidden-too', { id });
    }
  }
  for (const [i, { id }] of config.keys.entries()) {
    if (config.keys.findIndex((key) => key.id === id) < i) warn(['keys', i], 'repeated-entry', { id });
  }
  for (const [id, to] of Object.entries(aliases)) {
    const next = aliases[to];
    if (next !== undefined) warn(['providers', 'aliases', id], 'alias-chain', { id, to, next });
  }
}
