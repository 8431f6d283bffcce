import type { PassedKey } from '../core/checks/check-input.ts';
import type { PassedFile, Repository, Tree } from '../core/repository-types.ts';
import type { FactsSource } from './facts-source.ts';

/** Bytes of passed files that are read for one change. */
const MAX_PASSED_BYTES = 10_000_000;

type Way = {
  repository: Repository;
  base: string;
  head: string;
  baseTree: Tree;
  headTree: Tree;
  /** Its problems are not told: what cannot be read here is no part of the change. */
  source: FactsSource;
  isIgnored: (path: string) => boolean;
};

/**
 * The keys of files that a commit of the change held on the way and its two ends do not. A key that was added and taken
 * out again before the review is as public as one that stayed.
 */
export async function readPassedKeys(way: Way): Promise<PassedKey[]> {
  const { repository, base, head, baseTree, headTree, source, isIgnored } = way;
  if (repository.passed === undefined) return [];
  const known = new Set([...baseTree.entries, ...headTree.entries].map((entry) => entry.id));
  const files = (await repository.passed(base, head, known)).filter(({ entry }) => !isIgnored(entry.path));
  const budget = { left: MAX_PASSED_BYTES };
  const keys: PassedKey[] = [];
  for (const [commit, passed] of Map.groupBy(onceEach(files), (file) => file.commit)) {
    const entries = passed.map(({ entry }) => entry);
    for (const { path, facts } of await source.read(commit, entries, { budget }))
      keys.push(...facts.keys.map((key) => ({ path, commit, key })));
  }
  return keys;
}

/** A blob that several commits hold is read in the newest. */
function onceEach(files: readonly PassedFile[]): PassedFile[] {
  return [...new Map(files.toReversed().map((file) => [`${file.entry.id} ${file.entry.path}`, file])).values()];
}
