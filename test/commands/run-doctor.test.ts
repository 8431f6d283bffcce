import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { CommandContext } from '../../src/commands/command.ts';
import { runDoctor } from '../../src/commands/run-doctor.ts';
import { makeTestRetries } from '../github/make-test-client.ts';
import { makeCheckedFetch } from '../support/check-requests-against-openapi.ts';
import { loadEngine, TODAY } from '../support/audit-files.ts';
import { runCli } from '../support/run-cli.ts';

const { default_permissions: permissions, default_events: events } = parse(
  readFileSync(new URL('../../app.yml', import.meta.url), 'utf8'),
);
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ENV = {
  APP_ID: '12345',
  PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  WEBHOOK_SECRET: randomBytes(32).toString('hex'),
};
const DATE = 'Fri, 02 Jan 2026 03:04:05 GMT';

/** GitHub's answers by path; what is not among them is its front page. */
const ANSWERS: Record<string, unknown> = {
  '/app': { slug: 'audit', permissions, events },
  '/app/hook/config': {
    url: 'https://audit.acme.example/api/github/webhooks',
    content_type: 'json',
    insecure_ssl: '0',
    secret: '********',
  },
  '/app/installations': [{ account: { login: 'acme' }, suspended_at: null, permissions }],
  '/app/hook/deliveries': [
    {
      id: 2,
      guid: 'b',
      delivered_at: '2026-01-02T03:00:00Z',
      status_code: 200,
      event: 'pull_request',
      action: 'opened',
    },
    {
      id: 1,
      guid: 'a',
      delivered_at: '2026-01-02T02:00:00Z',
      status_code: 500,
      event: 'installation',
      action: 'created',
    },
  ],
};

async function examine(
  answers: Record<string, unknown>,
  { env = ENV as Record<string, string>, date = DATE } = {},
): Promise<{ code: number; lines: string[] }> {
  const fetch = makeCheckedFetch(async (input) => {
    const { pathname } = new URL(input as string);
    const answer = pathname in answers ? answers[pathname] : {};
    if (answer instanceof Error) throw answer;
    const status = typeof answer === 'number' ? answer : 200;
    return Response.json(status === 200 ? answer : { message: 'no' }, { status, headers: { date } });
  });
  let text = '';
  const context: CommandContext = {
    engine: loadEngine,
    rulebook: async () => (await loadEngine()).rulebook,
    today: () => TODAY,
    env,
    write: (part) => void (text += part),
    note: () => {},
    progress: { step: () => {}, end: () => {} },
    colour: false,
    width: null,
    cwd: '/',
  };
  const code = await runDoctor(context, { fetch, retry: makeTestRetries({ attempts: 1 }).retry });
  expect(fetch.violations).toEqual([]);
  return { code, lines: text.split('\n').filter(Boolean) };
}

test('A set-up as it should be is told part by part.', async () => {
  const { code, lines } = await examine(ANSWERS);
  expect(code).toBe(0);
  expect(lines).toEqual([
    'ok       Settings       App 12345, at https://api.github.com',
    "ok       Clock          0 s ahead of GitHub's",
    'ok       App            audit',
    'ok       Permissions    metadata: read, contents: read, pull_requests: write, checks: write, merge_queues: read',
    'ok       Events         pull_request, merge_group, check_run, check_suite',
    'ok       Webhook        https://audit.acme.example/api/github/webhooks',
    'ok       Installations  1',
    'ok       Deliveries     1 within a day, all accepted',
  ]);
});

test('Settings that are missing are the end of it.', async () => {
  const { code, lines } = await examine(ANSWERS, { env: { ...ENV, WEBHOOK_SECRET: '' } });
  expect([code, lines.length]).toEqual([1, 1]);
  expect(lines[0]).toMatch(/^error {4}Settings {7}WEBHOOK_SECRET is not set/);
});

test('All that is wrong with the settings is told at once.', async () => {
  const { code, lines } = await examine(ANSWERS, { env: { GHE_HOST: 'https://x', LOG_LEVEL: 'loud', PORT: 'x' } });
  const names = lines.map((line) => /^error {4}Settings {7}(\w+) /.exec(line)?.[1]);
  expect([code, names]).toEqual([1, ['APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET', 'GHE_HOST', 'PORT', 'LOG_LEVEL']]);
});

test('A GitHub that nobody reaches is the end of it.', async () => {
  const { code, lines } = await examine({ '/': new TypeError('fetch failed') });
  expect([code, lines.length]).toEqual([1, 2]);
  expect(lines[1]).toBe('error    GitHub         https://api.github.com gives no answer: is the way out open?');
});

test('A key of another App is told as such.', async () => {
  const { code, lines } = await examine({ ...ANSWERS, '/app': 404 });
  expect([code, lines.length]).toEqual([1, 3]);
  expect(lines[2]).toMatch(/^error {4}App .+404.+ Do PRIVATE_KEY and APP_ID 12345 belong together\?$/);
});

test('What GitHub says when it is ill is not blamed on the key.', async () => {
  const { lines } = await examine({ ...ANSWERS, '/app': 500 });
  expect(lines[2]).toMatch(/^error {4}App .+500/);
  expect(lines[2]).not.toContain('PRIVATE_KEY');
});

test('A webhook that was never set up is told as such, and what comes from GitHub reaches no terminal raw.', async () => {
  const app = { slug: 'au\u001b[31mdit\nok', permissions, events };
  const { lines } = await examine({ ...ANSWERS, '/app': app, '/app/hook/config': 404 });
  expect(lines[2]).toBe('ok       App            au [31mdit ok');
  expect(lines[5]).toBe(
    "error    Webhook        The App has no webhook: make it active on the App's page, with its URL.",
  );
});

test('A clock that is wrong, and a part that GitHub does not tell, leave the rest to be examined.', async () => {
  const { code, lines } = await examine(
    { ...ANSWERS, '/app/hook/config': 500 },
    { date: 'Fri, 02 Jan 2026 03:00:00 GMT' },
  );
  expect([code, lines.length]).toEqual([1, 8]);
  expect(lines[1]).toMatch(/^warning {2}Clock {10}245 s ahead of/);
  expect(lines[5]).toMatch(/^error {4}Webhook {8}GitHub answered 500/);
  expect(lines[7]).toMatch(/^ok {7}Deliveries/);
});

test('The command line has it, and takes no word.', async () => {
  const examined = await runCli(['doctor'], { env: { ...ENV, APP_ID: 'x' } });
  expect([examined.code, examined.stdout]).toEqual([
    1,
    "error    Settings       APP_ID is not a number: set it to the number that GitHub shows on the App's settings page.\n",
  ]);
  expect(await runCli(['doctor', 'now'])).toMatchObject({
    code: 2,
    stderr: 'integration-audit: `doctor` takes no "now"; see --help.\n',
  });
});
