import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandContext } from '../../src/commands/command.ts';
import { runPull } from '../../src/commands/run-pull.ts';
import { REST_RETRIES } from '../../src/github/make-rest-client.ts';
import { loadEngine, TODAY } from '../support/audit-files.ts';
import { diffSchema } from '../support/output-schema.ts';
import { runCli } from '../support/run-cli.ts';
import { startGitHub, type GitHub } from '../support/start-github.ts';
import { dependencies, KEY } from './make-shop-clone.ts';

function makeContext(env: Record<string, string>): CommandContext & { steps: string[] } {
  const steps: string[] = [];
  return {
    engine: loadEngine,
    rulebook: async () => (await loadEngine()).rulebook,
    today: () => TODAY,
    env,
    write: () => {},
    note: () => {},
    progress: { step: (text) => void steps.push(text), end: () => {} },
    colour: false,
    width: null,
    cwd: '/',
    steps,
  };
}

describe('runPull', () => {
  // Port 9 is nobody's.
  const apiUrl = 'http://127.0.0.1:9/';

  it('says in a sentence that nobody answers, after it has tried again', async () => {
    const waits: number[] = [];
    const retry = { ...REST_RETRIES, wait: async (ms: number) => void waits.push(ms) };
    const pull = runPull(makeContext({ GITHUB_TOKEN: 'x' }), { target: 'acme/shop#1', apiUrl, format: 'text', retry });
    await expect(pull).rejects.toMatchObject({ name: 'UsageError', message: expect.stringMatching(/^[A-Z].+\.$/) });
    expect(waits).toEqual([1000, 4000, 9000]);
  });

  it.each([
    'shop',
    'acme/shop',
    'acme/shop#',
    'acme/shop#1x',
    'acme/shop#0',
    'acme/shop#01',
    'a/b/c#1',
    '../x#1',
    'acme/shop#12345678901',
  ])('takes %s for no pull request', async (target) => {
    const pull = runPull(makeContext({}), { target, apiUrl, format: 'text' });
    await expect(pull).rejects.toThrow(`${JSON.stringify(target)} names no pull request: write OWNER/REPO#NUMBER.`);
  });

  it.each(['notaurl', 'github.acme.example/api/v3', 'https://', 'file:///etc/passwd', ''])(
    'takes %j for no address of an API',
    async (address) => {
      const pull = runPull(makeContext({}), { target: 'acme/shop#1', apiUrl: address, format: 'text' });
      await expect(pull).rejects.toThrow(
        `--api-url takes an address that starts with https://; got ${JSON.stringify(address)}.`,
      );
    },
  );

  it.each(['https://github.com/acme/shop/pull/1', 'https://github.com/acme/shop/pull/1/files', 'acme/shop/pull/1/'])(
    'takes %s for a pull request',
    async (target) => {
      const retry = { ...REST_RETRIES, attempts: 1 };
      const pull = runPull(makeContext({}), { target, apiUrl, format: 'text', retry });
      await expect(pull).rejects.toThrow(/could not be reached/);
    },
  );

  it('does not send the token to a host of which only an address speaks', async () => {
    const target = 'https://git.acme.io/acme/shop/pull/1';
    await expect(runPull(makeContext({}), { target, format: 'text' })).rejects.toThrow(
      'Say with --api-url where the API of git.acme.io is, such as https://git.acme.io/api/v3.',
    );
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
    [
      'a pull request that is not there',
      ['acme/shop#99'],
      /^integration-audit: acme\/shop#99 is not there, or may not be seen\.\n$/,
    ],
    ['what names none', ['shop'], /names no pull request: write OWNER\/REPO#NUMBER/],
    ['nothing', [], /needs OWNER\/REPO#NUMBER/],
  ])('says in a sentence that it cannot audit %s', async (_title, args, words) => {
    const { code, stdout, stderr } = await runCli(['pull', ...args, '--api-url', github.url], { env: env() });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain('    at ');
  });

  it.each([
    ['asks for a token where the variable is set to nothing', {}, true],
    ['takes the token of the other variable then', { GH_TOKEN: 'x' }, false],
  ])('%s', async (_title, others, asks) => {
    const args = ['pull', 'acme/shop#99', '--api-url', github.url];
    const { stderr } = await runCli(args, { env: { GITHUB_TOKEN: '', ...others } });
    expect(stderr.includes(' Set GITHUB_TOKEN for private repositories')).toBe(asks);
  });
});
