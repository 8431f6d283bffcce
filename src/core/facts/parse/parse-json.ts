import { makeLinePositions } from '../line-positions.ts';
import { MAX_DEPTH, problemsOf, withoutByteOrderMark } from './data-node.ts';
import type { DataNode, Failure, ListNode, MapNode, ParsedDocument } from './data-node.ts';

// A scanner of our own: `yaml` needs over 30 ms for a package.json of 3,000 lines, `JSON.parse` reports no positions,
// and neither returns the part before an error. One pass with an explicit stack, so that nesting cannot overflow the
// call stack.

type Scan = { text: string; at: number; failure: Failure };
type Expect = 'value' | 'value-or-end' | 'key-or-end' | 'comma-or-end' | 'nothing';

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const STAR = 42;
const COMMA = 44;
const SLASH = 47;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_MAP = 123;
const CLOSE_MAP = 125;

/**
 * Parses JSON, also with comments and trailing commas. Stops at the first error, and returns the part before it with
 * one problem. Never throws.
 */
export function parseJson(source: string): ParsedDocument {
  const text = withoutByteOrderMark(source);
  const scan: Scan = { text, at: 0, failure: null };
  const root = scanDocument(scan);
  const positionOf = makeLinePositions(text);
  return { text, roots: root === null ? [] : [root], positionOf, problems: problemsOf(scan.failure, positionOf) };
}

function scanDocument(scan: Scan): DataNode | null {
  const stack: (MapNode | ListNode)[] = [];
  let root: DataNode | null = null;
  let key: { name: string; at: number } | null = null;
  let expect: Expect = 'value';
  for (;;) {
    skipBlank(scan);
    if (scan.failure !== null) return root;
    const top = stack.at(-1);
    if (scan.at >= scan.text.length) {
      if (expect !== 'nothing') fail(scan, 'unexpected end of the text');
      return root;
    }
    const code = scan.text.charCodeAt(scan.at);
    if (expect === 'nothing') return (fail(scan, 'unexpected text after the end'), root);
    if (top !== undefined && expect !== 'value' && code === (top.kind === 'map' ? CLOSE_MAP : CLOSE_LIST)) {
      scan.at += 1;
      stack.pop();
      expect = stack.length === 0 ? 'nothing' : 'comma-or-end';
    } else if (expect === 'comma-or-end') {
      if (code !== COMMA) return (fail(scan, 'expected a comma'), root);
      scan.at += 1;
      expect = top?.kind === 'map' ? 'key-or-end' : 'value-or-end';
    } else if (expect === 'key-or-end') {
      key = scanKey(scan);
      if (key === null) return root;
      expect = 'value';
    } else {
      const value = scanValue(scan, code);
      if (value === null) return root;
      if (top === undefined) root = value;
      else if (top.kind === 'list') top.items.push(value);
      else if (key !== null) top.entries.set(key.name, { at: key.at, value });
      if (value.kind === 'scalar') expect = stack.length === 0 ? 'nothing' : 'comma-or-end';
      else if (stack.push(value) > MAX_DEPTH) return (fail(scan, 'nested too deeply', 'too-deep'), root);
      else expect = value.kind === 'map' ? 'key-or-end' : 'value-or-end';
    }
  }
}

function fail(scan: Scan, detail: string, code: NonNullable<Failure>['code'] = 'malformed'): null {
  scan.failure ??= { at: scan.at, code, detail };
  return null;
}

function skipBlank(scan: Scan): void {
  for (;;) {
    const code = scan.text.charCodeAt(scan.at);
    if (code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN || code === TAB) scan.at += 1;
    else if (code !== SLASH || !skipComment(scan)) return;
  }
}

function skipComment(scan: Scan): boolean {
  const next = scan.text.charCodeAt(scan.at + 1);
  if (next !== SLASH && next !== STAR) return false;
  const end = scan.text.indexOf(next === SLASH ? '\n' : '*/', scan.at + 2);
  if (end !== -1) scan.at = next === SLASH ? end : end + 2;
  else if (next === SLASH) scan.at = scan.text.length;
  else return fail(scan, 'unterminated comment') ?? false;
  return true;
}

function scanKey(scan: Scan): { name: string; at: number } | null {
  const at = scan.at;
  if (scan.text.charCodeAt(at) !== QUOTE) return fail(scan, 'expected a key in double quotes');
  const name = scanString(scan);
  if (name === null) return null;
  skipBlank(scan);
  if (scan.text.charCodeAt(scan.at) !== COLON) return fail(scan, 'expected a colon');
  scan.at += 1;
  return { name, at };
}

function scanValue(scan: Scan, code: number): DataNode | null {
  const at = scan.at;
  if (code === OPEN_MAP || code === OPEN_LIST) {
    scan.at += 1;
    return code === OPEN_MAP ? { kind: 'map', at, entries: new Map() } : { kind: 'list', at, items: [] };
  }
  if (code === QUOTE) {
    const text = scanString(scan);
    return text === null ? null : { kind: 'scalar', at, end: scan.at, text, plain: false };
  }
  LITERAL.lastIndex = at;
  const text = LITERAL.exec(scan.text)?.[0];
  if (text === undefined) return fail(scan, 'expected a value');
  scan.at += text.length;
  return { kind: 'scalar', at, end: scan.at, text, plain: true };
}

const LITERAL = /(?:true|false|null|-?[0-9][0-9.eE+-]*)(?![A-Za-z0-9_$])/y;

function scanString(scan: Scan): string | null {
  const { text, at } = scan;
  let escaped = false;
  for (let i = at + 1; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      scan.at = i + 1;
      return escaped ? decodeEscapes(text.slice(at, i + 1)) : text.slice(at + 1, i);
    }
    if (code === LINE_FEED) break;
    if (code === BACKSLASH) {
      escaped = true;
      i += 1;
    }
  }
  return fail(scan, 'unterminated string');
}

function decodeEscapes(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1); // an unknown escape or a raw tab: kept as written
  }
}
