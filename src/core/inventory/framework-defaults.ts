import type { Signal } from '../types.ts';
import type { FileFacts } from './file-facts.ts';

const names = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const AWS = 'AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_DEFAULT_REGION';
const BUCKET = 'AWS_BUCKET AWS_URL AWS_ENDPOINT AWS_USE_PATH_STYLE_ENDPOINT';
const REDIS =
  'REDIS_CLIENT REDIS_CLUSTER REDIS_PREFIX REDIS_URL REDIS_HOST REDIS_USERNAME REDIS_PASSWORD REDIS_PORT REDIS_DB REDIS_CACHE_DB';

/**
 * What `laravel new` writes into its configuration for services that a project may never use: file -> variables and hosts.
 *
 * @see https://github.com/laravel/laravel/tree/11.x/config and the same folder of earlier versions
 */
const LARAVEL: Readonly<Record<string, ReadonlySet<string>>> = {
  'services.php': names(
    `${AWS} POSTMARK_TOKEN POSTMARK_API_KEY RESEND_KEY RESEND_API_KEY SLACK_BOT_USER_OAUTH_TOKEN SLACK_BOT_USER_DEFAULT_CHANNEL MAILGUN_DOMAIN MAILGUN_SECRET MAILGUN_ENDPOINT SPARKPOST_SECRET`,
  ),
  'logging.php': names('LOG_SLACK_WEBHOOK_URL LOG_SLACK_USERNAME LOG_SLACK_EMOJI PAPERTRAIL_URL PAPERTRAIL_PORT'),
  'cache.php': names(
    `${AWS} DYNAMODB_CACHE_TABLE DYNAMODB_ENDPOINT MEMCACHED_PERSISTENT_ID MEMCACHED_USERNAME MEMCACHED_PASSWORD MEMCACHED_HOST MEMCACHED_PORT REDIS_CACHE_CONNECTION REDIS_CACHE_LOCK_CONNECTION`,
  ),
  'queue.php': names(
    `${AWS} SQS_PREFIX SQS_QUEUE SQS_SUFFIX REDIS_QUEUE REDIS_QUEUE_CONNECTION sqs.us-east-1.amazonaws.com`,
  ),
  'filesystems.php': names(`${AWS} ${BUCKET}`),
  'broadcasting.php': names(
    'PUSHER_APP_ID PUSHER_APP_KEY PUSHER_APP_SECRET PUSHER_APP_CLUSTER PUSHER_HOST PUSHER_PORT PUSHER_SCHEME ABLY_KEY',
  ),
  'mail.php': names('POSTMARK_MESSAGE_STREAM_ID'),
  'database.php': names(`MYSQL_ATTR_SSL_CA ${REDIS}`),
};

/** What its `.env.example` lists without a value. */
const LARAVEL_ENV = names(
  `${AWS} ${BUCKET} MEMCACHED_HOST PUSHER_APP_ID PUSHER_APP_KEY PUSHER_APP_SECRET PUSHER_HOST PUSHER_PORT PUSHER_SCHEME PUSHER_APP_CLUSTER VITE_PUSHER_APP_KEY VITE_PUSHER_HOST VITE_PUSHER_PORT VITE_PUSHER_SCHEME VITE_PUSHER_APP_CLUSTER MIX_PUSHER_APP_KEY MIX_PUSHER_APP_CLUSTER REDIS_CLIENT REDIS_HOST REDIS_PASSWORD REDIS_PORT`,
);
/** Variables by which its `.env` files are known. */
const LARAVEL_MARKS = ['APP_KEY', 'APP_DEBUG', 'LOG_CHANNEL'];

/**
 * Whether a signal is one that every new project of a framework has: it speaks for a provider only beside others that
 * the project wrote itself. A package, an image or another variable is enough.
 */
export function isFrameworkDefault({ path, facts }: FileFacts, signal: Signal): boolean {
  if (signal.kind !== 'env' && signal.kind !== 'host') return false;
  const value = signal.kind === 'env' ? signal.name : signal.host;
  const config = /(?:^|\/)config\/([a-z]+\.php)$/.exec(path)?.[1];
  if (config !== undefined && Object.hasOwn(LARAVEL, config))
    return LARAVEL[config]?.has(value) === true && isOnce(facts, value);
  return LARAVEL_ENV.has(value) && /(?:^|\/)\.env[^/]*$/.test(path) && isLaravelEnv(facts);
}

/** A second disk or store of the project's own takes the same variables once more. */
function isOnce({ signals }: FileFacts['facts'], value: string): boolean {
  return signals.filter((s) => (s.kind === 'env' ? s.name : s.kind === 'host' ? s.host : '') === value).length < 2;
}

function isLaravelEnv({ signals }: FileFacts['facts']): boolean {
  return LARAVEL_MARKS.every((name) => signals.some((s) => s.kind === 'env' && s.name === name));
}
