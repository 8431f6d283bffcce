import { pathText, type Located, type LocatedMap } from './located-value.ts';
import type { ProblemLog } from './problem-log.ts';

/**
 * Logs custom providers whose `detect` is empty. Must run before broken parts are dropped: a `detect` that is empty
 * only afterwards has been reported already.
 */
export function findIdleProviders(root: LocatedMap, log: ProblemLog): void {
  const custom = entryOf(entryOf(root, 'providers'), 'custom');
  if (custom?.kind !== 'list') return;
  for (const [i, item] of custom.items.entries()) {
    const detect = entryOf(item, 'detect');
    if (detect?.kind !== 'map' || ![...detect.entries.values()].every(({ value }) => isEmpty(value))) continue;
    log.add(detect, 'warning', 'finds-nothing', { at: pathText(['providers', 'custom', i, 'detect'], root) });
  }
}

function entryOf(located: Located | undefined, key: string): Located | undefined {
  return located?.kind === 'map' ? located.entries.get(key)?.value : undefined;
}

function isEmpty(value: Located): boolean {
  if (value.kind === 'list') return value.items.length === 0;
  return value.kind === 'map' && value.entries.size === 0;
}
