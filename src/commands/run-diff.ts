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
  try {
    const head = await resolveCommit(dir, options.head ?? 'HEAD');
    const base = options.base === undefined ? await findBase(dir, head) : await resolveCommit(dir, options.base);
    const name = await findRepositoryName(dir);
    return await auditCommits(await loading, {
      repository,
      name,
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

async function findBase(dir: string, head: string): Promise<string> {
  const branch = await findDefaultBranch(dir);
  const base = await makeGitRepository(dir, LIMITS).mergeBase(await resolveCommit(dir, branch), head);
  const hint = base === null || base === head ? await hintAtHistory(dir) : '';
  if (base === null)
    throw new UsageError(`${branch} and the head share no commit: say with --base what to compare with.${hint}`);
  // A clone of one commit takes the branch that was fetched for the default one: no change would be a silent green.
  if (hint !== '') throw new UsageError(`${branch} is the head itself: say with --base what to compare with.${hint}`);
  return base;
}
