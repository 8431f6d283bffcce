import {
  AT,
  COLON,
  DASH,
  DOT,
  DOUBLE_QUOTE,
  QUESTION_MARK,
  SINGLE_QUOTE,
  SLASH,
  UNDERSCORE,
  isSpaceCode,
} from '../scan/characters.ts';
import { type Scan, endOf } from '../scan/scan.ts';
import { endOfHole } from './url-hole.ts';

/** The host of a URL. `offset` is where its literal part starts; `end`, in `span`, is where a path may start. */
export type Authority = { host: string; offset: number; span: number; end: number };

/** Limits for reading credentials, host and port: characters, and holes among them. */
const LONGEST = 512;
const MOST_HOLES = 8;

/** A host has at least two labels, the last of letters, which excludes IP addresses and names on the local network. */
const HOST = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\.){1,20}(?:[a-z]{2,24}|xn--[a-z0-9-]{2,58})$/;
/** Suffixes under which registrars sell domains. The label before one must be literal. */
const SHARED_SUFFIX = /^(?:ac|co|com|edu|gov|net|org)\.[a-z]{2}$/;

type Cursor = {
  span: number;
  at: number;
  /** Offset of the first literal label; -1 after a hole, until a dot ends the label. */
  start: number;
  holed: boolean;
  /** Offset of the colon after the host, before a port or a password; -1 before it is found. */
  colon: number;
  /** The span that contains `start` and `colon`. */
  colonSpan: number;
};

/**
 * Reads credentials, host and port from after `://`. Credentials and port are dropped. Null if there is no valid host.
 *
 * If a label contains a hole (see `endOfHole`), the host is `*.` and the labels after it, provided that these are at
 * least two and no shared suffix such as `co.uk`: the registered domain must be literal. A part joined to the hole by a
 * dash is kept: `https://${region}-api.acme.io` is `*-api.acme.io`. A hole right after a complete host is its path.
 */
export function parseAuthority(scan: Scan, span: number, from: number, web: boolean): Authority | null {
  const start = web ? from : behindCredentials(scan, span, from);
  const cursor: Cursor = { span, at: start, start, holed: false, colon: -1, colonSpan: span };
  const limit = start + LONGEST;
  let holes = 0;
  while (cursor.at < limit && holes <= MOST_HOLES) {
    const end = endOfHole(scan, cursor);
    if (end !== null) {
      if (cursor.colon === -1 && isWholeHost(scan, cursor) && endsHost(scan, end)) break;
      holes++;
      passHole(scan, cursor, end);
    } else if (!readCharacter(scan, cursor)) {
      break;
    }
    if (cursor.at - limit > 0 && end !== null) return null;
  }
  return makeAuthority(scan, cursor);
}

/** Advances by one character; false at the end of the authority. */
function readCharacter(scan: Scan, cursor: Cursor): boolean {
  if (cursor.at >= endOf(scan, cursor.span)) return false;
  const code = scan.text.charCodeAt(cursor.at);
  if (code === AT) {
    cursor.start = cursor.at + 1;
    cursor.holed = false;
    cursor.colon = -1;
  } else if (code === COLON) {
    if (cursor.colon === -1) markColon(cursor);
  } else if (code === DOT) {
    if (cursor.start === -1) cursor.start = cursor.at + 1;
  } else if (!isHostCode(code) && (cursor.colon === -1 || isEndCode(code))) {
    return false;
  }
  cursor.at++;
  return true;
}

function markColon(cursor: Cursor): void {
  cursor.colon = cursor.at;
  cursor.colonSpan = cursor.span;
}

function passHole(scan: Scan, cursor: Cursor, end: { span: number; at: number }): void {
  if (cursor.colon === -1) {
    cursor.holed = true;
    cursor.start = scan.text.charCodeAt(end.at) === DASH ? end.at : -1;
  }
  cursor.span = end.span;
  cursor.at = end.at;
}

/** True if the literal part so far is a complete host. */
function isWholeHost(scan: Scan, cursor: Cursor): boolean {
  return cursor.start !== -1 && HOST.test(scan.text.slice(cursor.start, cursor.at).toLowerCase());
}

/** True if the text after a hole cannot continue the host: a path, the end, or another hole. */
function endsHost(scan: Scan, end: { span: number; at: number }): boolean {
  if (end.at >= endOf(scan, end.span)) return true;
  const code = scan.text.charCodeAt(end.at);
  return !isHostCode(code) && code !== DOT && code !== AT;
}

function makeAuthority(scan: Scan, cursor: Cursor): Authority | null {
  if (cursor.start === -1) return null;
  const end = cursor.colon === -1 ? cursor.at : cursor.colon;
  let host = scan.text.slice(cursor.start, end).toLowerCase();
  if (host.endsWith('.')) host = host.slice(0, -1);
  const isTied = host.startsWith('-');
  const literal = isTied ? host.slice(host.indexOf('.') + 1) : host;
  if (host.length > 253 || !HOST.test(literal) || (cursor.holed && SHARED_SUFFIX.test(literal))) return null;
  if (cursor.holed) host = isTied ? `*${host}` : `*.${host}`;
  return { host, offset: cursor.start, span: cursor.span, end: cursor.at };
}

/**
 * The offset after the credentials. A password in a connection string may contain anything, so the last `@` ends it.
 */
function behindCredentials(scan: Scan, span: number, from: number): number {
  const end = Math.min(endOf(scan, span), from + LONGEST);
  let start = from;
  for (let at = from; at < end; at++) {
    const code = scan.text.charCodeAt(at);
    if (isSpaceCode(code) || code === DOUBLE_QUOTE || code === SINGLE_QUOTE || code === QUESTION_MARK) break;
    // Another URL, which has credentials of its own.
    if (code === SLASH && scan.text.charCodeAt(at + 1) === SLASH) break;
    if (code === AT) start = at + 1;
  }
  return start;
}

/** Letters, digits, `-` and `_`. */
function isHostCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    code === DASH ||
    code === UNDERSCORE
  );
}

/**
 * Characters that end even a password or a port: slash, question mark, hash, quotes, backslash, angle brackets, white
 * space.
 */
function isEndCode(code: number): boolean {
  return isSpaceCode(code) || '/?#"\'`\\<>'.includes(String.fromCharCode(code));
}
