import type { EarlierFile } from '../core/repository-types.ts';
import { askGit, runGit } from './run-git.ts';

/** Limits on the commits of a change that are searched, newest first, and on the files in them. */
const MOST_COMMITS = 200;
const MOST_FILES = 2_000;

/**
 * `Repository.earlierFiles` for a local clone. Merge commits are skipped, because they add nothing of their own. Empty
 * if the clone lacks the history.
 */
export async function listEarlierFiles(
  dir: string,
  base: string,
  head: string,
  known: ReadonlySet<string>,
): Promise<EarlierFile[]> {
  const range = ['rev-list', '--no-merges', `--max-count=${MOST_COMMITS}`, head, `^${base}`];
  const listed = await askGit(dir, range);
  const commits = listed.output.toString().trim();
  // A change of one commit has no earlier ones.
  if (listed.status !== 0 || !commits.includes('\n')) return [];
  const raw = await runGit(dir, ['diff-tree', '--stdin', '-r', '-z', '--no-renames', '--diff-filter=AM'], {
    input: `${commits}\n`,
  });
  const files = readRaw(raw.toString('utf8'), known).slice(0, MOST_FILES);
  if (files.length === 0) return [];
  const ids = files.map(({ entry }) => entry.id).join('\n');
  const sizes = await runGit(dir, ['cat-file', '--batch-check=%(objectsize)'], { input: `${ids}\n` });
  const lines = sizes.toString().split('\n');
  return files.flatMap(({ commit, entry }, i) => {
    const size = Number(lines[i]);
    return Number.isInteger(size) ? [{ commit, entry: { ...entry, size } }] : [];
  });
}

/** Parses `<commit> NUL (:<mode> <mode> <id> <id> <letter> NUL <path> NUL)*`, repeated. */
function readRaw(text: string, known: ReadonlySet<string>): EarlierFile[] {
  const files: EarlierFile[] = [];
  let commit = '';
  const parts = text.split('\0');
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (!part.startsWith(':')) {
      commit = part;
      continue;
    }
    const [, mode = '', , id = ''] = part.slice(1).split(' ');
    const path = parts[(i += 1)] ?? '';
    if (mode.startsWith('100') && !known.has(id)) files.push({ commit, entry: { path, id, kind: 'file', size: null } });
  }
  return files;
}
