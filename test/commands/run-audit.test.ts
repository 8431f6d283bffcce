import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Log } from 'sarif';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeClone } from '../support/make-clone.ts';
import { auditSchema } from '../support/output-schema.ts';
import { runCli } from '../support/run-cli.ts';
import { APP, EVENT, SIG } from '../support/stripe-express.ts';
import { dependencies, KEY } from './make-shop-clone.ts';

const FILES = {
  'package.json': dependencies({ stripe: '^17.0.0', 'posthog-node': '^5.0.0' }),
  'src/key.ts': `export const key = '${KEY}';\n`,
  'src/open.js': `${APP}app.post('/webhooks/stripe', (req, res) => { fulfil(req.body); res.sendStatus(200); });\n`,
  // What it calls is exported by another file, which is read for that alone.
  'src/safe.js': [
    "const express = require('express');",
    "const { verified } = require('./verified');",
    'const app = express();',
    "app.post('/webhooks/payments', (req, res) => { const event = verified(req); fulfil(event); res.sendStatus(200); });",
    '',
  ].join('\n'),
  'src/verified.js': `${APP}exports.verified = (req) => { ${SIG} return ${EVENT}; };\n`,
};

const plain = mkdtempSync(join(tmpdir(), 'audit-'));
const clone = makeClone();
beforeAll(() => {
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(plain, path)), { recursive: true });
    writeFileSync(join(plain, path), text);
  }
  clone.commit({ 'src/key.ts': `export const key = '${KEY}';\n` });
  clone.commit({ 'src/key.ts': 'export const key = process.env.STRIPE_SECRET_KEY;\n' });
});
afterAll(() => {
  rmSync(plain, { recursive: true, force: true });
  clone.remove();
});

const told = ({ findings }: { findings: readonly { code: string; path: string; line: number }[] }) =>
  findings.map((f) => [f.code, f.path, f.line]);

describe('audit of a part of a repository', () => {
  const whole = makeClone();
  afterAll(whole.remove);
  const noteOf = async (dir: string, command = 'audit') => (await runCli([command, dir, '--format', 'json'])).stderr;

  it('says that the configuration of the whole does not judge it', async () => {
    whole.commit({
      '.github/integrations.yml': 'version: 1\n',
      'shop/a.ts': '',
      'till/.integrations.yml': 'version: 1\n',
    });
    const sentence = `.github/integrations.yml of ${whole.dir} does not judge a part of the repository: name the whole to have it applied.`;
    expect(await noteOf(join(whole.dir, 'shop'))).toBe(`integration-audit: ${sentence}\n`);
    expect(await noteOf(join(whole.dir, 'shop'), 'inventory')).toBe(`integration-audit: ${sentence}\n`);
    expect(await noteOf(whole.dir)).toBe('');
    expect(await noteOf(join(whole.dir, 'till'))).toBe('');
  });
});

describe('audit of a repository that git refuses to read', () => {
  const theirs = makeClone();
  afterAll(theirs.remove);

  it('says that it is read with what is ignored', async () => {
    theirs.commit({ '.gitignore': '.env\n', 'a.ts': '' });
    const as = { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
    const before = Object.keys(as).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, as);
    const { code, stderr } = await runCli(['audit', theirs.dir]);
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(
        /is read as a plain folder, with what git would ignore: .*dubious ownership.*safe\.directory/,
      ),
    ]);
    expect((await runCli(['audit', theirs.dir])).stderr).toBe('');
  });
});

describe('audit', () => {
  it('tells what stands in a folder, and no provider as new', async () => {
    const { code, stdout, stderr } = await runCli(['audit', plain, '--format', 'json']);
    const audit = auditSchema.parse(JSON.parse(stdout));
    expect([code, stderr, stdout.includes(KEY)]).toEqual([1, '', false]);
    expect([audit.base, audit.head, audit.conclusion, audit.changes]).toEqual([
      null,
      null,
      'failure',
      { added: [], removed: [], changed: [] },
    ]);
    expect(told(audit)).toEqual([
      ['hardcoded-key', 'src/key.ts', 1],
      ['unverified-webhook', 'src/open.js', 4],
    ]);
  });

  it('judges by the configuration that stands there, and tells what it forbids', async () => {
    const config = join(plain, '.integrations.yml');
    writeFileSync(
      config,
      [
        'version: 1',
        'providers: { forbidden: [{ id: posthog, reason: no data leaves the house }] }',
        'ignore: [{ check: leaked-key, path: src/key.ts, reason: revoked }]',
        '',
      ].join('\n'),
    );
    const { stdout } = await runCli(['audit', plain, '--format', 'json']);
    const text = await runCli(['audit', plain]);
    rmSync(config);
    const audit = auditSchema.parse(JSON.parse(stdout));
    expect([told(audit), told({ findings: audit.muted })]).toEqual([
      [
        ['forbidden-provider', 'package.json', 4],
        ['unverified-webhook', 'src/open.js', 4],
      ],
      [['hardcoded-key', 'src/key.ts', 1]],
    ]);
    expect(text.stdout).toMatch(/^Forbidden providers\n {2}package\.json:4:5 error /m);
    expect(text.stdout).toMatch(/^failure: 1 forbidden · 1 unsigned webhook · 1 muted\n6 files, 6 read /m);
  });

  it('looks at the named commit alone, not at those before it', async () => {
    const of = (commit: string) => runCli(['audit', clone.dir, '--commit', commit]);
    const [before, after] = [await of('HEAD~1'), await of('HEAD')];
    expect([before.code, before.stdout.includes('src/key.ts:1:21 error')]).toEqual([1, true]);
    expect([after.code, after.stdout.split('\n')[0]]).toEqual([0, 'success: Nothing found']);
  });

  it('says in Markdown how to get the same again, where there is a commit to name', async () => {
    const head = clone.git('rev-parse', 'HEAD');
    const of = async (...args: string[]) => (await runCli(['audit', ...args, '--format', 'markdown'])).stdout;
    expect(await of(clone.dir, '--commit', 'HEAD')).toContain(`\`integration-audit audit --commit ${head}\``);
    expect(await of(clone.dir)).toMatch(/There is 1 file\.[^]*`integration-audit audit`/);
  });

  it('writes SARIF of the whole, from which code scanning knows what a pull request finds open', async () => {
    const { code, stdout } = await runCli(['audit', plain, '--format', 'sarif']);
    const { runs } = JSON.parse(stdout) as Log;
    expect([code, runs[0]?.results?.map(({ ruleId }) => ruleId)]).toEqual([1, ['leaked-key', 'unsigned-webhook']]);
  });

  it('asks for a commit where there are no files', async () => {
    const bare = makeClone();
    bare.git('config', 'core.bare', 'true');
    const { code, stderr } = await runCli(['audit', join(bare.dir, '.git')]);
    bare.remove();
    expect([code, stderr]).toEqual([2, expect.stringContaining('say with --commit which commit to read')]);
  });
});
