import { once } from 'node:events';
import { STAGED, type BlobContent, type Repository, type Tree, type TreeEntry } from '../core/repository-types.ts';
import { listEarlierFiles } from './list-earlier-files.ts';
import { readIndex } from './read-index.ts';
import { readObjects } from './read-objects.ts';
import { askGit, GitError, runGit, spawnGit } from './run-git.ts';
import { searchTree } from './search-tree.ts';

export type GitLimits = { maxBlobBytes: number };

/**
 * The repository of a local clone. Reads objects only: the work tree, its links and its filters are never touched.
 *
 * @param dir any folder inside the work tree, or a bare repository.
 * @param limits `maxBlobBytes`: larger blobs are reported as too large, without being read.
 * @param indexFile the index that `STAGED` means, if it is not the repository's own.
 */
export function makeGitRepository(dir: string, limits: GitLimits, indexFile?: string): Repository {
  return {
    tree: (commit) => (commit === STAGED ? readIndex(dir, indexFile) : readTree(dir, commit)),
    blobs: (_commit, entries) => readBlobs(dir, entries, limits),
    mergeBase: (base, head) => findMergeBase(dir, base, head),
    search: (commit, entries, texts) => searchTree(dir, commit, entries, texts, indexFile),
    earlierFiles: async (base, head, known) => (head === STAGED ? [] : listEarlierFiles(dir, base, head, known)),
  };
}

/** Resolves a revision to a commit id; throws a GitError that names the revision. */
export async function resolveCommit(dir: string, revision: string): Promise<string> {
  try {
    return (await runGit(dir, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]))
      .toString()
      .trim();
  } catch (error) {
    if (error instanceof GitError)
      throw new GitError('rev-parse', `no commit is named ${JSON.stringify(revision)} in ${dir}`);
    throw error;
  }
}

async function readTree(dir: string, commit: string): Promise<Tree> {
  const out = await runGit(dir, ['ls-tree', '-r', '-z', '--long', '--full-tree', commit]);
  const entries: TreeEntry[] = [];
  for (let start = 0; start < out.length;) {
    const end = out.indexOf(0, start);
    const line = out.toString('utf8', start, end);
    const tab = line.indexOf('\t');
    const [mode = '', , id = '', size = '-'] = line.slice(0, tab).split(/ +/);
    const kind = mode === '120000' ? 'symlink' : mode === '160000' ? 'submodule' : 'file';
    // `-` if it has no size, `BAD` for an object that this clone lacks.
    entries.push({ path: line.slice(tab + 1), id, kind, size: /^\d+$/.test(size) ? Number(size) : null });
    start = end + 1;
  }
  return { entries, complete: true, detail: null };
}

async function findMergeBase(dir: string, base: string, head: string): Promise<string | null> {
  const { status, output, errors } = await askGit(dir, ['merge-base', base, head]);
  if (status === 0) return output.toString().trim();
  // Status 1 without a message means that the two have no common ancestor.
  if (status === 1 && errors === '') return null;
  throw new GitError('merge-base', errors);
}

async function* readBlobs(dir: string, entries: readonly TreeEntry[], limits: GitLimits): AsyncGenerator<BlobContent> {
  const wanted: TreeEntry[] = [];
  for (const entry of entries) {
    if (entry.size !== null && entry.size > limits.maxBlobBytes) yield { entry, bytes: null, reason: 'too-large' };
    else wanted.push(entry);
  }
  if (wanted.length === 0) return;
  const child = spawnGit(dir, ['cat-file', '--batch', '--buffer']);
  const exited = once(child, 'exit');
  child.stdin.on('error', () => {}); // if git dies, answers are missing below
  child.stderr.resume(); // git reports each broken object, and would block for ever once the pipe is full
  child.stdin.end(`${wanted.map((e) => e.id).join('\n')}\n`);
  try {
    const objects = readObjects(child.stdout);
    for (const entry of wanted) {
      const { value: bytes = null } = await objects.next();
      yield { entry, bytes, reason: bytes === null ? 'missing' : null };
    }
  } finally {
    child.stdout.destroy(); // a reader that stops early leaves the pipe full
    child.kill();
    await exited;
  }
}
