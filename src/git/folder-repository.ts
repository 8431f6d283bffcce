import { folderOf } from '../core/split-path.ts';
import { lstatSync, readdirSync, readFileSync, type Dirent, type Stats } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText } from '../core/compare-text.ts';
import type { BlobContent, Repository, Tree, TreeEntry } from '../core/repository-types.ts';
import type { GitLimits } from './git-repository.ts';
import { GitError, mayBeRepository, runGit } from './run-git.ts';

/** Folders that are never part of a project's own text. */
const SKIPPED = new Set(['.git', 'node_modules']);

/**
 * A folder on disk as a single commit without an id. In a git work tree, ignored files are left out. Links are listed
 * but never followed: nothing outside the folder is read.
 */
export function makeFolderRepository(dir: string, limits: GitLimits): Repository {
  let tree: Promise<Tree> | null = null;
  return {
    // Listed once, because the files may change meanwhile.
    tree: () => (tree ??= readFolder(dir)),
    blobs: (_commit, entries) => readFiles(dir, entries, limits),
    mergeBase: async () => null,
  };
}

async function readFolder(dir: string): Promise<Tree> {
  const root = await realpath(dir);
  const listed = await listByGit(root);
  // A folder in git's list is another repository. When walking, it is one that cannot be opened, and is treated as a
  // file.
  const folderKind = listed === null ? 'file' : 'submodule';
  const entries = describeAll(root, listed ?? listByWalking(root), folderKind);
  return { entries: entries.toSorted((a, b) => compareText(a.path, b.path)), complete: true, detail: null };
}

/** Files that git tracks or does not ignore; null outside a work tree, or if the work tree ignores the folder. */
async function listByGit(dir: string): Promise<string[] | null> {
  if (!mayBeRepository(dir)) return null;
  try {
    const [isInside, out] = await Promise.all([
      runGit(dir, ['rev-parse', '--is-inside-work-tree']),
      runGit(dir, ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']),
    ]);
    // If git's settings put the files in another place (`core.worktree`), that place is not listed.
    if (isInside.toString().trim() !== 'true') return null;
    const paths = out.toString('utf8').split('\0').filter(Boolean);
    return paths.length === 0 ? null : paths;
  } catch (error) {
    if (error instanceof GitError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * All paths that are not folders, and folders that cannot be opened, which are reported like unreadable files.
 * Synchronous: there is nothing else to do meanwhile, and a promise costs more than listing a folder.
 */
function listByWalking(dir: string): string[] {
  const paths: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const items = openFolder(join(dir, folder));
    if (items === null) paths.push(folder);
    for (const item of items ?? []) {
      const path = folder === '' ? item.name : `${folder}/${item.name}`;
      if (!item.isDirectory()) paths.push(path);
      else if (!SKIPPED.has(item.name)) folders.push(path);
    }
  }
  return paths;
}

function openFolder(path: string): Dirent[] | null {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return null;
  }
}

function describeAll(root: string, paths: readonly string[], folderKind: TreeEntry['kind']): TreeEntry[] {
  const isInside = makeInsideTest(root);
  return paths.flatMap((path) => {
    // Null for a file that was deleted or left out of a sparse checkout.
    const status = isInside(path) ? look(join(root, path)) : null;
    // A path in a folder that cannot be opened is listed as a file, and reported as unreadable.
    if (status === 'closed') return [{ path, id: path, kind: 'file', size: null }];
    if (status !== null) return [entryOf(path, status, folderKind)];
    // A name that is not UTF-8 was decoded with replacement characters: the file exists, but cannot be opened by this
    // name.
    return path.includes('\uFFFD') ? [{ path, id: path, kind: 'file', size: null }] : [];
  });
}

/** The status of a path; null if it does not exist, `closed` if access is denied. */
function look(path: string): Stats | 'closed' | null {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'closed' : null;
  }
}

function entryOf(path: string, status: Stats, folderKind: TreeEntry['kind']): TreeEntry {
  // There are no blob ids on disk. The path serves as one, unique within the single commit.
  if (status.isFile()) return { path, id: path, kind: 'file', size: status.size };
  // Pipes and sockets contain no text either.
  return { path, id: path, kind: status.isDirectory() ? folderKind : 'symlink', size: null };
}

/**
 * Makes a test for paths that do not lead through a link: git's index may list files behind one, which git does not
 * follow.
 */
function makeInsideTest(root: string): (path: string) => boolean {
  const known = new Map([['', true]]);
  const isReal = (folder: string): boolean => {
    const status = isInside(folder) ? look(join(root, folder)) : null;
    return status === 'closed' || status?.isDirectory() === true;
  };
  const isInside = (path: string): boolean => {
    const folder = folderOf(path);
    const answer = known.get(folder) ?? isReal(folder);
    known.set(folder, answer);
    return answer;
  };
  return isInside;
}

async function* readFiles(dir: string, entries: readonly TreeEntry[], limits: GitLimits): AsyncGenerator<BlobContent> {
  for (const entry of entries) {
    if (entry.kind !== 'file') yield { entry, bytes: new Uint8Array(), reason: null };
    else if (entry.size !== null && entry.size > limits.maxBlobBytes) yield { entry, bytes: null, reason: 'too-large' };
    else yield readOne(join(dir, entry.path), entry);
  }
}

/**
 * Synchronous, because a promise takes a turn of the event loop and the thread pool, which is longer than reading a
 * small file.
 */
function readOne(path: string, entry: TreeEntry): BlobContent {
  try {
    return { entry, bytes: readFileSync(path), reason: null };
  } catch (error) {
    return { entry, bytes: null, reason: 'missing', detail: (error as NodeJS.ErrnoException).code ?? null };
  }
}
