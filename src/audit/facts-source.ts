import type { FactsCache } from '../cache/facts-cache.ts';
import { pathRole } from '../core/facts/path-role.ts';
import { isReadable, MAX_FILE_BYTES } from '../core/facts/file-worth.ts';
import type { FactsReader } from '../core/facts/read-facts.ts';
import type { FileFacts } from '../core/inventory/file-facts.ts';
import { compareText } from '../core/compare-text.ts';
import type { Problem } from '../core/place-types.ts';
import type { BlobContent, Repository, TreeEntry } from '../core/repository-types.ts';
import type { Facts } from '../core/types.ts';

/**
 * Bytes that are read per side of a change, 150 MB in total: at some tens of megabytes per second, a hostile pull
 * request occupies a server for seconds, not minutes. Files with cached facts cost nothing. Files beyond the limit
 * become `too-large` problems, the largest first, so that a large file cannot hide others.
 */
export const MAX_CHANGED_BYTES = 75_000_000;

/** A search covers the whole commit. With fewer files than this, reading them is cheaper. */
const SEARCHED_FROM = 1000;

/** Statistics of what was read for one audit. */
export type ReadCount = { blobs: number; bytes: number };

/** Bytes that may still be read, shared by several reads. */
export type ByteBudget = { left: number };

export type ReadOptions = {
  /** Files whose bytes it rejects are skipped, without computing their facts. */
  mentions?: (bytes: Uint8Array, path: string) => boolean;
  /**
   * Every file that `mentions` accepts contains one of these texts, in any case. A store that can search skips the
   * others.
   */
  texts?: readonly string[];
  /** Default: unlimited. */
  budget?: ByteBudget;
};

export type FactsSource = {
  /**
   * The facts of entries in a commit, in path order. Unreadable files are left out, and listed in `problems`.
   *
   * @throws GitHubError, GitError if the store cannot be reached at all
   */
  read(commit: string, entries: readonly TreeEntry[], options?: ReadOptions): Promise<FileFacts[]>;
  /** Of all reads so far. */
  problems: Problem[];
  /** Of all reads so far. */
  count: ReadCount;
};

/**
 * Reads the facts of a repository's files through the cache.
 *
 * @param pause called after each file, so that the process can do other work in between.
 */
export function makeFactsSource(
  repository: Repository,
  reader: FactsReader,
  cache: FactsCache,
  pause: () => Promise<void> = async () => {},
): FactsSource {
  const problems: Problem[] = [];
  const count: ReadCount = { blobs: 0, bytes: 0 };
  const accept = (path: string, facts: Facts): FileFacts => {
    for (const problem of facts.problems) if (isRelevant(path, problem.code)) problems.push({ path, ...problem });
    return { path, facts };
  };
  async function read(
    commit: string,
    entries: readonly TreeEntry[],
    { mentions, texts, budget }: ReadOptions = {},
  ): Promise<FileFacts[]> {
    const files: FileFacts[] = [];
    const uncached: TreeEntry[] = [];
    for (const entry of entries) {
      if (!isReadable(entry.path)) continue;
      const known = cache.get(cacheKey(reader, entry));
      if (known === undefined) uncached.push(entry);
      else files.push(accept(entry.path, known));
    }
    const { affordable, refused } = spend(uncached, budget);
    problems.push(...refused.map(overBudget));
    for await (const content of repository.blobs(commit, await narrow(repository, commit, affordable, texts))) {
      const { entry, bytes } = content;
      if (bytes === null) {
        problems.push(unreadable(content));
        continue;
      }
      count.blobs += 1;
      count.bytes += bytes.length;
      if (mentions !== undefined && !mentions(bytes, entry.path)) continue;
      // Before every file, as the previous one may have crashed the parser.
      await reader.prepare?.([entry.path]);
      const facts = reader.read(entry.path, bytes);
      cache.set(cacheKey(reader, entry), facts);
      files.push(accept(entry.path, facts));
      await pause();
    }
    return files.toSorted((a, b) => compareText(a.path, b.path));
  }
  return { read, problems, count };
}

/** The entries that contain one of the texts, if the store can search faster than it reads; otherwise all of them. */
async function narrow(
  repository: Repository,
  commit: string,
  entries: readonly TreeEntry[],
  texts: ReadOptions['texts'],
): Promise<readonly TreeEntry[]> {
  if (texts === undefined || entries.length < SEARCHED_FROM) return entries;
  const found = (await repository.search?.(commit, entries, texts)) ?? null;
  return found === null ? entries : entries.filter(({ path }) => found.has(path));
}

/** Selects the files within the budget, smallest first. A file of unknown size costs nothing. */
function spend(
  entries: readonly TreeEntry[],
  budget: ByteBudget | undefined,
): { affordable: readonly TreeEntry[]; refused: TreeEntry[] } {
  if (budget === undefined) return { affordable: entries, refused: [] };
  const affordable: TreeEntry[] = [];
  const refused: TreeEntry[] = [];
  for (const entry of entries.toSorted((a, b) => costOf(a) - costOf(b))) {
    const cost = costOf(entry);
    if (cost > budget.left) refused.push(entry);
    else {
      affordable.push(entry);
      budget.left -= cost;
    }
  }
  return { affordable, refused };
}

/** A file that is too large for any reader costs nothing, because the store rejects it unread. */
function costOf({ size }: TreeEntry): number {
  return size === null || size > MAX_FILE_BYTES ? 0 : size;
}

function overBudget({ path, size }: TreeEntry): Problem {
  const detail = `${size} bytes; the change is over the ${MAX_CHANGED_BYTES} bytes that are read of one side`;
  return { path, line: null, code: 'too-large', detail };
}

function unreadable({ entry, reason, detail }: BlobContent): Problem {
  const size = entry.size === null ? '' : `${entry.size} bytes`;
  return { path: entry.path, line: null, code: reason ?? 'missing', detail: detail ?? size };
}

/**
 * False for problems of syntax in tests, examples and bundles: these are only searched for keys, for which a text need
 * not be well-formed.
 */
function isRelevant(path: string, code: Problem['code']): boolean {
  return pathRole(path) === 'product' || (code !== 'malformed' && code !== 'too-deep' && code !== 'not-text');
}

/** The path is part of the key, because it selects the reader and is the route of a file-system route. */
function cacheKey(reader: FactsReader, entry: TreeEntry): string {
  return `${reader.version} ${entry.id} ${entry.path}`;
}
