import { baseNameOf } from '../core/split-path.ts';
import { STAGED, type TreeEntry } from '../core/repository-types.ts';
import { askGit } from './run-git.ts';

/** With more texts than this, a search is slower than reading the files. */
const MAX_TEXTS = 200;
const GREP = 'grep --files-with-matches --null --full-name --no-color --text --fixed-strings --ignore-case'.split(' ');
/** An extension without special characters. With any other, there is no search. */
const PLAIN = /^[\w.-]+$/;

/**
 * Searches a commit's files with `git grep`, which unpacks on all cores and returns names instead of bytes.
 *
 * @param commit a commit id, or `STAGED`.
 * @param entries the relevant files; only files with their extensions are searched, so that large media cost nothing.
 * @param texts compared byte by byte, ignoring ASCII case.
 * @returns the paths that contain one of the texts, including paths that are not among the entries; null if git cannot
 * tell, as in a clone that lacks some of the objects.
 */
export async function searchTree(
  dir: string,
  commit: string,
  entries: readonly TreeEntry[],
  texts: readonly string[],
  indexFile?: string,
): Promise<ReadonlySet<string> | null> {
  const endings = [...new Set(entries.map(({ path }) => endingOf(path)))];
  if (texts.length === 0 || texts.length > MAX_TEXTS || !endings.every((ending) => PLAIN.test(ending))) return null;
  const { status, output, errors } = await askGit(
    dir,
    [
      ...GREP,
      ...texts.flatMap((text) => ['-e', text]),
      commit === STAGED ? '--cached' : commit,
      '--',
      ...endings.map((ending) => `:(top)**/*${ending}`),
    ],
    { pathspecs: 'glob', indexFile },
  );
  // Status 1 means that nothing matches. An unreadable file is only reported on standard error.
  if ((status !== 0 && status !== 1) || errors !== '') return null;
  const paths = output.toString('utf8').split('\0').filter(Boolean);
  // A commit's paths follow its name and a colon.
  return new Set(commit === STAGED ? paths : paths.map((path) => path.slice(commit.length + 1)));
}

/** `.ts` for `src/a.ts`; the whole name if it has no dot. */
function endingOf(path: string): string {
  const name = baseNameOf(path);
  const dot = name.lastIndexOf('.');
  return dot === -1 ? name : name.slice(dot);
}
