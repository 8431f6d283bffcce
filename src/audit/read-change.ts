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
  /** `owner/name` where it is known: salts the fingerprints. */
  name: string;
  /** Null to audit all that the head holds, by the head's own configuration. */
  base: string | null;
  head: string;
  /** Set where bytes are cheap and facts are not cached: untouched sources are searched for names before they are read. */
  searchFirst?: boolean;
  /**
   * Called when a step begins and again after each file, with how many of how many files are read where the step counts them.
   * May throw to stop the audit.
   */
  onProgress?: (step: string, done?: number, all?: number) => void;
};

/** One side of a change: a commit, where its files come from, and the facts of those that differ. */
export type Side = {
  commit: string;
  tree: Tree;
  source: FactsSource;
  /** Bytes of this side that may still be read. */
  budget: ByteBudget;
  files: FileFacts[];
};

/** A change as it was read, with the means to read what else an audit needs. */
export type ReadChange = {
  repository: Repository;
  name: string;
  /** The base's configuration, which judges, with what it adds to the rulebook. */
  configs: Configs;
  /** False where a head is audited by itself: then the base holds no file, and no provider is new. */
  hasBase: boolean;
  base: Side;
  head: Side;
  /** Paths that differ, and entries that are equal on both sides; without those that the configuration ignores. */
  changed: ChangedPath[];
  unchanged: TreeEntry[];
  /** How many differing paths the configuration ignores. */
  ignoredFiles: number;
  searchFirst: boolean;
  /** Reads files that are equal on both sides. Nothing in them is new, so they are not searched for keys. */
  untouched: FactsSource;
  /** Reads files that a route of another file leads to, for webhooks. */
  routed: FactsSource;
  /** A new source, with problems and counts of its own. */
  makeSource: (scope?: FactsScope) => FactsSource;
  onStep: (step: string) => void;
};

/**
 * Reads trees, configuration, and the facts of what differs. What cannot be read is among the problems of the sides' sources.
 *
 * @throws GitHubError, GitError when the repository or a commit cannot be read at all
 */
export async function readChange(engine: Engine, pair: CommitPair): Promise<ReadChange> {
  const { repository, name, searchFirst = false } = pair;
  const { onStep, pause } = makeSteps(pair.onProgress);
  onStep('reading the trees');
  const hasBase = pair.base !== null;
  const listed = Promise.all([pair.base === null ? NO_TREE : repository.tree(pair.base), repository.tree(pair.head)]);
  // Compiled while git or GitHub lists them, instead of afterwards.
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
    // No bound where somebody chose to have a whole repository audited.
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

/** Reports the current step when it begins, and again after every file: whoever listens may stop the work by throwing. */
function makeSteps(onProgress: CommitPair['onProgress'] = () => {}): {
  /** `files`: how many the step reads, where it counts them. */
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
