import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/server/read-settings.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const SECRET = 'vK3-pz81_qWm7Tx0cR2u';
const good = { APP_ID: '42', PRIVATE_KEY: pem, WEBHOOK_SECRET: SECRET };
const message = (env: Record<string, string | undefined>): string => {
  try {
    readSettings(env);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('readSettings', () => {
  it('fills what may be left out', () => {
    expect(readSettings(good)).toMatchObject({
      appId: 42,
      apiUrl: 'https://api.github.com',
      webUrl: 'https://github.com',
      host: '127.0.0.1',
      port: 3000,
      webhookPath: '/api/github/webhooks',
    });
  });

  it('takes an empty setting for one that is left out, and a line break behind one for nothing', () => {
    const empty = {
      GHE_HOST: '',
      GITHUB_API_URL: '',
      GITHUB_WEB_URL: ' ',
      HOST: '',
      PORT: '',
      WEBHOOK_PATH: '',
      LOG_LEVEL: '',
    };
    expect(readSettings({ ...good, ...empty })).toEqual(readSettings(good));
    expect(readSettings({ ...good, WEBHOOK_SECRET: `${SECRET}\n`, PORT: '0\n' })).toMatchObject({
      webhookSecret: SECRET,
      port: 0,
    });
  });

  it('points to an Enterprise server', () => {
    expect(readSettings({ ...good, GHE_HOST: 'git.acme.io' })).toMatchObject({
      apiUrl: 'https://git.acme.io/api/v3',
      webUrl: 'https://git.acme.io',
    });
    expect(
      readSettings({ ...good, GITHUB_API_URL: 'https://api.acme.io/', GITHUB_WEB_URL: 'https://acme.io/' }),
    ).toMatchObject({ apiUrl: 'https://api.acme.io', webUrl: 'https://acme.io' });
  });

  it.each([
    ['as it is', pem],
    ['with \\n for line breaks', pem.replaceAll('\n', '\\n')],
    ['base64-encoded', Buffer.from(pem).toString('base64')],
    ['as PKCS#8', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
  ])('reads a private key %s', (_title, text) => {
    expect(readSettings({ ...good, PRIVATE_KEY: text }).privateKey).toContain('BEGIN PRIVATE KEY');
  });

  it.each([
    ['no webhook secret', { ...good, WEBHOOK_SECRET: undefined }, 'WEBHOOK_SECRET is not set'],
    ["Probot's default webhook secret", { ...good, WEBHOOK_SECRET: 'development' }, 'WEBHOOK_SECRET can be guessed'],
    ['a short webhook secret', { ...good, WEBHOOK_SECRET: 'x7Kq2' }, 'WEBHOOK_SECRET can be guessed'],
    [
      'a monotonous webhook secret',
      { ...good, WEBHOOK_SECRET: 'abababababababababababab' },
      'WEBHOOK_SECRET can be guessed',
    ],
    [
      'a telling webhook secret',
      { ...good, WEBHOOK_SECRET: 'my-changeme-secret'.slice(3) },
      'WEBHOOK_SECRET can be guessed',
    ],
    ['no private key', { ...good, PRIVATE_KEY: undefined }, 'PRIVATE_KEY is not set'],
    ['half a private key', { ...good, PRIVATE_KEY: pem.slice(0, 400) }, 'PRIVATE_KEY cannot be read'],
    [
      'a key file that is not there',
      { ...good, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: '/nowhere.pem' },
      'PRIVATE_KEY_PATH names a file that cannot be read',
    ],
    ['no App id', { ...good, APP_ID: undefined }, 'APP_ID is not set'],
    ['an App id that is none', { ...good, APP_ID: 'Iv1.abc' }, 'APP_ID is not a number'],
    ['an App id of zero', { ...good, APP_ID: '0' }, 'APP_ID is out of range'],
    ['a port that does not exist', { ...good, PORT: '65536' }, 'PORT is out of range'],
    ['no job at a time', { ...good, CONCURRENCY: '0' }, 'CONCURRENCY is out of range'],
    ['an unknown log level', { ...good, LOG_LEVEL: 'loud' }, 'LOG_LEVEL is unknown'],
    ['a webhook path without its slash', { ...good, WEBHOOK_PATH: 'hooks' }, 'WEBHOOK_PATH is not a path'],
    ['a webhook path with a query', { ...good, WEBHOOK_PATH: '/hooks?a=1' }, 'WEBHOOK_PATH is not a path'],
    ['an API that is no address', { ...good, GITHUB_API_URL: 'git.acme.io' }, 'GITHUB_API_URL is not an address'],
    ['web pages that are no address', { ...good, GITHUB_WEB_URL: 'javascript:1' }, 'GITHUB_WEB_URL is not an address'],
    [
      'an Enterprise host with its protocol',
      { ...good, GHE_HOST: 'https://git.acme.io' },
      'GHE_HOST is not a host name',
    ],
  ])('refuses %s in one sentence', (_title, env, start) => {
    const said = message(env);
    expect(said.startsWith(start)).toBe(true);
    expect(said).not.toContain('\n');
  });

  it('never repeats a secret in its sentences', () => {
    expect(message({ ...good, WEBHOOK_SECRET: 'hunter2hunter' })).not.toContain('hunter2');
  });
});
