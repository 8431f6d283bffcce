import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The server's settings, validated before anything starts. */
export type Settings = {
  appId: number;
  /** PEM, PKCS#8. */
  privateKey: string;
  webhookSecret: string;
  /** REST API, without a trailing slash. */
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
  /** Minutes between two searches for lost deliveries; 0 for none. */
  recoverMinutes: number;
};

/** Settings are missing or invalid. Has a sentence for the operator about each, without its value. */
export class SettingsError extends Error {
  override name = 'SettingsError';
  readonly sentences: readonly string[];

  constructor(...sentences: readonly string[]) {
    super(sentences.join(' '));
    this.sentences = sentences;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** pino's levels. */
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** A shorter webhook secret can be guessed offline from one signed delivery. */
const MIN_SECRET_LENGTH = 16;
const MIN_SECRET_VARIETY = 8;
const COMMON_SECRETS = /^(?:development|secret|webhook|changeme|change-me|password|test|example|placeholder|your)/i;

/** A reader per setting, which throws a SettingsError if it is invalid. */
const READERS: { [Name in keyof Settings]: (env: Environment) => Settings[Name] } = {
  appId: (env) =>
    readNumber(env, 'APP_ID', null, { what: "the number that GitHub shows on the App's settings page", least: 1 }),
  privateKey: readPrivateKey,
  webhookSecret: (env) => readWebhookSecret(env['WEBHOOK_SECRET']?.trim()),
  apiUrl(env) {
    const host = readGitHubHost(env);
    return readUrl(env, 'GITHUB_API_URL', host === null ? 'https://api.github.com' : `https://${host}/api/v3`);
  },
  webUrl: (env) => readUrl(env, 'GITHUB_WEB_URL', `https://${readGitHubHost(env) ?? 'github.com'}`),
  host: (env) => readText(env, 'HOST') ?? '127.0.0.1',
  port: (env) => readNumber(env, 'PORT', 3000, { what: 'a port number', most: 65_535 }),
  webhookPath: readWebhookPath,
  logLevel: readLogLevel,
  cacheBytes: (env) => readNumber(env, 'CACHE_MEGABYTES', 256, { what: 'a number of megabytes' }) * 1_000_000,
  concurrency: (env) =>
    readNumber(env, 'CONCURRENCY', 4, { what: 'the number of pull requests to audit at a time', least: 1 }),
  recoverMinutes: (env) =>
    readNumber(env, 'RECOVER_MINUTES', 5, { what: 'the minutes between two looks for lost deliveries', most: 1440 }),
};

/**
 * Reads the server's settings.
 *
 * @param env the environment; see docs/operation.md for every name.
 * @throws SettingsError with a sentence for each invalid setting, which says what to do.
 */
export function readSettings(env: Environment): Settings {
  // A set, because two settings may depend on the same variable.
  const sentences = new Set<string>();
  const settings = Object.entries(READERS).map(([name, read]) => {
    try {
      return [name, read(env)] as const;
    } catch (error) {
      // An error in one setting must not hide errors in others.
      if (!(error instanceof SettingsError)) throw error;
      for (const sentence of error.sentences) sentences.add(sentence);
      return [name, null] as const;
    }
  });
  if (sentences.size > 0) throw new SettingsError(...sentences);
  // No reader failed, so each setting has its value.
  return Object.fromEntries(settings) as Settings;
}

/** A setting's trimmed text; null if it is missing or empty. */
function readText(env: Environment, name: string): string | null {
  const text = env[name]?.trim() ?? '';
  return text === '' ? null : text;
}

function readGitHubHost(env: Environment): string | null {
  const host = readText(env, 'GHE_HOST');
  if (host !== null && !/^[\w.-]+(?::\d{1,5})?$/.test(host))
    throw new SettingsError('GHE_HOST is not a host name: set it to the name alone, without https:// and path.');
  return host;
}

function readUrl(env: Environment, name: string, fallback: string): string {
  const text = readText(env, name) ?? fallback;
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new SettingsError(`${name} is not an address: set it to one that starts with https://.`);
  return text.replace(/\/+$/, '');
}

function readWebhookPath(env: Environment): string {
  const path = readText(env, 'WEBHOOK_PATH') ?? '/api/github/webhooks';
  if (!/^\/[^?#\s]*$/.test(path))
    throw new SettingsError('WEBHOOK_PATH is not a path: set it to one that starts with a slash, without a query.');
  return path;
}

function readLogLevel(env: Environment): string {
  const level = (readText(env, 'LOG_LEVEL') ?? 'info').toLowerCase();
  if (!LOG_LEVELS.includes(level))
    throw new SettingsError(`LOG_LEVEL is unknown: set it to one of ${LOG_LEVELS.join(', ')}.`);
  return level;
}

function readNumber(
  env: Environment,
  name: string,
  fallback: number | null,
  { what, least = 0, most = 999_999_999 }: { what: string; least?: number; most?: number },
): number {
  const text = readText(env, name);
  if (text === null && fallback !== null) return fallback;
  if (text === null) throw new SettingsError(`${name} is not set: set it to ${what}.`);
  if (!/^\d{1,9}$/.test(text)) throw new SettingsError(`${name} is not a number: set it to ${what}.`);
  const number = Number(text);
  if (number < least || number > most)
    throw new SettingsError(`${name} is out of range: set it to ${what}, from ${least} to ${most}.`);
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

/** Accepts PEM, PEM with `\n` for line breaks, base64, or a file; PKCS#1 or PKCS#8. Returns PKCS#8. */
function readPrivateKey(env: Environment): string {
  const given = readText(env, 'PRIVATE_KEY') ?? readKeyFile(env['PRIVATE_KEY_PATH']);
  const text = given.includes('-----BEGIN')
    ? given.replaceAll('\\n', '\n')
    : Buffer.from(given, 'base64').toString('utf8');
  try {
    const key = createPrivateKey(text.trim());
    if (key.asymmetricKeyType === 'rsa') return key.export({ type: 'pkcs8', format: 'pem' }).toString();
  } catch {
    // reported below in our words, because the library's message would not name the variable
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
