import { spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ENV = {
  APP_ID: '4242',
  PRIVATE_KEY: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  WEBHOOK_SECRET: randomBytes(32).toString('hex'),
  PORT: '0',
};

type Ended = { code: number | null; out: string; err: string };

/** The server as an own process; `onLine` sees each line that it logs. */
function run(env: Record<string, string>, onLine: (line: string, kill: () => void) => void = () => {}): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
    onLine(String(chunk), () => child.kill('SIGTERM'));
  });
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

test.each([
  ['without an App id', { APP_ID: '' }, 'APP_ID is not set'],
  ['without a key', { PRIVATE_KEY: '', PRIVATE_KEY_PATH: '' }, 'PRIVATE_KEY'],
  ['with a key that cannot be read', { PRIVATE_KEY: 'nonsense' }, 'PRIVATE_KEY cannot be read'],
  ['without a webhook secret', { WEBHOOK_SECRET: '' }, 'WEBHOOK_SECRET is not set'],
  ['with a webhook secret that can be guessed', { WEBHOOK_SECRET: 'development' }, 'WEBHOOK_SECRET can be guessed'],
])('refuses to start %s, in one sentence', async (_name, change, sentence) => {
  const { code, out, err } = await run({ ...ENV, ...change });

  expect([code, out]).toEqual([2, '']);
  expect(err.split('\n').length).toBe(2);
  expect(err.startsWith('integration-audit: ')).toBe(true);
  expect(err).toContain(sentence);
});

test('refuses to start on a port that is taken, in one sentence', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const { code, err } = await run({ ...ENV, PORT: String(port) });
  taken.close();

  expect(code).toBe(2);
  expect(err).toBe(
    `integration-audit: cannot listen on 127.0.0.1, port ${port} (EADDRINUSE): set HOST and PORT to others.\n`,
  );
});

test('listens, says where, and ends cleanly when it is asked to', async () => {
  const answers: Promise<string>[] = [];
  const { code, out, err } = await run(ENV, (line, kill) => {
    const { msg, url } = JSON.parse(line.split('\n')[0] ?? '') as { msg: string; url: string };
    if (msg !== 'listening') return;
    const answer = fetch(`${url}/ping`).then((r) => r.text());
    answers.push(answer);
    void answer.finally(kill);
  });

  expect([code, err, await Promise.all(answers)]).toEqual([0, '', ['PONG']]);
  const logged = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).msg);
  expect(logged).toEqual(['listening', 'stopping']);
  for (const secret of [ENV.WEBHOOK_SECRET, ENV.PRIVATE_KEY.split('\n')[5] ?? '']) expect(out).not.toContain(secret);
});
