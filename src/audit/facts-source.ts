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
 * Bytes that are read of each side of a change, 150 MB in all: at some tens of megabytes a second a hostile pull request
 * keeps a server busy for seconds, not minutes. Files whose facts are cached cost nothing. Those beyond the bound become
 * `too-large` problems, largest first, so that nothing can be hidden behind a large file.
 */
export const MAX_CHANGED_BYTES = 75_000_000;

/** A search goes through the whole commit: below this number of files it is cheaper to read them. */
const SEARCHED_FROM = 1000;

/** What was read for one audit, for its statistics. */
export type ReadCount = { blobs: number; bytes: number };

/** Bytes that may still be read, shared by several reads. */
export type ByteBudget = { left: number };

export type ReadOptions = {
  /** Files whose bytes it rejects are left out, without computing their facts. */
  mentions?: (bytes: Uint8Array, path: string) => boolean;
  /** Every file that `mentions` accepts holds one of these texts, in any case: a store that can search skips the others. */
  texts?: readonly string[];
  /** Default: no bound. */
  budget?: ByteBudget;
};

export type FactsSource = {
  /**
   * Facts of entries of a commit, in path order. What cannot be read is missing, and among `problems`.
   *
   * @throws GitHubError, GitError when the store cannot be reached at all
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

/** The entries that hold one of the texts, where the store searches faster than it gives their bytes; else all of them. */
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

/** What the budget affords, small files first. A file whose size is not listed costs nothing, as nobody knows it yet. */
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

/** A file that is too large for any reader costs nothing, as the store refuses it unread. */
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

/** Tests, examples and bundles are only searched for keys, for which a text need not be well-formed. */
function isRelevant(path: string, code: Problem['code']): boolean {
  return pathRole(path) === 'product' || (code !== 'malformed' && code !== 'too-deep' && code !== 'not-text');
}

/** The path is part of the key: it chooses the reader, and it is the route of a file-system route. */
function cacheKey(reader: FactsReader, entry: TreeEntry): string {
  return `${reader.version} ${entry.id} ${entry.path}`;
}
