import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

import { extract } from 'tar-stream';
import type { Entry } from 'tar-stream';

import { readTrouble } from './github-errors.ts';
import type { GitHubClient, Log } from './github-client.ts';
import { AS_STREAM, requestGitHub } from './request-github.ts';
import type { RetryPolicy } from './retry-request.ts';

export type ArchiveRequest = {
  owner: string;
  repo: string;
  commit: string;
  isWanted: (path: string) => boolean;
  /** A larger file is skipped. */
  maxFileBytes: number;
  /** Limit on the unpacked bytes of the archive, including files that are skipped. */
  maxArchiveBytes: number;
  retry?: RetryPolicy;
  log?: Log;
};

export type ArchivedFile = { path: string; bytes: Uint8Array };

const ROUTE = 'GET /repos/{owner}/{repo}/tarball/{ref}';
const TAR_BLOCK = 512;

/**
 * Reads the wanted files from a commit's archive, in one request. An archive is an optimisation and cannot be relied
 * on: files may be missing or modified (see `isBlobOf`), and if it breaks off, is refused or exceeds the limit, no more
 * files follow. This is logged and not thrown, because a later request for the missing files meets the rate limit or
 * missing permission itself.
 *
 * GitHub answers with a redirect to another host. `fetch` drops the authorization header if a redirect leaves the
 * origin (https://fetch.spec.whatwg.org/#http-redirect-fetch), so the other host never sees our token; a test checks
 * that.
 */
export async function* readArchive(client: GitHubClient, request: ArchiveRequest): AsyncGenerator<ArchivedFile> {
  const body = await openArchive(client, request);
  if (body === null) return;
  const files = extract();
  const source = Readable.fromWeb(body as never);
  const unpacking = pipeline(source, createGunzip(), files).catch(() => undefined);
  let rest = request.maxArchiveBytes;
  try {
    for await (const entry of files) {
      rest -= (entry.header.size ?? 0) + TAR_BLOCK;
      if (rest < 0) {
        request.log?.('archive-too-large', { commit: request.commit, maxBytes: request.maxArchiveBytes });
        break;
      }
      const file = await readFile(entry, request);
      if (file !== null) yield file;
    }
  } catch (error) {
    request.log?.('archive-broken', { commit: request.commit, error: error instanceof Error ? error.message : '' });
  } finally {
    source.destroy();
    files.destroy();
    await unpacking;
  }
}

async function openArchive(client: GitHubClient, request: ArchiveRequest): Promise<unknown> {
  const { owner, repo, commit, retry, log } = request;
  try {
    const parameters = { owner, repo, ref: commit, request: AS_STREAM };
    return await requestGitHub(client, { route: ROUTE, parameters, retry, read: ({ data }) => data });
  } catch (error) {
    const trouble = readTrouble(error, ROUTE, 0);
    if (trouble === null) throw error;
    log?.('archive-refused', { commit, kind: trouble.kind, status: trouble.status });
    return null;
  }
}

async function readFile(entry: Entry, request: ArchiveRequest): Promise<ArchivedFile | null> {
  const { name, size = 0, type } = entry.header;
  // GitHub puts all files into one folder named after the repository and commit.
  const path = name.slice(name.indexOf('/') + 1);
  if (type !== 'file' || size > request.maxFileBytes || !request.isWanted(path)) {
    for await (const _ of entry) continue;
    return null;
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry) chunks.push(chunk as Uint8Array);
  return { path, bytes: Buffer.concat(chunks) };
}
