import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CONFIG_PATHS } from '../core/config/config-paths.ts';
import { MAX_FILE_BYTES } from '../core/facts/file-worth.ts';
import type { Repository } from '../core/repository-types.ts';
import { makeFolderRepository } from '../git/folder-repository.ts';
import { makeGitRepository, resolveCommit } from '../git/git-repository.ts';
import { askGit, GitError, mayBeRepository, runGit } from '../git/run-git.ts';
import { UsageError, type CommandContext } from './command.ts';

export const LIMITS = { maxBlobBytes: MAX_FILE_BYTES };

/**
 * The absolute path of a folder.
 *
 * @throws UsageError if there is no such folder.
 */
export function checkFolder(cwd: string, dir: string): string {
  const path = resolve(cwd, dir);
  if (!existsSync(path) || !statSync(path).isDirectory()) throw new UsageError(`${path} is not a folder.`);
  return path;
}

/**
 * Opens the files of a folder on disk, in git or not, or those of a commit of its repository.
 *
 * @returns `commit` is '' for a folder on disk.
 * @throws UsageError if the commit cannot be found, or if a bare repository is opened without one.
 */
export async function openSource(
  { note }: Pick<CommandContext, 'note'>,
  dir: string,
  commit: string | undefined,
): Promise<{ repository: Repository; commit: string }> {
  if (commit === undefined) {
    if (isBareRepository(dir))
      throw new UsageError(`${dir} is a bare git repository: say with --commit which commit to read.`);
    if (mayBeRepository(dir)) await noteRefusal(note, dir);
    const repository = makeFolderRepository(dir, LIMITS);
    await repository.tree('');
    const outer = findOuterConfig(dir);
    if (outer !== null)
      note(
        `${outer.path} of ${outer.root} does not judge a part of the repository: name the whole to have it applied.`,
      );
    return { repository, commit: '' };
  }
  try {
    return { repository: makeGitRepository(dir, LIMITS), commit: await resolveCommit(dir, commit) };
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`${error.message}.`);
    throw error;
  }
}

/**
 * If git refuses to read a repository, notes why it is read as a plain folder, including the files that git ignores.
 */
async function noteRefusal(note: CommandContext['note'], dir: string): Promise<void> {
  try {
    await isGitRepository(dir);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    note(`${dir} is read as a plain folder, with what git would ignore: ${error.message}`);
  }
}

/**
 * The configuration of the repository around a folder. It does not apply to the folder, where paths differ. Null if
 * there is none, or if the folder has its own.
 */
function findOuterConfig(dir: string): { root: string; path: string } | null {
  const has = (folder: string): string | undefined => CONFIG_PATHS.find((path) => existsSync(join(folder, path)));
  let folder = resolve(dir);
  if (has(folder) !== undefined) return null;
  while (!existsSync(join(folder, '.git')) && dirname(folder) !== folder) folder = dirname(folder);
  const path = has(folder);
  const isPart = folder !== resolve(dir) && existsSync(join(folder, '.git'));
  return isPart && path !== undefined ? { root: folder, path } : null;
}

/**
 * Whether a folder is a bare repository, which has no files of its own. Tests for the entries that every one has;
 * asking git would take longer.
 */
export function isBareRepository(dir: string): boolean {
  return ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(dir, name)));
}

/** A hint about a missing commit if the clone is shallow; '' otherwise. */
export async function hintAtHistory(dir: string): Promise<string> {
  const said = await runGit(dir, ['rev-parse', '--is-shallow-repository']).catch(() => '');
  return said.toString().trim() === 'true' ? ' The clone is shallow: `git fetch --unshallow` brings its history.' : '';
}

/**
 * Whether a folder is inside a git repository.
 *
 * @throws UsageError if git is not installed, or refuses to read the repository because of its owner.
 */
export async function isGitRepository(dir: string): Promise<boolean> {
  try {
    await runGit(dir, ['rev-parse', '--git-dir']);
    return true;
  } catch (error) {
    if (error instanceof GitError && !error.message.includes('dubious ownership')) return false;
    if (error instanceof GitError)
      throw new UsageError(
        `${error.message}: allow it with \`git config --global --add safe.directory\` and that folder.`,
      );
    throw new UsageError('git is not installed, or not on the PATH.');
  }
}

/**
 * `owner/name` from the URL of the remote `origin`, or else the folder's name. Salts the fingerprints as the App does.
 */
export async function findRepositoryName(dir: string): Promise<string> {
  try {
    if (!mayBeRepository(dir)) return basename(resolve(dir));
    const url = (await runGit(dir, ['config', '--get', 'remote.origin.url'])).toString().trim();
    const parts = url
      .replace(/\.git$/, '')
      .split(/[/:]/)
      .filter(Boolean);
    if (parts.length >= 2) return parts.slice(-2).join('/');
  } catch {
    // The repository has no remote.
  }
  return basename(resolve(dir));
}

/** Refs that may be the default branch, in order of precedence: what origin says, then main or master. */
const DEFAULT_BRANCHES = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

/**
 * The ref of the default branch.
 *
 * @throws UsageError if none is found.
 */
export async function findDefaultBranch(dir: string): Promise<string> {
  const listed = await askGit(dir, ['for-each-ref', '--format=%(refname)', ...DEFAULT_BRANCHES]);
  const names = new Set(listed.output.toString().split('\n'));
  const name = DEFAULT_BRANCHES.find((branch) => names.has(branch));
  if (name === undefined) throw new UsageError('No default branch was found: say with --base what to compare with.');
  return name;
}
