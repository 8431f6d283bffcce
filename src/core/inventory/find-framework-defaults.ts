import { isEnvExample, isEnvFile } from '../facts/manifests/env-file-path.ts';
import type { Signal } from '../types.ts';
import type { FileFacts } from './file-facts.ts';

const names = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const AWS = 'AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_DEFAULT_REGION';
const BUCKET = 'AWS_BUCKET AWS_URL AWS_ENDPOINT AWS_USE_PATH_STYLE_ENDPOINT';
const REDIS =
  'REDIS_CLIENT REDIS_CLUSTER REDIS_PREFIX REDIS_PERSISTENT REDIS_URL REDIS_HOST REDIS_USERNAME REDIS_PASSWORD REDIS_PORT REDIS_DB REDIS_CACHE_DB REDIS_MAX_RETRIES REDIS_COMMAND_RETRIES REDIS_BACKOFF_ALGORITHM REDIS_BACKOFF_BASE REDIS_BACKOFF_CAP';
const PUSHER =
  'PUSHER_APP_ID PUSHER_APP_KEY PUSHER_APP_SECRET PUSHER_APP_CLUSTER PUSHER_HOST PUSHER_PORT PUSHER_SCHEME PUSHER_KEY PUSHER_SECRET PUSHER_ID';
const REVERB = 'REVERB_APP_ID REVERB_APP_KEY REVERB_APP_SECRET REVERB_HOST REVERB_PORT REVERB_SCHEME';

/**
 * Variables and hosts that `laravel new` writes into configuration files for services that a project may never use, by
 * file.
 *
 * @see https://github.com/laravel/laravel/tree/11.x/config and the same folder of earlier versions
 */
const LARAVEL: Readonly<Record<string, ReadonlySet<string>>> = {
  'services.php': names(
    `${AWS} POSTMARK_TOKEN POSTMARK_API_KEY RESEND_KEY RESEND_API_KEY SLACK_BOT_USER_OAUTH_TOKEN SLACK_BOT_USER_DEFAULT_CHANNEL MAILGUN_DOMAIN MAILGUN_SECRET MAILGUN_ENDPOINT SPARKPOST_SECRET SES_KEY SES_SECRET SES_REGION MANDRILL_SECRET STRIPE_KEY STRIPE_SECRET STRIPE_WEBHOOK_SECRET STRIPE_WEBHOOK_TOLERANCE api.mailgun.net`,
  ),
  'logging.php': names('LOG_SLACK_WEBHOOK_URL LOG_SLACK_USERNAME LOG_SLACK_EMOJI PAPERTRAIL_URL PAPERTRAIL_PORT'),
  'cache.php': names(
    `${AWS} DYNAMODB_CACHE_TABLE DYNAMODB_ENDPOINT MEMCACHED_PERSISTENT_ID MEMCACHED_USERNAME MEMCACHED_PASSWORD MEMCACHED_HOST MEMCACHED_PORT REDIS_CACHE_CONNECTION REDIS_CACHE_LOCK_CONNECTION`,
  ),
  'queue.php': names(
    `${AWS} SQS_PREFIX SQS_QUEUE SQS_SUFFIX REDIS_QUEUE REDIS_QUEUE_CONNECTION REDIS_QUEUE_RETRY_AFTER SQS_KEY SQS_SECRET SQS_OVERFLOW_ENABLED SQS_OVERFLOW_STORE SQS_OVERFLOW_FLUSH_ON_CLEAR sqs.us-east-1.amazonaws.com`,
  ),
  'filesystems.php': names(
    `${AWS} ${BUCKET} RACKSPACE_USERNAME RACKSPACE_KEY RACKSPACE_CONTAINER RACKSPACE_REGION identity.api.rackspacecloud.com`,
  ),
  'broadcasting.php': names(`${PUSHER} ${REVERB} ABLY_KEY`),
  'mail.php': names('POSTMARK_MESSAGE_STREAM_ID smtp.mailgun.org'),
  'database.php': names(`MYSQL_ATTR_SSL_CA ${REDIS}`),
};

/** Files in which the template itself names a variable for two connections. */
const TWICE: ReadonlySet<string> = new Set(['database.php', 'broadcasting.php', 'logging.php']);

/**
 * The variables and hosts of `config/ai.php` as the AI package publishes it, with all providers that it supports. A
 * file that the project writes itself lists only the providers it uses.
 *
 * @see https://github.com/laravel/ai/blob/0.x/config/ai.php
 */
const LARAVEL_AI = names(
  'ANTHROPIC_API_KEY ANTHROPIC_URL api.anthropic.com AZURE_OPENAI_API_KEY AZURE_OPENAI_URL AZURE_OPENAI_API_VERSION AZURE_OPENAI_DEPLOYMENT AZURE_OPENAI_EMBEDDING_DEPLOYMENT COHERE_API_KEY DEEPSEEK_API_KEY ELEVENLABS_API_KEY GEMINI_API_KEY GROQ_API_KEY GROQ_URL api.groq.com JINA_API_KEY MISTRAL_API_KEY MISTRAL_URL api.mistral.ai OLLAMA_API_KEY OLLAMA_BASE_URL OPENAI_API_KEY OPENAI_URL api.openai.com OPENROUTER_API_KEY VOYAGEAI_API_KEY VOYAGEAI_URL api.voyageai.com XAI_API_KEY XAI_URL api.x.ai',
);
/** Variables that identify the published file: no project uses all of these providers. */
const LARAVEL_AI_MARKS = ['COHERE_API_KEY', 'ELEVENLABS_API_KEY', 'GEMINI_API_KEY', 'OPENAI_API_KEY', 'XAI_API_KEY'];

/** What Laravel's `.env.example` lists, without a value of the project's own. */
const LARAVEL_ENV = names(
  `${AWS} ${BUCKET} MEMCACHED_HOST ${PUSHER} VITE_PUSHER_APP_KEY VITE_PUSHER_HOST VITE_PUSHER_PORT VITE_PUSHER_SCHEME VITE_PUSHER_APP_CLUSTER MIX_PUSHER_APP_KEY MIX_PUSHER_APP_CLUSTER REDIS_CLIENT REDIS_HOST REDIS_PASSWORD REDIS_PORT smtp.mailtrap.io`,
);
/** The database in that example since Laravel 11. */
const LARAVEL_DATABASE = 'named:sqlite';
/** Variables that identify Laravel's `.env` files. */
const LARAVEL_MARKS = ['APP_KEY', 'APP_DEBUG', 'LOG_CHANNEL'];

/**
 * Packages in Capacitor's Android template, which an app without `google-services.json` does not use.
 *
 * @see https://github.com/ionic-team/capacitor/blob/main/android-template/app/build.gradle
 */
const CAPACITOR = names(
  'com.google.gms:google-services com.google.gms.google-services:com.google.gms.google-services.gradle.plugin',
);

/** Packages that the Unity editor added to every project until 2020. A project with all of them may use none. */
const UNITY = names('com.unity.ads com.unity.analytics com.unity.purchasing');

/**
 * The signals of a file that every new project of a framework has. They only count as evidence beside others that the
 * project wrote itself: a package, an image or another variable is enough.
 */
export function findFrameworkDefaults({ path, facts }: FileFacts): ReadonlySet<Signal> {
  const isDefault = defaultsOf(path, facts.signals);
  return isDefault === null ? NONE : new Set(facts.signals.filter(isDefault));
}

const NONE: ReadonlySet<Signal> = new Set();

/**
 * A test for the defaults of the framework that a file belongs to, by its path and signals; null if it belongs to none.
 */
function defaultsOf(path: string, signals: readonly Signal[]): ((signal: Signal) => boolean) | null {
  const config = /(?:^|\/)config\/([a-z]+\.php)$/.exec(path)?.[1];
  if (config === 'ai.php') return hasAll(signals, LARAVEL_AI_MARKS) ? (s) => LARAVEL_AI.has(nameOf(s)) : null;
  if (config !== undefined && Object.hasOwn(LARAVEL, config)) return laravelDefaults(config, signals);
  if (/(?:^|\/)build\.gradle$/.test(path)) return (s) => s.kind === 'package' && CAPACITOR.has(s.name);
  if (/(?:^|\/)Packages\/manifest\.json$/.test(path)) return unityDefaults(signals);
  if (!isEnvFile(path) || !hasAll(signals, LARAVEL_MARKS)) return null;
  const ofDatabase = isEnvExample(path) ? LARAVEL_DATABASE : null;
  return (s) => LARAVEL_ENV.has(nameOf(s)) || (s.kind === 'resource' && s.type === ofDatabase);
}

/**
 * If a variable occurs more often than in the template, the project has added a disk or store of its own, so it is no
 * default.
 */
function laravelDefaults(config: string, signals: readonly Signal[]): (signal: Signal) => boolean {
  const named = Map.groupBy(signals, nameOf);
  const most = TWICE.has(config) ? 2 : 1;
  return (s) => LARAVEL[config]?.has(nameOf(s)) === true && (named.get(nameOf(s))?.length ?? 0) <= most;
}

function unityDefaults(signals: readonly Signal[]): ((signal: Signal) => boolean) | null {
  const found = signals.filter((s) => s.kind === 'package' && UNITY.has(s.name));
  return found.length < UNITY.size ? null : (s) => s.kind === 'package' && UNITY.has(s.name);
}

/** The variable or host of a signal; '' for other kinds. */
function nameOf(signal: Signal): string {
  if (signal.kind === 'env') return signal.name;
  return signal.kind === 'host' ? signal.host : '';
}

function hasAll(signals: readonly Signal[], wanted: readonly string[]): boolean {
  return wanted.every((name) => signals.some((s) => s.kind === 'env' && s.name === name));
}
