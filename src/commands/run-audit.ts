import { auditCommits } from '../audit/audit-commits.ts';
import type { AuditFormat, CommandContext, ExitCode } from './command.ts';
import { checkFolder, findRepositoryName, openSource } from './open-repository.ts';
import { writeAudit } from './write-audit.ts';

export type AuditOptions = { dir: string; commit?: string; format: AuditFormat };

/** Audits all that a folder or a commit holds, where `diff` audits what is new: what there is to mend on the first day. */
export async function runAudit(context: CommandContext, options: AuditOptions): Promise<ExitCode> {
  const dir = checkFolder(context.cwd, options.dir);
  const [{ repository, commit }, name, engine] = await Promise.all([
    openSource(context, dir, options.commit),
    findRepositoryName(dir),
    context.engine(),
  ]);
  const whole = { repository, name, base: null, head: commit, onProgress: context.progress.step };
  return writeAudit(context, await auditCommits(engine, whole), options.format);
}
