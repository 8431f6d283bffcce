import {
  BACKSLASH,
  CLOSE_PARENTHESIS,
  DOUBLE_QUOTE,
  HASH,
  OPEN_PARENTHESIS,
  SLASH,
  isLineEnd,
  makeClassTable,
} from '../../scan/characters.ts';
import { addSpan, FIRST_CHUNK, LATER_CHUNK, type Scan, SPAN_NEXT } from '../../scan/scan.ts';
import { scanTokens } from '../../scan/scan-tokens.ts';
import type { WordTable } from '../../scan/word-table.ts';
import { readHashbang, readSlash } from '../../scan/comments.ts';

const CLASSES = makeClassTable('', '/#');

/** The delimiter of a string: the number of hashes around it, and whether it has three quotes or one. */
type Delimiter = { hashes: number; triple: boolean };

type State = Scan & {
  /** Open parentheses since the innermost open hole. */
  depth: number;
  /** Open holes, the innermost last. */
  holes: (Delimiter & { depth: number; chunk: number })[];
};

/** The comments and strings of Swift. A one-line string ends at the latest with its line. */
export function findSwiftSpans(text: string, table: WordTable): Scan {
  const state: State = { text, spans: [], words: [], depth: 0, holes: [] };
  return scanTokens(state, table, CLASSES, readMark, readHashbang(state));
}

function readMark(state: State, at: number, code: number): number {
  if (code === DOUBLE_QUOTE) return readString(state, at, 0);
  if (code === HASH) return readHashes(state, at);
  if (code === SLASH) return readSlash(state, at, true);
  if (code === OPEN_PARENTHESIS) state.depth++;
  if (code === CLOSE_PARENTHESIS) {
    if (state.depth === 0 && state.holes.length > 0) return endHole(state, at);
    if (state.depth > 0) state.depth--;
  }
  return at + 1;
}

/** `#"…"#` is a string; `#if` is not. */
function readHashes(state: State, at: number): number {
  let from = at;
  while (state.text.charCodeAt(from) === HASH) from++;
  return state.text.charCodeAt(from) === DOUBLE_QUOTE ? readString(state, from, from - at) : from;
}

function readString(state: State, at: number, hashes: number): number {
  const { text } = state;
  const triple = text.charCodeAt(at + 1) === DOUBLE_QUOTE && text.charCodeAt(at + 2) === DOUBLE_QUOTE;
  return readChunk(state, at + (triple ? 3 : 1), FIRST_CHUNK, { hashes, triple }, -1);
}

/** Reads a string from after its quote or a hole, up to its end or the next hole. */
function readChunk(state: State, from: number, kind: number, delimiter: Delimiter, previous: number): number {
  const { text } = state;
  const end = endOfChunk(text, from, delimiter);
  const chunk = addSpan(state, from, end, kind);
  if (previous !== -1) state.spans[previous + SPAN_NEXT] = chunk;
  const code = text.charCodeAt(end);
  if (code === DOUBLE_QUOTE) return end + (delimiter.triple ? 3 : 1) + delimiter.hashes;
  if (code !== BACKSLASH) return end;
  state.holes.push({ ...delimiter, depth: state.depth, chunk });
  state.depth = 0;
  return end + delimiter.hashes + 2;
}

function endHole(state: State, at: number): number {
  const hole = state.holes.pop();
  if (hole === undefined) return at + 1;
  state.depth = hole.depth;
  return readChunk(state, at + 1, LATER_CHUNK, hole, hole.chunk);
}

/** The offset of the closing quote, of the backslash of the next hole, or of the point where the string breaks off. */
function endOfChunk(text: string, from: number, { hashes, triple }: Delimiter): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === DOUBLE_QUOTE) {
      const closed = !triple || (text.charCodeAt(at + 1) === DOUBLE_QUOTE && text.charCodeAt(at + 2) === DOUBLE_QUOTE);
      if (closed && hasHashes(text, at + (triple ? 3 : 1), hashes)) return at;
    } else if (!triple && isLineEnd(code)) {
      return at;
    } else if (code === BACKSLASH && hasHashes(text, at + 1, hashes)) {
      if (text.charCodeAt(at + 1 + hashes) === OPEN_PARENTHESIS) return at;
      at += hashes + (isLineEnd(text.charCodeAt(at + 1 + hashes)) ? 0 : 1);
    }
  }
  return text.length;
}

function hasHashes(text: string, at: number, hashes: number): boolean {
  for (let index = 0; index < hashes; index++) if (text.charCodeAt(at + index) !== HASH) return false;
  return true;
}
