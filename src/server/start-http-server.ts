import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export type HttpServerOptions = {
  host: string;
  port: number;
  webhookPath: string;
  /** Probot's middleware, which answers a signed delivery. Resolves to true if it handled the request. */
  handleDelivery: (request: IncomingMessage, response: ServerResponse) => unknown;
  /** Whether the signature was made over this body with the App's webhook secret. */
  verifySignature: (body: string, signature: string) => Promise<boolean>;
  /** Called for each delivery that is rejected because of its signature. */
  onInvalidSignature: () => void;
  /** The number of waiting and running jobs, for the health check. */
  countJobs: () => number;
  /** Called if a response fails, most likely because the connection broke. It must not end the process. */
  onError: (error: unknown) => void;
};

/** GitHub sends no payload above 25 MB. */
const MAX_BODY_BYTES = 26_000_000;
/**
 * A body must be in memory before its signature can be checked, so strangers can make the server hold bytes. The events
 * of this App have some ten kilobytes. Larger bodies are only accepted, by their declared length, while they leave
 * room.
 */
const LARGE_BODY_BYTES = 1_000_000;
const MAX_LARGE_BYTES = 3 * MAX_BODY_BYTES;
/** Limit for all bodies together, in bytes received. */
const MAX_HELD_BYTES = 4 * MAX_BODY_BYTES;
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Starts the HTTP server: deliveries, `/ping` and `/healthz`, and 404 for everything else.
 *
 * @returns the server, listening
 * @throws the error of `listen` or of the host lookup, such as EADDRINUSE
 */
export async function startHttpServer(options: HttpServerOptions): Promise<Server> {
  const held: HeldBytes = { large: 0, arrived: 0 };
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    answer(request, response, options, held).catch((error: unknown) => {
      options.onError(error);
      if (response.headersSent) response.destroy();
      else reply(response, 500, 'Internal error');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: options.host, port: options.port }, resolve);
  });
  return server;
}

/** Bytes of request bodies in memory: `large` by declared length, `arrived` as received. */
type HeldBytes = { large: number; arrived: number };

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpServerOptions,
  held: HeldBytes,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0];
  if (request.method === 'GET' || request.method === 'HEAD') {
    if (path === '/ping') return reply(response, 200, 'PONG');
    if (path === '/healthz') return reply(response, 200, JSON.stringify({ status: 'ok', jobs: options.countJobs() }));
  }
  if (path !== options.webhookPath) return reply(response, 404, 'Not found');
  if (request.method === 'POST') return receiveDelivery(request, response, options, held);
  return passOn(request, response, options);
}

/** Reads a delivery within the memory limits, verifies its signature, and passes it on. */
async function receiveDelivery(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpServerOptions,
  held: HeldBytes,
): Promise<void> {
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  if (Number.isNaN(length)) return reply(response, 411, 'Length required');
  if (length > MAX_BODY_BYTES) return reply(response, 413, 'Payload too large');
  const large = length > LARGE_BODY_BYTES ? length : 0;
  if (large > 0 && held.large + large > MAX_LARGE_BYTES) return reply(response, 503, 'Too many large payloads at once');
  held.large += large;
  let arrived = 0;
  const hasRoomFor = (size: number): boolean => {
    arrived += size;
    held.arrived += size;
    return held.arrived <= MAX_HELD_BYTES;
  };
  try {
    const body = await readText(request, hasRoomFor);
    if (body === null) return reply(response, 503, 'Too many payloads at once');
    const signature = String(request.headers['x-hub-signature-256'] ?? '');
    if (body === '' || signature === '' || !(await options.verifySignature(body, signature))) {
      options.onInvalidSignature();
      return reply(response, 400, 'Not signed');
    }
    // Probot reads fields of the parsed body and looks up handlers by the event's name, without validating either.
    const event = String(request.headers['x-github-event'] ?? '');
    if (!body.trimStart().startsWith('{') || event in {}) return reply(response, 400, 'Not an event');
    // Probot reads the body from here, because the stream is consumed.
    Object.assign(request, { body });
    // Awaited, so that the bytes count as held until the delivery is answered.
    await passOn(request, response, options);
  } finally {
    held.large -= large;
    held.arrived -= arrived;
  }
}

async function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  { handleDelivery }: HttpServerOptions,
): Promise<void> {
  if ((await handleDelivery(request, response)) !== true) reply(response, 404, 'Not found');
}

/** The body; null as soon as there is no room for the rest. */
async function readText(request: IncomingMessage, hasRoomFor: (size: number) => boolean): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    if (!hasRoomFor(chunk.byteLength)) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': text.startsWith('{') ? 'application/json' : 'text/plain',
    connection: status >= 400 ? 'close' : 'keep-alive',
  });
  response.end(text);
}
