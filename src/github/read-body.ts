import { GitHubError } from './github-errors.ts';

/**
 * The bytes of a streamed response, read up to `maxBytes`.
 *
 * @returns null if there are more
 * @throws GitHubError `unavailable` if the connection breaks
 */
export async function readBody(body: unknown, maxBytes: number, route: string): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = openBody(body);
  try {
    for await (const chunk of stream) {
      size += chunk.byteLength;
      if (size > maxBytes) return null;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new GitHubError(
      { kind: 'unavailable', status: null, message: `GitHub's answer to ${route} was cut off.` },
      error,
    );
  }
  return Buffer.concat(chunks, size);
}

/** An empty body is null in fetch. Leaving the loop early cancels the stream. */
function openBody(body: unknown): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (body === null || body === undefined || body === '') return [];
  if (body instanceof ReadableStream) return body;
  throw new TypeError('expected a streamed answer');
}
