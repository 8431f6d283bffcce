import { compareTrees, type ChangedPath } from '../core/inventory/compare-trees.ts';
import type { FileFacts } from '../core/inventory/file-facts.ts';
import { keySearchOf } from '../core/facts/add-keys.ts';
import type { FactsScope } from '../core/facts/read-facts.ts';
import type { Repository, Tree, TreeEntry } from '../core/repository-types.ts';
import type { Engine } from './engine.ts';
import { makeFactsSource, MAX_CHANGED_BYTES, type FactsSource } from './facts-source.ts';
import { makePause } from './make-pause.ts';
import { readConfigs, type Configs } from './read-configs.ts';

export type CommitPair = {
  repository: Repository;
  /** `owner/name` where it is known: salts the fingerprints. */
  name: string;
  /** What to compare with; null where nothing is: then all that the head holds is judged, by the head's own configuration. */
  base: string | null;
  head: string;
  /** True where reading bytes is cheap and facts are not kept: untouched sources are searched for names before they are read. */
  searchFirst?: boolean;
  /** Told the step at hand, again after each file, and of steps that read files how many of how many are done. */
  onProgress?: (step: string, done?: number, all?: number) => void;
};

/** One side of a change: a commit, where its files come from, and the facts of those that differ. */
export type Side = {
  commit: string;
  tree: Tree;
  source: FactsSource;
  /** Bytes of this side that may still be read. */
  budget: { left: number };
  files: FileFacts[];
};

/** A change as it was read. Whatever else an audit has to know is asked of it. */
export type ReadChange = {
  repository: Repository;
  name: string;
  /** The base's configuration, which judges, with what it adds to the rulebook. */
  configs: Configs;
  /** False where nothing is compared with: the base holds no file, and nothing that stands in the head is new. */
  hasBase: boolean;
  base: Side;
  head: Side;
  /** Paths that differ, and entries that are equal on both sides; without those that the configuration ignores. */
  changed: ChangedPath[];
  unchanged: TreeEntry[];
  /** How many of those that differ it ignores. */
  ignoredFiles: number;
  searchFirst: boolean;
  /** Where files that are equal on both sides come from. Nothing in them is new, so their keys are not looked for. */
  untouched: FactsSource;
  /** Where files come from that only a route of another file leads to. */
  routed: FactsSource;
  /** A source of facts with problems and counts of its own. */
  makeSource: (scope?: FactsScope) => FactsSource;
  /** Tells the step at hand. */
  say: (step: string) => void;
};

/** Reads trees, configuration, and the facts of what differs. What cannot be read is among the problems of the sides' sources. */
export async function readChange(engine: Engine, pair: CommitPair): Promise<ReadChange> {
  const { repository, name, searchFirst = false } = pair;
  const { say, pause } = makeSteps(pair.onProgress);
  say('reading the trees');
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
    // Who has a whole repository judged has chosen it.
    const [source, budget] = [
      makeSource(hasBase ? 'all' : 'standing'),
      { left: hasBase ? MAX_CHANGED_BYTES : Infinity },
    ];
    return { commit, tree, source, budget, files: await source.read(commit, entries, { budget }) };
  };
  const [before, after] = [entriesOf(changed, 'before'), entriesOf(changed, 'after')];
  say(`reading ${changed.length} ${hasBase ? 'changed ' : ''}files`, before.length + after.length);
  const base = await readSide(pair.base ?? '', baseTree, before);
  const head = await readSide(pair.head, headTree, after);
  const untouched = makeSource('handlers');
  const routed = makeSource('routed');
  const read = { repository, name, configs, hasBase, base, head, changed, unchanged, ignoredFiles };
  return { ...read, searchFirst, untouched, routed, makeSource, say };
}

const NO_TREE: Tree = { entries: [], complete: true, detail: null };

/** Tells the step at hand, again after every file: whoever listens may stop the work by throwing. */
function makeSteps(onProgress: CommitPair['onProgress'] = () => {}): {
  say: (step: string, files?: number) => void;
  pause: () => Promise<void>;
} {
  const breathe = makePause();
  let current = { step: '', done: 0, all: 0 };
  const tell = (): void =>
    current.all === 0
      ? onProgress(current.step)
      : onProgress(current.step, Math.min(current.done, current.all), current.all);
  return {
    say(step, files = 0) {
      current = { step, done: 0, all: files };
      tell();
    },
    async pause() {
      await breathe();
      current.done += 1;
      tell();
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
