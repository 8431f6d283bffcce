import type { FactsCache } from './cache/facts-cache.ts';
import { isReadable, type FactsReader } from './core/facts/read-facts.ts';
import type { FileFacts } from './core/inventory/file-facts.ts';
import type { Facts, Problem, Repository, TreeEntry } from './core/types.ts';

/** What was read for one audit, for its statistics. */
export type ReadCount = { blobs: number; bytes: number };

export type FactsSource = {
  /**
   * Facts of the wanted entries of a commit, in path order.
   *
   * @param mentions when given, a file whose bytes it refuses is silent and its facts are not computed.
   */
  read(commit: string, entries: readonly TreeEntry[], mentions?: (bytes: Uint8Array) => boolean): Promise<FileFacts[]>;
  problems: Problem[];
  count: ReadCount;
};

/** Reads facts through the cache. Every blob that cannot be had becomes a problem; nothing is dropped silently. */
export function makeFactsSource(repository: Repository, reader: FactsReader, cache: FactsCache): FactsSource {
  const problems: Problem[] = [];
  const count: ReadCount = { blobs: 0, bytes: 0 };
  const keep = (path: string, facts: Facts, files: FileFacts[]): void => {
    files.push({ path, facts });
    for (const problem of facts.problems) problems.push({ path, ...problem });
  };
  const read: FactsSource['read'] = async (commit, entries, mentions) => {
    const files: FileFacts[] = [];
    const missing: TreeEntry[] = [];
    for (const entry of entries) {
      if (!isReadable(entry.path)) continue;
      const known = cache.get(cacheKey(reader, entry));
      if (known === undefined) missing.push(entry);
      else keep(entry.path, known, files);
    }
    for await (const { entry, bytes, reason } of repository.blobs(commit, missing)) {
      if (bytes === null) {
        problems.push({
          path: entry.path,
          line: null,
          code: reason ?? 'missing',
          detail: entry.size === null ? '' : `${entry.size} bytes`,
        });
        continue;
      }
      count.blobs += 1;
      count.bytes += bytes.length;
      if (mentions !== undefined && !mentions(bytes)) continue;
      const facts = reader.read(entry.path, bytes);
      cache.set(cacheKey(reader, entry), facts);
      keep(entry.path, facts, files);
    }
    return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  };
  return { read, problems, count };
}

/** The path is part of the key: it chooses the reader, and it is the route of a file-system route. */
function cacheKey(reader: FactsReader, entry: TreeEntry): string {
  return `${reader.version} ${entry.id} ${entry.path}`;
}
