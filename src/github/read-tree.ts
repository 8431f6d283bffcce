import { compareText } from '../core/compare-text.ts';
import type { Tree, TreeEntry } from '../core/repository-types.ts';
import type { GitHubClient } from './github-client.ts';
import { GitHubError } from './github-errors.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { AS_STREAM, readJsonStream, requestGitHub } from './request-github.ts';
import type { RetryPolicy } from './retry-request.ts';

export type TreeLimits = {
  /** Limit on requests for a tree whose listing GitHub truncates. */
  treeRequests: number;
  treeEntries: number;
  concurrency: number;
};

type TreePlace = { owner: string; repo: string; retry?: RetryPolicy };
type Folder = { sha: string; prefix: string };
type Listing = { truncated: boolean; entries: TreeEntry[]; folders: Folder[] };

const ROUTE = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';
/** GitHub truncates a listing at 7 MB; anything much larger is not one. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/**
 * All entries of a commit. GitHub truncates a recursive listing at 100,000 entries or 7 MB. Then each folder is listed
 * separately, and where that is truncated too, its subfolders, until the limits are reached: then `complete` is false.
 *
 * @throws GitHubError
 * @see https://docs.github.com/en/rest/git/trees#get-a-tree
 */
export async function readTree(
  client: GitHubClient,
  place: TreePlace,
  commit: string,
  limits: TreeLimits,
): Promise<Tree> {
  const whole = await readListing(client, place, { sha: commit, prefix: '' }, true);
  if (!whole.truncated) return { entries: whole.entries, complete: true, detail: null };
  return walkFolders(client, place, commit, limits);
}

async function walkFolders(client: GitHubClient, place: TreePlace, commit: string, limits: TreeLimits): Promise<Tree> {
  const entries: TreeEntry[] = [];
  let detail: string | null = null;
  let requests = 1;
  let cut: Folder[] = [{ sha: commit, prefix: '' }];
  // Level by level: a folder whose recursive listing was truncated is listed alone, and its subfolders recursively
  // again.
  while (cut.length > 0 && detail === null) {
    const folders: Folder[] = [];
    for await (const listing of mapConcurrently(takeWithin(cut), limits.concurrency, (it) =>
      readListing(client, place, it, false),
    )) {
      for (const entry of listing.entries) entries.push(entry);
      for (const folder of listing.folders) folders.push(folder);
      if (listing.truncated) detail = 'one folder alone has more entries than GitHub lists';
    }
    cut = [];
    const listed = mapConcurrently(takeWithin(folders), limits.concurrency, async (folder) => ({
      folder,
      listing: await readListing(client, place, folder, true),
    }));
    for await (const { folder, listing } of listed) {
      if (listing.truncated) cut.push(folder);
      else for (const entry of listing.entries) entries.push(entry);
    }
  }
  entries.sort((a, b) => compareText(a.path, b.path));
  return { entries, complete: detail === null, detail };

  /** The folders within the limits; a generator, because the limits are reached while it is used. */
  function* takeWithin(folders: readonly Folder[]): Generator<Folder> {
    for (const folder of folders) {
      if (requests >= limits.treeRequests) detail = `more than ${limits.treeRequests} requests`;
      if (entries.length >= limits.treeEntries) detail = `more than ${limits.treeEntries} entries`;
      if (detail !== null) return;
      requests += 1;
      yield folder;
    }
  }
}

function readListing(client: GitHubClient, place: TreePlace, folder: Folder, isRecursive: boolean): Promise<Listing> {
  const { owner, repo, retry } = place;
  const parameters = { owner, repo, tree_sha: folder.sha, ...(isRecursive && { recursive: '1' }), request: AS_STREAM };
  return requestGitHub(client, {
    route: ROUTE,
    parameters,
    retry,
    read: async (response) => parseListing(await readJsonStream(response, MAX_ANSWER_BYTES, ROUTE), folder.prefix),
  });
}

/** Parsed by hand for speed, because a listing has up to 100,000 entries. */
function parseListing(data: unknown, prefix: string): Listing {
  const { tree, truncated } = (data ?? {}) as { tree?: unknown; truncated?: unknown };
  if (!Array.isArray(tree)) throw malformedListing();
  const listing: Listing = { truncated: truncated === true, entries: [], folders: [] };
  for (const item of tree as Record<string, unknown>[]) {
    const { path, sha, mode, type, size } = item;
    if (typeof path !== 'string' || typeof sha !== 'string') throw malformedListing();
    const full = prefix + path;
    if (type === 'tree') listing.folders.push({ sha, prefix: `${full}/` });
    else
      listing.entries.push({
        path: full,
        id: sha,
        kind: nameKind(mode, type),
        size: typeof size === 'number' ? size : null,
      });
  }
  return listing;
}

function nameKind(mode: unknown, type: unknown): TreeEntry['kind'] {
  if (mode === '120000') return 'symlink';
  return mode === '160000' || type === 'commit' ? 'submodule' : 'file';
}

function malformedListing(): GitHubError {
  return new GitHubError({
    kind: 'unavailable',
    status: null,
    message: `GitHub's answer to ${ROUTE} is not a listing.`,
  });
}
