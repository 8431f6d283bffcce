import { auditCommits, type JudgedAudit } from '../audit/audit-commits.ts';
import { makeGitRepository, resolveCommit } from '../git/git-repository.ts';
import { GitError } from '../git/run-git.ts';
import { UsageError, type CommandContext, type ExitCode, type AuditFormat } from './command.ts';
import {
  checkFolder,
  findDefaultBranch,
  findRepositoryName,
  hintAtHistory,
  isGitRepository,
  LIMITS,
} from './open-repository.ts';
import { writeAudit } from './write-audit.ts';

export type DiffOptions = { repo: string; base?: string; head?: string; format: AuditFormat };

/** Audits the change between two commits of a local clone. An explicit base is compared as it is. */
export async function runDiff(context: CommandContext, options: DiffOptions): Promise<ExitCode> {
  const dir = checkFolder(context.cwd, options.repo);
  if (!(await isGitRepository(dir)))
    throw new UsageError(`${dir} is not a git repository; \`inventory\` reads plain folders.`);
  const judged = await auditClone(context, dir, options);
  return writeAudit(context, judged, options.format);
}

async function auditClone(context: CommandContext, dir: string, options: DiffOptions): Promise<JudgedAudit> {
  const repository = makeGitRepository(dir, LIMITS);
  // Loaded while git looks for the commits; a failure is met where it is waited for.
  const loading = context.engine();
  loading.catch(() => {});
  const naming = findRepositoryName(dir);
  try {
    const [head, base] = await findEnds(dir, options);
    return await auditCommits(await loading, {
      repository,
      name: await naming,
      base,
      head,
      searchFirst: true,
      onProgress: context.progress.step,
    });
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`${error.message}.${await hintAtHistory(dir)}`);
    throw error;
  }
}

/** Git is asked for both at once; of two that fail the head's trouble is told. */
async function findEnds(dir: string, { base, head = 'HEAD' }: DiffOptions): Promise<[head: string, base: string]> {
  const resolving = resolveCommit(dir, head);
  const other = base === undefined ? findDefaultBranch(dir) : resolveCommit(dir, base);
  other.catch(() => {});
  const commit = await resolving;
  return [commit, base === undefined ? await findBase(dir, commit, await other) : await other];
}

async function findBase(dir: string, head: string, branch: string): Promise<string> {
  const base = await makeGitRepository(dir, LIMITS).mergeBase(branch, head);
  const hint = base === null || base === head ? await hintAtHistory(dir) : '';
  if (base === null)
    throw new UsageError(`${branch} and the head share no commit: say with --base what to compare with.${hint}`);
  // A clone of one commit takes the branch that was fetched for the default one: no change would be a silent green.
  if (hint !== '') throw new UsageError(`${branch} is the head itself: say with --base what to compare with.${hint}`);
  return base;
}
