import { parseBareHost } from '../../parse-bare-host.ts';
import type { SignalCollector } from '../collect-signals.ts';
import { isForeignHost } from './foreign-host.ts';
import { isLinkTarget } from './link-target.ts';
import { FIRST_CHUNK, type Scan, skipSpaceBack, SPAN_SIZE, STRING, startOf, endOf, kindOf } from '../scan/scan.ts';

/**
 * Code before a literal that is used as a value: a name (`host: "x"`), a fallback (`?? "x"`, `getenv("HOST", "x")`), a
 * call, a return.
 */
const HANDS_ON = /(?:[\w$"'\])?]\s?:|(?:^|[^=!<>])=|[\w$]\s?\(|\?\?|\|\||\bor|\breturn|=>|[A-Z_]["'],)$/;
/** Functions that only compare with the literal. */
const ASKS =
  /(?:contains|ends?_?with|equals?|includes|index_?of|match(?:es)?|starts?_?with|has(?:suffix|prefix)?|case|if)\s?(?:\(|\([^()]{0,40},)$/i;
/** Code after a literal that is a key of a table or the first of several items. */
const IN_A_TABLE = /^["'`]\s?(?::|=>|,\s?["'`])/;

/** STUN and TURN servers, which tell browsers their address or relay their calls. */
const RELAY = /^(?:stuns?|turns?):([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6})(?::\d{1,5})?(?:\?transport=\w{3})?$/;

/** A protocol-relative URL: `//js.acme.io/v3.js`. */
const SCHEMELESS = /^\/\/([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}\.[a-z]{2,12})(\/[\w./-]{1,100})/;

const LABELS = String.raw`((?:[a-z0-9-]{1,63}\.){2,6}[a-z]{2,12})`;
/**
 * Connection strings of database drivers: `Host=db.acme.io;Port=5432;…` for .NET, where other pairs may come first, and
 * `host=db.acme.io user=app …` for libpq.
 */
const CONNECTION = new RegExp(
  String.raw`(?:[a-z ]{2,30}=[^;="']{0,80};\s?){0,4}(?:server|host|data source)\s?=\s?(?:tcp:)?${LABELS}(?:[,:]\d{2,5})?;` +
    String.raw`|(?:[a-z]{2,20}=[^\s="']{0,80} ){0,4}host=${LABELS} [a-z]{2,20}=`,
  'iy',
);
const LONGEST_CONNECTION = 600;

/**
 * Finds hosts that are a whole literal, or its start without a scheme: `host: 'smtp.acme.io'`,
 * `'stun:stun.acme.io:3478'`.
 */
export function findBareHosts(scan: Scan, collector: SignalCollector): void {
  const { text, spans } = scan;
  for (let span = 0; span < spans.length; span += SPAN_SIZE) {
    const kind = kindOf(scan, span);
    if (kind !== STRING && kind !== FIRST_CHUNK) continue;
    const start = startOf(scan, span);
    const end = endOf(scan, span);
    if (text.charCodeAt(start) === SLASH) addSchemeless(text, start, end, collector);
    if (kind === STRING && end - start <= LONGEST_CONNECTION) addConnection(text, start, end, collector);
    if (end - start > 120 || end - start < 7 || text.charCodeAt(start) > 122) continue;
    const quote = text.charCodeAt(end);
    if (kind === FIRST_CHUNK && quote !== text.charCodeAt(start - 1)) continue;
    const value = text.slice(start, end);
    const relay = RELAY.exec(value)?.[1];
    if (relay !== undefined && isForeignHost(relay)) collector.addHost(start, relay, '/');
    const host = relay === undefined ? parseBareHost(value) : null;
    if (host === null || !isForeignHost(host) || !isHandedOn(text, start, end)) continue;
    collector.addHost(start, host, '/', { bare: true });
  }
}

const SLASH = 47;

function addSchemeless(text: string, start: number, end: number, collector: SignalCollector): void {
  const [, host = '', path = ''] = SCHEMELESS.exec(text.slice(start, Math.min(end, start + 240))) ?? [];
  if (host === '' || !isForeignHost(host) || isLinkTarget(text, start - 1)) return;
  collector.addHost(start, host, path, { bare: true });
}

function addConnection(text: string, start: number, end: number, collector: SignalCollector): void {
  CONNECTION.lastIndex = start;
  const match = CONNECTION.exec(text);
  const host = (match?.[1] ?? match?.[2])?.toLowerCase();
  if (match === null || host === undefined || CONNECTION.lastIndex > end || !isForeignHost(host)) return;
  collector.addHost(start + match[0].toLowerCase().lastIndexOf(host), host, '/', { bare: true });
}

/** True if code uses the literal as a host, instead of listing it or comparing with it. */
function isHandedOn(text: string, start: number, end: number): boolean {
  const before = skipSpaceBack(text, start - 1);
  const words = text.slice(Math.max(0, before - 60), before + 1);
  return HANDS_ON.test(words) && !ASKS.test(words) && !IN_A_TABLE.test(text.slice(end, end + 10));
}
