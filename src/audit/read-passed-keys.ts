import type { PassedKey } from '../core/checks/check-input.ts';
import type { PassedFile } from '../core/repository-types.ts';
import type { ReadChange } from './read-change.ts';

/** Bytes of passed files that are read for one change. */
const MAX_PASSED_BYTES = 10_000_000;

/**
 * The keys of files that a commit of the change held on the way and its two ends do not. A key that was added and taken
 * out again before the review is as public as one that stayed.
 */
export async function readPassedKeys(change: ReadChange): Promise<PassedKey[]> {
  const { repository, configs, hasBase, base, head } = change;
  if (!hasBase || repository.passed === undefined || configs.config.checks['leaked-key'] === 'off') return [];
  const known = new Set([...base.tree.entries, ...head.tree.entries].map((entry) => entry.id));
  const passed = await repository.passed(base.commit, head.commit, known);
  const files = onceEach(passed.filter(({ entry }) => !configs.isIgnored(entry.path)));
  // Its problems are not told: what cannot be read here is no part of the change.
  const source = change.makeSource();
  const budget = { left: MAX_PASSED_BYTES };
  const keys: PassedKey[] = [];
  for (const [commit, held] of Map.groupBy(files, (file) => file.commit)) {
    const entries = held.map(({ entry }) => entry);
    for (const { path, facts } of await source.read(commit, entries, { budget }))
      keys.push(...facts.keys.map((key) => ({ path, commit, key })));
  }
  return keys;
}

/** A blob that several commits hold is read in the newest. */
function onceEach(files: readonly PassedFile[]): PassedFile[] {
  return [...new Map(files.toReversed().map((file) => [`${file.entry.id} ${file.entry.path}`, file])).values()];
}
