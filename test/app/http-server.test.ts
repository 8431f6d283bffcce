import { request } from 'node:http';
import { connect } from 'node:net';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { makePackageJson } from '../support/shop-files.ts';
import { sign, startApp } from '../support/start-app.ts';
import type { App } from '../support/start-app.ts';

let app: App;
let payload: string;
beforeAll(async () => {
  app = await startApp({ base: { 'package.json': makePackageJson({}) } });
  const { number } = await app.makePull({ 'package.json': makePackageJson({ stripe: '^14.0.0' }) });
  const pull_request = await app.github.call('GET', `/repos/acme/shop/pulls/${number}`);
  const repository = pull_request.base.repo;
  payload = JSON.stringify({ action: 'opened', number, pull_request, repository, installation: { id: 77 } });
});
afterAll(() => app.close());

/** A request by hand: fetch would correct what is to be wrong here. */
function send(
  method: string,
  path: string,
  headers: Record<string, string | number> = {},
  body: string | null = null,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(app.server.url + path, { method, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => (text += String(chunk)));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    if (body !== null) sent.write(body);
    sent.end();
  });
}

const PATH = '/api/github/webhooks';
const event = () => ({
  'content-type': 'application/json',
  'x-github-event': 'pull_request',
  'x-github-delivery': crypto.randomUUID(),
  'content-length': Buffer.byteLength(payload),
});

test.each([
  ['a signature with another secret', () => ({ 'x-hub-signature-256': sign(payload, 'another secret') })],
  ['a signature of another body', () => ({ 'x-hub-signature-256': sign('{}', app.github.webhookSecret) })],
  ['no signature', () => ({})],
  ['a signature that is none', () => ({ 'x-hub-signature-256': 'sha256=' })],
  ['a signature by SHA-1 alone', () => ({ 'x-hub-signature': sign(payload, app.github.webhookSecret) })],
])('refuses an event with %s, and does nothing', async (_name, signature) => {
  const before = app.log().length;
  const answer = await send('POST', PATH, { ...event(), ...signature() }, payload);
  await app.settle();

  expect(answer).toEqual({ status: 400, text: 'Not signed' });
  expect(app.gate.requests).toEqual([]);
  expect(app.log().slice(before)).toMatchObject([{ level: 40, msg: 'delivery-not-signed' }]);
});

test.each(['{"action": "opened"', '[]', '"opened"', 'null', '1', ' \n true', ''])(
  'refuses the body %j, which is no event, though it is signed',
  async (body) => {
    const signature = { 'x-hub-signature-256': sign(body, app.github.webhookSecret) };
    const { status } = await send('POST', PATH, { ...event(), ...signature, 'content-length': body.length }, body);

    expect(status).toBe(400);
  },
);

test.each(['__proto__', 'constructor', 'toString'])('refuses a signed event that calls itself %s', async (name) => {
  const answer = await app.post(name, { action: 'opened' });

  expect(answer.status).toBe(400);
});

test.each([
  ['pull_request', { action: 'opened' }],
  ['pull_request', { action: 'opened', number: 'one', pull_request: [], repository: null }],
  ['pull_request', { action: 'edited', changes: { base: {} } }],
  ['merge_group', { action: 'checks_requested', merge_group: {} }],
  ['check_run', { action: 'rerequested', check_run: null }],
  ['check_suite', { action: 'rerequested', check_suite: { pull_requests: 3 } }],
])('refuses a signed %s event of %j in a plain sentence', async (name, fields) => {
  const answer = await app.post(name, { ...fields, installation: { id: 77 } });

  const error = 'MalformedEvent: The event lacks what GitHub sends with its kind.';
  expect([answer.status, await answer.json()]).toEqual([400, { error }]);
  expect(app.gate.requests).toEqual([]);
});

test('refuses a body over the limit before it is sent', async () => {
  const { status } = await send('POST', PATH, { ...event(), 'content-length': 26_000_001 });

  expect(status).toBe(413);
});

test('holds no more than a few large bodies at once, and still takes ordinary events', async () => {
  const { port } = new URL(app.server.url);
  const head = [
    'POST /api/github/webhooks HTTP/1.1',
    'host: x',
    'content-type: application/json',
    'x-github-event: push',
  ];
  const ids = ['x-github-delivery: a', `x-hub-signature-256: sha256=${'0'.repeat(64)}`, 'content-length: 26000000'];
  const strangers = Array.from({ length: 3 }, () => connect(Number(port), '127.0.0.1'));
  for (const stranger of strangers) stranger.write(`${[...head, ...ids].join('\r\n')}\r\n\r\n{`);
  await new Promise((resolve) => setTimeout(resolve, 200));

  const large = await send('POST', PATH, { ...event(), 'content-length': 2_000_000 });
  const ordinary = await send('POST', PATH, event(), payload);
  for (const stranger of strangers) stranger.destroy();

  // The ordinary one is let in, and refused for its missing signature only.
  expect([large.status, ordinary.status]).toEqual([503, 400]);
});

test('holds no more of ordinary bodies that never end than there is room for', async () => {
  const { port } = new URL(app.server.url);
  const head = ['POST /api/github/webhooks HTTP/1.1', 'host: x', 'content-length: 1000000'].join('\r\n');
  const answers: string[] = [];
  const strangers = Array.from({ length: 110 }, () => connect(Number(port), '127.0.0.1'));
  for (const stranger of strangers) {
    let answer = '';
    stranger
      .on('error', () => {})
      .on('data', (chunk) => (answer += String(chunk)))
      .on('close', () => answers.push(answer.split('\r\n')[0] ?? ''));
    stranger.write(`${head}\r\n\r\n${' '.repeat(990_000)}`);
  }
  // The server itself ends what takes longer than half a minute.
  await expect.poll(() => answers.length, { timeout: 28_000 }).toBeGreaterThanOrEqual(4);
  const refused = [...answers];
  for (const stranger of strangers) stranger.destroy();

  expect(new Set(refused)).toEqual(new Set(['HTTP/1.1 503 Service Unavailable']));
  await expect.poll(async () => (await send('POST', PATH, event(), payload)).status).toBe(400);
});

test('refuses a body of untold length', async () => {
  const { 'content-length': _, ...headers } = event();
  const { status } = await send('POST', PATH, { ...headers, 'transfer-encoding': 'chunked' }, payload);

  expect(status).toBe(411);
});

test('takes a signed event that it has no use for', async () => {
  const answer = await app.post('star', { action: 'created' });

  expect([answer.status, app.gate.requests]).toEqual([200, []]);
});

test.each([
  ['GET', '/ping', 200, 'PONG'],
  ['GET', '/ping?at=1', 200, 'PONG'],
  ['GET', '/healthz', 200, '{"status":"ok","jobs":0}'],
  ['HEAD', '/ping', 200, ''],
  ['HEAD', '/healthz', 200, ''],
  ['GET', '/', 404, 'Not found'],
  ['GET', '/probot', 404, 'Not found'],
  ['POST', '/', 404, 'Not found'],
  ['POST', '/ping', 404, 'Not found'],
  ['GET', '/api/github/webhooks/../../../etc/passwd', 404, 'Not found'],
])('answers %s %s with %i', async (method, path, status, text) => {
  expect(await send(method, path)).toEqual({ status, text });
});

test('answers something other than a POST at the webhook path with 4xx', async () => {
  const { status } = await send('GET', PATH);

  expect(status).toBe(404);
});

test('survives a connection that breaks in the middle of a body', async () => {
  const broken = request(app.webhookUrl, { method: 'POST', headers: event() });
  broken.on('error', () => {});
  broken.write(payload.slice(0, 100));
  await new Promise((resolve) => setTimeout(resolve, 50));
  broken.destroy();
  await new Promise((resolve) => setTimeout(resolve, 50));

  expect(await send('GET', '/ping')).toEqual({ status: 200, text: 'PONG' });
  expect(app.gate.requests).toEqual([]);
});
