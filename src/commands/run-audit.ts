import { auditCommits } from '../audit/audit-commits.ts';
import type { AuditFormat, CommandContext, ExitCode } from './command.ts';
import { checkFolder, findRepositoryName, openSource } from './open-repository.ts';
import { writeAudit } from './write-audit.ts';

export type AuditOptions = { dir: string; commit?: string; format: AuditFormat };

/**
 * Audits everything in a folder or commit, while `diff` audits only what is new. Shows what there is to fix when a
 * repository starts using the audit.
 */
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
