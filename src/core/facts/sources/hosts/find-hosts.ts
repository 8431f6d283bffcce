import { BACKTICK, DOUBLE_QUOTE, PLUS, SINGLE_QUOTE, STAR, isSpaceCode } from '../scan/characters.ts';
import { readLocalAddress } from '../../read-local-address.ts';
import { isStoreScheme, serviceScheme } from '../../service-schemes.ts';
import type { SignalCollector } from '../collect-signals.ts';
import { isForeignHost } from './foreign-host.ts';
import { isLinkTarget } from './link-target.ts';
import { isRequested } from './is-requested.ts';
import { parseAuthority } from './parse-authority.ts';
import { FIRST_CHUNK, LATER_CHUNK, type Scan, SPAN_SIZE, STRING, startOf, endOf, kindOf } from '../scan/scan.ts';
import { readPath } from './url-path.ts';

/** Schemes of URLs that code connects to, besides those of services. */
const WEB = new Set(['http', 'https', 'ws', 'wss', '*']);
const OTHERS = new Set(['sftp', 'ftps', 'turso']);
const LONGEST_SCHEME = 24;

/** A literal, and the offset from which its words are prose. */
type Prose = { span: number; from: number };

/**
 * Finds the hosts of URLs in string and template literals; not in comments, regular expressions or bare text.
 *
 * A URL after other words of its literal counts as prose, unless it is quoted again (HTML or code in a string), is in
 * CSS's `url(`, or belongs to a content security policy. The target of `href` is a link for people, except that of
 * `<link>`.
 *
 * @param imported offsets of import specifiers, which name packages and are skipped.
 */
export function findHosts(scan: Scan, imported: ReadonlySet<number>, collector: SignalCollector): void {
  const { text, spans } = scan;
  const prose: Prose = { span: -1, from: 0 };
  let span = 0;
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    while (span < spans.length && endOf(scan, span) <= at) span += SPAN_SIZE;
    if (span >= spans.length) return;
    if (startOf(scan, span) > at || kindOf(scan, span) < STRING) continue;
    const start = startOfScheme(text, at, startOf(scan, span));
    if (start === -1 || imported.has(start) || !isAddress(scan, span, start, prose)) continue;
    const scheme = text.slice(start, at);
    findService(scan, start, at + 3, scheme, collector);
    const local = isStoreScheme(scheme) ? null : readLocalAddress(text, at + 3);
    if (local !== null) collector.addResource(start, `local:${local}`);
    if (!isStoreScheme(scheme))
      findHost(scan, { span, start, from: at + 3, web: WEB.has(scheme.toLowerCase()) }, collector);
  }
}

/**
 * Adds the service that a scheme implies, whatever the host. A scheme with nothing after it is only compared with, a
 * redacted URL comes from code that masks addresses, and a pattern from code that searches for them.
 */
function findService({ text }: Scan, start: number, behind: number, written: string, collector: SignalCollector): void {
  const scheme = serviceScheme(written);
  const next = text.charCodeAt(behind);
  if (scheme === null || behind >= text.length || isSpaceCode(next) || QUOTES.has(next)) return;
  const rest = text.slice(behind, behind + LONGEST_HIDDEN);
  if (!HIDDEN.test(rest) && !PATTERN.test(rest)) collector.addResource(start, `scheme:${scheme}`);
}

const QUOTES = new Set([DOUBLE_QUOTE, SINGLE_QUOTE, BACKTICK]);
const HIDDEN = /^[^\s'"`]*?(?:redacted|masked|\*{3})/i;
/** The start of a regular expression. An IPv6 address starts with a bracket too. */
const PATTERN = /^(?:\[\^|\(\?|\\[dswS]|\.[*+])/;
const LONGEST_HIDDEN = 60;

/** A URL in a span: the offset of its scheme, the offset after `://`, and whether its scheme is one of the web's. */
type Written = { span: number; start: number; from: number; web: boolean };

function findHost(scan: Scan, { span, start, from, web }: Written, collector: SignalCollector): void {
  const authority = parseAuthority(scan, span, from, web);
  if (authority === null || !isForeignHost(authority.host)) return;
  const end = endOf(scan, span);
  const isWhole = start === scan.spans[span] && kindOf(scan, span) !== LATER_CHUNK;
  const how = web && isWhole && isRequested(scan.text, start - 1, end) ? ({ requested: true } as const) : {};
  collector.addHost(authority.offset, authority.host, readPath(scan, authority.span, authority.end), how);
}

/** The offset of a known scheme before `://`, or -1. Browser extensions write `*` for both `http` and `https`. */
function startOfScheme(text: string, end: number, floor: number): number {
  const lowest = Math.max(floor, end - LONGEST_SCHEME);
  if (text.charCodeAt(end - 1) === STAR && end > floor) return end - 1;
  let start = end;
  while (start > lowest && isSchemeCode(text.charCodeAt(start - 1))) start--;
  const scheme = text.slice(start, end).toLowerCase();
  return WEB.has(scheme) || OTHERS.has(scheme) || serviceScheme(scheme) !== null ? start : -1;
}

/** Letters, digits and `+`. Any other character ends a scheme, so that `jdbc:mysql://` has the scheme `mysql`. */
function isSchemeCode(code: number): boolean {
  return code === PLUS || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function isAddress(scan: Scan, span: number, start: number, prose: Prose): boolean {
  const { text } = scan;
  if (prose.span !== span) {
    prose.span = span;
    prose.from = startOfProse(scan, span);
  }
  const literalStart = startOf(scan, span);
  const before = text.charCodeAt(start - 1);
  if (start > literalStart && (before === DOUBLE_QUOTE || before === SINGLE_QUOTE))
    return !isLinkTarget(text, start - 1);
  if (start > prose.from) return text.startsWith('url(', start - 4);
  if (start > literalStart && PICTURES.test(text.slice(Math.max(literalStart, start - LONGEST_LIST), start)))
    return false;
  return start !== literalStart || kindOf(scan, span) === LATER_CHUNK || !isLinkTarget(text, literalStart - 1);
}

/**
 * The start of a content security policy, which lists what a page may load from and call:
 * `connect-src 'self' https://…`.
 */
const POLICY =
  /^\s{0,40}(?:child|connect|default|font|form|frame|img|manifest|media|object|script|style|worker)-(?:action|src)\b/;
const LONGEST_DIRECTIVE = 60;
/** Sources of images and media, which the policy allows only to be shown. */
const PICTURES = /(?:^|[\s;])(?:img|media)-src\s[^;]*$/;
const LONGEST_LIST = 600;
/** Spans that are searched back for the first chunk of a template, including literals in its holes. */
const MOST_PARTS = 30;

function isPolicy(scan: Scan, span: number): boolean {
  let first = span;
  const lowest = Math.max(0, span - MOST_PARTS * SPAN_SIZE);
  if (kindOf(scan, span) === LATER_CHUNK)
    while (first > lowest && kindOf(scan, first) !== FIRST_CHUNK) first -= SPAN_SIZE;
  const start = startOf(scan, first);
  return POLICY.test(scan.text.slice(start, Math.min(endOf(scan, first), start + LONGEST_DIRECTIVE)));
}

/**
 * The offset of the first white space after the first word of the literal, or its end. After a hole, the hole counts as
 * a word.
 */
function startOfProse(scan: Scan, span: number): number {
  const start = startOf(scan, span);
  const end = endOf(scan, span);
  if (isPolicy(scan, span)) return end;
  let at = start;
  if (kindOf(scan, span) !== LATER_CHUNK) while (at < end && isSpaceCode(scan.text.charCodeAt(at))) at++;
  while (at < end && !isSpaceCode(scan.text.charCodeAt(at))) at++;
  return at;
}
