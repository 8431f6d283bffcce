import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import type { Tree, TreeEntry } from '../core/repository-types.ts';
import { runGit } from './run-git.ts';

const LIST = ['ls-files', '--stage', '-z', '--full-name', '--', ':(top)'];
const SIZES = ['cat-file', '--batch-check=%(objectsize)', '--buffer'];

/**
 * Lists the staged files of the whole work tree, as the next commit would contain them. Their blobs are already in the
 * repository.
 *
 * @param indexFile the index that git passes to a hook, if it is not the repository's own.
 */
export async function readIndex(dir: string, indexFile?: string): Promise<Tree> {
  const out = await runGit(dir, LIST, { pathspecs: 'glob', indexFile });
  const listed = out
    .toString('utf8')
    .split('\0')
    .flatMap((line) => entryOf(line) ?? []);
  // One line per entry: an index has no sizes, nor has a missing object.
  const sizes = (await runGit(dir, SIZES, { input: listed.map(({ id }) => `${id}\n`).join('') }))
    .toString()
    .split('\n');
  const entries = listed.map((entry, i) => ({ ...entry, size: sizeOf(sizes[i] ?? '') }));
  return { entries, complete: true, detail: null };
}

/** Parses `MODE ID STAGE<tab>PATH`. A path in a merge conflict has several stages, none of which would be committed. */
function entryOf(line: string): Omit<TreeEntry, 'size'> | null {
  const tab = line.indexOf('\t');
  const [mode = '', id = '', stage] = line.slice(0, tab).split(' ');
  if (stage !== '0') return null;
  const kind = mode === '120000' ? 'symlink' : mode === '160000' ? 'submodule' : 'file';
  return { path: line.slice(tab + 1), id, kind };
}

const sizeOf = (text: string): number | null => (/^\d+$/.test(text) ? Number(text) : null);

/**
 * The index that git passes to the hook that runs us, if it belongs to this repository: `git commit --all` and
 * `git commit FILE` stage into a separate file, so the repository's index lacks what they commit.
 *
 * @param handed the value of `GIT_INDEX_FILE`, which is relative to the top of the work tree.
 */
export async function findHandedIndex(dir: string, handed: string | undefined): Promise<string | undefined> {
  if (handed === undefined || handed === '') return undefined;
  const ask = async (what: string): Promise<string> => (await runGit(dir, ['rev-parse', what])).toString().slice(0, -1);
  const file = isAbsolute(handed) ? handed : resolve(await ask('--show-toplevel'), handed);
  // Git passes the path with which it was called, but reports its own folder with links resolved.
  const folder = await realpath(dirname(file)).catch(() => null);
  return folder === (await realpath(await ask('--absolute-git-dir'))) ? file : undefined;
}
