import { expect, it } from 'vitest';
import { auditCommits } from '../../src/audit/audit-commits.ts';
import { loadEngine } from '../support/audit-files.ts';
import { makeMemoryRepository } from '../support/make-memory-repository.ts';

it('tells of the files of both sides how many are read', async () => {
  const files = { 'a.ts': '1', 'b.ts': '1', 'same.ts': '1' };
  const repository = makeMemoryRepository({ base: { files }, head: { files: { ...files, 'a.ts': '2', 'b.ts': '2' } } });
  const told: string[] = [];
  const onProgress = (step: string, done?: number, all?: number): void => {
    if (all !== undefined) told.push(`${step} ${done}/${all}`);
  };
  const pair = { repository, name: 'acme/shop', base: 'base', head: 'head', onProgress };
  await auditCommits(await loadEngine(), pair);
  expect(told).toEqual([0, 1, 2, 3, 4].map((done) => `reading 2 changed files ${done}/4`));
});
