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
 * A body is held in memory before its signature is looked at, and strangers must not fill that. The events of this App take
 * some ten kilobytes: larger bodies are let in only while there is room left for those, by what they say of their length.
 */
const LARGE_BODY_BYTES = 1_000_000;
const MAX_LARGE_BYTES = 3 * MAX_BODY_BYTES;
/** Of all bodies together, by what has come of them. */
const MAX_HELD_BYTES = 4 * MAX_BODY_BYTES;
const REQUEST_TIMEOUT_MS = 30_000;

/** Listens for deliveries and questions of health, and nothing else. */
export async function openDoors(doors: Doors, { host, port }: { host: string; port: number }): Promise<Server> {
  const held: Held = { large: 0, arrived: 0 };
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

/** Bytes of the bodies at hand: of large ones as they are announced, of all as they arrived. */
type Held = { large: number; arrived: number };

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { webhooks, webhookPath, isSigned, onUnsigned, countJobs }: Doors,
  held: Held,
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
  if (large > 0 && held.large + large > MAX_LARGE_BYTES) return say(response, 503, 'Too many large payloads at once');
  held.large += large;
  let arrived = 0;
  const isTooMuch = (size: number): boolean => {
    arrived += size;
    held.arrived += size;
    return held.arrived > MAX_HELD_BYTES;
  };
  try {
    if (request.method === 'POST') {
      const body = await readText(request, isTooMuch);
      if (body === null) return say(response, 503, 'Too many payloads at once');
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
    held.large -= large;
    held.arrived -= arrived;
  }
}

/** The body; null when a piece of it is too much, and then nothing more of it is taken. */
async function readText(request: IncomingMessage, isTooMuch: (size: number) => boolean): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    if (isTooMuch(chunk.byteLength)) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': text.startsWith('{') ? 'application/json' : 'text/plain',
    connection: status >= 400 ? 'close' : 'keep-alive',
  });
  response.end(text);
}
