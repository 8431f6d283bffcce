import { CLIENT_PREFIXES } from '../../../rulebook/compile-rulebook.ts';

// Classifies a value by the name beside it when no rule knows the service. Names are folded: `_acme_api_key_`.

/** Names that end in a word for a secret; `key` alone is too common (cache keys, React keys, public keys). */
const SECRET_ENDING =
  /_(?:[a-z0-9]{0,20}secrets?|[a-z0-9]{2,20}(?:apikey|password|passwd)|(?:jwt|hmac|aes|crypto?|fernet|merchant|server|validation|pass)_?key|secret_?key(?:_?base)?|secret_?token|api_?key|api_?token|api_?secret|token|(?:auth|access|refresh|bot|bearer|user|personal)_?token|(?:api|app|access|secret|private|signing|encryption|auth|service|master)_?keys|(?:api|auth|access|bot|refresh)_?tokens|password|passwd|pass_?phrase|pwd|private_?key|signing_?key|encryption_?key|access_?key|service_?key|webhook_?key|auth_?key|app_?key|master_?key|unseal_?key|pre_?shared_?key|psk|deploy_?key|admin_?key|rest_?key|routing_?key|integration_?key|account_?key|secret_?access_?key|secret_?or_?key|pass|bearer(?:_?auth)?|authorization|subscription_?key|cred(?:ential)?s?|(?:user|npm|basic|http|registry|docker|proxy|smtp|api)_auth|pat)_?\d{0,4}_$/;
/** Words in the names of values that are public or not random although the name says secret. */
const OPEN_NAME =
  /_(?:public|publishable|csrf|xsrf|authenticity|request_verification|antiforgery|next|next_?page|page|continuation|sync|version|client_id|site|search|cache|design|syntax|color|css|jwk|i18n|translation|mask|placeholder|hash|hashed|digest|sha(?:[12]|224|256|384|512)|md5|checksum|example|examples|sample|fake|dummy|mock|idempotency|correlation|encrypted|cipher|enc|sealed|non|not|invalid|wrong|bad|expected|amz_credential)_/;
/**
 * Pagination tokens, and tokens issued to one visitor. Followed by `secret` or `api`, the word is the name of a
 * service.
 */
const OF_VISITOR =
  /_(?:cursor|checkout|cart|share|order|invite|unsubscribe|opt_out)_(?!(?:[a-z0-9]+_)*(?:secret|api)_)|_message_secret_/;
/** An environment variable that ends in KEY; `TABLE_KEY` excludes the many that are lookup keys. */
const PLAIN_KEY = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_KEY$/;
/** The database secret of a microcontroller. Upper case only: `FirebaseAuth` is a library. */
const PLAIN_AUTH = /^(?:[A-Z]+_)*(?:FIREBASE|DATABASE|DB|MQTT|BLYNK)_AUTH$/;
const TABLE_KEY =
  /(?:PUBLIC|PUB|CACHE|STORAGE|QUERY|REGISTRY|PRIMARY|FOREIGN|SORT|PARTITION|HASH|OBJECT|COOKIE|ROUTE|ROUTING|INDEX|SEARCH|SITE|GROUP|LOCK|REDIS|EVENT|STATE|CONTEXT|ITEM|MAP|PRODUCT|LOCAL|S3|SHEET|SPREADSHEET|HOT|SHORTCUT|REG|METADATA|SESSION|FILE|FOLDER|DOCUMENT|PAGE|BOARD|GPG|PGP)_KEY$/;
/** Endings of publishable keys that follow a client prefix. */
const GIVEN_OUT = /_(?:key|token|dsn)_?\d{0,2}_$/;
/** Without `PUBLIC_`, which once folded is also the start of `publicKey`. */
const FOLDED_PREFIXES = CLIENT_PREFIXES.filter((p) => p !== 'PUBLIC_').map((p) => `_${p.toLowerCase()}`);

/** A word for a secret followed by other words: `_my_secret_string_`. */
const SECRET_WITHIN = /_(?:secret|api_?key|access_?token|auth_?token|password)_((?:[a-z0-9]+_){1,4})$/;
/** Following words that make it something else: the name or location of the secret, a form element, a time. */
const THINGS_OF_SECRET = new Set(
  (
    'id ids sid name names arn path file dir prefix suffix length size label labels title header field param url uri host endpoint env ' +
    'manager store provider type kind policy status state message msg error expires expiry expiration ttl version ref reference created ' +
    'updated rotated rotation hash salt regex pattern format index count selector annotation group resource namespace service handler ' +
    'class test mount volume property scope owner user email location region vault engine backend for of by text hint help desc ' +
    'description input form page view link button icon list'
  ).split(' '),
);

/** `wstoken`, `csrftoken`: read as `ws_token`, `csrf_token`. */
const TOKEN_OF_ONE_WORD = /_([a-z0-9]{2,20})token_$/;

/** `API_KEY_PROD`, `PRIVATE_KEY_PRODUCTION`: the deployment stage is ignored. */
const STAGE = /_(?:production|prod|staging|stage|development|dev|live|ci|default|main|old|new|v\d)_$/;

/** The first signs Drupal's one-time links, the others encrypt records in Rails. */
const SECRET_OF_FRAMEWORK = /^_hash_salt_$|_encryption_(?:primary_key|key_derivation_salt)_$/;

export type NamedClass = 'secret' | 'publishable' | null;

/**
 * Class of a random value with this name: a secret, a key meant for browsers, or null when the name says neither.
 *
 * @param written the name, folded by `foldWords`.
 * @param name the name as written.
 */
export function classOfName(written: string, name: string | null): NamedClass {
  const folded = written
    .replace(STAGE, '_')
    .replace(/_do_not_[a-z]{3,10}_/, '_')
    .replace(TOKEN_OF_ONE_WORD, '_$1_token_');
  const client = FOLDED_PREFIXES.some((p) => folded.startsWith(p)) || /^PUBLIC_[A-Z0-9]+_[A-Z]/.test(name ?? '');
  if (client && !/_(?:secret|password|private)_/.test(folded)) return GIVEN_OUT.test(folded) ? 'publishable' : null;
  if (SECRET_OF_FRAMEWORK.test(folded)) return 'secret';
  if (isOpenName(folded)) return null;
  // `write_key` is what analytics services call a key that only ingests events; `anon_key` what databases call the key
  // of users who are not signed in.
  if (/_(?:write|anon)_key_$/.test(folded)) return 'publishable';
  if (SECRET_ENDING.test(folded) || folded === '_auth_') return 'secret';
  const behind = SECRET_WITHIN.exec(folded)?.[1]?.split('_');
  if (behind !== undefined && !behind.some((word) => THINGS_OF_SECRET.has(word))) return 'secret';
  if (name === null) return null;
  return (PLAIN_KEY.test(name) && !TABLE_KEY.test(name)) || PLAIN_AUTH.test(name) ? 'secret' : null;
}

/** Identifies an Android application to Google's backup service and is public in every manifest. */
const OF_BACKUP = '_android_backup_api_key_';

/** Whether the name says that its value is public or not random. */
export function isOpenName(folded: string): boolean {
  return OPEN_NAME.test(folded) || OF_VISITOR.test(folded) || folded.endsWith(OF_BACKUP);
}

/** Whether the name is that of an idempotency token, by which a server recognises a repeated request. */
export function isOfOneRequest(folded: string): boolean {
  return /_(?:client|request|action|change|idempotency)_token_$/.test(folded);
}

/** Whether the name says what the token or key is for: `acme_token`, `api_key`, but not `token`. */
export function isTellingName(folded: string): boolean {
  return /_[a-z0-9]+_(?:[a-z0-9]+_)*(?:secret|key|token|apikey|apitoken)\d{0,2}_$/.test(folded);
}

/**
 * Words before `key` that make it a lookup key, a location or a keystroke instead of a credential, as in `cacheKey` and
 * `primaryKey`.
 */
const NO_SECRET_KEYS = new Set(
  (
    'public pub cache storage query registry primary foreign sort partition hash object route routing index search site group lock ' +
    'event state context item map product local hot shortcut metadata session row column col record entry node file asset image photo video ' +
    'bucket folder path doc document page block field form input section tab menu button list parent child unique natural composite composer ' +
    'lookup data json message msg text label title i18n translation locale lang language feature flag config setting option prop property ' +
    'attr attribute meta tag type kind class id user order cart idempotency dedupe dedup request response trace span transaction tx account ' +
    'wallet address device host cluster job task queue topic stream shard slot test expected actual some any no the this new old last first ' +
    'next prev current default temp tmp ssh gpg pgp signature dh ecdh x25519 ed25519 secp rsa ec verify verification recovery arrow enter ' +
    'escape space ctrl alt shift up down left right press pressed project write reset activation confirmation invite invitation share figma ' +
    'sheet spreadsheet issue jira story epic pr commit build release version env var variable game track song artist movie book chapter ' +
    'frame cell series chart layer shape style theme color font icon'
  ).split(' '),
);

/** Whether the name is that of a service's key: `weatherKey`, `acme_key`; people also call one `WEATHER_API`. */
export function isKeyOfSomething(folded: string): boolean {
  const word = /_([a-z0-9]{1,})_key_\d{0,2}_?$/.exec(folded)?.[1];
  return (word !== undefined && !NO_SECRET_KEYS.has(word)) || /_[a-z0-9]{3,}_api_$/.test(folded);
}
