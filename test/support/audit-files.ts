import { auditCommits, type JudgedAudit } from '../../src/audit/audit-commits.ts';
import type { Engine } from '../../src/audit/engine.ts';
import { makeNoCache } from '../../src/cache/make-memory-cache.ts';
import { makeEngine } from '../../src/make-engine.ts';
import { makeMemoryRepository, type MemoryCommit } from './make-memory-repository.ts';

/** The date on which the tests' audits take place. */
export const TODAY = '2026-06-01';

let loaded: Promise<Engine> | null = null;

/** The engine with the real rules and readers, created once per test file, without a cache. */
export function loadEngine(): Promise<Engine> {
  loaded ??= makeEngine(makeNoCache(), () => new Date(`${TODAY}T12:00:00Z`));
  return loaded;
}

/** Audits the change from one set of files to another, as the App and the command line do. */
export async function auditFiles(
  base: MemoryCommit['files'] | MemoryCommit,
  head: MemoryCommit['files'] | MemoryCommit,
  options: { searchFirst?: boolean; engine?: Engine } = {},
): Promise<JudgedAudit> {
  const repository = makeMemoryRepository({ base: commitOf(base), head: commitOf(head) });
  const engine = options.engine ?? (await loadEngine());
  return auditCommits(engine, {
    repository,
    name: 'acme/shop',
    base: 'base',
    head: 'head',
    searchFirst: options.searchFirst ?? false,
  });
}

function commitOf(given: MemoryCommit['files'] | MemoryCommit): MemoryCommit {
  return isCommit(given) ? given : { files: given };
}

function isCommit(given: MemoryCommit['files'] | MemoryCommit): given is MemoryCommit {
  const files = (given as MemoryCommit).files as unknown;
  return typeof files === 'object' && files !== null && !('symlink' in files) && !('missing' in files);
}
