import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compareText } from '../core/compare-text.ts';
import type { BlobContent, Repository, Tree, TreeEntry } from '../core/types.ts';
import type { GitLimits } from './git-repository.ts';
import { GitError, runGit } from './run-git.ts';

/** Folders that are never part of a project's own text. */
const SKIPPED = new Set(['.git', 'node_modules']);

/** Files looked up at the same time. */
const AT_ONCE = 64;

/**
 * A folder as it stands on disk, as one nameless commit. In a git work tree what git ignores is left out. Links are
 * listed, never followed: nothing outside the folder is read.
 */
export function makeFolderRepository(dir: string, limits: GitLimits): Repository {
  return {
    tree: () => readFolder(dir),
    blobs: (_commit, entries) => readFiles(dir, entries, limits),
    mergeBase: async () => null,
  };
}

async function readFolder(dir: string): Promise<Tree> {
  const root = await realpath(dir);
  const listed = await listByGit(root);
  // A folder in git's list is another repository; in a walk it is one that cannot be opened, and is asked for as a file.
  const folderKind = listed === null ? 'file' : 'submodule';
  const entries = await describeAll(root, listed ?? (await listByWalking(root)), folderKind);
  return { entries: entries.toSorted((a, b) => compareText(a.path, b.path)), complete: true, detail: null };
}

/** Tracked and untracked files that git does not ignore; null outside a work tree, and in one that ignores the folder. */
async function listByGit(dir: string): Promise<string[] | null> {
  try {
    // Where git's own settings say that the files are in another place (`core.worktree`), that place is not listed.
    if ((await runGit(dir, ['rev-parse', '--is-inside-work-tree'])).toString().trim() !== 'true') return null;
    const out = await runGit(dir, ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']);
    const paths = out.toString('utf8').split('\0').filter(Boolean);
    return paths.length === 0 ? null : paths;
  } catch (error) {
    if (error instanceof GitError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Everything but folders, and the folders that cannot be opened: those are to be told, as files that cannot be read are. */
async function listByWalking(dir: string): Promise<string[]> {
  const paths: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const items = await readdir(join(dir, folder), { withFileTypes: true }).catch(() => null);
    if (items === null) paths.push(folder);
    for (const item of items ?? []) {
      const path = folder === '' ? item.name : `${folder}/${item.name}`;
      if (!item.isDirectory()) paths.push(path);
      else if (!SKIPPED.has(item.name)) folders.push(path);
    }
  }
  return paths;
}

async function describeAll(
  root: string,
  paths: readonly string[],
  folderKind: TreeEntry['kind'],
): Promise<TreeEntry[]> {
  const isInside = makeInsideTest(root);
  const entries: TreeEntry[] = [];
  for (let from = 0; from < paths.length; from += AT_ONCE) {
    const batch = paths.slice(from, from + AT_ONCE).map(async (path): Promise<TreeEntry | null> => {
      // Nothing is there of what was deleted or left out of a sparse checkout.
      const status = (await isInside(path)) ? await lstat(join(root, path)).catch(() => null) : null;
      return status === null ? null : entryOf(path, status, folderKind);
    });
    entries.push(...(await Promise.all(batch)).filter((e) => e !== null));
  }
  return entries;
}

/** There are no blob ids on disk; the path's digest stands in, unique within the one commit. */
function entryOf(path: string, status: Stats, folderKind: TreeEntry['kind']): TreeEntry {
  const id = createHash('sha1').update(path).digest('hex');
  if (status.isFile()) return { path, id, kind: 'file', size: status.size };
  // Pipes and sockets hold no text either.
  return { path, id, kind: status.isDirectory() ? folderKind : 'symlink', size: null };
}

/** Tells whether the way to a path goes through no link: git's index may name files behind one, which git does not follow. */
function makeInsideTest(root: string): (path: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return (path) => {
    const folder = dirname(join(root, path));
    const answer =
      known.get(folder) ??
      realpath(folder).then(
        (real) => real === folder,
        () => false,
      );
    known.set(folder, answer);
    return answer;
  };
}

async function* readFiles(dir: string, entries: readonly TreeEntry[], limits: GitLimits): AsyncGenerator<BlobContent> {
  for (const entry of entries) {
    if (entry.kind !== 'file') yield { entry, bytes: new Uint8Array(), reason: null };
    else if (entry.size !== null && entry.size > limits.maxBlobBytes) yield { entry, bytes: null, reason: 'too-large' };
    else yield await readOne(join(dir, entry.path), entry);
  }
}

async function readOne(path: string, entry: TreeEntry): Promise<BlobContent> {
  try {
    return { entry, bytes: await readFile(path), reason: null };
  } catch (error) {
    return { entry, bytes: null, reason: 'missing', detail: (error as NodeJS.ErrnoException).code ?? null };
  }
}
