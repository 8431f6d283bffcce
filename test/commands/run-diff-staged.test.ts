import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeClone, type Clone } from '../support/make-clone.ts';
import { diffSchema } from '../support/output-schema.ts';
import { runCli, type CliOptions } from '../support/run-cli.ts';
import { dependencies, KEY } from './make-shop-clone.ts';

const LEAK = `export const key = '${KEY}';\n`;

let clone: Clone;
beforeEach(() => {
  clone = makeClone();
});
afterEach(() => clone.remove());

async function staged(args: readonly string[] = [], options: CliOptions = {}): Promise<unknown[]> {
  const { code, stdout } = await runCli(['diff', '--staged', '--format', 'json', ...args], {
    cwd: clone.dir,
    ...options,
  });
  const { base, head, findings } = diffSchema.parse(JSON.parse(stdout));
  return [code, base, head, findings.map((f) => [f.code, f.path])];
}

describe('diff --staged', () => {
  it('audits what is staged, and nothing that is not', async () => {
    const base = clone.commit({ 'a.ts': '' });
    clone.write({ 'package.json': dependencies({ stripe: '^17.0.0' }), 'key.ts': LEAK });
    clone.git('add', 'package.json');
    expect(await staged()).toEqual([0, base, 'staged', [['new-provider', 'package.json']]]);
    clone.git('add', 'key.ts');
    clone.write({ 'key.ts': '' });
    expect(await staged()).toEqual([
      1,
      base,
      'staged',
      [
        ['hardcoded-key', 'key.ts'],
        ['new-provider', 'package.json'],
      ],
    ]);
  });

  it('audits the whole work tree from a folder of it', async () => {
    const base = clone.commit({ 'a.ts': '' });
    clone.write({ 'key.ts': LEAK });
    clone.git('add', 'key.ts');
    mkdirSync(join(clone.dir, 'docs'));
    const cwd = join(clone.dir, 'docs');
    expect(await staged([], { cwd })).toEqual([1, base, 'staged', [['hardcoded-key', 'key.ts']]]);
  });

  it('audits all that is staged before the first commit', async () => {
    clone.write({ 'key.ts': LEAK });
    clone.git('add', 'key.ts');
    const { code, stdout } = await runCli(['diff', '--staged'], { cwd: clone.dir });
    expect([code, stdout.split('\n')[1]]).toEqual([1, expect.stringMatching(/^ {2}key\.ts:1:21 error /)]);
    const markdown = await runCli(['diff', '--staged', '--format', 'markdown'], { cwd: clone.dir });
    expect(markdown.stdout).toContain('`integration-audit diff --staged`');
  });

  it('says that nothing can be staged in a bare repository', async () => {
    clone.commit({ 'a.ts': LEAK });
    const bare = `${clone.dir}-bare`;
    clone.git('clone', '-q', '--bare', '.', bare);
    const { code, stderr } = await runCli(['diff', '--staged', '--repo', bare]);
    rmSync(bare, { recursive: true });
    expect([code, stderr]).toEqual([2, expect.stringContaining('where nothing can be staged.')]);
  });

  it('takes another base where one is given', async () => {
    const first = clone.commit({ 'a.ts': '' });
    clone.commit({ 'key.ts': LEAK });
    expect(await staged(['--base', first])).toEqual([1, first, 'staged', [['hardcoded-key', 'key.ts']]]);
  });

  it('leaves out what a merge left in conflict', async () => {
    clone.commit({ 'a.ts': 'one\n' });
    clone.git('checkout', '-q', '-b', 'other');
    clone.commit({ 'a.ts': LEAK });
    clone.git('checkout', '-q', 'main');
    const base = clone.commit({ 'a.ts': 'two\n' });
    expect(() => clone.git('merge', 'other')).toThrow('merge other');
    expect(await staged()).toEqual([0, base, 'staged', []]);
  });

  it('finds what `git commit --all` commits, which the index of the repository has not', async () => {
    const base = clone.commit({ 'a.ts': '' });
    clone.write({ 'a.ts': LEAK });
    // As git hands it to the hook: a file beside the index, relative to the top of the work tree.
    clone.git('-c', 'alias.aside=!cp .git/index .git/next.lock && GIT_INDEX_FILE=.git/next.lock git add a.ts', 'aside');
    const env = { GIT_INDEX_FILE: '.git/next.lock' };
    expect(await staged([], { env })).toEqual([1, base, 'staged', [['hardcoded-key', 'a.ts']]]);
    expect(await staged()).toEqual([0, base, 'staged', []]);
  });

  it('finds that index where a link leads to the repository', async () => {
    const base = clone.commit({ 'a.ts': '' });
    const link = `${clone.dir}-link`;
    symlinkSync(clone.dir, link);
    clone.write({ 'a.ts': LEAK });
    clone.git('-c', 'alias.aside=!cp .git/index .git/next.lock && GIT_INDEX_FILE=.git/next.lock git add a.ts', 'aside');
    const env = { GIT_INDEX_FILE: join(link, '.git/next.lock') };
    const answer = await staged([], { cwd: link, env });
    rmSync(link);
    expect(answer).toEqual([1, base, 'staged', [['hardcoded-key', 'a.ts']]]);
  });

  it('heeds no index of another repository, whose hook audits this one', async () => {
    const other = makeClone();
    other.write({ 'key.ts': LEAK });
    other.git('add', 'key.ts');
    const base = clone.commit({ 'a.ts': '' });
    const answer = await staged([], { env: { GIT_INDEX_FILE: join(other.dir, '.git/index') } });
    other.remove();
    expect(answer).toEqual([0, base, 'staged', []]);
  });

  it('says of an index that it does not heed', async () => {
    clone.commit({ 'a.ts': '' });
    const env = { GIT_INDEX_FILE: '/nowhere/index' };
    const { code, stderr } = await runCli(['diff', '--staged'], { cwd: clone.dir, env });
    const sentence = "GIT_INDEX_FILE names no index of this repository: the repository's own is read.";
    expect([code, stderr]).toEqual([0, `integration-audit: ${sentence}\n`]);
  });

  it('says of a repository that belongs to somebody else how git may be told to read it', async () => {
    clone.commit({ 'a.ts': '' });
    const as = { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
    const before = Object.keys(as).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, as);
    const { code, stderr } = await runCli(['diff', '--staged'], { cwd: clone.dir });
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    expect([code, stderr]).toEqual([2, expect.stringContaining('git config --global --add safe.directory')]);
  });

  it('takes no head beside', async () => {
    clone.commit({ 'a.ts': '' });
    const { code, stderr } = await runCli(['diff', '--staged', '--head', 'HEAD'], { cwd: clone.dir });
    expect([code, stderr]).toEqual([2, expect.stringContaining('--staged and --head exclude each other')]);
  });

  it('says in Markdown how to get the same again', async () => {
    const base = clone.commit({ 'a.ts': '' });
    const { stdout } = await runCli(['diff', '--staged', '--format', 'markdown'], { cwd: clone.dir });
    expect(stdout).toContain(`\`integration-audit diff --base ${base} --staged\``);
  });
});
