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
 * One blob by its id, read no further than `maxBytes`. It is asked for raw, since base64 in JSON is a third larger.
 *
 * @throws GitHubError unless this very blob is missing or too large, which is the result then
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

/** Null when there is more than `maxBytes`. GitHub's emulator knows no raw answer and gives the JSON. */
async function readContent(response: GitHubResponse, maxBytes: number): Promise<Uint8Array | null> {
  const isJson = String(response.headers['content-type']).startsWith('application/json');
  if (!isJson) return readBody(response.data, maxBytes, ROUTE);
  // Four characters for three bytes, line ends, and the other fields.
  const json = await readJsonStream(response, Math.ceil(maxBytes * 1.4) + 4096, ROUTE);
  const { content } = (json ?? {}) as { content?: unknown };
  const bytes = Buffer.from(typeof content === 'string' ? content : '', 'base64');
  return bytes.byteLength > maxBytes ? null : bytes;
}

/** Why GitHub refuses this very blob; null for any other trouble. Over 100 MB it answers 403 with the code `too_large`. */
function findRefusal(error: GitHubError): Content | null {
  const { trouble } = error;
  if (trouble.kind === 'forbidden' && trouble.message.includes('too_large')) {
    return { bytes: null, reason: 'too-large', detail: null };
  }
  const isMissing = trouble.kind === 'not-found' || trouble.kind === 'unprocessable';
  return isMissing ? { bytes: null, reason: 'missing', detail: trouble.message } : null;
}
