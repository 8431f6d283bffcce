import { BACKSLASH, DOLLAR, OPEN_BRACE, endOfWord, isLineEnd, isWordCode, makeClassTable } from './characters.ts';
import { addSpan, FIRST_CHUNK, LATER_CHUNK, REGEX, type Scan, SPAN_NEXT, STRING } from './scan.ts';

const CLASSES = makeClassTable('', '');

/** How a literal is written. */
export type Delimiter = {
  /** What closes it; empty where `end` tells. */
  close: string;
  /** The opening bracket that nests within, `%w(a (b))`, or -1. */
  nests: number;
  /** Whether a backslash takes away the meaning of what follows it. */
  escapes: boolean;
  /** Whether its closing mark stands in it when doubled. */
  doubled: boolean;
  /** What opens a hole that a brace closes, `#{`; empty for none. A single mark that is doubled opens none. */
  hole: string;
  /** Whether `$name` and `${` open holes. */
  names: boolean;
  /** Whether it ends with its line at the latest. */
  line: boolean;
  /** Whether it is a regular expression. */
  regex: boolean;
  /** For heredocs: the offsets where it ends and where the code goes on; -1 for all others. */
  end: number;
  after: number;
};

/** Makes a delimiter; left out, a property is the plainest. */
export function makeDelimiter(close: string, properties: Partial<Delimiter> = {}): Delimiter {
  return {
    close,
    nests: properties.nests ?? -1,
    escapes: properties.escapes ?? false,
    doubled: properties.doubled ?? false,
    hole: properties.hole ?? '',
    names: properties.names ?? false,
    line: properties.line ?? false,
    regex: properties.regex ?? false,
    end: properties.end ?? -1,
    after: properties.after ?? -1,
  };
}

/** A hole that is open: the literal around it, its chunk before the hole, and what was open outside. */
type Hole = { delimiter: Delimiter; level: number; chunk: number; depth: number };

/** What a scanner knows of literals with holes. */
export type HoleState = Scan & {
  /** Open braces since the innermost open hole. */
  depth: number;
  /** Open holes, the innermost last. */
  holes: Hole[];
};

/** The state at the start of a text. */
export function makeHoleState(text: string): HoleState {
  return { text, spans: [], words: [], depth: 0, holes: [] };
}

/**
 * Reads a literal from after its opening mark up to its end or its first hole, and returns the offset after it. What never
 * closes runs to the end of its line or of the text.
 */
export function readDelimited(state: HoleState, from: number, delimiter: Delimiter): number {
  return readChunk(state, from, delimiter, -1, 0);
}

/** Reads an opening brace of code. */
export function openBrace(state: HoleState, at: number): number {
  state.depth++;
  return at + 1;
}

/** Reads a closing brace of code, which may end a hole; then its literal goes on. */
export function closeBrace(state: HoleState, at: number): number {
  if (state.depth > 0) {
    state.depth--;
    return at + 1;
  }
  const hole = state.holes.pop();
  if (hole === undefined) return at + 1;
  state.depth = hole.depth;
  const { end } = hole.delimiter;
  // A hole that was not closed ran over the end of its heredoc.
  return end !== -1 && at >= end ? at + 1 : readChunk(state, at + 1, hole.delimiter, hole.chunk, hole.level);
}

function readChunk(state: HoleState, from: number, delimiter: Delimiter, previous: number, open: number): number {
  const { text } = state;
  const { close, nests, escapes, line, names, hole } = delimiter;
  const closing = close === '' ? -1 : close.charCodeAt(0);
  const holing = hole === '' ? -1 : hole.charCodeAt(0);
  const limit = delimiter.end === -1 ? text.length : delimiter.end;
  let level = open;
  let start = from;
  let before = previous;
  let at = from;
  while (at < limit) {
    const code = text.charCodeAt(at);
    if (code === closing && (close.length === 1 || text.startsWith(close, at))) {
      if (delimiter.doubled && text.charCodeAt(at + 1) === closing) at++;
      else if (level === 0) break;
      else level--;
    } else if (code === nests) {
      level++;
    } else if (code === BACKSLASH && escapes) {
      if (!line || !isLineEnd(text.charCodeAt(at + 1))) at++;
    } else if (line && isLineEnd(code)) {
      break;
    } else if (code === holing && text.startsWith(hole, at)) {
      if (hole.length > 1 || text.charCodeAt(at + 1) !== holing)
        return openHole(state, addChunk(state, start, at, delimiter, before), at + hole.length, delimiter, level);
      at++;
    } else if (names && code === DOLLAR) {
      const next = text.charCodeAt(at + 1);
      if (next === OPEN_BRACE)
        return openHole(state, addChunk(state, start, at, delimiter, before), at + 2, delimiter, level);
      if (isWordCode(next) && !(next >= 48 && next <= 57)) {
        before = addChunk(state, start, at, delimiter, before);
        start = Math.min(Math.max(endOfWord(text, at + 1, CLASSES), at + 1), limit);
        at = start - 1;
      }
    }
    at++;
  }
  const end = Math.min(at, limit);
  addChunk(state, start, end, delimiter, before);
  if (delimiter.after !== -1) return delimiter.after;
  return end < limit && text.startsWith(close, end) ? end + close.length : end;
}

function addChunk(state: HoleState, start: number, end: number, delimiter: Delimiter, previous: number): number {
  const kind = previous === -1 ? (delimiter.hole === '' && !delimiter.names ? STRING : FIRST_CHUNK) : LATER_CHUNK;
  const chunk = addSpan(state, start, Math.max(start, end), delimiter.regex ? REGEX : kind);
  if (previous !== -1) state.spans[previous + SPAN_NEXT] = chunk;
  return chunk;
}

function openHole(state: HoleState, chunk: number, behind: number, delimiter: Delimiter, level: number): number {
  state.holes.push({ delimiter, level, chunk, depth: state.depth });
  state.depth = 0;
  return behind;
}
