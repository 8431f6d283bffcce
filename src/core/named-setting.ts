/** Names of settings that hold credentials or ids issued by a service: `ApiKey`, `SECRET_KEY`, `accountSid`. */
const HANDED_OUT =
  /^(?:\w{0,20}_?)?(?:(?:api|secret|access|publishable|application|app|license|subscription|account)_?key|(?:api|access|auth|bot|refresh|verify)_?token|(?:client|app|api|webhook|secret_?access|signing|channel)_?secret|(?:client|app|account|project|tenant|merchant|tracking|measurement)_?id|account_?sid|dsn|webhook_?url|connection_?string)$/i;
/** Names of settings for a server's address and login. They count only in sections named after a server (`SERVER`). */
const REACHED =
  /^(?:host(?:_?name)?|server|address|endpoint|ur[il]|user(?:_?name)?|password|port|bootstrap_?servers|brokers?)$/i;
const SERVER =
  /^(?:cassandra|clickhouse|consul|couchbase|couchdb|elastic\w{0,10}|influx(?:db)?|kafka|keycloak|ldap|loki|memcached|milvus|minio|mongo(?:db)?|mqtt|nats|neo4j|ollama|opensearch|postgres(?:ql)?|qdrant|rabbit_?mq|redis|seq|smtp|vault|weaviate)$/i;
const SMTP = /^smtp_?(?:host|server|user(?:_?name)?|password|port)$/i;
/** Suffixes that a section adds to the service's name: `StripeSettings`, `MailgunClient`. */
const BESIDES =
  /(?<=[a-z]{3})(?:_?(?:api|bot|client|e?mail|service|sms))?_?(?:settings?|options|config(?:uration)?|credentials)$|(?<=[a-z]{4})_?(?:api|bot|client|service)$/i;
/** Sections that list sign-in providers, and services whose client ids are used only for sign-in. */
const SIGN_IN =
  /^(?:authentication|o?auth2?|oauth_?providers?|(?:external|social)_?(?:auth|logins?|providers|services))$/i;
const ACCOUNTS = /^(?:apple|facebook|google|linked_?in|microsoft|twitter)$/i;
const CLIENT = /^(?:client|app|application)_?(?:id|secret|key)$/i;
const NAME = /^[a-z][a-z0-9_]{2,40}$/i;

/**
 * The service that a nested setting belongs to, as a resource type: `named:stripe` for `Stripe:SecretKey`,
 * `oauth2:google` for `Authentication:Google:ClientId`. Null if the section names no service whose credentials it
 * holds.
 *
 * @param parts the names of the sections, outermost first, and of the key.
 */
export function typeOfSetting(parts: readonly string[]): string | null {
  const key = parts.at(-1) ?? '';
  const section = (parts.at(-2) ?? '').replace(BESIDES, '');
  if (SMTP.test(key)) return 'named:smtp';
  if (!NAME.test(section)) return null;
  const name = section.toLowerCase();
  const signsIn = parts.slice(0, -2).some((part) => SIGN_IN.test(part)) || ACCOUNTS.test(section);
  if (signsIn && CLIENT.test(key)) return `oauth2:${name.replaceAll('_', '')}`;
  return HANDED_OUT.test(key) || (REACHED.test(key) && SERVER.test(section)) ? `named:${name}` : null;
}
