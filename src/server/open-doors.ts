import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export type Doors = {
  /** Takes a delivery; anything but true for what is none. */
  webhooks: (request: IncomingMessage, response: ServerResponse) => unknown;
  webhookPath: string;
  /** Whether the body is GitHub's: its signature has been made with the App's secret. */
  isSigned: (body: string, signature: string) => Promise<boolean>;
  /** A delivery without a valid signature was refused. */
  onUnsigned: () => void;
  /** Pull requests that wait or are audited. */
  countJobs: () => number;
  /** A connection that broke while its body was read, most likely; it must not end the process. */
  onError: (error: unknown) => void;
};

/** GitHub sends no payload above 25 MB; what is larger is not GitHub's. */
const MAX_BODY_BYTES = 26_000_000;
/**
 * A body is held in memory before its signature is looked at. The events of this App take some ten kilobytes; of larger
 * bodies no more than this is held at a time, so that strangers cannot fill the memory.
 */
const LARGE_BODY_BYTES = 1_000_000;
const MAX_LARGE_BYTES = 3 * MAX_BODY_BYTES;
const REQUEST_TIMEOUT_MS = 30_000;

/** Listens for deliveries and questions of health, and nothing else. */
export async function openDoors(doors: Doors, { host, port }: { host: string; port: number }): Promise<Server> {
  const held = { bytes: 0 };
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    answer(request, response, doors, held).catch((error: unknown) => {
      doors.onError(error);
      if (response.headersSent) response.destroy();
      else say(response, 500, 'Internal error');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  return server;
}

/** @param held bytes of large bodies that are read at the moment. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { webhooks, webhookPath, isSigned, onUnsigned, countJobs }: Doors,
  held: { bytes: number },
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0];
  const isQuestion = request.method === 'GET' || request.method === 'HEAD';
  if (isQuestion && path === '/ping') return say(response, 200, 'PONG');
  if (isQuestion && path === '/healthz') return say(response, 200, JSON.stringify({ status: 'ok', jobs: countJobs() }));
  if (path !== webhookPath) return say(response, 404, 'Not found');
  const length = request.method === 'POST' ? Number(request.headers['content-length'] ?? Number.NaN) : 0;
  if (Number.isNaN(length)) return say(response, 411, 'Length required');
  if (length > MAX_BODY_BYTES) return say(response, 413, 'Payload too large');
  const large = length > LARGE_BODY_BYTES ? length : 0;
  if (large > 0 && held.bytes + large > MAX_LARGE_BYTES) return say(response, 503, 'Too many large payloads at once');
  held.bytes += large;
  try {
    if (request.method === 'POST') {
      const body = await readText(request);
      const signature = String(request.headers['x-hub-signature-256'] ?? '');
      if (body === '' || signature === '' || !(await isSigned(body, signature))) {
        onUnsigned();
        return say(response, 400, 'Not signed');
      }
      // Probot looks into what it parsed, and up handlers by the event's name, without asking what they are.
      const event = String(request.headers['x-github-event'] ?? '');
      if (!body.trimStart().startsWith('{') || event in {}) return say(response, 400, 'Not an event');
      // Where the body has been read, Probot takes it from here.
      Object.assign(request, { body });
    }
    if ((await webhooks(request, response)) !== true) say(response, 404, 'Not found');
  } finally {
    held.bytes -= large;
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  return Buffer.concat(await Array.fromAsync(request as AsyncIterable<Uint8Array>)).toString('utf8');
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': text.startsWith('{') ? 'application/json' : 'text/plain',
    connection: status >= 400 ? 'close' : 'keep-alive',
  });
  response.end(text);
}
