import { auditFiles } from './audit-files.ts';
import type { MemoryCommit } from './make-memory-repository.ts';

type Files = MemoryCommit['files'];

/** The unsigned webhooks reported for a change, as `path:line route`. */
export async function told(base: Files, head: Files): Promise<string[]> {
  const { audit } = await auditFiles(base, head);
  return audit.findings
    .filter(({ check }) => check === 'unsigned-webhook')
    .map(({ path, line, args }) => `${path}:${line} ${'route' in args ? args.route : ''}`);
}
