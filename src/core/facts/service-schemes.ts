/**
 * URL schemes of services: the name that rules use, as in `scheme:postgres` -> its spellings. Each spelling contains
 * the name, so that a file without the name need not be read.
 */
const WRITTEN: Readonly<Record<string, string>> = {
  amqp: 'amqp amqps',
  bolt: 'bolt bolt+s bolt+ssc',
  cassandra: 'cassandra',
  clickhouse: 'clickhouse clickhouses',
  cockroach: 'cockroach cockroachdb',
  couchbase: 'couchbase couchbases',
  elasticsearch: 'elasticsearch',
  influxdb: 'influxdb',
  kafka: 'kafka',
  ldap: 'ldap ldaps',
  libsql: 'libsql',
  mariadb: 'mariadb',
  memcached: 'memcached',
  mongodb: 'mongodb mongodb+srv',
  mqtt: 'mqtt mqtts',
  mssql: 'mssql',
  mysql: 'mysql mysqls mysql2',
  nats: 'nats',
  neo4j: 'neo4j neo4j+s neo4j+ssc',
  oracle: 'oracle',
  postgres: 'postgres postgresql',
  pulsar: 'pulsar pulsar+ssl',
  redis: 'redis rediss',
  smtp: 'smtp smtps',
  snowflake: 'snowflake',
  sqlserver: 'sqlserver',
  valkey: 'valkey valkeys',
};
/** Schemes that are followed by the name of a bucket or a file, not of a host. */
const STORES: Readonly<Record<string, string>> = {
  abfs: 'abfs abfss',
  gs: 'gs',
  s3: 's3 s3a s3n',
  sqlite: 'sqlite sqlite3',
  wasb: 'wasb wasbs',
};

const spellings = (table: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(table).flatMap(([name, written]) => written.split(' ').map((w) => [w, name])));

const SERVER_SCHEMES = spellings(WRITTEN);
const STORE_SCHEMES = spellings(STORES);

/**
 * The name that rules use for a URL's scheme; null for the web's and for others. The part after a plus may be a driver:
 * `postgresql+asyncpg`.
 */
export function serviceScheme(written: string): string | null {
  return find(SERVER_SCHEMES, written) ?? find(STORE_SCHEMES, written);
}

/** Whether URLs of this scheme have a bucket or a path in place of a host. */
export function isStoreScheme(written: string): boolean {
  return find(STORE_SCHEMES, written) !== null;
}

function find(table: ReadonlyMap<string, string>, written: string): string | null {
  const scheme = written.toLowerCase();
  return table.get(scheme) ?? table.get(scheme.split('+', 1)[0] ?? '') ?? null;
}
