import { header, identifier, isRead, quote, setting } from '../spelling.ts';

/** Lowers access to a field; a field of the connection is one of the request. */
export function memberOf(owner: string, name: string): string {
  if (isRead(owner)) return setting(name);
  if (owner === '__assigns') return BODY.test(name) ? 'request.body' : `__assigns_${identifier(name)}`;
  if (owner !== 'request') return `${owner}[${quote(name)}]`;
  if (/^(?:body_params|params)$/.test(name)) return 'request.body';
  if (name === 'req_headers') return 'request.headers';
  if (/^(?:assigns|private)$/.test(name)) return '__assigns';
  return name === 'query_params' ? 'request.query' : `request.${identifier(name)}`;
}

/** Names under which plugs store the raw body. */
const BODY = /raw|body|payload/;

/** Lowers access by key to headers, settings, the connection or a map. */
export const partOf = (owner: string, key: string): string =>
  owner === 'request.headers' ? header(key) : memberOf(owner, key);
