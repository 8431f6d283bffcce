import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Repository } from '../../src/core/repository-types.ts';
import { makeFolderRepository } from '../../src/git/folder-repository.ts';
import { makeGitRepository, resolveCommit } from '../../src/git/git-repository.ts';
import { makeClone } from '../support/make-clone.ts';

const dir = mkdtempSync(join(tmpdir(), 'git-repository-'));
const git = (...args: string[]): string =>
  execFileSync(
    'git',
    ['-C', dir, '-c', 'user.name=t', '-c', 'user.email=t@localhost', '-c', 'commit.gpgsign=false', ...args],
    { encoding: 'utf8' },
  ).trim();
const write = (path: string, text: string | Buffer): void => {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
};
const ODD = 'odd `name`\n"quoted"\t|.txt';
const BIG = Buffer.alloc(300_000, 'x');
const repository = makeGitRepository(dir, { maxBlobBytes: 250_000 });
let first = '';
let second = '';

async function readAll(from: Repository, commit: string): Promise<Record<string, string | null>> {
  const { entries } = await from.tree(commit);
  const contents: Record<string, string | null> = {};
  for await (const { entry, bytes, reason } of from.blobs(
    commit,
    entries.filter((e) => e.kind === 'file'),
  )) {
    contents[entry.path] = bytes === null ? reason : Buffer.from(bytes).toString('utf8');
  }
  return contents;
}

beforeAll(() => {
  git('init', '-q', '-b', 'main');
  write('a.txt', 'one\n');
  write(ODD, 'odd');
  write('empty', '');
  write('folder/large', BIG.subarray(0, 200_000));
  symlinkSync('/etc/passwd', join(dir, 'link'));
  git('add', '-A');
  git('commit', '-q', '-m', 'first');
  first = git('rev-parse', 'HEAD');
  write('too-large', BIG);
  write('.gitignore', 'ignored\n');
  write('ignored', 'x');
  git('add', '-A');
  git('commit', '-q', '-m', 'second');
  second = git('rev-parse', 'HEAD');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('makeGitRepository', () => {
  it('lists a commit with odd names, links and sizes', async () => {
    const { entries, complete } = await repository.tree(first);
    expect(complete).toBe(true);
    expect(entries.map((e) => [e.path, e.kind, e.size]).toSorted()).toEqual(
      [
        ['a.txt', 'file', 4],
        ['empty', 'file', 0],
        ['folder/large', 'file', 200_000],
        ['link', 'symlink', 11],
        [ODD, 'file', 3],
      ].toSorted(),
    );
  });

  it('reads blobs of every size, and says which are too large', async () => {
    expect(await readAll(repository, second)).toEqual({
      'a.txt': 'one\n',
      empty: '',
      'folder/large': 'x'.repeat(200_000),
      [ODD]: 'odd',
      '.gitignore': 'ignored\n',
      'too-large': 'too-large',
    });
  });

  it('says that a blob is missing and goes on', async () => {
    const { entries } = await repository.tree(first);
    const ghost = { path: 'ghost', id: 'f'.repeat(40), kind: 'file' as const, size: null };
    const got = [];
    for await (const { entry, reason } of repository.blobs(first, [
      ghost,
      ...entries.filter((e) => e.path === 'a.txt'),
    ]))
      got.push([entry.path, reason]);
    expect(got).toEqual([
      ['ghost', 'missing'],
      ['a.txt', null],
    ]);
  });

  it('reads on past any number of broken objects', async () => {
    const MANY = 1_200;
    const clone = makeClone();
    // Git's word about each is long: these fill the pipe of standard error several times over.
    clone.commit(Object.fromEntries(Array.from({ length: MANY }, (_, i) => [`${i}.txt`, `text ${i}`])));
    const broken = makeGitRepository(clone.dir, { maxBlobBytes: 1_000 });
    const { entries } = await broken.tree('HEAD');
    for (const { id } of entries) {
      const object = join(clone.dir, '.git/objects', id.slice(0, 2), id.slice(2));
      chmodSync(object, 0o600);
      writeFileSync(object, 'no object');
    }
    let missing = 0;
    for await (const { reason } of broken.blobs('HEAD', entries)) if (reason === 'missing') missing += 1;
    clone.remove();
    expect(missing).toBe(MANY);
  });

  it('can be left in the middle', async () => {
    const { entries } = await repository.tree(first);
    for await (const { entry } of repository.blobs(
      first,
      entries.filter((e) => e.kind === 'file'),
    )) {
      expect(entry.path).toBe('a.txt');
      break;
    }
  });

  it('finds the merge base, or none of unrelated histories', async () => {
    expect(await repository.mergeBase(first, second)).toBe(first);
    const orphan = git('commit-tree', '-m', 'orphan', git('rev-parse', `${first}^{tree}`));
    expect(await repository.mergeBase(orphan, second)).toBe(null);
  });

  it('names a revision that is none', async () => {
    await expect(resolveCommit(dir, 'no-such-branch')).rejects.toThrow('no commit is named "no-such-branch"');
    await expect(resolveCommit(dir, '--upload-pack=x')).rejects.toThrow('no commit is named');
  });
});

describe('makeFolderRepository', () => {
  it('lists what is on disk without what git ignores, and follows no link', async () => {
    const contents = await readAll(makeFolderRepository(dir, { maxBlobBytes: 250_000 }), '');
    expect(Object.keys(contents).toSorted()).toEqual(
      ['.gitignore', ODD, 'a.txt', 'empty', 'folder/large', 'too-large'].toSorted(),
    );
    expect([contents['too-large'], contents['a.txt']]).toEqual(['too-large', 'one\n']);
  });
});
