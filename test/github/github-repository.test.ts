import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { BlobContent, Repository, TreeEntry } from '../../src/core/repository-types.ts';
import { isBlobOf } from '../../src/github/blob-id.ts';
import { countRequests } from './count-requests.ts';
import { makeGitHubRepository } from '../../src/github/github-repository.ts';
import { makeTreeCache } from '../../src/github/tree-cache.ts';
import { makeTarball } from '../support/make-tarball.ts';
import { startGitHub } from '../support/start-github.ts';
import type { GitHub } from '../support/start-github.ts';
import { makeTestClient, makeTestRetries } from './make-test-client.ts';

const BINARY = new Uint8Array([0, 255, 0xc3, 0x28, 13, 10]);
const TREE = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';
const BLOB = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';
const ARCHIVE = 'GET /repos/{owner}/{repo}/tarball/{ref}';
const COMPARE = 'GET /repos/{owner}/{repo}/compare/{basehead}';
const COMMIT = 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}';

let github: GitHub;
let base: string;
let head: string;
let tip: string;
let unrelated: string;
beforeAll(async () => {
  github = await startGitHub();
  base = await github.commitFiles(
    { 'a.txt': 'one', 'dir/b.bin': BINARY, link: { symlink: 'a.txt' }, vendor: { submodule: '1'.repeat(40) } },
    { branch: 'main' },
  );
  head = await github.commitFiles({ 'a.txt': 'two' }, { branch: 'topic', parent: base });
  tip = await github.commitFiles({ 'c.txt': 'three' }, { branch: 'main', parent: base });
  unrelated = await github.commitFiles({ 'x.txt': 'x' }, { branch: 'orphan', parent: null });
});
afterAll(() => github.close());

function open(limits = {}): {
  repository: Repository;
  counts: ReadonlyMap<string, number>;
  violations: readonly string[];
} {
  const { client: octokit, violations } = makeTestClient({ baseUrl: github.url, token: github.adminToken });
  const { client, counts } = countRequests(octokit);
  const { owner, repo } = github;
  const treeCache = makeTreeCache();
  return {
    repository: makeGitHubRepository(client, { owner, repo, limits, treeCache, retry: makeTestRetries().retry }),
    counts,
    violations,
  };
}

async function readAll(blobs: AsyncIterable<BlobContent>): Promise<[string, Buffer | null, string | null][]> {
  const all: [string, Buffer | null, string | null][] = [];
  for await (const { entry, bytes, reason } of blobs) all.push([entry.path, bytes && Buffer.from(bytes), reason]);
  return all.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

test('lists a commit with kinds and sizes, and asks once for what cannot change', async () => {
  const { repository, counts, violations } = open();
  const { entries, complete, detail } = await repository.tree(base);
  await repository.tree(base);
  await repository.tree('main');
  await repository.tree('main');

  expect(entries.map(({ path, kind, size }) => [path, kind, size])).toEqual([
    ['a.txt', 'file', 3],
    ['dir/b.bin', 'file', 6],
    ['link', 'symlink', 5],
    ['vendor', 'submodule', null],
  ]);
  expect(isBlobOf(entries[0]?.id ?? '', Buffer.from('one'))).toBe(true);
  expect([complete, detail]).toEqual([true, null]);
  expect([...counts]).toEqual([[TREE, 3]]);
  expect(violations).toEqual([]);
});

test('reads few files one by one', async () => {
  const { repository, counts, violations } = open();
  const { entries } = await repository.tree(head);

  expect(await readAll(repository.blobs(head, entries))).toEqual([
    ['a.txt', Buffer.from('two'), null],
    ['dir/b.bin', Buffer.from(BINARY), null],
    ['link', null, 'missing'],
    ['vendor', null, 'missing'],
  ]);
  expect([...counts]).toEqual([
    [TREE, 1],
    [BLOB, 2],
  ]);
  expect(violations).toEqual([]);
});

test('reads many files although there is no archive', async () => {
  const { repository, counts } = open({ archiveFrom: 2 });
  const { entries } = await repository.tree(head);
  const contents = await readAll(repository.blobs(head, entries));

  expect(contents.filter(([, bytes]) => bytes !== null).map(([path]) => path)).toEqual(['a.txt', 'dir/b.bin']);
  expect([counts.get(ARCHIVE), counts.get(BLOB)]).toEqual([1, 2]);
});

test('finds merge bases', async () => {
  const { repository, counts, violations } = open();

  expect(await repository.mergeBase(tip, head)).toBe(base);
  expect(await repository.mergeBase(base, head)).toBe(base);
  expect(await repository.mergeBase(tip, unrelated)).toBeNull();
  await expect(repository.mergeBase(tip, 'f'.repeat(40))).rejects.toMatchObject({ trouble: { kind: 'not-found' } });
  expect([counts.get(COMPARE), counts.get(COMMIT)]).toEqual([6, 4]);
  expect(violations).toEqual([]);
});

test('throws for a repository that is not there', async () => {
  const { client } = makeTestClient({ baseUrl: github.url });
  const repository = makeGitHubRepository(client, { owner: 'acme', repo: 'nothing' });

  await expect(repository.tree(base)).rejects.toMatchObject({ trouble: { kind: 'not-found', status: 404 } });
});

function makeBlobId(content: string): string {
  return createHash('sha1').update(`blob ${content.length}\0${content}`).digest('hex');
}

test('asks for the archive once more when it broke on the way, before reading singly', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `file-${index}`);
  const whole = await makeTarball(names.map((path) => ({ path, content: path })));
  const cutOff = await makeTarball(names.slice(0, 10).map((path) => ({ path, content: path })));
  let archives = 0;
  const server = createServer((_request, response) => {
    archives += 1;
    response.writeHead(200).end(archives === 1 ? cutOff.subarray(0, cutOff.length - 9) : whole);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { client } = makeTestClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  const entries = names.map((path): TreeEntry => ({ path, id: makeBlobId(path), kind: 'file', size: null }));
  const repository = makeGitHubRepository(client, {
    owner: 'o',
    repo: 'r',
    limits: { archiveFrom: 5, singleBlobs: 0 },
  });
  const contents = await readAll(repository.blobs('c', entries));
  server.close();

  expect(contents.map(([path, bytes]) => [path, String(bytes)])).toEqual(names.toSorted().map((path) => [path, path]));
  expect(archives).toBe(2);
});

test.each([
  ['two commits', 2, ['gone.txt']],
  ['one commit', 1, []],
])(
  'lists the earlier files of a change of %s, though nobody asked for its merge base before',
  async (_name, count, paths) => {
    const branch = `earlier-${count}`;
    const first = await github.commitFiles({ 'gone.txt': `${count}` }, { branch, parent: base });
    const last = count === 1 ? first : await github.commitFiles({ 'gone.txt': null }, { branch });
    const { number } = await github.openPullRequest({ head: branch });
    const { client } = makeTestClient({ baseUrl: github.url, token: github.adminToken });
    const { owner, repo } = github;
    const repository = makeGitHubRepository(client, { owner, repo, pull: number, retry: makeTestRetries().retry });

    const files = await repository.earlierFiles?.(base, last, new Set());
    expect(files?.map(({ entry }) => entry.path)).toEqual(paths);
  },
);
