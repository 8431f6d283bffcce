import { createHash } from 'node:crypto';

import nock from 'nock';
import { expect, test } from 'vitest';

import type { BlobContent, TreeEntry } from '../../src/core/repository-types.ts';
import { readBlobs } from '../../src/github/read-blobs.ts';
import type { BlobLimits } from '../../src/github/read-blobs.ts';
import { makeTarball } from '../support/make-tarball.ts';
import { makeTestRetries } from './make-test-client.ts';
import { API, mockGitHub } from './mock-github.ts';

const LIMITS: BlobLimits = { blobBytes: 1000, archiveFrom: 3, archiveBytes: 100_000, singleBlobs: 10, concurrency: 2 };
const client = mockGitHub();

function hash(content: string | Uint8Array): string {
  const bytes = Buffer.from(content as string);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

function makeEntry(path: string, content: string | Uint8Array, size: number | null = null): TreeEntry {
  return { path, id: hash(content), kind: 'file', size };
}

const RAW = { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' };

function mockBlob(content: string | Uint8Array): void {
  nock(API, { reqheaders: { accept: 'application/vnd.github.raw+json' } })
    .get(`/repos/o/r/git/blobs/${hash(content)}`)
    .reply(200, Buffer.from(content as string), RAW);
}

const getBlob = (text: string) => nock(API).get(`/repos/o/r/git/blobs/${hash(text)}`);

function mockArchive(body: Buffer, status = 200): void {
  nock(API).get('/repos/o/r/tarball/commit').reply(status, body, { 'content-type': 'application/x-gzip' });
}

async function read(
  entries: TreeEntry[],
  limits: Partial<BlobLimits> = {},
  events: string[] = [],
): Promise<BlobContent[]> {
  const { retry } = makeTestRetries();
  const place = { owner: 'o', repo: 'r', retry, log: (event: string) => events.push(event) };
  const contents: BlobContent[] = [];
  for await (const content of readBlobs(client, place, 'commit', entries, { ...LIMITS, ...limits }))
    contents.push(content);
  return contents.toSorted((a, b) => (a.entry.path < b.entry.path ? -1 : 1));
}

const show = ({ entry, bytes, reason }: BlobContent) => [
  entry.path,
  bytes === null ? null : Buffer.from(bytes).toString('latin1'),
  reason,
];

test('reads blobs byte by byte as they are, and equal ones once', async () => {
  const binary = new Uint8Array([0, 255, 254, 0xc3, 0x28, 13, 10]);
  mockBlob(binary);
  mockBlob('');
  const contents = await read([makeEntry('a.bin', binary), makeEntry('b/copy.bin', binary), makeEntry('empty', '')]);

  expect(contents).toEqual([
    { entry: makeEntry('a.bin', binary), bytes: Buffer.from(binary), reason: null },
    { entry: makeEntry('b/copy.bin', binary), bytes: Buffer.from(binary), reason: null },
    { entry: makeEntry('empty', ''), bytes: Buffer.from(''), reason: null },
  ]);
});

test('reads the JSON of a server that knows no raw answer', async () => {
  const text = 'käse'.repeat(50);
  const content = Buffer.from(text).toString('base64').replaceAll(/.{60}/gu, '$&\n');
  nock(API)
    .get(`/repos/o/r/git/blobs/${hash(text)}`)
    .reply(200, { sha: hash(text), encoding: 'base64', content });

  expect(await read([makeEntry('a', text)])).toEqual([
    { entry: makeEntry('a', text), bytes: Buffer.from(text), reason: null },
  ]);
});

test('asks for nothing that is known to be too large, no file, or not there', async () => {
  const entries: TreeEntry[] = [
    makeEntry('a-large', 'x', 1001),
    { path: 'b-link', id: 'b'.repeat(40), kind: 'symlink', size: 3 },
    { path: 'c-module', id: 'c'.repeat(40), kind: 'submodule', size: null },
  ];

  expect(await read(entries)).toEqual([
    { entry: entries[0], bytes: null, reason: 'too-large', detail: null },
    { entry: entries[1], bytes: null, reason: 'missing', detail: 'a symlink has no content of its own' },
    { entry: entries[2], bytes: null, reason: 'missing', detail: 'a submodule has no content of its own' },
  ]);
});

test('reads a file of just the allowed size, and no further in one that turns out larger', async () => {
  mockBlob('y'.repeat(1000));
  mockBlob('z'.repeat(1001));
  const contents = await read([makeEntry('a', 'y'.repeat(1000)), makeEntry('b', 'z'.repeat(1001))]);

  expect(contents.map(show)).toEqual([
    ['a', 'y'.repeat(1000), null],
    ['b', null, 'too-large'],
  ]);
});

test('gives a reason for a blob that GitHub does not have, does not give, or gives wrong', async () => {
  getBlob('a').reply(404, { message: 'Not Found' });
  getBlob('b').reply(403, {
    message: 'This API returns blobs up to 100 MB in size.',
    errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }],
  });
  getBlob('c').reply(200, 'something else', RAW);
  const contents = await read([makeEntry('a', 'a'), makeEntry('b', 'b'), makeEntry('c', 'c')], { archiveFrom: 99 });

  expect(contents.map(({ reason, detail }) => [reason, detail])).toEqual([
    ['missing', `GitHub answered 404 to GET /repos/o/r/git/blobs/${hash('a')} (Not Found).`],
    ['too-large', null],
    ['missing', 'what GitHub sent does not match its id'],
  ]);
});

test('throws what concerns more than one blob', async () => {
  nock(API)
    .get(/blobs/u)
    .reply(
      403,
      { message: 'Resource not accessible by integration' },
      { 'x-accepted-github-permissions': 'contents=read' },
    );

  await expect(read([makeEntry('a', 'a')])).rejects.toMatchObject({
    trouble: { kind: 'forbidden', permissions: 'contents=read' },
  });
});

test('reads a blob again when its body breaks off', async () => {
  const broken = new ReadableStream({
    pull(controller) {
      controller.error(new Error('socket hang up'));
    },
  });
  const answers = [
    { status: 200, url: '', headers: RAW, data: broken },
    { status: 200, url: '', headers: RAW, data: new Blob(['good']).stream() },
  ];
  const replaying = { request: async () => answers.shift() as (typeof answers)[number] };
  const { retry, waits } = makeTestRetries();
  const contents: BlobContent[] = [];
  for await (const it of readBlobs(replaying, { owner: 'o', repo: 'r', retry }, 'c', [makeEntry('a', 'good')], LIMITS))
    contents.push(it);

  expect(contents.map(show)).toEqual([['a', 'good', null]]);
  expect(waits).toEqual([1000]);
});

test('takes many from one archive: only wanted files, long and odd paths, copies, bytes as they are', async () => {
  const long = `${'deep/'.repeat(60)}ünïcode file.txt`;
  const binary = new Uint8Array([0, 255, 10]);
  mockArchive(
    await makeTarball([
      { path: 'a.txt', content: 'one' },
      { path: 'unwanted.txt', content: 'x'.repeat(5000) },
      { path: 'link', content: 'a.txt', type: 'symlink' },
      { path: long, content: binary },
      { path: '__proto__', content: 'two' },
    ]),
  );
  const contents = await read([
    makeEntry('a.txt', 'one'),
    makeEntry('copy.txt', 'one'),
    makeEntry(long, binary),
    makeEntry('__proto__', 'two'),
  ]);

  expect(contents.map(show)).toEqual([
    ['__proto__', 'two', null],
    ['a.txt', 'one', null],
    ['copy.txt', 'one', null],
    [long, '\0\xff\n', null],
  ]);
});

test('believes no file of an archive that is left out, or not what its id says', async () => {
  // `.gitattributes` of the pull request can do both: `export-ignore` and `export-subst`.
  mockArchive(
    await makeTarball([
      { path: 'a.txt', content: 'one' },
      { path: 'changed.txt', content: '$Format: expanded$' },
    ]),
  );
  mockBlob('$Format:%H$');
  mockBlob('hidden');
  const contents = await read([
    makeEntry('a.txt', 'one'),
    makeEntry('changed.txt', '$Format:%H$'),
    makeEntry('left-out.txt', 'hidden'),
  ]);

  expect(contents.map(show)).toEqual([
    ['a.txt', 'one', null],
    ['changed.txt', '$Format:%H$', null],
    ['left-out.txt', 'hidden', null],
  ]);
});

test('passes over a file of the archive that is too large and of unknown size', async () => {
  const large = 'x'.repeat(1001);
  mockArchive(
    await makeTarball([
      { path: 'a', content: 'a' },
      { path: 'b', content: 'b' },
      { path: 'large', content: large },
    ]),
  );
  mockBlob(large);
  const contents = await read([makeEntry('a', 'a'), makeEntry('b', 'b'), makeEntry('large', large)]);

  expect(contents.map(show)).toEqual([
    ['a', 'a', null],
    ['b', 'b', null],
    ['large', null, 'too-large'],
  ]);
});

test('reads no more blobs one by one than allowed and says which it left', async () => {
  mockArchive(Buffer.from(''), 404);
  mockBlob('a');
  mockBlob('b');
  const contents = await read(
    ['a', 'b', 'c'].map((text) => makeEntry(text, text)),
    { singleBlobs: 2 },
  );

  expect(contents[2]).toEqual({
    entry: makeEntry('c', 'c'),
    bytes: null,
    reason: 'missing',
    detail: 'more than 2 files to read one by one',
  });
  expect(contents.slice(0, 2).map(show)).toEqual([
    ['a', 'a', null],
    ['b', 'b', null],
  ]);
});

test('reads all one by one when the archive is refused, and says so', async () => {
  mockArchive(Buffer.from('{"message":"Not Found"}'), 404);
  for (const text of ['1', '2', '3']) mockBlob(text);
  const events: string[] = [];
  const contents = await read(
    ['1', '2', '3'].map((text) => makeEntry(text, text)),
    {},
    events,
  );

  expect(contents.map(show)).toEqual([
    ['1', '1', null],
    ['2', '2', null],
    ['3', '3', null],
  ]);
  expect(events).toEqual(['archive-refused']);
});
