import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { makePlainFolder } from './make-plain-folder.ts';
import { KEY } from './make-shop-clone.ts';

const plain = makePlainFolder();
afterAll(plain.remove);

describe('config check', () => {
  it.each<[string, string, 0 | 1, RegExp]>([
    ['a good file', 'version: 1\nproviders: { approved: [stripe] }\n', 0, /^\.integrations\.yml: ok\n$/],
    ['an error', 'version: 1\nchecks:\n  new-provider: loud\n', 1, /^\.integrations\.yml:3:17 error .+\n$/],
    ['a warning', 'version: 1\nprovider: {}\n', 0, /^\.integrations\.yml:2:1 warning .*providers.*\n$/],
    ['an unknown provider', 'version: 1\nproviders: { approved: [strip] }\n', 0, /:2:25 warning .*stripe/],
  ])('judges %s', async (_title, text, expected, words) => {
    const dir = mkdtempSync(join(tmpdir(), 'config-'));
    writeFileSync(join(dir, '.integrations.yml'), text);
    const { code, stdout, stderr } = await runCli(['config', 'check'], { cwd: dir });
    rmSync(dir, { recursive: true });
    expect([code, stderr]).toEqual([expected, '']);
    expect(stdout).toMatch(words);
  });

  it('repeats no key that stands in the wrong place', async () => {
    const file = join(plain.dir, 'other.yml');
    writeFileSync(file, `version: 1\nproviders: { approved: [${KEY}] }\nchecks: { leaked-key: ${KEY} }\n"${KEY}": 1\n`);
    const { code, stdout } = await runCli(['config', 'check', file]);
    rmSync(file);
    expect([code, stdout.split('\n').length - 1, stdout.includes(KEY.slice(8))]).toEqual([1, 3, false]);
  });

  it('says of a file by another name how to call it', async () => {
    const file = join(plain.dir, '.integrations.yaml');
    writeFileSync(file, 'version: 1\n');
    const { code, stderr } = await runCli(['config', 'check'], { cwd: plain.dir });
    rmSync(file);
    expect([code, stderr.includes('.integrations.yaml is not read: call it .integrations.yml.')]).toEqual([2, true]);
  });

  it('looks at what stands around the file', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'config-'));
    mkdirSync(join(dir, '.github'));
    const text = 'version: 1\nsubprocessors: { file: legal.md }\ninventory: { file: .github/integrations.yml }\n';
    for (const name of ['.integrations.yml', '.github/integrations.yml']) writeFileSync(join(dir, name), text);
    const found = await runCli(['config', 'check'], { cwd: dir });
    const elsewhere = await runCli(['config', 'check', join(dir, '.github/integrations.yml')]);
    rmSync(dir, { recursive: true });
    expect([found.code, found.stdout]).toEqual([
      0,
      '.integrations.yml:2:24 warning `subprocessors.file` names `legal.md`, which is not there.\n' +
        '.github/integrations.yml:1:1 warning This file is not read, because `.integrations.yml` is there: keep one of the two.\n',
    ]);
    expect(elsewhere.stdout).toMatch(/:2:24 warning .*not there\.\n$/);
  });

  it('takes the file that is named', async () => {
    const file = join(plain.dir, 'other.yml');
    writeFileSync(file, 'version: 1\n');
    const { code, stdout } = await runCli(['config', 'check', file]);
    rmSync(file);
    expect([code, stdout.endsWith('other.yml: ok\n')]).toEqual([0, true]);
  });
});
