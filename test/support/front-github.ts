import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type GitHubFront = { url: string; close(): Promise<void> };

/** `GET /repos/o/r/pulls` and `GET /repos/o/r/pulls/7`. */
const PULLS = /^\/repos\/[^/]+\/[^/]+\/pulls(?:\/\d+)?(?:\?|$)/u;
/** Hop-by-hop headers, and those of an encoding that is decoded here. */
const NOT_PASSED = new Set([
  'host',
  'connection',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'keep-alive',
]);

/**
 * Puts a proxy in front of the emulator that corrects one thing: the emulator keeps the commits of a pull request as
 * they were when it was opened, while on GitHub those of an open one move with its branches. Everything else passes
 * unchanged.
 *
 * @param readHead the commit that a branch of `owner/name` points at now; null if there is no such branch
 */
export async function frontGitHub(
  emulatorUrl: string,
  readHead: (repository: string, branch: string) => Promise<string | null>,
): Promise<GitHubFront> {
  const server = createServer((request, response) => {
    void pass(request, emulatorUrl, readHead).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Passed = { status: number; headers: [string, string][]; body: Buffer };
type ReadHead = Parameters<typeof frontGitHub>[1];
type Side = { ref: string; sha: string; repo: { full_name: string } | null };
type Pull = { state: string; head: Side; base: Side };

async function pass(request: IncomingMessage, emulatorUrl: string, readHead: ReadHead): Promise<Passed> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = 'GET', url = '/' } = request;
  const answer = await fetch(emulatorUrl + url, {
    method,
    headers: passHeaders(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body: chunks.length === 0 ? undefined : Buffer.concat(chunks),
    redirect: 'manual',
  });
  const body = Buffer.from(await answer.arrayBuffer());
  const isPulls = method === 'GET' && answer.ok && PULLS.test(url);
  return {
    status: answer.status,
    headers: passHeaders([...answer.headers]),
    body: isPulls ? Buffer.from(JSON.stringify(await moveHeads(JSON.parse(body.toString('utf8')), readHead))) : body,
  };
}

function passHeaders(headers: readonly [string, string][]): [string, string][] {
  return headers.filter(([name]) => !NOT_PASSED.has(name));
}

async function moveHeads(pulls: Pull | Pull[], readHead: ReadHead): Promise<Pull | Pull[]> {
  for (const { state, head, base } of Array.isArray(pulls) ? pulls : [pulls]) {
    for (const side of state === 'open' ? [head, base] : []) {
      side.sha = (side.repo && (await readHead(side.repo.full_name, side.ref))) ?? side.sha;
    }
  }
  return pulls;
}
