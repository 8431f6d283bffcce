import {
  BACKSLASH,
  BLANK,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  DOUBLE_QUOTE,
  HASH,
  LINE_FEED,
  OPEN_BRACE,
  SEMICOLON,
  SINGLE_QUOTE,
  TAB,
  CLOSE,
  endOfWord,
  makeClassTable,
  OPEN,
  QUOTE,
  SPACE,
  WORD,
} from '../../scan/characters.ts';
import { addSpan, DOCUMENTATION, FIRST_CHUNK, LATER_CHUNK, type Scan, SPAN_NEXT, STRING } from '../../scan/scan.ts';
import { readLineComment } from '../../scan/comments.ts';
import { noteWord, type WordTable } from '../../scan/word-table.ts';

const CLASSES = makeClassTable('', '#\\');

/** Prefixes of strings, and whether the string has holes. */
const PREFIXES: ReadonlyMap<string, boolean> = new Map(
  ['', 'r', 'u', 'b', 'br', 'rb', 'f', 'fr', 'rf', 't', 'tr', 'rt'].map((prefix) => [prefix, /[ft]/.test(prefix)]),
);

type State = Scan & {
  /** Open brackets since the innermost open hole. */
  depth: number;
  /** True where a statement starts. */
  fresh: boolean;
  /** Open holes of f-strings, the innermost last. */
  holes: { depth: number; chunk: number; quote: number; triple: boolean }[];
};

/**
 * The comments and strings of Python. A string that is a statement by itself is documentation. A one-line string ends
 * at the latest with its line, a triple-quoted one with the text.
 */
export function findPythonSpans(text: string, table: WordTable): Scan {
  const state: State = { text, spans: [], words: [], depth: 0, fresh: true, holes: [] };
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? CLASSES[code] : WORD;
    if (kind === SPACE) {
      if (code === LINE_FEED || code === CARRIAGE_RETURN) endLine(state);
      at++;
    } else if (kind === WORD) {
      at = readWord(state, table, at);
    } else {
      at = readMark(state, at, code, kind!);
    }
  }
  return { text, spans: state.spans, words: state.words };
}

function endLine(state: State): void {
  // A hole of a one-line string that reaches the end of the line is broken, and so is the string around it.
  while (state.holes.length > 0 && state.holes.at(-1)?.triple === false) state.depth = state.holes.pop()?.depth ?? 0;
  if (state.depth === 0 && state.holes.length === 0) state.fresh = true;
}

function readWord(state: State, table: WordTable, at: number): number {
  const { text } = state;
  const end = Math.max(endOfWord(text, at, CLASSES), at + 1);
  const next = text.charCodeAt(end);
  if ((next === DOUBLE_QUOTE || next === SINGLE_QUOTE) && end - at <= 2) {
    const holes = PREFIXES.get(text.slice(at, end).toLowerCase());
    if (holes !== undefined) return readString(state, end, next, holes);
  }
  noteWord(table, text, at, end, state.words);
  state.fresh = false;
  return end;
}

function readMark(state: State, at: number, code: number, kind: number): number {
  if (kind === QUOTE) return readString(state, at, code, false);
  // Directly in a hole, a hash belongs to the format: `{x:#x}`.
  if (code === HASH && (state.depth > 0 || state.holes.length === 0)) return readLineComment(state, at);
  // A trailing backslash continues the line.
  if (code === BACKSLASH) return skipLineEnd(state.text, at + 1);
  if (code === CLOSE_BRACE && state.depth === 0 && state.holes.length > 0) return endHole(state, at);
  // A semicolon ends a statement, but a string after it is not documentation.
  state.fresh = false;
  if (kind === OPEN) state.depth++;
  else if (kind === CLOSE && state.depth > 0) state.depth--;
  return at + 1;
}

function skipLineEnd(text: string, at: number): number {
  if (text.charCodeAt(at) === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED) return at + 2;
  return text.charCodeAt(at) === LINE_FEED || text.charCodeAt(at) === CARRIAGE_RETURN ? at + 1 : at;
}

function readString(state: State, at: number, quote: number, holes: boolean): number {
  const { text } = state;
  const triple = text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote;
  const from = at + (triple ? 3 : 1);
  if (holes) {
    state.fresh = false;
    return readChunk(state, from, FIRST_CHUNK, quote, triple, -1);
  }
  const end = endOfString(text, from, quote, triple, false);
  const behind = endOfClosing(text, end, quote, triple);
  const alone = state.fresh && state.depth === 0 && endsStatement(text, behind);
  addSpan(state, from, end, alone ? DOCUMENTATION : STRING);
  state.fresh = false;
  return behind;
}

/** Reads a string with holes from after its quote or a hole, up to its end or the next hole. */
function readChunk(state: State, from: number, kind: number, quote: number, triple: boolean, previous: number): number {
  const { text } = state;
  const end = endOfString(text, from, quote, triple, true);
  const chunk = addSpan(state, from, end, kind);
  if (previous !== -1) state.spans[previous + SPAN_NEXT] = chunk;
  if (text.charCodeAt(end) !== OPEN_BRACE) return endOfClosing(text, end, quote, triple);
  state.holes.push({ depth: state.depth, chunk, quote, triple });
  state.depth = 0;
  return end + 1;
}

function endHole(state: State, at: number): number {
  const hole = state.holes.pop();
  if (hole === undefined) return at + 1;
  state.depth = hole.depth;
  return readChunk(state, at + 1, LATER_CHUNK, hole.quote, hole.triple, hole.chunk);
}

/** The offset of the closing quote, of the next hole, or of the point where the string breaks off. */
function endOfString(text: string, from: number, quote: number, triple: boolean, holes: boolean): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote && (!triple || (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote)))
      return at;
    if (!triple && (code === LINE_FEED || code === CARRIAGE_RETURN)) return at;
    if (code === BACKSLASH) {
      const next = skipLineEnd(text, at + 1);
      at = next > at + 1 ? next - 1 : at + 1;
    } else if (holes && code === OPEN_BRACE) {
      if (text.charCodeAt(at + 1) !== OPEN_BRACE) return at;
      at++;
    }
  }
  return text.length;
}

function endOfClosing(text: string, end: number, quote: number, triple: boolean): number {
  return text.charCodeAt(end) === quote ? end + (triple ? 3 : 1) : end;
}

function endsStatement(text: string, from: number): boolean {
  let at = from;
  while (text.charCodeAt(at) === BLANK || text.charCodeAt(at) === TAB) at++;
  const code = text.charCodeAt(at);
  // NaN is the end of the text. `#` and `;` end a statement too.
  return code !== code || code === LINE_FEED || code === CARRIAGE_RETURN || code === HASH || code === SEMICOLON;
}
