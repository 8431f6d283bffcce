/** What a service issues, as settings name it: `ApiKey`, `SECRET_KEY`, `accountSid`. */
const HANDED_OUT =
  /^(?:\w{0,20}_?)?(?:(?:api|secret|access|publishable|application|app|license|subscription|account)_?key|(?:api|access|auth|bot|refresh|verify)_?token|(?:client|app|api|webhook|secret_?access|signing|channel)_?secret|(?:client|app|account|project|tenant|merchant|tracking|measurement)_?id|account_?sid|dsn|webhook_?url|connection_?string)$/i;
/** Where a server is and how to sign in to it; counts only in sections that are named after a server (`SERVER`). */
const REACHED =
  /^(?:host(?:_?name)?|server|address|endpoint|ur[il]|user(?:_?name)?|password|port|bootstrap_?servers|brokers?)$/i;
const SERVER =
  /^(?:cassandra|clickhouse|consul|couchbase|couchdb|elastic\w{0,10}|influx(?:db)?|kafka|keycloak|ldap|loki|memcached|milvus|minio|mongo(?:db)?|mqtt|nats|neo4j|ollama|opensearch|postgres(?:ql)?|qdrant|rabbit_?mq|redis|seq|smtp|vault|weaviate)$/i;
const SMTP = /^smtp_?(?:host|server|user(?:_?name)?|password|port)$/i;
/** What a section adds to the name of the service. */
const BESIDES =
  /(?<=[a-z]{3})(?:_?(?:api|bot|client|e?mail|service|sms))?_?(?:settings?|options|config(?:uration)?|credentials)$|(?<=[a-z]{4})_?(?:api|bot|client|service)$/i;
/** Sections that list the accounts by which people can sign in, and services whose client id serves nothing else. */
const SIGN_IN =
  /^(?:authentication|o?auth2?|oauth_?providers?|(?:external|social)_?(?:auth|logins?|providers|services))$/i;
const ACCOUNTS = /^(?:apple|facebook|google|linked_?in|microsoft|twitter)$/i;
const CLIENT = /^(?:client|app|application)_?(?:id|secret|key)$/i;
const NAME = /^[a-z][a-z0-9_]{2,40}$/i;

/**
 * The service that a nested setting is for, as a type of resource: `named:stripe` of `Stripe:SecretKey`, `oauth2:google` of
 * `Authentication:Google:ClientId`. Null where the section names no service whose key it holds.
 *
 * @param parts names of the sections, from the outermost, and of the key.
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
