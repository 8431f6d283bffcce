import nock from 'nock';
import { expect, test } from 'vitest';

import { readTree } from '../../src/github/read-tree.ts';
import { makeTestRetries } from './make-test-client.ts';
import { API, mockGitHub } from './mock-github.ts';

const LIMITS = { treeRequests: 300, treeEntries: 1000, concurrency: 3 };
const client = mockGitHub();

const file = (path: string, size?: number) => ({ path, mode: '100644', type: 'blob', sha: `blob-of-${path}`, size });
const folder = (path: string, sha: string) => ({ path, mode: '040000', type: 'tree', sha });

function mockListing(sha: string, isRecursive: boolean, tree: object[], truncated = false): void {
  nock(API)
    .get(`/repos/o/r/git/trees/${sha}`)
    .query(isRecursive ? { recursive: '1' } : {})
    .reply(200, { sha, tree, truncated });
}

const getRoot = () => nock(API).get('/repos/o/r/git/trees/root').query({ recursive: '1' });

const read = (limits = LIMITS, retry = makeTestRetries().retry) =>
  readTree(client, { owner: 'o', repo: 'r', retry }, 'root', limits);

test('reads files, links and submodules of a whole listing', async () => {
  mockListing('root', true, [
    file('a.txt', 3),
    folder('dir', 'd1'),
    { path: 'dir/run', mode: '100755', type: 'blob', sha: 'b2', size: 0 },
    { path: 'link', mode: '120000', type: 'blob', sha: 'b3', size: 5 },
    { path: 'vendor', mode: '160000', type: 'commit', sha: 'c1' },
    file('__proto__', 1),
  ]);

  expect(await read()).toEqual({
    entries: [
      { path: 'a.txt', id: 'blob-of-a.txt', kind: 'file', size: 3 },
      { path: 'dir/run', id: 'b2', kind: 'file', size: 0 },
      { path: 'link', id: 'b3', kind: 'symlink', size: 5 },
      { path: 'vendor', id: 'c1', kind: 'submodule', size: null },
      { path: '__proto__', id: 'blob-of-__proto__', kind: 'file', size: 1 },
    ],
    complete: true,
    detail: null,
  });
});

test('lists the folders one by one when the listing is cut, and again below where that is cut', async () => {
  mockListing('root', true, [file('x')], true);
  mockListing('root', false, [file('z.txt', 1), folder('big', 's-big'), folder('small', 's-small')]);
  mockListing('s-small', true, [file('in/b.txt', 2)]);
  mockListing('s-big', true, [file('cut')], true);
  mockListing('s-big', false, [file('c.txt', 3), folder('deep', 's-deep')]);
  mockListing('s-deep', true, [file('d.txt', 4)]);

  expect(await read()).toEqual({
    entries: [
      { path: 'big/c.txt', id: 'blob-of-c.txt', kind: 'file', size: 3 },
      { path: 'big/deep/d.txt', id: 'blob-of-d.txt', kind: 'file', size: 4 },
      { path: 'small/in/b.txt', id: 'blob-of-in/b.txt', kind: 'file', size: 2 },
      { path: 'z.txt', id: 'blob-of-z.txt', kind: 'file', size: 1 },
    ],
    complete: true,
    detail: null,
  });
});

test('stops at the cap of requests and says so', async () => {
  mockListing('root', true, [], true);
  mockListing('root', false, [file('a', 1), folder('b', 's-b'), folder('c', 's-c')]);
  mockListing('s-b', true, [file('d', 1)]);

  expect(await read({ ...LIMITS, treeRequests: 3 })).toEqual({
    entries: [
      { path: 'a', id: 'blob-of-a', kind: 'file', size: 1 },
      { path: 'b/d', id: 'blob-of-d', kind: 'file', size: 1 },
    ],
    complete: false,
    detail: 'more than 3 requests',
  });
});

test('stops at the cap of entries and says so', async () => {
  mockListing('root', true, [], true);
  mockListing('root', false, [file('a', 1), file('b', 1), folder('c', 's-c')]);
  const tree = await read({ ...LIMITS, treeEntries: 2 });

  expect([tree.entries.length, tree.complete, tree.detail]).toEqual([2, false, 'more than 2 entries']);
});

test('says when a folder by itself is cut', async () => {
  mockListing('root', true, [], true);
  mockListing('root', false, [file('a', 1)], true);

  expect(await read()).toEqual({
    entries: [{ path: 'a', id: 'blob-of-a', kind: 'file', size: 1 }],
    complete: false,
    detail: 'one folder alone has more entries than GitHub lists',
  });
});

test('repeats a read after a 502, a reset connection and an answer that is no JSON', async () => {
  const { retry, waits } = makeTestRetries();
  getRoot().reply(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' });
  getRoot().replyWithError(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
  getRoot().reply(200, '<html>Sign in to the proxy</html>', { 'content-type': 'text/html' });
  mockListing('root', true, [file('a', 1)]);
  const tree = await read(LIMITS, retry);

  expect([tree.entries.length, waits]).toEqual([1, [1000, 4000, 9000]]);
});

test.each([
  ['no object', 'null'],
  ['no list', '{"tree":{}}'],
  ['entries without a path', '{"tree":[{"sha":"x"}]}'],
])('takes %s for no answer', async (_name, body) => {
  nock(API).get(/./u).times(2).reply(200, body);

  await expect(read(LIMITS, makeTestRetries({ attempts: 2 }).retry)).rejects.toMatchObject({
    name: 'GitHubError',
    trouble: { kind: 'unavailable' },
  });
});

test('throws a primary limit that lasts with the time when it ends', async () => {
  const { retry, waits } = makeTestRetries();
  const reset = retry.now() / 1000 + 1800;
  nock(API)
    .get(/./u)
    .reply(
      403,
      { message: 'API rate limit exceeded' },
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) },
    );

  await expect(read(LIMITS, retry)).rejects.toMatchObject({
    trouble: { kind: 'rate-limited', limit: 'primary', retryAt: reset * 1000 + 1000 },
  });
  expect(waits).toEqual([]);
});

test('waits out a secondary limit', async () => {
  const { retry, waits } = makeTestRetries();
  nock(API).get(/./u).reply(403, { message: 'You have exceeded a secondary rate limit.' }, { 'retry-after': '12' });
  mockListing('root', true, []);

  expect(await read(LIMITS, retry)).toEqual({ entries: [], complete: true, detail: null });
  expect(waits).toEqual([12_000]);
});
