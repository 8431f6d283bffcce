import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli as runHere } from '../../src/commands/run-cli.ts';
import { fillSample } from '../support/fill-sample.ts';
import { makeClone } from '../support/make-clone.ts';
import { diffSchema, inventorySchema } from '../support/output-schema.ts';
import { PROJECT_DIR, runCli, runProcess } from '../support/run-cli.ts';
import { startGitHub, type GitHub } from '../support/start-github.ts';

const clone = makeClone();
const plain = mkdtempSync(join(tmpdir(), 'plain-'));
const KEY = fillSample('sk_live_{{alnum:24}}', 'run-cli');
const dependencies = (names: Record<string, string>): string => `${JSON.stringify({ dependencies: names }, null, 2)}\n`;

/** main: first - second; change (from first): withStripe - withKey. */
const commits = { first: '', second: '', withStripe: '', withKey: '' };

beforeAll(() => {
  commits.first = clone.commit({ 'package.json': dependencies({ express: '^5.0.0' }), 'src/a.ts': '' });
  clone.git('checkout', '-q', '-b', 'change');
  commits.withStripe = clone.commit({
    'package.json': dependencies({ express: '^5.0.0', stripe: '^17.0.0' }),
    'src/pay.ts': 'export const key = process.env.STRIPE_SECRET_KEY;\n',
  });
  commits.withKey = clone.commit({ 'src/key.ts': `export const key = '${KEY}';\n` });
  clone.git('checkout', '-q', 'main');
  // Not part of the change: it came to main after the branch had left.
  commits.second = clone.commit({ 'docker-compose.yml': 'services:\n  a:\n    image: redis:7\n' });
  clone.git('checkout', '-q', 'change');
  writeFileSync(join(plain, 'package.json'), dependencies({ openai: '^6.0.0' }));
  mkdirSync(join(plain, 'node_modules/stripe'), { recursive: true });
  writeFileSync(join(plain, 'node_modules/stripe/package.json'), dependencies({ stripe: '1' }));
});
afterAll(() => {
  clone.remove();
  rmSync(plain, { recursive: true, force: true });
});

describe('diff', () => {
  it('compares with the merge base of the default branch when nothing else is said', async () => {
    const { code, stdout, stderr } = await runCli(['diff', '--format', 'json'], { cwd: clone.dir });
    const diff = diffSchema.parse(JSON.parse(stdout));
    expect([diff.base, diff.head]).toEqual([commits.first, commits.withKey]);
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
    expect([diff.base, diff.head, diff.conclusion]).toEqual([commits.second, commits.withStripe, 'neutral']);
    expect(diff.changes.removed.map((i) => i.provider)).toEqual(['docker', 'redis']);
    expect(code).toBe(0);
  });

  it('is quiet and content when nothing changes', async () => {
    const { code, stdout, stderr } = await runCli(['diff', '--repo', clone.dir, '--base', 'HEAD']);
    expect([code, stderr, stdout.split('\n')[0]]).toEqual([0, '', 'success: No change to integrations']);
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

  it('can be read by a program that stops early', async () => {
    const { stdout, stderr } = await runCli(['diff', '--format', 'json'], { cwd: clone.dir, closeAfter: 1 });
    expect([stdout.startsWith('{'), stderr]).toEqual([true, '']);
  });
});

describe('inventory', () => {
  it.each<[string, () => string[], string[]]>([
    ['a plain folder', () => ['inventory', plain], ['openai']],
    ['a work tree, with what is not committed', () => ['inventory', clone.dir], ['stripe']],
    ['a commit', () => ['inventory', clone.dir, '--commit', 'main'], ['docker', 'redis']],
    ['the folder of --repo', () => ['inventory', '--repo', plain], ['openai']],
  ])('lists %s', async (_title, args, providers) => {
    const { code, stdout, stderr } = await runCli([...args(), '--format', 'json']);
    const inventory = inventorySchema.parse(JSON.parse(stdout));
    expect([code, stderr, inventory.integrations.map((i) => i.provider)]).toEqual([0, '', providers]);
  });

  it('writes a document beside the files', async () => {
    const { code, stdout } = await runCli(['inventory', plain, '--format', 'markdown', '--write', 'INTEGRATIONS.md']);
    const written = readFileSync(join(plain, 'INTEGRATIONS.md'), 'utf8');
    rmSync(join(plain, 'INTEGRATIONS.md'));
    expect([code, stdout, written.includes('OpenAI')]).toEqual([0, '', true]);
  });

  it('does not write over a document of somebody else, nor through a link', async () => {
    const [path, target] = [join(plain, 'INTEGRATIONS.md'), join(plain, 'elsewhere.md')];
    const write = () => runCli(['inventory', plain, '--write', 'INTEGRATIONS.md']);
    writeFileSync(path, '# Mine\n');
    const refused = await write();
    const after = readFileSync(path, 'utf8');
    rmSync(path);
    symlinkSync(target, path);
    const linked = await write();
    const isWritten = existsSync(target);
    rmSync(path);
    expect([refused.code, after, linked.code, isWritten]).toEqual([2, '# Mine\n', 2, false]);
    expect(refused.stderr).toContain('was not written by this command');
    expect(linked.stderr).toContain('is a link');
  });

  it('leaves a document alone that is as it should be, and keeps what a hand wrote into it', async () => {
    const path = join(plain, 'INTEGRATIONS.md');
    const write = () => runCli(['inventory', plain, '--write', 'INTEGRATIONS.md']);
    await write();
    const note = '<!-- integrations:keep -->\nAsk Jo.\n<!-- /integrations:keep -->';
    const old = readFileSync(path, 'utf8')
      .replace(/(?<=\*\*Analysis Date:\*\* ).+/, '2020-01-31')
      .replace('- OpenAI', `${note}\n\n- OpenAI`);
    writeFileSync(path, old);
    await write();
    const again = readFileSync(path, 'utf8');
    const { stdout } = await runCli(['inventory', plain, '--format', 'markdown']);
    writeFileSync(path, old.replace('- OpenAI', '- ClosedAI'));
    await write();
    const mended = readFileSync(path, 'utf8');
    rmSync(path);
    expect([again === old, stdout === old]).toEqual([true, true]);
    expect([mended.includes(note), mended.includes('- OpenAI'), mended.includes('2020')]).toEqual([true, true, false]);
  });
});

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
    const file = join(plain, 'other.yml');
    writeFileSync(file, `version: 1\nproviders: { approved: [${KEY}] }\nchecks: { leaked-key: ${KEY} }\n"${KEY}": 1\n`);
    const { code, stdout } = await runCli(['config', 'check', file]);
    rmSync(file);
    expect([code, stdout.split('\n').length - 1, stdout.includes(KEY.slice(8))]).toEqual([1, 3, false]);
  });

  it('takes the file that is named', async () => {
    const file = join(plain, 'other.yml');
    writeFileSync(file, 'version: 1\n');
    const { code, stdout } = await runCli(['config', 'check', file]);
    rmSync(file);
    expect([code, stdout.endsWith('other.yml: ok\n')]).toEqual([0, true]);
  });
});

describe('explain', () => {
  it.each(['stripe', 'Stripe', 'STRIPE'])('tells by what %s is recognised', async (name) => {
    const { code, stdout, stderr } = await runCli(['explain', name]);
    expect([code, stderr, stdout.startsWith('Stripe')]).toEqual([0, '', true]);
    expect(stdout).toContain('STRIPE_SECRET_KEY');
  });
});

describe('pull', () => {
  let github: GitHub;
  beforeAll(async () => {
    github = await startGitHub();
    await github.commitFiles({ 'package.json': dependencies({}) }, { branch: 'main' });
    await github.commitFiles(
      { 'package.json': dependencies({ stripe: '1' }), 'src/key.ts': `'${KEY}'` },
      { branch: 'pay' },
    );
    await github.openPullRequest({ head: 'pay' });
  });
  afterAll(() => github.close());
  const env = (): Record<string, string> => ({ GITHUB_TOKEN: github.adminToken });

  it('audits a pull request and posts nothing', async () => {
    const args = ['pull', 'acme/shop#1', '--api-url', github.url, '--format', 'json'];
    const { code, stdout, stderr } = await runCli(args, { env: env() });
    const diff = diffSchema.parse(JSON.parse(stdout));
    expect(diff.findings.map((f) => [f.check, f.path])).toEqual([
      ['leaked-key', 'src/key.ts'],
      ['new-provider', 'package.json'],
    ]);
    expect([code, stderr]).toEqual([1, '']);
    expect(await github.call('GET', '/repos/acme/shop/issues/1/comments')).toEqual([]);
  });

  it.each<[string, string[], RegExp]>([
    ['a pull request that is not there', ['acme/shop#99'], /^integration-audit: .+\n$/],
    ['what names none', ['shop'], /names no pull request: write OWNER\/REPO#NUMBER/],
    ['nothing', [], /needs OWNER\/REPO#NUMBER/],
  ])('says in a sentence that it cannot audit %s', async (_title, args, words) => {
    const { code, stdout, stderr } = await runCli(['pull', ...args, '--api-url', github.url], { env: env() });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain('    at ');
  });
});

describe('what cannot run', () => {
  it.each<[string, () => string[], string]>([
    ['a folder that is none', () => ['diff', '--repo', '/no/such/folder'], '/no/such/folder is not a folder.'],
    [
      'a folder without git',
      () => ['diff', '--repo', plain],
      `${plain} is not a git repository; \`inventory\` reads plain folders.`,
    ],
    [
      'an unknown base',
      () => ['diff', '--repo', clone.dir, '--base', 'nowhere'],
      `git rev-parse: no commit is named "nowhere" in ${clone.dir}.`,
    ],
    [
      'a base like an option',
      () => ['diff', '--repo', clone.dir, '--base=--all'],
      `git rev-parse: no commit is named "--all" in ${clone.dir}.`,
    ],
    [
      'an unknown commit',
      () => ['inventory', clone.dir, '--commit', 'nowhere'],
      `git rev-parse: no commit is named "nowhere" in ${clone.dir}.`,
    ],
    ['an unknown format', () => ['diff', '--format', 'xml'], '--format takes text, json, markdown; got "xml".'],
    ['an unknown command', () => ['audit'], 'There is no command "audit"; see --help.'],
    ['an unknown option', () => ['diff', '--loud'], "Unknown option '--loud'; see --help."],
    ['an option without its value', () => ['diff', '--base'], "Option '--base <value>' argument missing; see --help."],
    [
      'an option of another command',
      () => ['explain', 'stripe', '--base', 'x'],
      '`explain` takes no --base; see --help.',
    ],
    ['a word too much', () => ['diff', 'main'], '`diff` takes no "main"; see --help.'],
    ['two words too much', () => ['explain', 'google', 'maps'], '`explain` takes no "maps"; see --help.'],
    ['no provider', () => ['explain'], '`explain` needs the name of a provider.'],
    ['an unknown provider', () => ['explain', 'strippe'], 'No provider is named "strippe". Did you mean stripe?'],
    ['a provider like nothing', () => ['explain', 'qqqqqqqqqqqqqqq'], 'No provider is named "qqqqqqqqqqqqqqq".'],
    [
      'no configuration',
      () => ['config', 'check', '--repo', plain],
      `No configuration was found in ${plain}: looked for .integrations.yml and .github/integrations.yml.`,
    ],
    ['a configuration that is not there', () => ['config', 'check', '/no/such.yml'], '/no/such.yml cannot be read.'],
    [
      'a document in no folder',
      () => ['inventory', plain, '--write', 'no/such/folder.md'],
      `${join(plain, 'no/such/folder.md')} cannot be written: ENOENT.`,
    ],
  ])('is told in one sentence: %s', async (_title, args, sentence) => {
    const { code, stdout, stderr } = await runCli(args());
    expect([code, stdout, stderr]).toEqual([2, '', `integration-audit: ${sentence}\n`]);
  });

  it('is a repository without a default branch, or without a common commit', async () => {
    const lone = makeClone();
    lone.commit({ a: '1' });
    lone.git('branch', '-m', 'trunk');
    const noDefault = await runCli(['diff', '--repo', lone.dir]);
    lone.git('checkout', '-q', '--orphan', 'main');
    lone.commit({ a: '2' });
    lone.git('checkout', '-q', 'trunk');
    const unrelated = await runCli(['diff', '--repo', lone.dir]);
    const empty = makeClone();
    const nothing = await runCli(['diff', '--repo', empty.dir]);
    lone.remove();
    empty.remove();
    expect([noDefault.code, noDefault.stderr]).toEqual([
      2,
      'integration-audit: No default branch was found: say with --base what to compare with.\n',
    ]);
    expect([unrelated.code, unrelated.stderr]).toEqual([
      2,
      'integration-audit: refs/heads/main and the head share no commit: say with --base what to compare with.\n',
    ]);
    expect([nothing.code, nothing.stderr]).toEqual([
      2,
      `integration-audit: git rev-parse: no commit is named "HEAD" in ${empty.dir}.\n`,
    ]);
  });
});

describe('the command line', () => {
  it('shows its help, its version, and its help again when nothing is asked', async () => {
    const [help, short, version, nothing] = await Promise.all(
      [['--help'], ['-h'], ['--version'], []].map((args) => runCli(args)),
    );
    const { version: own } = JSON.parse(readFileSync(`${PROJECT_DIR}package.json`, 'utf8')) as { version: string };
    expect([help!.code, short!.stdout, nothing!.code, nothing!.stdout]).toEqual([0, help!.stdout, 2, help!.stdout]);
    for (const command of ['diff', 'inventory', 'pull', 'config check', 'explain'])
      expect(help!.stdout).toContain(`integration-audit ${command}`);
    expect([version!.code, version!.stdout]).toEqual([0, `${own}\n`]);
  });

  it('hands its exit status through npm', async () => {
    const args = ['run', '--silent', 'cli', '--', 'diff', '--repo', clone.dir, '--format', 'json'];
    const { code, stdout } = await runProcess('npm', args);
    expect([code, diffSchema.parse(JSON.parse(stdout)).conclusion]).toEqual([1, 'failure']);
  });

  const fakeTerminal = (): { stream: NodeJS.WriteStream; text: () => string } => {
    let text = '';
    const stream = { isTTY: true, on: () => stream, write: (part: string) => ((text += part), true) };
    return { stream: stream as unknown as NodeJS.WriteStream, text: () => text };
  };
  it.each<[string, string[], Record<string, string>, boolean]>([
    ['on a terminal', [], {}, true],
    ['with an empty NO_COLOR', [], { NO_COLOR: '' }, true],
    ['but not with NO_COLOR', [], { NO_COLOR: '1' }, false],
    ['but not with --no-color', ['--no-color'], {}, false],
  ])('has colours %s', async (_title, more, env, coloured) => {
    const [out, err] = [fakeTerminal(), fakeTerminal()];
    const argv = ['node', 'cli', 'explain', 'stripe', ...more];
    expect(await runHere({ argv, env, stdout: out.stream, stderr: err.stream })).toBe(0);
    expect([out.text().includes('\u001b['), err.text()]).toEqual([coloured, '']);
  });
});
