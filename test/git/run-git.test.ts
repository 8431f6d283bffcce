import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runGit } from '../../src/git/run-git.ts';
import { makeClone, type Clone } from '../support/make-clone.ts';

let clone: Clone;
beforeAll(() => {
  clone = makeClone();
  clone.commit({ 'a.txt': 'a' });
});
afterAll(() => clone.remove());

describe('runGit', () => {
  it('gives what git says', async () => {
    expect((await runGit(clone.dir, ['cat-file', '-p', 'HEAD:a.txt'])).toString()).toBe('a');
  });

  it('asks the repository it is given, also within a hook of another one', async () => {
    process.env['GIT_DIR'] = '/nowhere/.git';
    const said = runGit(clone.dir, ['cat-file', '-p', 'HEAD:a.txt']).finally(() => delete process.env['GIT_DIR']);
    expect((await said).toString()).toBe('a');
  });

  it('starts no program that the repository names as its remote', async () => {
    const trace = join(clone.dir, 'was-here');
    clone.git('config', 'remote.origin.url', `ext::touch ${trace}`);
    clone.git('config', 'protocol.ext.allow', 'always');
    await expect(runGit(clone.dir, ['ls-remote', 'origin'])).rejects.toThrow("transport 'ext' not allowed");
    expect(existsSync(trace)).toBe(false);
  });

  it('starts no file system monitor that the repository names', async () => {
    const trace = join(clone.dir, 'monitor-was-here');
    clone.git('config', 'core.fsmonitor', `touch ${trace}; echo`);
    await runGit(clone.dir, ['ls-files', '--others', '--cached']);
    expect(existsSync(trace)).toBe(false);
  });

  it('says why git gave up rather than what it warned of before', async () => {
    clone.git('config', 'core.repositoryformatversion', '1');
    clone.git('config', 'extensions.partialClone', 'origin');
    clone.git('config', 'remote.origin.promisor', 'true');
    await expect(runGit(clone.dir, ['ls-tree', 'f'.repeat(40)])).rejects.toThrow(/^git ls-tree: fatal: /);
  });
});
