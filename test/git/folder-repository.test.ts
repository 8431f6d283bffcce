import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolderRepository } from '../../src/git/folder-repository.ts';
import { makeClone, type Clone } from '../support/make-clone.ts';

let clone: Clone;
let outside: string;
beforeEach(() => {
  clone = makeClone();
  outside = mkdtempSync(join(tmpdir(), 'outside-'));
  writeFileSync(join(outside, 'private.py'), 'import stripe\n');
});
afterEach(() => {
  clone.remove();
  rmSync(outside, { recursive: true, force: true });
});

async function list(dir: string): Promise<string[]> {
  const { entries } = await makeFolderRepository(dir, { maxBlobBytes: 100 }).tree('');
  return entries.map((e) => `${e.kind} ${e.path} ${e.size}`);
}

async function read(dir: string): Promise<(string | null)[][]> {
  const repository = makeFolderRepository(dir, { maxBlobBytes: 100 });
  const { entries } = await repository.tree('');
  const told = [];
  for await (const { entry, bytes, reason } of repository.blobs('', entries))
    told.push([entry.path, bytes === null ? null : Buffer.from(bytes).toString(), reason]);
  return told;
}

describe('makeFolderRepository', () => {
  it('leaves out what git knows and the disk does not have', async () => {
    clone.commit({ 'package.json': '{}', 'a.py': 'x' });
    unlinkSync(join(clone.dir, 'package.json'));
    expect(await list(clone.dir)).toEqual(['file a.py 1']);
  });

  it('reads nothing behind a link that took the place of a folder', async () => {
    clone.commit({ 'src/private.py': 'x', 'a.py': 'x' });
    rmSync(join(clone.dir, 'src'), { recursive: true });
    symlinkSync(outside, join(clone.dir, 'src'));
    expect(await read(clone.dir)).toEqual([
      ['a.py', 'x', null],
      ['src', '', null],
    ]);
  });

  it.skipIf(process.platform === 'darwin')('tells of a file whose name is no UTF-8', async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${clone.dir}/caf`), Buffer.from([0xe9]), Buffer.from('.py')]), 'x');
    expect(await read(clone.dir)).toEqual([['caf\uFFFD.py', null, 'missing']]);
  });

  it('lists the folder it is given where git is told of another place', async () => {
    clone.write({ 'own.py': 'x' });
    clone.git('config', 'core.worktree', outside);
    expect(await list(clone.dir)).toEqual(['file own.py 1']);
  });

  it('tells repositories within, links and large files apart', async () => {
    clone.commit({ 'a.py': 'x', 'large.py': 'x'.repeat(101) });
    clone.git('update-index', '--add', '--cacheinfo', `160000,${clone.git('rev-parse', 'HEAD')},module`);
    mkdirSync(join(clone.dir, 'module'));
    symlinkSync('/etc/passwd', join(clone.dir, 'link.py'));
    expect(await list(clone.dir)).toEqual([
      'file a.py 1',
      'file large.py 101',
      'symlink link.py null',
      'submodule module null',
    ]);
    expect(await read(clone.dir)).toEqual([
      ['a.py', 'x', null],
      ['large.py', null, 'too-large'],
      ['link.py', '', null],
      ['module', '', null],
    ]);
  });

  // Nothing is closed to root.
  it.skipIf(process.getuid?.() === 0)('names files and folders that cannot be opened, and reads the rest', async () => {
    writeFileSync(join(outside, 'closed.py'), 'x');
    mkdirSync(join(outside, 'locked'));
    for (const name of ['closed.py', 'locked']) chmodSync(join(outside, name), 0);
    expect(await read(outside)).toEqual([
      ['closed.py', null, 'missing'],
      ['locked', null, 'missing'],
      ['private.py', 'import stripe\n', null],
    ]);
    chmodSync(join(outside, 'locked'), 0o700);
  });

  it('names a file that went away after it was listed', async () => {
    const repository = makeFolderRepository(outside, { maxBlobBytes: 100 });
    const { entries } = await repository.tree('');
    unlinkSync(join(outside, 'private.py'));
    const told = [];
    for await (const { entry, reason, detail } of repository.blobs('', entries))
      told.push([entry.path, reason, detail]);
    expect(told).toEqual([['private.py', 'missing', 'ENOENT']]);
  });
});
