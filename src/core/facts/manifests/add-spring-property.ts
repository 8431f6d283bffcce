import { findUrlHosts } from './find-url-hosts.ts';
import type { SignalList } from './make-signal-list.ts';

// https://docs.spring.io/spring-boot/appendix/application-properties/. Keys are compared in lower case without dashes.
const PARTS: readonly [RegExp, string][] = [
  [/^spring\.kafka\./, 'kafka'],
  [/^spring\.rabbitmq\./, 'rabbitmq'],
  [/^spring\.activemq\./, 'activemq'],
  [/^spring\.artemis\./, 'artemis'],
  [/^spring\.pulsar\./, 'pulsar'],
  [/^spring\.(?:data\.)?mongodb\./, 'mongodb'],
  [/^spring\.(?:data\.)?redis\./, 'redis'],
  [/^spring\.(?:data\.)?cassandra\./, 'cassandra'],
  [/^spring\.(?:data\.)?neo4j\./, 'neo4j'],
  [/^spring\.(?:data\.)?elasticsearch\./, 'elasticsearch'],
  [/^spring\.(?:data\.)?couchbase\./, 'couchbase'],
  [/^spring\.mail\./, 'mail'],
  [/^spring\.ldap\./, 'ldap'],
  [/^spring\.cloud\.(aws|gcp|azure|vault|consul|kubernetes|config)\./, 'cloud.$1'],
  [/^eureka\.client\./, 'eureka'],
  [/^spring\.ai\.([a-z0-9]{1,40})\./, 'ai.$1'],
  [/^management\.([a-z0-9]{1,40})\.metrics\.export\./, 'metrics.$1'],
];
const REGISTRATION = /^spring\.security\.oauth2\.client\.registration\.([a-z0-9_]{1,40})\./;
const JDBC = /\b(?:jdbc|r2dbc):(?:aws-wrapper:|log4jdbc:|p6spy:|tc:)?([a-z0-9]{1,30}):/;
const DB_KIND = /^quarkus\.(?:[\w"]{1,60}\.)?datasource\.(?:[\w"]{1,60}\.)?dbkind$/;
const HOST_KEY = /(?:host|hosts|hostname|servers|endpoint|addresses|nodes|contactpoints)$/;

/** A property with its full key (`spring.mail.host`); `valueAt` is the offset of the value's first character. */
export type SpringProperty = { key: string; at: number; value: string; valueAt: number };

/**
 * Adds what one property reveals: the Spring module that it configures (`spring:kafka`, once per file, tracked in
 * `seen`), the database in a JDBC URL (`jdbc:postgresql`), hosts, and variables (`${NAME:default}`).
 */
export function addSpringProperty(list: SignalList, property: SpringProperty, seen: Set<string>): void {
  const { at, value, valueAt } = property;
  const key = property.key.replaceAll('-', '').toLowerCase().slice(0, 300);
  const addOnce = (place: number, type: string): void => {
    if (!seen.has(type)) list.add(place, { kind: 'resource', type });
    seen.add(type);
  };
  for (const [pattern, part] of PARTS) {
    const match = pattern.exec(key);
    if (match !== null) addOnce(at, `spring:${part.replace('$1', match[1] ?? '')}`);
  }
  const account = REGISTRATION.exec(key)?.[1];
  if (account !== undefined) addOnce(at, `oauth2:${account}`);
  const kind = JDBC.exec(value)?.[1] ?? (DB_KIND.test(key) && /^[a-z0-9]{1,30}$/.test(value) ? value : undefined);
  if (kind !== undefined) addOnce(valueAt, `jdbc:${kind}`);
  addPropertyHosts(list, key, value, valueAt);
  for (const match of value.matchAll(/\$\{([A-Z][A-Z0-9_]{1,199})([:}])/g)) {
    const [, name = '', colon] = match;
    list.add(valueAt + match.index + 2, { kind: 'env', name, access: 'read', value: null, optional: colon === ':' });
  }
}

function addPropertyHosts(list: SignalList, key: string, value: string, valueAt: number): void {
  // A default may be a URL: `${API_URL:https://api.acme.io}`.
  const text = value.replace(/[${}]/g, ' ');
  for (const { host, path, index } of findUrlHosts(text)) list.add(valueAt + index, { kind: 'host', host, path });
  if (text.includes('://') || !HOST_KEY.test(key)) return;
  for (const match of text.matchAll(/(?<![A-Za-z0-9.-])[A-Za-z0-9.-]{4,253}(?=:\d|[\s,]|$)/g))
    for (const { host } of findUrlHosts(`tcp://${match[0]}`))
      list.add(valueAt + match.index, { kind: 'host', host, path: '/' });
}
