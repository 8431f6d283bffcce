import type { EarlierKey } from '../core/checks/check-input.ts';
import type { EarlierFile } from '../core/repository-types.ts';
import type { ReadChange } from './read-change.ts';

/** Bytes of earlier files that are read per change. */
const MAX_BYTES = 10_000_000;

/**
 * The keys in files of the change's earlier commits that are in neither its base nor its head. A key that was added and
 * removed again before the review is as public as one that stayed.
 *
 * Unreadable files among these are not reported: they are no problem of the change.
 */
export async function readEarlierKeys(change: ReadChange): Promise<EarlierKey[]> {
  const { repository, configs, hasBase, base, head } = change;
  if (!hasBase || repository.earlierFiles === undefined || configs.config.checks['leaked-key'] === 'off') return [];
  const known = new Set([...base.tree.entries, ...head.tree.entries].map((entry) => entry.id));
  const earlier = await repository.earlierFiles(base.commit, head.commit, known);
  const files = onceEach(earlier.filter(({ entry }) => !configs.isIgnored(entry.path)));
  const source = change.makeSource();
  const budget = { left: MAX_BYTES };
  const keys: EarlierKey[] = [];
  for (const [commit, held] of Map.groupBy(files, (file) => file.commit)) {
    const entries = held.map(({ entry }) => entry);
    for (const { path, facts } of await source.read(commit, entries, { budget }))
      keys.push(...facts.keys.map((key) => ({ path, commit, key })));
  }
  return keys;
}

/** Keeps each blob once, in the newest commit that contains it. */
function onceEach(files: readonly EarlierFile[]): EarlierFile[] {
  return [...new Map(files.toReversed().map((file) => [`${file.entry.id} ${file.entry.path}`, file])).values()];
}
