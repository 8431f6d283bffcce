import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What the server needs to know, checked before anything starts. */
export type Settings = {
  appId: number;
  /** PEM, PKCS#8. */
  privateKey: string;
  webhookSecret: string;
  /** REST API, without a slash at the end. */
  apiUrl: string;
  /** Web pages, for links. */
  webUrl: string;
  host: string;
  port: number;
  webhookPath: string;
  logLevel: string;
  /** Bytes of facts held in memory. */
  cacheBytes: number;
  concurrency: number;
};

/** A setting is missing or wrong; the message is one sentence for the operator, without the value. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/** Webhook secrets under this length can be guessed off line from one signed delivery. */
const MIN_SECRET_LENGTH = 16;
const MIN_SECRET_VARIETY = 8;
const COMMON_SECRETS = /^(?:development|secret|webhook|changeme|change-me|password|test|example|placeholder|your)/i;

/**
 * Reads the server's settings.
 *
 * @param env the environment; see docs/operation.md for every name.
 * @throws SettingsError with one sentence that says what to do.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const host = env['GHE_HOST'];
  const apiUrl = env['GITHUB_API_URL'] ?? (host === undefined ? 'https://api.github.com' : `https://${host}/api/v3`);
  return {
    appId: readNumber(env, 'APP_ID', null, "the number that GitHub shows on the App's settings page"),
    privateKey: readPrivateKey(env),
    webhookSecret: readWebhookSecret(env['WEBHOOK_SECRET']),
    apiUrl: apiUrl.replace(/\/+$/, ''),
    webUrl: env['GITHUB_WEB_URL'] ?? `https://${host ?? 'github.com'}`,
    host: env['HOST'] ?? '127.0.0.1',
    port: readNumber(env, 'PORT', 3000, 'a port number'),
    webhookPath: env['WEBHOOK_PATH'] ?? '/api/github/webhooks',
    logLevel: env['LOG_LEVEL'] ?? 'info',
    cacheBytes: readNumber(env, 'CACHE_MEGABYTES', 256, 'a number of megabytes') * 1_000_000,
    concurrency: readNumber(env, 'CONCURRENCY', 4, 'the number of pull requests to audit at a time'),
  };
}

function readNumber(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  fallback: number | null,
  what: string,
): number {
  const text = env[name]?.trim() ?? '';
  if (text === '' && fallback !== null) return fallback;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(number))
    throw new SettingsError(`${name} is ${text === '' ? 'not set' : 'not a number'}: set it to ${what}.`);
  return number;
}

function readWebhookSecret(secret = ''): string {
  if (secret === '') {
    throw new SettingsError(
      'WEBHOOK_SECRET is not set: without it anybody could send events, so set the secret that the App has on GitHub.',
    );
  }
  if (
    secret.length < MIN_SECRET_LENGTH ||
    new Set(secret).size < MIN_SECRET_VARIETY ||
    (COMMON_SECRETS.test(secret) && secret.length < 2 * MIN_SECRET_LENGTH)
  ) {
    throw new SettingsError(
      "WEBHOOK_SECRET can be guessed: make a random one (`openssl rand -hex 32`) and set it here and in the App's settings on GitHub.",
    );
  }
  return secret;
}

/** Raw, with `\n` for line breaks, base64, or in a file; PKCS#1 or PKCS#8. */
function readPrivateKey(env: Readonly<Record<string, string | undefined>>): string {
  const given = env['PRIVATE_KEY'] ?? readKeyFile(env['PRIVATE_KEY_PATH']);
  const text = given.includes('-----BEGIN')
    ? given.replaceAll('\\n', '\n')
    : Buffer.from(given, 'base64').toString('utf8');
  try {
    const key = createPrivateKey(text.trim());
    if (key.asymmetricKeyType === 'rsa') return key.export({ type: 'pkcs8', format: 'pem' }).toString();
  } catch {
    // told below, in words of ours: the library's would not say which variable
  }
  throw new SettingsError(
    'PRIVATE_KEY cannot be read: give the whole PEM file that GitHub made for the App, as it is, with \\n for line breaks, or base64-encoded.',
  );
}

function readKeyFile(path: string | undefined): string {
  if (path === undefined || path === '') {
    throw new SettingsError(
      "PRIVATE_KEY is not set: set it to the App's private key, or PRIVATE_KEY_PATH to the file that holds it.",
    );
  }
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new SettingsError(`PRIVATE_KEY_PATH names a file that cannot be read: ${path}`);
  }
}
