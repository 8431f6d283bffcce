import { compareTrees, type ChangedPath } from '../core/inventory/compare-trees.ts';
import type { FileFacts } from '../core/inventory/file-facts.ts';
import { keySearchOf } from '../core/facts/add-keys.ts';
import type { FactsScope } from '../core/facts/read-facts.ts';
import type { Repository, Tree, TreeEntry } from '../core/repository-types.ts';
import type { Engine } from './engine.ts';
import { makeFactsSource, MAX_CHANGED_BYTES, type ByteBudget, type FactsSource } from './facts-source.ts';
import { makePause } from './make-pause.ts';
import { readConfigs, type Configs } from './read-configs.ts';

export type CommitPair = {
  repository: Repository;
  /** `owner/name` if known; salts the fingerprints. */
  name: string;
  /** Null to audit everything in the head, with the head's own configuration. */
  base: string | null;
  head: string;
  /**
   * Set if reading is cheap and facts are not cached: untouched sources are searched for names before they are parsed.
   */
  searchFirst?: boolean;
  /**
   * Called when a step starts and again after each file, with the number of files read so far and in total if the step
   * counts them. May throw to stop the audit.
   */
  onProgress?: (step: string, done?: number, all?: number) => void;
};

/** One side of a change: the commit, the source of its files, and the facts of those that differ. */
export type Side = {
  commit: string;
  tree: Tree;
  source: FactsSource;
  /** Bytes of this side that may still be read. */
  budget: ByteBudget;
  files: FileFacts[];
};

/** A change after reading, with the means to read whatever else the audit needs. */
export type ReadChange = {
  repository: Repository;
  name: string;
  /** The base's configuration, which the audit applies, including its additions to the rulebook. */
  configs: Configs;
  /** False if a head is audited on its own. The base then contains no files, and no provider counts as new. */
  hasBase: boolean;
  base: Side;
  head: Side;
  /** Paths that differ, and entries equal on both sides, without those that the configuration ignores. */
  changed: ChangedPath[];
  unchanged: TreeEntry[];
  /** The number of differing paths that the configuration ignores. */
  ignoredFiles: number;
  searchFirst: boolean;
  /** Reads files that are equal on both sides. Nothing in them is new, so they are not searched for keys. */
  untouched: FactsSource;
  /** Reads files that routes in other files lead to, for webhooks. */
  routed: FactsSource;
  /** A new source with its own problems and counts. */
  makeSource: (scope?: FactsScope) => FactsSource;
  onStep: (step: string) => void;
};

/**
 * Reads the trees, the configuration, and the facts of the differing files. Unreadable files are listed in the problems
 * of each side's source.
 *
 * @throws GitHubError, GitError if the repository or a commit cannot be read at all
 */
export async function readChange(engine: Engine, pair: CommitPair): Promise<ReadChange> {
  const { repository, name, searchFirst = false } = pair;
  const { onStep, pause } = makeSteps(pair.onProgress);
  onStep('reading the trees');
  const hasBase = pair.base !== null;
  const listed = Promise.all([pair.base === null ? NO_TREE : repository.tree(pair.base), repository.tree(pair.head)]);
  // Compiled while git or GitHub lists the trees.
  keySearchOf(engine.rulebook);
  const [baseTree, headTree] = await listed;
  const judgedBy = pair.base === null ? { base: pair.head, baseTree: headTree } : { base: pair.base, baseTree };
  const configs = await readConfigs(engine, repository, { ...judgedBy, head: pair.head, headTree });
  const trees = compareTrees(baseTree, headTree);
  const { changed, unchanged } = dropIgnored(trees, configs.isIgnored);
  const ignoredFiles = trees.changed.length - changed.length;
  const makeSource = (scope?: FactsScope): FactsSource =>
    makeFactsSource(repository, engine.makeReader(configs.rulebook, scope), engine.cache, pause);
  const readSide = async (commit: string, tree: Tree, entries: TreeEntry[]): Promise<Side> => {
    const source = makeSource(hasBase ? 'all' : 'standing');
    // Unlimited if the audit of a whole repository was requested.
    const budget = { left: hasBase ? MAX_CHANGED_BYTES : Infinity };
    return { commit, tree, source, budget, files: await source.read(commit, entries, { budget }) };
  };
  const [before, after] = [entriesOf(changed, 'before'), entriesOf(changed, 'after')];
  onStep(`reading ${changed.length} ${hasBase ? 'changed ' : ''}files`, before.length + after.length);
  const base = await readSide(pair.base ?? '', baseTree, before);
  const head = await readSide(pair.head, headTree, after);
  const read = { repository, name, configs, hasBase, base, head, changed, unchanged, ignoredFiles };
  return {
    ...read,
    searchFirst,
    untouched: makeSource('handlers'),
    routed: makeSource('routed'),
    makeSource,
    onStep,
  };
}

const NO_TREE: Tree = { entries: [], complete: true, detail: null };

/** Reports the current step when it starts and after each file. The listener may throw to stop the work. */
function makeSteps(onProgress: CommitPair['onProgress'] = () => {}): {
  /** `files`: the number of files that the step reads, if it counts them. */
  onStep: (step: string, files?: number) => void;
  pause: () => Promise<void>;
} {
  const yieldWhenDue = makePause();
  let current = { step: '', done: 0, all: 0 };
  const report = (): void => {
    const { step, done, all } = current;
    if (all === 0) onProgress(step);
    else onProgress(step, Math.min(done, all), all);
  };
  return {
    onStep(step, files = 0) {
      current = { step, done: 0, all: files };
      report();
    },
    async pause() {
      await yieldWhenDue();
      current.done += 1;
      report();
    },
  };
}

function dropIgnored(
  trees: Pick<ReadChange, 'changed' | 'unchanged'>,
  isIgnored: (path: string) => boolean,
): Pick<ReadChange, 'changed' | 'unchanged'> {
  return {
    changed: trees.changed.filter((c) => !isIgnored(c.path)),
    unchanged: trees.unchanged.filter((e) => !isIgnored(e.path)),
  };
}

function entriesOf(changed: readonly ChangedPath[], side: 'before' | 'after'): TreeEntry[] {
  return changed.map((c) => c[side]).filter((e) => e !== null);
}
