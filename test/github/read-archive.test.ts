import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, expect, test } from 'vitest';

import { readArchive } from '../../src/github/read-archive.ts';
import type { ArchiveRequest } from '../../src/github/read-archive.ts';
import { makeTarball } from '../support/make-tarball.ts';
import { makeTestClient } from './make-test-client.ts';

// Real servers, not mocked answers: what counts here is how streams and connections end.

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serveBytes = (bytes: Uint8Array) =>
  serve((_request, response) => response.writeHead(200, { 'content-type': 'application/x-gzip' }).end(bytes));

async function read(
  baseUrl: string,
  request: Partial<ArchiveRequest> = {},
): Promise<{ files: string[]; events: string[] }> {
  const { client, violations } = makeTestClient({ baseUrl, token: 'token-of-ours' });
  const files: string[] = [];
  const events: string[] = [];
  const archive = readArchive(client, {
    owner: 'o',
    repo: 'r',
    commit: 'commit',
    isWanted: () => true,
    maxFileBytes: 1000,
    maxArchiveBytes: 100_000,
    log: (event) => events.push(event),
    ...request,
  });
  for await (const { path, bytes } of archive) files.push(`${path}: ${Buffer.from(bytes).toString()}`);
  expect(violations).toEqual([]);
  return { files, events };
}

test('follows the redirect to the host of the archives and does not show it our token', async () => {
  const tarball = await makeTarball([{ path: 'dir/a.txt', content: 'one' }]);
  const seen: unknown[] = [];
  const archives = await serve((request, response) => {
    seen.push(request.url, request.headers.authorization);
    response.writeHead(200, { 'content-type': 'application/x-gzip' }).end(tarball);
  });
  const api = await serve((request, response) => {
    seen.push(request.url, request.headers.authorization);
    response.writeHead(302, { location: `${archives}/o/r/legacy.tar.gz/commit?token=short-lived` }).end();
  });

  expect(await read(api)).toEqual({ files: ['dir/a.txt: one'], events: [] });
  expect(seen).toEqual([
    '/repos/o/r/tarball/commit',
    'token token-of-ours',
    '/o/r/legacy.tar.gz/commit?token=short-lived',
    undefined,
  ]);
});

test('gives what came before an archive was cut', async () => {
  const content = Array.from({ length: 500 }, (_, index) => Math.imul(index, 2_654_435_761)).join();
  const whole = await makeTarball([
    { path: 'a', content: 'one' },
    { path: 'b', content },
  ]);
  const cut = await serveBytes(whole.subarray(0, whole.length - 1000));

  expect(await read(cut, { maxFileBytes: 10_000 })).toEqual({ files: ['a: one'], events: ['archive-broken'] });
});

test('gives nothing from what is no archive, and from a connection that breaks', async () => {
  const page = await serveBytes(Buffer.from('<html>Sign in to the proxy</html>'));
  const reset = await serve((_request, response) => {
    response.writeHead(200).write(Buffer.from([0x1f, 0x8b, 8, 0]), () => response.socket?.resetAndDestroy());
  });

  expect(await read(page)).toEqual({ files: [], events: ['archive-broken'] });
  expect(await read(reset)).toEqual({ files: [], events: ['archive-broken'] });
});

test('goes through no more bytes than allowed, however small they are packed', async () => {
  const bomb = await serveBytes(
    await makeTarball([
      { path: 'a', content: 'one' },
      { path: 'zeros', content: Buffer.alloc(50_000_000) },
      { path: 'b', content: 'two' },
    ]),
  );

  expect(await read(bomb, { isWanted: (path) => path !== 'zeros' })).toEqual({
    files: ['a: one'],
    events: ['archive-too-large'],
  });
});

test('counts every entry against the cap, empty ones too', async () => {
  const many = await serveBytes(
    await makeTarball(Array.from({ length: 500 }, (_, index) => ({ path: `${index}`, content: '' }))),
  );
  const { files, events } = await read(many);

  // 100,000 bytes are 195 headers of 512; the first is the top folder's.
  expect([files.length, events]).toEqual([194, ['archive-too-large']]);
});

test('closes the connection when the reader has enough', async () => {
  const tarball = await makeTarball([{ path: 'a', content: 'one' }]);
  let closed = false;
  const endless = await serve((_request, response) => {
    response.once('close', () => {
      closed = true;
    });
    response.writeHead(200).write(tarball.subarray(0, tarball.length - 8));
  });
  const { client } = makeTestClient({ baseUrl: endless });
  const request = {
    owner: 'o',
    repo: 'r',
    commit: 'c',
    isWanted: () => true,
    maxFileBytes: 10,
    maxArchiveBytes: 10_000,
  };
  for await (const { path } of readArchive(client, request)) {
    expect(path).toBe('a');
    break;
  }

  await expect.poll(() => closed).toBe(true);
});
