import { header, identifier, isRead, quote, setting } from '../spelling.ts';

/** What is asked of the connection is asked of the request. */
export function memberOf(owner: string, name: string): string {
  if (isRead(owner)) return setting(name);
  if (owner === '__assigns') return BODY.test(name) ? 'request.body' : `__assigns_${identifier(name)}`;
  if (owner !== 'request') return `${owner}[${quote(name)}]`;
  if (/^(?:body_params|params)$/.test(name)) return 'request.body';
  if (name === 'req_headers') return 'request.headers';
  if (/^(?:assigns|private)$/.test(name)) return '__assigns';
  return name === 'query_params' ? 'request.query' : `request.${identifier(name)}`;
}

/** Under what names plugs keep the body as it came. */
const BODY = /raw|body|payload/;

/** A part by its key, of whatever holds it: headers, settings, the connection, a map. */
export const partOf = (owner: string, key: string): string =>
  owner === 'request.headers' ? header(key) : memberOf(owner, key);
