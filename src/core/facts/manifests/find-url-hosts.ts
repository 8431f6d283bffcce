import { literalPath, OPEN_PART } from '../literal-path.ts';
import { isStoreScheme } from '../service-schemes.ts';

/** A URL's host and path, and where the URL starts in the text. */
export type UrlHost = { host: string; path: string; index: number };

/** An interpolated variable. It is replaced by a string of equal length, so that offsets stay the same. */
const HOLE = /\$\{\{[^}]{0,200}\}\}|\$\{[^{}]{0,200}\}|\$\([A-Za-z_]\w{0,100}\)/g;

const SCHEME = /^[a-z][a-z0-9+.-]{1,20}$/i;
const HOST = /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,10}$/;

/**
 * Hosts of the URLs in a text: names with a dot, no IP addresses, no `localhost`. User, password, port and query are
 * dropped. In the path, `*` replaces each segment that is variable or looks like a token, as in the URLs of chat
 * webhooks.
 */
export function findUrlHosts(written: string): UrlHost[] {
  const text = written.includes('$') ? written.replace(HOLE, (hole) => '*'.repeat(hole.length)) : written;
  const found: UrlHost[] = [];
  for (let mark = text.indexOf('://'); mark !== -1; mark = text.indexOf('://', mark + 3)) {
    const before = text.slice(Math.max(0, mark - 21), mark);
    const scheme = /[a-z0-9+.-]*$/i.exec(before)?.[0] ?? '';
    if (!SCHEME.test(scheme) || isStoreScheme(scheme)) continue;
    const url = URL_REST.exec(text.slice(mark + 3, mark + 3 + MAX_URL))?.[0] ?? '';
    const authority = url.split('/', 1)[0] ?? '';
    const host = hostOf(authority);
    if (host === null) continue;
    found.push({ host, path: pathOf(url.slice(authority.length)), index: mark - scheme.length });
  }
  return found;
}

/**
 * Characters of a URL that are read. Host and path are limited to 200 each, and a URL within a path is read on its own.
 */
const MAX_URL = 500;
const URL_REST = /^[^\s"'`<>\\?#,;|()[\]]+/;

function hostOf(authority: string): string | null {
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:[^:]*$/, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const known = host.includes('*') ? withoutHoles(host) : host;
  if (known === null) return null;
  return HOST.test(known.replace(/^\*/, 'x').replaceAll('.*', '.x')) &&
    !NOBODYS.test(known) &&
    /\.[a-z][a-z0-9-]*$/.test(known)
    ? known
    : null;
}

/**
 * Replaces a label that contains a variable with `*` and its literal end: `*-aiplatform.googleapis.com`. Null if the
 * registered domain itself is variable.
 */
function withoutHoles(host: string): string | null {
  const labels = host.split('.').map((label) => {
    const end = /^\*+(-[a-z0-9-]+)$/.exec(label)?.[1] ?? '';
    return label.includes('*') ? `*${end}` : label;
  });
  return labels.length > 2 && !labels.slice(-2).some((label) => label.includes('*')) ? labels.join('.') : null;
}

/**
 * Names that belong to no service: those reserved by RFC 2606 and RFC 6762, Docker's name for its host, and
 * placeholders.
 */
const NOBODYS =
  /(?:^|\.)(?:example\.(?:com|net|org)|docker\.internal|(?:your|my)[a-z-]*domain\.[a-z]+|[a-z0-9-]+\.(?:example|test|invalid|localhost|local))$/;

/** Characters that occur only in interpolations and wildcards, whether alone or within a segment. */
const OPEN = /[${}%<>*]/;

function pathOf(written: string): string {
  const parts = written.split('/').slice(1);
  const path = `/${parts.map((part) => (OPEN.test(part) ? OPEN_PART : part)).join('/')}`;
  return literalPath(path, (part) => part.length >= 20 && /\d/.test(part));
}
