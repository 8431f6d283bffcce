import { auditCommits, type JudgedAudit } from '../audit/audit-commits.ts';
import { makeGitRepository, resolveCommit } from '../git/git-repository.ts';
import { STAGED } from '../core/repository-types.ts';
import { findHandedIndex } from '../git/read-index.ts';
import { askGit, GitError } from '../git/run-git.ts';
import { UsageError, type CommandContext, type ExitCode, type AuditFormat } from './command.ts';
import {
  checkFolder,
  findDefaultBranch,
  findRepositoryName,
  hintAtHistory,
  isBareRepository,
  isGitRepository,
  LIMITS,
} from './open-repository.ts';
import { writeAudit } from './write-audit.ts';

export type DiffOptions = { repo: string; base?: string; head?: string; staged?: boolean; format: AuditFormat };

/**
 * Audits the change between two commits of a local clone, or what is staged. An explicit base is used as is, not its
 * merge base with the head.
 */
export async function runDiff(context: CommandContext, options: DiffOptions): Promise<ExitCode> {
  const dir = checkFolder(context.cwd, options.repo);
  if (options.staged === true && options.head !== undefined)
    throw new UsageError('What is staged is the head: --staged and --head exclude each other.');
  if (!(await isGitRepository(dir)))
    throw new UsageError(`${dir} is not a git repository; \`audit\` and \`inventory\` read plain folders.`);
  if (options.staged === true && isBareRepository(dir))
    throw new UsageError(`${dir} is a bare git repository, where nothing can be staged.`);
  const judged = await auditClone(context, dir, options);
  return writeAudit(context, judged, options.format);
}

async function auditClone(context: CommandContext, dir: string, options: DiffOptions): Promise<JudgedAudit> {
  // Loads while git looks up the commits; a failure surfaces at the `await`.
  const loading = context.engine();
  loading.catch(() => {});
  const naming = findRepositoryName(dir);
  try {
    const handed = context.env['GIT_INDEX_FILE'];
    const index = options.staged === true ? await findHandedIndex(dir, handed) : undefined;
    if (options.staged === true && handed !== undefined && handed !== '' && index === undefined)
      context.note("GIT_INDEX_FILE names no index of this repository: the repository's own is read.");
    const [head, base] =
      options.staged === true ? [STAGED, await findStagedBase(dir, options)] : await findEnds(context, dir, options);
    return await auditCommits(await loading, {
      repository: makeGitRepository(dir, LIMITS, index),
      name: await naming,
      base,
      head,
      searchFirst: true,
      onProgress: context.progress.step,
    });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new UsageError(`${error.message}.${await hintAtBeginning(dir, options)}${await hintAtHistory(dir)}`);
  }
}

/** A hint if there is no commit yet, or none before the first one; '' otherwise. */
async function hintAtBeginning(dir: string, { base = '', head = '' }: DiffOptions): Promise<string> {
  const commits = await countCommits(dir);
  if (commits === 0)
    return ' Nothing is committed here yet: `audit` reads all that stands, `diff --staged` what the first commit would bring.';
  if (commits > 1 || !/[~^]/.test(base + head) || (await hintAtHistory(dir)) !== '') return '';
  return ' There is nothing before the first commit: `audit` reads all that stands.';
}

/** The number of commits up to HEAD, counted to two at most. */
async function countCommits(dir: string): Promise<number> {
  const { status, output } = await askGit(dir, ['rev-list', '--max-count=2', 'HEAD']);
  return status === 0 ? output.toString().trim().split('\n').length : 0;
}

/** The given base or else HEAD; null before the first commit, when everything that is staged is judged. */
async function findStagedBase(dir: string, { base }: DiffOptions): Promise<string | null> {
  if (base !== undefined) return resolveCommit(dir, base);
  const { status, output } = await askGit(dir, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  return status === 0 ? output.toString().trim() : null;
}

/** Resolves both commits concurrently; if both fail, the head's error is reported. */
async function findEnds(
  context: CommandContext,
  dir: string,
  { base, head = 'HEAD' }: DiffOptions,
): Promise<[head: string, base: string]> {
  const resolving = resolveCommit(dir, head);
  const other = base === undefined ? findDefaultBranch(dir) : resolveCommit(dir, base);
  other.catch(() => {});
  const commit = await resolving;
  return [commit, base === undefined ? await findBase(context, dir, commit, await other) : await other];
}

async function findBase({ note }: CommandContext, dir: string, head: string, branch: string): Promise<string> {
  const base = await makeGitRepository(dir, LIMITS).mergeBase(branch, head);
  const hint = base === null || base === head ? await hintAtHistory(dir) : '';
  if (base === null)
    throw new UsageError(`${branch} and the head share no commit: say with --base what to compare with.${hint}`);
  // In a clone of a single commit, the fetched branch looks like the default branch. An empty diff would pass silently.
  if (hint !== '') throw new UsageError(`${branch} is the head itself: say with --base what to compare with.${hint}`);
  if (base === head) {
    const before = (await countCommits(dir)) > 1 ? ' `--base HEAD~1` compares with the commit before,' : '';
    note(`${branch} has this head already, so nothing changes.${before} \`audit\` reads all that stands.`);
  }
  return base;
}
