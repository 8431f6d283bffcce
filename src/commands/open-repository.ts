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

/** The folder, or a sentence why not. */
export function checkFolder(cwd: string, dir: string): string {
  const path = resolve(cwd, dir);
  if (!existsSync(path) || !statSync(path).isDirectory()) throw new UsageError(`${path} is not a folder.`);
  return path;
}

/** A folder's files as they stand, in git or not, or those of a commit of its repository. */
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

/** Says why a repository is read as a plain folder, where git refuses to read it: nothing is left out as ignored there. */
async function noteRefusal(note: CommandContext['note'], dir: string): Promise<void> {
  try {
    await isGitRepository(dir);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    note(`${dir} is read as a plain folder, with what git would ignore: ${error.message}`);
  }
}

/**
 * The configuration of the repository that a folder is a part of: it does not judge the part, whose paths are others.
 * Null where there is none, and where the folder has one of its own.
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

/** True for a repository without files of its own, by what every one has: git is not asked, which would take longer. */
export function isBareRepository(dir: string): boolean {
  return ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(dir, name)));
}

/** What to do about a commit that is not there, where the clone has only the newest of them; else ''. */
export async function hintAtHistory(dir: string): Promise<string> {
  const said = await runGit(dir, ['rev-parse', '--is-shallow-repository']).catch(() => '');
  return said.toString().trim() === 'true' ? ' The clone is shallow: `git fetch --unshallow` brings its history.' : '';
}

/** True inside a git repository that git can read. */
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

/** `owner/name` of the remote that the clone came from, else the folder's name: salts the fingerprints as the App does. */
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
    // no remote: a clone of nothing
  }
  return basename(resolve(dir));
}

/** Where the default branch stands: what origin says, else main or master. */
const DEFAULT_BRANCHES = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

/** The branch that pull requests go to. */
export async function findDefaultBranch(dir: string): Promise<string> {
  const listed = await askGit(dir, ['for-each-ref', '--format=%(refname)', ...DEFAULT_BRANCHES]);
  const names = new Set(listed.output.toString().split('\n'));
  const name = DEFAULT_BRANCHES.find((branch) => names.has(branch));
  if (name === undefined) throw new UsageError('No default branch was found: say with --base what to compare with.');
  return name;
}
