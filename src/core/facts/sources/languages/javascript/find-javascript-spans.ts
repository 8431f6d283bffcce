import {
  BACKSLASH,
  BACKTICK,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  DOLLAR,
  DOT,
  EQUALS,
  GREATER_THAN,
  LESS_THAN,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  SINGLE_QUOTE,
  SLASH,
  STAR,
  CLOSE,
  endOfLine,
  endOfWord,
  isLineEnd,
  isWordCode,
  makeClassTable,
  OPEN,
  QUOTE,
  SPACE,
  SPECIAL,
  WORD,
} from '../../scan/characters.ts';
import { addSpan, COMMENT, FIRST_CHUNK, LATER_CHUNK, REGEX, type Scan, SPAN_NEXT, STRING } from '../../scan/scan.ts';
import { readHashbang } from '../../scan/comments.ts';
import { noteWord, type WordTable } from '../../scan/word-table.ts';

const CLASSES = makeClassTable('$', '`/<>+-');

/** Words before an expression, so that a slash or a quote right after them starts a literal. */
const BEFORE_EXPRESSION = new Set(
  (
    'as async await case default delete do else export extends from get implements import in instanceof is keyof new of ' +
    'return satisfies set static throw typeof void yield'
  ).split(' '),
);

/** The kind of the last significant token, as needed to interpret a slash. */
const OPERATOR = 0;
const VALUE = 1;
const NAME = 2;

type State = Scan & {
  before: number;
  wordStart: number;
  wordEnd: number;
  /** Open braces since the innermost open hole. */
  depth: number;
  /** Two numbers per open hole: `depth` outside it, and the index of the chunk before it. */
  holes: number[];
  // Memoizes which delimiters are not closed, so that no text is searched twice for the same one.
  noSingleUntil: number;
  noDoubleUntil: number;
  noRegexUntil: number;
  templatesClose: boolean;
  blocksClose: boolean;
  markupClose: boolean;
};

/**
 * The comments, strings, templates and regular expressions of JavaScript, TypeScript and JSX and, less precisely, of
 * Vue, Svelte and Astro files.
 *
 * It does not parse JSX: text between tags is scanned as code. Therefore a string must end on its line to be one, a
 * quote right after a word (`don't`) is an apostrophe, and an unclosed delimiter opens nothing. A mistake affects one
 * line at most.
 */
export function findJavascriptSpans(text: string, table: WordTable): Scan {
  const state = makeState(text);
  // A byte order mark may come first.
  let at = readHashbang(state, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? CLASSES[code] : WORD;
    if (kind === SPACE) {
      at++;
    } else if (kind === WORD) {
      // A wide space gives an empty word.
      const end = Math.max(endOfWord(text, at, CLASSES), at + 1);
      noteWord(table, text, at, end, state.words);
      state.before = NAME;
      state.wordStart = at;
      state.wordEnd = end;
      at = end;
    } else {
      at = readMark(state, at, code, kind!);
    }
  }
  return { text, spans: state.spans, words: state.words };
}

function makeState(text: string): State {
  return {
    text,
    spans: [],
    words: [],
    before: OPERATOR,
    wordStart: -1,
    wordEnd: -1,
    depth: 0,
    holes: [],
    noSingleUntil: 0,
    noDoubleUntil: 0,
    noRegexUntil: 0,
    templatesClose: true,
    blocksClose: true,
    markupClose: true,
  };
}

/** Reads the token at a character that is neither white space nor part of a word, and returns the offset after it. */
function readMark(state: State, at: number, code: number, kind: number): number {
  if (kind === QUOTE) return readString(state, at, code);
  if (kind === SPECIAL) return readSpecial(state, at, code);
  if (kind === OPEN && code === OPEN_BRACE) state.depth++;
  if (code === CLOSE_BRACE) return readBrace(state, at);
  state.before = kind === CLOSE ? VALUE : OPERATOR;
  return at + 1;
}

function readSpecial(state: State, at: number, code: number): number {
  if (code === BACKTICK) return readTemplate(state, at);
  if (code === SLASH) return readSlash(state, at);
  if (code === LESS_THAN) return readMarkup(state, at);
  const last = state.text.charCodeAt(at - 1);
  // An expression follows `=>`, but not the `>` of a tag; `i++` and `i--` are values.
  state.before = (code === GREATER_THAN ? last !== EQUALS : last === code) ? VALUE : OPERATOR;
  return at + 1;
}

function readString(state: State, at: number, quote: number): number {
  const single = quote === SINGLE_QUOTE;
  const apostrophe = state.before === NAME && state.wordEnd === at && !isBeforeExpression(state);
  state.before = OPERATOR;
  if (apostrophe || at < (single ? state.noSingleUntil : state.noDoubleUntil)) return at + 1;
  const end = endOfString(state.text, at + 1, quote);
  if (state.text.charCodeAt(end) === quote) {
    addSpan(state, at + 1, end, STRING);
    state.before = VALUE;
    return end + 1;
  }
  if (single) state.noSingleUntil = end;
  else state.noDoubleUntil = end;
  return at + 1;
}

/** The offset of the closing quote, or of the end of the line or text if that comes first. */
function endOfString(text: string, from: number, quote: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote || isLineEnd(code)) return at;
    if (code !== BACKSLASH) continue;
    at++;
    if (text.charCodeAt(at) === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED) at++;
  }
  return text.length;
}

function readSlash(state: State, at: number): number {
  const { text } = state;
  const next = text.charCodeAt(at + 1);
  if (next === SLASH) {
    const end = endOfLine(text, at);
    addSpan(state, at, end, COMMENT);
    return end;
  }
  if (next === STAR && state.blocksClose) {
    const end = text.indexOf('*/', at + 2);
    if (end !== -1) {
      addSpan(state, at, end + 2, COMMENT);
      return end + 2;
    }
    state.blocksClose = false;
  }
  return readRegex(state, at);
}

function readRegex(state: State, at: number): number {
  const { text } = state;
  const allowed = state.before === OPERATOR || (state.before === NAME && isBeforeExpression(state));
  state.before = OPERATOR;
  // `</` closes a tag.
  if (!allowed || at < state.noRegexUntil || text.charCodeAt(at - 1) === LESS_THAN) return at + 1;
  const end = endOfRegex(text, at + 1);
  if (text.charCodeAt(end) !== SLASH) {
    state.noRegexUntil = end;
    return at + 1;
  }
  addSpan(state, at + 1, end, REGEX);
  state.before = VALUE;
  let flags = end + 1;
  while (isWordCode(text.charCodeAt(flags)) && flags < end + 10) flags++;
  return flags;
}

/** The offset of the closing slash, or of the end of the line or text if that comes first. */
function endOfRegex(text: string, from: number): number {
  let inClass = false;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isLineEnd(code) || (code === SLASH && !inClass)) return at;
    if (code === OPEN_BRACKET) inClass = true;
    else if (code === CLOSE_BRACKET) inClass = false;
    else if (code === BACKSLASH && !isLineEnd(text.charCodeAt(at + 1))) at++;
  }
  return text.length;
}

/** True if an expression follows the last word, which must be a keyword and not a property. */
function isBeforeExpression(state: State): boolean {
  const { text, wordStart, wordEnd } = state;
  if (wordEnd - wordStart > 10 || text.charCodeAt(wordStart - 1) === DOT) return false;
  return BEFORE_EXPRESSION.has(text.slice(wordStart, wordEnd));
}

/** Reads HTML comments, which also occur in the markup of Vue, Svelte and Astro files. */
function readMarkup(state: State, at: number): number {
  state.before = OPERATOR;
  if (!state.markupClose || !state.text.startsWith('!--', at + 1)) return at + 1;
  const end = state.text.indexOf('-->', at + 4);
  if (end === -1) {
    state.markupClose = false;
    return at + 1;
  }
  addSpan(state, at, end + 3, COMMENT);
  return end + 3;
}

function readTemplate(state: State, at: number): number {
  state.before = OPERATOR;
  return state.templatesClose ? readChunk(state, at + 1, FIRST_CHUNK, -1) : at + 1;
}

/** Reads a closing brace. It ends a hole, after which the template continues, or is just a brace. */
function readBrace(state: State, at: number): number {
  state.before = VALUE;
  if (state.depth > 0) {
    state.depth--;
    return at + 1;
  }
  const chunk = state.holes.pop();
  if (chunk === undefined) return at + 1;
  state.depth = state.holes.pop()!;
  return readChunk(state, at + 1, LATER_CHUNK, chunk);
}

/** Reads a template from after its backtick or a hole, up to its end or the next hole. */
function readChunk(state: State, from: number, kind: number, previous: number): number {
  const { text, holes } = state;
  const end = endOfChunk(text, from);
  if (end >= text.length) {
    // No backtick closes the template, so the rest is code.
    state.templatesClose = false;
    holes.length = 0;
    return from;
  }
  const chunk = addSpan(state, from, end, kind);
  if (previous !== -1) state.spans[previous + SPAN_NEXT] = chunk;
  if (text.charCodeAt(end) === BACKTICK) {
    state.before = VALUE;
    return end + 1;
  }
  holes.push(state.depth, chunk);
  state.depth = 0;
  state.before = OPERATOR;
  return end + 2;
}

/** The offset of the closing backtick or the next `${`, or the end of the text. */
function endOfChunk(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKTICK || (code === DOLLAR && text.charCodeAt(at + 1) === OPEN_BRACE)) return at;
    if (code === BACKSLASH) at++;
  }
  return text.length;
}
