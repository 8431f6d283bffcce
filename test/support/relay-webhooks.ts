import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A webhook that passed the relay; `status` is the receiver's response, null while there is no receiver or it is down.
 */
export type Delivery = { id: string; event: string; action: string | null; body: string; status: number | null };

export type WebhookRelay = {
  url: string;
  deliveries: readonly Delivery[];
  /** From now on, deliveries go to this URL; with null, they are only recorded. */
  deliverTo(url: string | null): void;
  close(): Promise<void>;
};

/**
 * Starts a relay between the emulator and the app under test. The emulator needs the app's URL before either is
 * running, and derives delivery ids from the clock, so that two deliveries in one millisecond share an id. The relay
 * lets the receiver be set later, and gives each delivery a unique id, as GitHub does. Bodies and signatures pass
 * unchanged.
 */
export async function relayWebhooks(): Promise<WebhookRelay> {
  const deliveries: Delivery[] = [];
  let receiver: string | null = null;

  async function pass(request: IncomingMessage): Promise<number> {
    const body = await readBody(request);
    const event = String(request.headers['x-github-event'] ?? '');
    const delivery: Delivery = { id: randomUUID(), event, action: readAction(body), body, status: null };
    deliveries.push(delivery);
    if (receiver === null) return 202;
    const signature = request.headers['x-hub-signature-256'];
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': delivery.id,
      ...(typeof signature === 'string' && { 'x-hub-signature-256': signature }),
    };
    const answer = await fetch(receiver, { method: 'POST', headers, body }).catch(() => null);
    delivery.status = answer?.status ?? null;
    await answer?.body?.cancel();
    return delivery.status ?? 502;
  }

  const server = createServer((request, response) => {
    void pass(request).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    deliveries,
    deliverTo(url) {
      receiver = url;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function readAction(body: string): string | null {
  const payload = JSON.parse(body) as { action?: unknown };
  return typeof payload.action === 'string' ? payload.action : null;
}
