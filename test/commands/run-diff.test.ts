import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeClone } from '../support/make-clone.ts';
import { diffSchema } from '../support/output-schema.ts';
import { runCli } from '../support/run-cli.ts';
import { dependencies, KEY, makeShopClone } from './make-shop-clone.ts';
import type { Log } from 'sarif';

const clone = makeShopClone();
afterAll(clone.remove);

describe('diff', () => {
  it('compares with the merge base of the default branch when nothing else is said', async () => {
    const { code, stdout, stderr } = await runCli(['diff', '--format', 'json'], { cwd: clone.dir });
    const diff = diffSchema.parse(JSON.parse(stdout));
    expect([diff.base, diff.head]).toEqual([clone.commits.first, clone.commits.withKey]);
    expect(diff.changes.added.map((i) => i.provider)).toEqual(['stripe']);
    expect(diff.findings.map((f) => [f.check, f.severity, f.path, f.line, f.column])).toEqual([
      ['leaked-key', 'error', 'src/key.ts', 1, 21],
      ['new-provider', 'warning', 'package.json', 4, 5],
    ]);
    expect([code, stderr, stdout.includes(KEY)]).toEqual([1, '', false]);
  });

  it('takes base, head and folder as they are given', async () => {
    const args = ['diff', '--repo', clone.dir, '--base', 'main', '--head', 'change~1', '--format', 'json'];
    const { code, stdout } = await runCli(args);
    const diff = diffSchema.parse(JSON.parse(stdout));
    expect([diff.base, diff.head, diff.conclusion]).toEqual([
      clone.commits.second,
      clone.commits.withStripe,
      'neutral',
    ]);
    expect(diff.changes.removed.map((i) => i.provider)).toEqual(['docker', 'redis']);
    expect(code).toBe(0);
  });

  it('is quiet and content when nothing changes', async () => {
    const { code, stdout, stderr } = await runCli(['diff', '--repo', clone.dir, '--base', 'HEAD']);
    expect([code, stderr, stdout.split('\n')[0]]).toEqual([0, '', 'success: No change to integrations']);
  });

  it('says where the head is on the default branch already, and to nobody who chose the base', async () => {
    const lean = makeClone();
    lean.commit({ 'package.json': '{}' });
    const { code, stdout, stderr } = await runCli(['diff'], { cwd: lean.dir });
    const before = await runCli(['diff', '--base', 'HEAD~1'], { cwd: lean.dir });
    lean.commit({ 'package.json': '{ }' });
    const later = await runCli(['diff'], { cwd: lean.dir });
    const chosen = await runCli(['diff', '--base', 'HEAD'], { cwd: lean.dir });
    lean.remove();
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'success: No change to integrations']);
    expect(stderr).toBe(
      'integration-audit: refs/heads/main has this head already, so nothing changes. `audit` reads all that stands.\n',
    );
    expect(before.stderr).toMatch(
      /"HEAD~1" in .+\. There is nothing before the first commit: `audit` reads all that stands\.\n$/,
    );
    expect(later.stderr).toBe(
      'integration-audit: refs/heads/main has this head already, so nothing changes. `--base HEAD~1` compares with the commit before, `audit` reads all that stands.\n',
    );
    expect([chosen.code, chosen.stderr]).toEqual([0, '']);
  });

  it('writes for eyes, without colours where no terminal reads', async () => {
    const { code, stdout, stderr } = await runCli(['diff'], { cwd: clone.dir });
    expect(stdout).toMatch(/^New providers\n {2}package\.json:4:5 /m);
    expect(stdout).toMatch(/^Keys in the code\n {2}src\/key\.ts:1:21 /m);
    expect(stdout).toMatch(/^failure: /m);
    expect([code, stderr, stdout.includes('\u001b'), stdout.includes(KEY)]).toEqual([1, '', false, false]);
  });

  it('writes Markdown', async () => {
    const { code, stdout } = await runCli(['diff', '--format', 'markdown'], { cwd: clone.dir });
    expect([code, /^#+ /m.test(stdout), stdout.includes('Stripe'), stdout.includes(KEY)]).toEqual([
      1,
      true,
      true,
      false,
    ]);
  });

  it('writes SARIF for code scanning', async () => {
    const { code, stdout } = await runCli(['diff', '--format', 'sarif'], { cwd: clone.dir });
    const { version, runs } = JSON.parse(stdout) as Log;
    const places = runs[0]?.results?.map(({ ruleId, locations }) => [
      ruleId,
      locations?.[0]?.physicalLocation?.artifactLocation?.uri,
    ]);
    expect([code, version, stdout.includes(KEY)]).toEqual([1, '2.1.0', false]);
    expect(places).toContainEqual(['leaked-key', 'src/key.ts']);
    expect(places).toContainEqual(['new-provider', 'package.json']);
  });

  it('tells of objects that a partial clone lacks', async () => {
    const lean = makeClone();
    const base = lean.commit({ 'package.json': '{}' });
    const head = lean.commit({ 'package.json': dependencies({ stripe: '1' }) });
    const blob = lean.git('rev-parse', `${head}:package.json`);
    rmSync(join(lean.dir, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    const { code, stdout } = await runCli(['diff', '--repo', lean.dir, '--base', base, '--format', 'json']);
    lean.remove();
    const { conclusion, problems } = diffSchema.parse(JSON.parse(stdout));
    expect([code, conclusion, problems.map((p) => p.path)]).toEqual([0, 'neutral', ['package.json']]);
  });
});
