import { BACKSLASH, DOLLAR, OPEN_BRACE, endOfWord, isLineEnd, isWordCode, makeClassTable } from './characters.ts';
import { addSpan, FIRST_CHUNK, LATER_CHUNK, REGEX, type Scan, SPAN_NEXT, STRING } from './scan.ts';

const CLASSES = makeClassTable('', '');

/** How a literal is delimited. */
export type Delimiter = {
  /** The closing delimiter; empty if `end` determines it. */
  close: string;
  /** Code of the opening bracket that nests within, `%w(a (b))`, or -1. */
  nests: number;
  /** Whether a backslash escapes the next character. */
  escapes: boolean;
  /** Whether a doubled closing delimiter stands for itself. */
  doubled: boolean;
  /**
   * The start of a hole, an interpolated expression that a brace closes: `#{`; empty if there are none. If it is one
   * character, doubling escapes it.
   */
  hole: string;
  /** Whether `$name` and `${` are holes. */
  names: boolean;
  /** Whether it ends at the latest with its line. */
  line: boolean;
  /** Whether it is a regular expression. */
  regex: boolean;
  /** For heredocs: the offsets where the literal ends and where code continues; otherwise -1. */
  end: number;
  after: number;
};

/** Makes a delimiter. By default, it has no escapes, holes or nesting, and may span lines. */
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

/** An open hole: the literal around it with its nesting level, the chunk before the hole, and `depth` outside it. */
type Hole = { delimiter: Delimiter; level: number; chunk: number; depth: number };

/** State of a scanner for literals with holes. */
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
 * Reads a literal from after its opening delimiter up to its end or its first hole, and returns the offset after it. An
 * unclosed literal runs to the end of its line or of the text.
 */
export function readDelimited(state: HoleState, from: number, delimiter: Delimiter): number {
  return readChunk(state, from, delimiter, -1, 0);
}

/** Reads an opening brace of code. */
export function openBrace(state: HoleState, at: number): number {
  state.depth++;
  return at + 1;
}

/** Reads a closing brace of code. If it ends a hole, the literal continues. */
export function closeBrace(state: HoleState, at: number): number {
  if (state.depth > 0) {
    state.depth--;
    return at + 1;
  }
  const hole = state.holes.pop();
  if (hole === undefined) return at + 1;
  state.depth = hole.depth;
  const { end } = hole.delimiter;
  // An unclosed hole ran past the end of its heredoc.
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
