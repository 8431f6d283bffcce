import type { BlobContent, TreeEntry } from '../core/repository-types.ts';
import { isBlobOf } from './blob-id.ts';
import type { GitHubClient, Log } from './github-client.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { readArchive } from './read-archive.ts';
import { readSingleBlob } from './read-single-blob.ts';
import type { RetryPolicy } from './retry-request.ts';

export type BlobLimits = {
  /** A larger file is not read. */
  blobBytes: number;
  /** Minimum number of distinct blobs for which the commit's archive is read first. */
  archiveFrom: number;
  /** Limit on the unpacked bytes of an archive. */
  archiveBytes: number;
  /** Limit on blobs that are requested individually, after the archive. */
  singleBlobs: number;
  concurrency: number;
};

export type BlobsPlace = { owner: string; repo: string; retry?: RetryPolicy; log?: Log };

/** The entries by blob id, so that equal files are read once. */
type Wanted = Map<string, TreeEntry[]>;

/**
 * Reads files of a commit, each exactly once and in any order: from the archive if there are many, the others
 * individually. An unreadable file is yielded without bytes and with a reason.
 *
 * @throws GitHubError if GitHub cannot be reached, refuses, or limits the rate
 */
export async function* readBlobs(
  client: GitHubClient,
  place: BlobsPlace,
  commit: string,
  entries: readonly TreeEntry[],
  limits: BlobLimits,
): AsyncGenerator<BlobContent> {
  const wanted: Wanted = new Map();
  for (const entry of entries) {
    if (entry.kind !== 'file') yield refuse(entry, 'missing', `a ${entry.kind} has no content of its own`);
    else if (entry.size !== null && entry.size > limits.blobBytes) yield refuse(entry, 'too-large', null);
    else collect(wanted, entry);
  }
  // Twice if the archive breaks off, because the remaining files may still be too many to read individually.
  for (let pass = 1, isBroken = true; pass <= 2 && isBroken && wanted.size >= limits.archiveFrom; pass += 1) {
    isBroken = false;
    const log: Log = (event, facts) => {
      isBroken ||= event === 'archive-broken';
      place.log?.(event, facts);
    };
    yield* takeFromArchive(client, { ...place, log }, commit, wanted, limits);
  }
  yield* takeSingly(client, place, wanted, limits);
}

function collect(wanted: Wanted, entry: TreeEntry): void {
  const same = wanted.get(entry.id);
  if (same === undefined) wanted.set(entry.id, [entry]);
  else same.push(entry);
}

/** Yields the wanted files in the archive, and removes them from `wanted`. */
async function* takeFromArchive(
  client: GitHubClient,
  place: BlobsPlace,
  commit: string,
  wanted: Wanted,
  limits: BlobLimits,
): AsyncGenerator<BlobContent> {
  const ids = new Map([...wanted].flatMap(([id, entries]) => entries.map(({ path }) => [path, id] as const)));
  const files = readArchive(client, {
    ...place,
    commit,
    isWanted: (path) => wanted.has(ids.get(path) ?? ''),
    maxFileBytes: limits.blobBytes,
    maxArchiveBytes: limits.archiveBytes,
  });
  for await (const { path, bytes } of files) {
    const id = ids.get(path) ?? '';
    const entries = wanted.get(id);
    if (entries === undefined || !isBlobOf(id, bytes)) continue;
    wanted.delete(id);
    for (const entry of entries) yield { entry, bytes, reason: null };
    if (wanted.size === 0) return;
  }
}

async function* takeSingly(
  client: GitHubClient,
  place: BlobsPlace,
  wanted: Wanted,
  limits: BlobLimits,
): AsyncGenerator<BlobContent> {
  const all = [...wanted];
  const read = mapConcurrently(all.slice(0, limits.singleBlobs), limits.concurrency, async ([id, entries]) => ({
    entries,
    content: await readSingleBlob(client, place, id, limits.blobBytes),
  }));
  for await (const { entries, content } of read) {
    for (const entry of entries) yield { entry, ...content };
  }
  for (const [, entries] of all.slice(limits.singleBlobs)) {
    for (const entry of entries)
      yield refuse(entry, 'missing', `more than ${limits.singleBlobs} files to read one by one`);
  }
}

function refuse(entry: TreeEntry, reason: 'missing' | 'too-large', detail: string | null): BlobContent {
  return { entry, bytes: null, reason, detail };
}
