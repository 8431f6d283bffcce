import { closeSync, existsSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeClone } from '../support/make-clone.ts';
import { diffSchema, inventorySchema } from '../support/output-schema.ts';
import { RuleError } from '../../src/core/rulebook/rule-error.ts';
import { PROJECT_DIR, runCli, runCliProcess, runProcess } from '../support/run-cli.ts';
import { COMMANDS } from '../../src/commands/command-table.ts';
import { readArguments } from '../../src/commands/read-arguments.ts';
import { makePlainFolder } from './make-plain-folder.ts';
import { makeShopClone } from './make-shop-clone.ts';

const clone = makeShopClone();
const plain = makePlainFolder();
afterAll(() => {
  clone.remove();
  plain.remove();
});

describe('what cannot run', () => {
  it.each<[string, () => string[], string]>([
    ['a folder that is none', () => ['diff', '--repo', '/no/such/folder'], '/no/such/folder is not a folder.'],
    [
      'a folder without git',
      () => ['diff', '--repo', plain.dir],
      `${plain.dir} is not a git repository; \`audit\` and \`inventory\` read plain folders.`,
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
    ['an unknown format', () => ['diff', '--format', 'xml'], '--format takes text, json, markdown, sarif; got "xml".'],
    [
      'a format of another command',
      () => ['inventory', clone.dir, '--format', 'sarif'],
      '--format takes text, json, markdown, cyclonedx; got "sarif".',
    ],
    ['an unknown command', () => ['publish'], 'There is no command "publish". See --help.'],
    ['a mistyped command', () => ['inventry'], 'There is no command "inventry". Did you mean `inventory`?'],
    ['half a command', () => ['config', 'chekc'], 'There is no command "config". Did you mean `config check`?'],
    ['an unknown option', () => ['diff', '--loud'], "Unknown option '--loud'; see --help."],
    ['a mistyped option', () => ['diff', '--formt', 'json'], "Unknown option '--formt'. Did you mean `--format`?"],
    ['an option without its value', () => ['diff', '--base'], "Option '--base <value>' argument missing; see --help."],
    [
      'an option of another command',
      () => ['explain', 'stripe', '--base', 'x'],
      '`explain` takes no --base; see --help.',
    ],
    [
      'a word too much',
      () => ['diff', 'main'],
      '`diff` takes no "main": name the folder with --repo, commits with --base and --head.',
    ],
    [
      'a folder named twice',
      () => ['audit', 'a', '--repo', 'b'],
      'Two folders are named, "a" and --repo "b": name one.',
    ],
    ['a folder without a name', () => ['audit', ''], 'The folder has no name: leave it out for the current one.'],
    ['a document in a folder', () => ['inventory', plain.dir, '--write', '.'], `${plain.dir} is no file: name one.`],
    ['two words too much', () => ['pull', 'acme/shop#1', 'now'], '`pull` takes no "now"; see --help.'],
    ['no provider', () => ['explain'], '`explain` needs the name of a provider.'],
    ['an unknown provider', () => ['explain', 'strippe'], 'No provider is named "strippe". Did you mean stripe?'],
    ['a provider like nothing', () => ['explain', 'qqqqqqqqqqqqqqq'], 'No provider is named "qqqqqqqqqqqqqqq".'],
    [
      'no configuration',
      () => ['config', 'check', '--repo', plain.dir],
      `No configuration was found in ${plain.dir}: looked for .integrations.yml and .github/integrations.yml.`,
    ],
    [
      'a configuration that is not there',
      () => ['config', 'check', '/no/such.yml'],
      '/no/such.yml cannot be read: no such file or directory.',
    ],
    [
      'a document in no folder',
      () => ['inventory', plain.dir, '--write', 'no/such/folder.md'],
      `${join(plain.dir, 'no/such/folder.md')} cannot be written: no such file or directory.`,
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
      `integration-audit: git rev-parse: no commit is named "HEAD" in ${empty.dir}. Nothing is committed here yet: \`audit\` reads all that stands, \`diff --staged\` what the first commit would bring.\n`,
    ]);
  });

  it('is a bare repository without a commit to list, or a clone of one commit', async () => {
    const bare = makeClone();
    bare.git('clone', '-q', '--bare', clone.dir, 'bare.git');
    bare.git('clone', '-q', '--depth', '1', `file://${clone.dir}`, 'shallow');
    const [inBare, inShallow] = [join(bare.dir, 'bare.git'), join(bare.dir, 'shallow')];
    const listed = await runCli(['inventory', inBare]);
    const compared = await runCli(['diff', '--repo', inShallow]);
    const older = await runCli(['diff', '--repo', inShallow, '--base', 'HEAD~1']);
    bare.remove();
    expect([listed.code, listed.stderr]).toEqual([
      2,
      `integration-audit: ${inBare} is a bare git repository: say with --commit which commit to read.\n`,
    ]);
    const hint = 'The clone is shallow: `git fetch --unshallow` brings its history.\n';
    expect([compared.code, compared.stderr]).toEqual([2, expect.stringContaining(hint)]);
    expect([older.code, older.stderr]).toEqual([2, expect.stringContaining(hint)]);
  });
});

describe('the command line', () => {
  it('shows its help, its version, and its help again when nothing is asked', async () => {
    const [help, short, version, nothing] = await Promise.all(
      [['--help'], ['help'], ['--version'], []].map((args) => runCli(args)),
    );
    const { version: own } = JSON.parse(readFileSync(`${PROJECT_DIR}package.json`, 'utf8')) as { version: string };
    expect([help!.code, short!.stdout, nothing!.code, nothing!.stdout]).toEqual([0, help!.stdout, 2, help!.stdout]);
    for (const command of Object.keys(COMMANDS)) expect(help!.stdout).toContain(`\n  ${command} `);
    expect([version!.code, version!.stdout]).toEqual([0, `${own}\n`]);
  });

  it.each(Object.entries(COMMANDS))(
    'shows how `%s` is called, whatever else stands beside --help',
    async (name, described) => {
      const [own, asked] = await Promise.all([
        runCli([...name.split(' '), '--help', '--base', 'x', 'y']),
        runCli(['help', ...name.split(' ')]),
      ]);
      expect([own.code, own.stderr, asked.stdout]).toEqual([0, '', own.stdout]);
      expect(own.stdout).toContain(`\n  integration-audit ${name} ${described.word}`.trimEnd());
      for (const option of described.options) expect(own.stdout).toMatch(new RegExp(`^  --${option} `, 'm'));
      for (const [line] of described.examples) expect(own.stdout).toContain(`\n  integration-audit ${line}\n`);
    },
  );

  it.each(Object.values(COMMANDS).flatMap(({ examples }) => examples.map(([line]) => [line])))(
    'reads its own example `%s`',
    (line) => {
      const words = line.replace(/ >.*$/, '').split(' ');
      expect(readArguments(words)).toMatchObject({ command: line.startsWith('config') ? 'config check' : words[0] });
    },
  );

  it.skipIf(process.platform === 'win32')('says in a sentence that the current folder is gone', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'gone-'));
    const command = `rmdir "$PWD" && exec "$0" ${PROJECT_DIR}src/start-cli.js explain stripe`;
    const { code, stderr } = await runProcess('sh', ['-c', command, process.execPath], { cwd: dir });
    expect([code, stderr]).toEqual([
      2,
      'integration-audit: The current folder is gone: change to one that is there.\n',
    ]);
  });

  it('tells the fault of a rule that is not finished as it stands', async () => {
    const rulebook = () => Promise.reject(new RuleError('rules/acme.yml:3: category: Required'));
    const { code, stderr } = await runCli(['explain', 'acme'], { rulebook });
    expect([code, stderr]).toEqual([2, 'integration-audit: rules/acme.yml:3: category: Required\n']);
  });

  it('hands its exit status through npm', async () => {
    const args = ['run', '--silent', 'cli', '--', 'diff', '--repo', clone.dir, '--format', 'json'];
    const { code, stdout } = await runProcess('npm', args);
    expect([code, diffSchema.parse(JSON.parse(stdout)).conclusion]).toEqual([1, 'failure']);
  });

  it.each([
    ['where npm was called', 'cli', ['openai']],
    ['where it is started, by any other script', 'build', ['stripe']],
  ])('reads the folder %s', async (_title, script, expected) => {
    const env = { npm_lifecycle_event: script, INIT_CWD: plain.dir };
    const { stdout } = await runCliProcess(['inventory', '--format', 'json'], { cwd: clone.dir, env });
    expect(inventorySchema.parse(JSON.parse(stdout)).integrations.map(({ provider }) => provider)).toEqual(expected);
  });

  it('can be read by a program that stops early', async () => {
    const { stdout, stderr } = await runCliProcess(['diff', '--format', 'json'], { cwd: clone.dir, closeAfter: 1 });
    expect([stdout.startsWith('{'), stderr]).toEqual([true, '']);
  });

  it.skipIf(!existsSync('/dev/full'))('says in a sentence that its output cannot be written', async () => {
    const full = openSync('/dev/full', 'w');
    const { code, stderr } = await runCliProcess(['explain', 'stripe'], { stdout: full });
    closeSync(full);
    const sentence = 'integration-audit: standard output cannot be written: no space left on device.\n';
    expect([code, stderr]).toEqual([2, sentence]);
  });

  it.each<[string, string[], Record<string, string>, boolean]>([
    ['on a terminal', [], {}, true],
    ['with an empty NO_COLOR', [], { NO_COLOR: '' }, true],
    ['but not with NO_COLOR', [], { NO_COLOR: '1' }, false],
    ['nor on a dumb terminal', [], { TERM: 'dumb' }, false],
    ['but not with --no-color', ['--no-color'], {}, false],
  ])('has colours %s', async (_title, more, env, coloured) => {
    const { code, stdout, stderr } = await runCli(['explain', 'stripe', ...more], { env, columns: 80 });
    expect([code, stdout.includes('\u001b['), stderr]).toEqual([0, coloured, '']);
  });

  it.each([60, 200])('breaks sentences by words in a terminal of %d columns', async (columns) => {
    const { stdout } = await runCli(['diff', '--no-color'], { cwd: clone.dir, columns });
    const sentences = stdout.split('\n').filter((line) => line.startsWith('    '));
    expect(Math.max(...sentences.map((line) => line.length))).toBeLessThanOrEqual(Math.min(columns, 120));
    expect(sentences.length).toBeGreaterThan(2);
  });
});
