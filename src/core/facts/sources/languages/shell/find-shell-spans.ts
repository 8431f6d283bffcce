import {
  AMPERSAND,
  BACKSLASH,
  BACKTICK,
  CLOSE_BRACE,
  CLOSE_PARENTHESIS,
  COLON,
  DOLLAR,
  DOUBLE_QUOTE,
  EXCLAMATION_MARK,
  HASH,
  LESS_THAN,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_PARENTHESIS,
  PIPE,
  QUESTION_MARK,
  SEMICOLON,
  SINGLE_QUOTE,
  SLASH,
  endOfWord,
  isSpaceCode,
  isWordCode,
  makeClassTable,
} from '../../scan/characters.ts';
import { readLineComment } from '../../scan/comments.ts';
import { type FindHeredocEnd, makeHeredocEnds, MOST_PENDING } from '../../scan/heredoc-ends.ts';
import { addSpan, FIRST_CHUNK, LATER_CHUNK, type Scan, SPAN_NEXT, STRING } from '../../scan/scan.ts';
import { scanTokens } from '../../scan/scan-tokens.ts';
import { endOfShellAddress } from './shell-addresses.ts';
import type { WordTable } from '../../scan/word-table.ts';

const CLASSES = makeClassTable('', '#$`<:\\;|&\n');

/** A text with holes. In quotes, both offsets are -1; for a heredoc they are its end and the offset after it. */
type Text = { end: number; after: number };

const QUOTED: Text = { end: -1, after: -1 };

/** An open `${…}`, `$(…)`, `$((…))` or a pair of backticks. */
type Frame = {
  close: number;
  /** True if it contains commands, and so may contain comments and heredocs. */
  commands: boolean;
  /** The text around it and the chunk before it; null in code. */
  text: Text | null;
  chunk: number;
  /** Open parentheses outside it. */
  depth: number;
};

type State = Scan & {
  depth: number;
  frames: Frame[];
  /** Heredocs whose bodies start on the next line. */
  pending: { label: string; holes: boolean; indented: boolean }[];
  findHeredocEnd: FindHeredocEnd;
  /** Offset of the current command. */
  command: number;
};

/**
 * The comments and strings of shell scripts. An unquoted URL in the arguments of a command is a string too, unless the
 * command only prints it.
 */
export function findShellSpans(text: string, table: WordTable): Scan {
  const state: State = {
    text,
    spans: [],
    words: [],
    depth: 0,
    frames: [],
    pending: [],
    findHeredocEnd: makeHeredocEnds(text),
    command: 0,
  };
  return scanTokens(state, table, CLASSES, readMark);
}

function readMark(state: State, at: number, code: number): number {
  switch (code) {
    case LINE_FEED:
      return readLineEnd(state, at);
    case DOUBLE_QUOTE:
      return readText(state, at + 1, QUOTED, -1);
    case SINGLE_QUOTE:
      return readSingle(state, at);
    case HASH:
      return readHash(state, at);
    case DOLLAR:
      return readDollar(state, at, null, -1);
    case OPEN_PARENTHESIS:
      return readParenthesis(state, at);
    case CLOSE_PARENTHESIS:
    case CLOSE_BRACE:
      return readClosing(state, at, code);
    case BACKTICK:
      return state.frames.at(-1)?.close === BACKTICK
        ? closeFrame(state, at + 1)
        : openFrame(state, at + 1, BACKTICK, true, null, -1);
    case LESS_THAN:
      return readHeredoc(state, at);
    case COLON:
      return readAddress(state, at);
    case BACKSLASH:
      return at + 2;
    default:
      if (code === SEMICOLON || code === PIPE || code === AMPERSAND) state.command = at + 1;
      return at + 1;
  }
}

function readLineEnd(state: State, at: number): number {
  state.command = at + 1;
  if (state.pending.length === 0) return at + 1;
  const heredoc = state.pending.shift();
  const end = heredoc === undefined ? null : state.findHeredocEnd(heredoc.label, at + 1, heredoc.indented);
  if (heredoc === undefined || end === null) return at + 1;
  if (heredoc.holes) return readText(state, at + 1, end, -1);
  addSpan(state, at + 1, end.end, STRING);
  return end.after;
}

/** `'…'` has no escapes. In `"${x:-'}"` an apostrophe is literal. */
function readSingle(state: State, at: number): number {
  const { text, frames } = state;
  const frame = frames.at(-1);
  if (frame !== undefined && frame.close === CLOSE_BRACE && frame.text !== null) return at + 1;
  const close = text.indexOf("'", at + 1);
  const end = close === -1 ? text.length : close;
  addSpan(state, at + 1, end, STRING);
  return end + 1;
}

/** A hash starts a comment where a word may start. */
function readHash(state: State, at: number): number {
  const { text, frames } = state;
  const before = text.charCodeAt(at - 1);
  const starts = before !== before || isSpaceCode(before) || ';&|()`'.includes(text[at - 1] ?? '');
  return starts && frames.at(-1)?.commands !== false ? readLineComment(state, at) : at + 1;
}

/** Reads what a dollar sign starts, in code (`around` is null) or in a text whose chunk ends there. */
function readDollar(state: State, at: number, around: Text | null, chunk: number): number {
  const { text } = state;
  const next = text.charCodeAt(at + 1);
  if (next === OPEN_BRACE) return openFrame(state, at + 2, CLOSE_BRACE, false, around, chunk);
  if (next === OPEN_PARENTHESIS) {
    const arithmetic = text.charCodeAt(at + 2) === OPEN_PARENTHESIS;
    return openFrame(state, at + (arithmetic ? 3 : 2), CLOSE_PARENTHESIS, !arithmetic, around, chunk);
  }
  if (around === null && next === SINGLE_QUOTE) return readEscaped(state, at + 2);
  // Special parameters: `$#`, `$$`, `$?`, `$!`.
  return next === HASH || next === DOLLAR || next === QUESTION_MARK || next === EXCLAMATION_MARK ? at + 2 : at + 1;
}

/** `$'…'` has escapes. */
function readEscaped(state: State, from: number): number {
  const { text } = state;
  let end = from;
  while (end < text.length && text.charCodeAt(end) !== SINGLE_QUOTE) end += text.charCodeAt(end) === BACKSLASH ? 2 : 1;
  end = Math.min(end, text.length);
  addSpan(state, from, end, STRING);
  return end + 1;
}

function openFrame(
  state: State,
  behind: number,
  close: number,
  commands: boolean,
  text: Text | null,
  chunk: number,
): number {
  state.frames.push({ close, commands, text, chunk, depth: state.depth });
  state.depth = 0;
  if (commands) state.command = behind;
  return behind;
}

/** Ends the innermost frame and continues the text around it, if any. */
function closeFrame(state: State, behind: number): number {
  const frame = state.frames.pop();
  if (frame === undefined) return behind;
  state.depth = frame.depth;
  if (frame.text === null || (frame.text.end !== -1 && behind > frame.text.end)) return behind;
  return readText(state, behind, frame.text, frame.chunk);
}

/** `((…))` is arithmetic, which contains neither comments nor heredocs. */
function readParenthesis(state: State, at: number): number {
  state.command = at + 1;
  if (state.text.charCodeAt(at + 1) === OPEN_PARENTHESIS)
    return openFrame(state, at + 2, CLOSE_PARENTHESIS, false, null, -1);
  state.depth++;
  return at + 1;
}

function readClosing(state: State, at: number, code: number): number {
  const frame = state.frames.at(-1);
  if (code === CLOSE_PARENTHESIS && state.depth > 0) state.depth--;
  else if (frame !== undefined && frame.close === code) {
    const double = code === CLOSE_PARENTHESIS && !frame.commands && state.text.charCodeAt(at + 1) === CLOSE_PARENTHESIS;
    return closeFrame(state, at + (double ? 2 : 1));
  }
  return at + 1;
}

/** Reads a text with holes from its start or from after a hole, up to its end or the next hole. */
function readText(state: State, from: number, around: Text, previous: number): number {
  const { text } = state;
  const limit = around.end === -1 ? text.length : around.end;
  let start = from;
  let before = previous;
  let at = from;
  while (at < limit) {
    const code = text.charCodeAt(at);
    if (code === DOUBLE_QUOTE && around.end === -1) break;
    if (code === BACKSLASH) {
      at++;
    } else if (code === BACKTICK) {
      return openFrame(state, at + 1, BACKTICK, true, around, addChunk(state, start, at, before));
    } else if (code === DOLLAR) {
      const next = text.charCodeAt(at + 1);
      if (next === OPEN_BRACE || next === OPEN_PARENTHESIS)
        return readDollar(state, at, around, addChunk(state, start, at, before));
      if (isWordCode(next)) {
        before = addChunk(state, start, at, before);
        start = Math.min(endOfWord(text, at + 1, CLASSES), limit);
        at = start - 1;
      }
    }
    at++;
  }
  const end = Math.min(at, limit);
  addChunk(state, start, end, before);
  return around.after === -1 ? end + 1 : around.after;
}

function addChunk(state: State, start: number, end: number, previous: number): number {
  const chunk = addSpan(state, start, Math.max(start, end), previous === -1 ? FIRST_CHUNK : LATER_CHUNK);
  if (previous !== -1) state.spans[previous + SPAN_NEXT] = chunk;
  return chunk;
}

/** `<<X`, `<<-X`, and without holes `<<'X'` and `<<\X`; not `<<<`. */
function readHeredoc(state: State, at: number): number {
  const { text } = state;
  if (text.charCodeAt(at + 1) !== LESS_THAN) return at + 1;
  if (text.charCodeAt(at + 2) === LESS_THAN) return at + 3;
  if (state.frames.at(-1)?.commands === false) return at + 2;
  const found = /^<<(-?)[ \t]{0,8}(?:(["'])([^"'\r\n]{1,80})\2|(\\?)([^\s"'\\;|&()<>$`]{1,80}))/.exec(
    text.slice(at, at + 100),
  );
  if (found === null) return at + 2;
  const [whole, dash, , quoted, escape, bare] = found;
  if (state.pending.length === MOST_PENDING) return at + 2;
  state.pending.push({
    label: quoted ?? bare ?? '',
    holes: quoted === undefined && escape === '',
    indented: dash === '-',
  });
  return at + whole.length;
}

function readAddress(state: State, at: number): number {
  const { text } = state;
  if (text.charCodeAt(at + 1) !== SLASH || text.charCodeAt(at + 2) !== SLASH) return at + 1;
  const found = endOfShellAddress(text, at, state.command);
  if (found === null) return at + 1;
  addSpan(state, found.start, found.end, STRING);
  return found.end;
}
