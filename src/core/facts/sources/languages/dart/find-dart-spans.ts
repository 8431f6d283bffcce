import {
  CLOSE_BRACE,
  DOUBLE_QUOTE,
  OPEN_BRACE,
  SINGLE_QUOTE,
  SLASH,
  isWordCode,
  makeClassTable,
} from '../../scan/characters.ts';
import {
  closeBrace,
  type HoleState,
  makeDelimiter,
  makeHoleState,
  openBrace,
  readDelimited,
} from '../../scan/literal-holes.ts';
import type { Scan } from '../../scan/scan.ts';
import { scanTokens } from '../../scan/scan-tokens.ts';
import { readHashbang, readSlash } from '../../scan/comments.ts';
import type { WordTable } from '../../scan/word-table.ts';

const CLASSES = makeClassTable('', '/');
const LINES = new Map(
  ["'", '"'].map((quote) => [quote, makeDelimiter(quote, { escapes: true, names: true, line: true })]),
);
const BLOCKS = new Map(
  ["'", '"'].map((quote) => [quote, makeDelimiter(quote.repeat(3), { escapes: true, names: true })]),
);
const RAW_LINES = new Map(["'", '"'].map((quote) => [quote, makeDelimiter(quote, { line: true })]));
const RAW_BLOCKS = new Map(["'", '"'].map((quote) => [quote, makeDelimiter(quote.repeat(3))]));

/** The comments, which nest, and the strings of Dart. `$name` and `${…}` are holes, except in raw strings. */
export function findDartSpans(text: string, table: WordTable): Scan {
  const state = makeHoleState(text);
  return scanTokens(state, table, CLASSES, readMark, readHashbang(state));
}

function readMark(state: HoleState, at: number, code: number): number {
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return readString(state, at, code === DOUBLE_QUOTE ? '"' : "'");
  if (code === SLASH) return readSlash(state, at, true);
  if (code === OPEN_BRACE) return openBrace(state, at);
  return code === CLOSE_BRACE ? closeBrace(state, at) : at + 1;
}

function readString(state: HoleState, at: number, quote: string): number {
  const { text } = state;
  const raw = text.charCodeAt(at - 1) === 114 && !isWordCode(text.charCodeAt(at - 2));
  const block = text.startsWith(quote + quote, at + 1);
  const delimiters = raw ? (block ? RAW_BLOCKS : RAW_LINES) : block ? BLOCKS : LINES;
  const delimiter = delimiters.get(quote);
  return delimiter === undefined ? at + 1 : readDelimited(state, at + delimiter.close.length, delimiter);
}
