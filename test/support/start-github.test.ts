import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { startGitHub } from './start-github.ts';
import type { GitHub } from './start-github.ts';

let github: GitHub;
beforeEach(async () => {
  github = await startGitHub();
});
afterEach(() => github.close());

test('keeps files, symlinks, submodules and removals of a chain of commits', async () => {
  const first = await github.commitFiles(
    { 'a.txt': 'one', 'dir/b.bin': new Uint8Array([0, 255, 10]), link: { symlink: 'a.txt' } },
    { branch: 'main' },
  );
  const second = await github.commitFiles(
    { 'a.txt': null, vendor: { submodule: '1'.repeat(40) } },
    { branch: 'topic' },
  );
  const { tree } = await github.call('GET', `/repos/acme/shop/git/trees/${second}?recursive=1`);
  const { parents } = await github.call('GET', `/repos/acme/shop/git/commits/${second}`);

  expect(tree.map((entry: { path: string; mode: string }) => [entry.path, entry.mode])).toEqual([
    ['dir', '040000'],
    ['dir/b.bin', '100644'],
    ['link', '120000'],
    ['vendor', '160000'],
  ]);
  expect(parents.map((parent: { sha: string }) => parent.sha)).toEqual([first]);
});

test('sends the App a signed webhook for each opened pull request, also two at once', async () => {
  const seen: unknown[] = [];
  const server = createServer((request, response) => {
    seen.push([request.headers['x-github-event'], String(request.headers['x-hub-signature-256']).slice(0, 7)]);
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  github.deliverWebhooksTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await github.commitFiles({ 'a.txt': 'one' }, { branch: 'main' });
  await github.commitFiles({ 'a.txt': 'two' }, { branch: 'left' });
  await github.commitFiles({ 'a.txt': 'three' }, { branch: 'right' });
  await Promise.all([github.openPullRequest({ head: 'left' }), github.openPullRequest({ head: 'right' })]);
  const status = await github.sendWebhook('pull_request', { action: 'synchronize' });
  await expect.poll(() => github.deliveries.filter(({ status: got }) => got === 200).length).toBe(3);
  server.close();

  expect(status).toBe(200);
  expect(seen).toEqual(Array.from({ length: 3 }, () => ['pull_request', 'sha256=']));
  expect(new Set(github.deliveries.map(({ id }) => id)).size).toBe(3);
});

test('opens a pull request from a fork', async () => {
  await github.commitFiles({ 'a.txt': 'one' }, { branch: 'main' });
  const fork = await github.fork();
  const head = await github.commitFiles({ 'a.txt': 'two' }, { branch: 'topic', repository: fork });
  const pull = await github.openPullRequest({ head: 'admin:topic' });

  expect(fork).toBe('admin/shop');
  expect(pull.headSha).toBe(head);
});

test('moves the head of a pull request with its branch and tells the App', async () => {
  await github.commitFiles({ 'a.txt': 'one' }, { branch: 'main' });
  const before = await github.commitFiles({ 'a.txt': 'two' }, { branch: 'topic' });
  const { number } = await github.openPullRequest({ head: 'topic' });
  const after = await github.commitFiles({ 'a.txt': 'three' }, { branch: 'topic' });
  const pull = await github.call('GET', `/repos/acme/shop/pulls/${number}`);
  const [listed] = await github.call('GET', '/repos/acme/shop/pulls?state=open');
  await github.synchronize(number, before);
  const sent = JSON.parse(github.deliveries.at(-1)?.body ?? '{}');

  expect([pull.head.sha, listed.head.sha]).toEqual([after, after]);
  expect([sent.action, sent.before, sent.after, sent.pull_request.head.sha, sent.installation.id]).toEqual([
    'synchronize',
    before,
    after,
    after,
    77,
  ]);
});
