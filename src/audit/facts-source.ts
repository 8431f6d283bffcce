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
 * keeps a server busy for seconds, not minutes. Facts that the cache holds cost nothing. What is beyond becomes a
 * `too-large` problem; small files go first, so that nothing can be hidden behind large ones.
 */
export const MAX_CHANGED_BYTES = 75_000_000;

/** A search goes over the whole commit: for fewer files it costs more than reading them. */
const SEARCHED_FROM = 1000;

/** What was read for one audit, for its statistics. */
export type ReadCount = { blobs: number; bytes: number };

export type ReadOptions = {
  /** A file whose bytes it refuses is silent, and its facts are not computed. */
  mentions?: (bytes: Uint8Array, path: string) => boolean;
  /** Texts of which each file that is wanted holds one, in any case: a store that can search need not give the others. */
  texts?: readonly string[];
  /** Bytes that may still be read, shared by several reads; none means no bound. */
  budget?: { left: number };
};

export type FactsSource = {
  /** Facts of the wanted entries of a commit, in path order. */
  read(commit: string, entries: readonly TreeEntry[], options?: ReadOptions): Promise<FileFacts[]>;
  problems: Problem[];
  count: ReadCount;
};

/**
 * Reads facts through the cache. Every blob that cannot be had becomes a problem; nothing is dropped silently.
 *
 * @param pause called after each file: lets the process do something else when it is time to.
 */
export function makeFactsSource(
  repository: Repository,
  reader: FactsReader,
  cache: FactsCache,
  pause: () => Promise<void> = async () => {},
): FactsSource {
  const problems: Problem[] = [];
  const count: ReadCount = { blobs: 0, bytes: 0 };
  const keep = (path: string, facts: Facts, files: FileFacts[]): void => {
    files.push({ path, facts });
    for (const problem of facts.problems) if (isRelevant(path, problem.code)) problems.push({ path, ...problem });
  };
  const read: FactsSource['read'] = async (commit, entries, { mentions, texts, budget } = {}) => {
    const files: FileFacts[] = [];
    const missing: TreeEntry[] = [];
    for (const entry of entries) {
      if (!isReadable(entry.path)) continue;
      const known = cache.get(cacheKey(reader, entry));
      if (known === undefined) missing.push(entry);
      else keep(entry.path, known, files);
    }
    const { wanted, refused } = spend(missing, budget);
    problems.push(...refused.map(overBudget));
    const holding =
      texts !== undefined && wanted.length >= SEARCHED_FROM ? await repository.search?.(commit, wanted, texts) : null;
    const asked = holding ? wanted.filter(({ path }) => holding.has(path)) : wanted;
    for await (const content of repository.blobs(commit, asked)) {
      const { entry, bytes } = content;
      if (bytes === null) {
        problems.push(unreadable(content));
        continue;
      }
      count.blobs += 1;
      count.bytes += bytes.length;
      if (mentions !== undefined && !mentions(bytes, entry.path)) continue;
      // For each file: the one before may have broken what reads it.
      await reader.prepare?.([entry.path]);
      const facts = reader.read(entry.path, bytes);
      cache.set(cacheKey(reader, entry), facts);
      keep(entry.path, facts, files);
      await pause();
    }
    return files.toSorted((a, b) => compareText(a.path, b.path));
  };
  return { read, problems, count };
}

/** What a budget pays for, small files first. Where a listing tells no sizes, nothing is known before it is read. */
function spend(
  entries: readonly TreeEntry[],
  budget: ReadOptions['budget'],
): { wanted: readonly TreeEntry[]; refused: TreeEntry[] } {
  if (budget === undefined) return { wanted: entries, refused: [] };
  const wanted: TreeEntry[] = [];
  const refused: TreeEntry[] = [];
  for (const entry of entries.toSorted((a, b) => costOf(a) - costOf(b))) {
    const size = costOf(entry);
    if (size > budget.left) refused.push(entry);
    else {
      wanted.push(entry);
      budget.left -= size;
    }
  }
  return { wanted, refused };
}

/** What is too large for any reader is refused where it lies, and costs nothing. */
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

/** Tests, examples and bundles are searched for keys alone, which needs no well-formed text. */
function isRelevant(path: string, code: Problem['code']): boolean {
  return pathRole(path) === 'product' || (code !== 'malformed' && code !== 'too-deep' && code !== 'not-text');
}

/** The path is part of the key: it chooses the reader, and it is the route of a file-system route. */
function cacheKey(reader: FactsReader, entry: TreeEntry): string {
  return `${reader.version} ${entry.id} ${entry.path}`;
}
