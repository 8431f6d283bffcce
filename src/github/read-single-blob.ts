import type { BlobContent } from '../core/repository-types.ts';
import { isBlobOf } from './blob-id.ts';
import type { GitHubClient, GitHubResponse } from './github-client.ts';
import { GitHubError } from './github-errors.ts';
import { readBody } from './read-body.ts';
import { AS_STREAM, readJsonStream, requestGitHub } from './request-github.ts';
import type { RetryPolicy } from './retry-request.ts';

type BlobsPlace = { owner: string; repo: string; retry?: RetryPolicy };
type Content = Pick<BlobContent, 'bytes' | 'reason' | 'detail'>;

const ROUTE = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';

/**
 * Reads a blob by its id, up to `maxBytes`. It is requested raw, because base64 in JSON is a third larger.
 *
 * @throws GitHubError unless this particular blob is missing or too large, which is returned
 * @see https://docs.github.com/en/rest/git/blobs#get-a-blob
 */
export async function readSingleBlob(
  client: GitHubClient,
  place: BlobsPlace,
  id: string,
  maxBytes: number,
): Promise<Content> {
  const { owner, repo, retry } = place;
  const headers = { accept: 'application/vnd.github.raw+json' };
  const parameters = { owner, repo, file_sha: id, headers, request: AS_STREAM };
  try {
    const bytes = await requestGitHub(client, {
      route: ROUTE,
      parameters,
      retry,
      read: (response) => readContent(response, maxBytes),
    });
    if (bytes === null) return { bytes: null, reason: 'too-large', detail: null };
    if (isBlobOf(id, bytes)) return { bytes, reason: null };
    return { bytes: null, reason: 'missing', detail: 'what GitHub sent does not match its id' };
  } catch (error) {
    const refusal = error instanceof GitHubError ? findRefusal(error) : null;
    if (refusal === null) throw error;
    return refusal;
  }
}

/** Null if there is more than `maxBytes`. GitHub's emulator does not support raw responses and returns JSON. */
async function readContent(response: GitHubResponse, maxBytes: number): Promise<Uint8Array | null> {
  const isJson = String(response.headers['content-type']).startsWith('application/json');
  if (!isJson) return readBody(response.data, maxBytes, ROUTE);
  // Four characters per three bytes, plus line ends and the other fields.
  const json = await readJsonStream(response, Math.ceil(maxBytes * 1.4) + 4096, ROUTE);
  const { content } = (json ?? {}) as { content?: unknown };
  const bytes = Buffer.from(typeof content === 'string' ? content : '', 'base64');
  return bytes.byteLength > maxBytes ? null : bytes;
}

/**
 * The reason if GitHub refuses this particular blob; null for any other error. Above 100 MB it responds with 403 and
 * the code `too_large`.
 */
function findRefusal(error: GitHubError): Content | null {
  const { trouble } = error;
  if (trouble.kind === 'forbidden' && trouble.message.includes('too_large')) {
    return { bytes: null, reason: 'too-large', detail: null };
  }
  const isMissing = trouble.kind === 'not-found' || trouble.kind === 'unprocessable';
  return isMissing ? { bytes: null, reason: 'missing', detail: trouble.message } : null;
}
