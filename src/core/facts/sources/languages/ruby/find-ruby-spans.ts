import {
  BACKSLASH,
  BACKTICK,
  CLOSE_BRACE,
  COLON,
  DOLLAR,
  DOT,
  DOUBLE_QUOTE,
  EQUALS,
  EXCLAMATION_MARK,
  HASH,
  LESS_THAN,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PARENTHESIS,
  PERCENT,
  PIPE,
  QUESTION_MARK,
  SINGLE_QUOTE,
  SLASH,
  UNDERSCORE,
  endOfLine,
  isSpaceCode,
  isWordCode,
  makeClassTable,
} from '../../scan/characters.ts';
import { type FindHeredocEnd, makeHeredocEnds, MOST_PENDING } from '../../scan/heredoc-ends.ts';
import {
  closeBrace,
  type HoleState,
  makeDelimiter,
  makeHoleState,
  openBrace,
  readDelimited,
} from '../../scan/literal-holes.ts';
import { findRubyRegex, isRubyValue } from './ruby-values.ts';
import { addSpan, COMMENT, DOCUMENTATION, type Scan } from '../../scan/scan.ts';
import { readLineComment } from '../../scan/comments.ts';
import { scanTokens } from '../../scan/scan-tokens.ts';
import type { WordTable } from '../../scan/word-table.ts';

const CLASSES = makeClassTable('', '#/%<?$:`\n');
const DOUBLE = makeDelimiter('"', { escapes: true, hole: '#{' });
const SINGLE = makeDelimiter("'", { escapes: true });
const COMMAND = makeDelimiter('`', { escapes: true, hole: '#{' });
const REGEX = makeDelimiter('/', { escapes: true, hole: '#{', regex: true });

/** Closing delimiters of `%(…)` and similar literals. Any other delimiter closes itself. */
const CLOSING = new Map([
  [OPEN_PARENTHESIS, ')'],
  [OPEN_BRACKET, ']'],
  [OPEN_BRACE, '}'],
  [LESS_THAN, '>'],
]);
/** Letters after a percent sign whose literals have holes. */
const HOLED = 'QWIxr';

/** State of the Ruby scanner, besides the holes of literals. */
export type RubyState = HoleState & {
  /** Heredocs whose bodies start on the next line. */
  pending: { label: string; holes: boolean; indented: boolean }[];
  findHeredocEnd: FindHeredocEnd;
  /** Offset before which no slash closes a regular expression. */
  noRegexUntil: number;
};

/**
 * The comments and strings of Ruby, with heredocs, percent literals and regular expressions. The text before a slash, a
 * percent sign or `<<` on its line decides its meaning.
 */
export function findRubySpans(text: string, table: WordTable): Scan {
  const state: RubyState = {
    ...makeHoleState(text),
    pending: [],
    findHeredocEnd: makeHeredocEnds(text),
    noRegexUntil: 0,
  };
  return scanTokens(state, table, CLASSES, readMark, readLineStart(state, 0));
}

function readMark(state: RubyState, at: number, code: number): number {
  switch (code) {
    case LINE_FEED:
      return readLineEnd(state, at);
    case DOUBLE_QUOTE:
      return readDelimited(state, at + 1, DOUBLE);
    case SINGLE_QUOTE:
      return readDelimited(state, at + 1, SINGLE);
    case HASH:
      return readLineComment(state, at);
    case OPEN_BRACE:
      return openBrace(state, at);
    case CLOSE_BRACE:
      return closeBrace(state, at);
    case SLASH:
      return readSlash(state, at);
    case PERCENT:
      return readPercent(state, at);
    case LESS_THAN:
      return readHeredoc(state, at);
    case BACKTICK:
      return isMethodName(state.text, at) ? at + 1 : readDelimited(state, at + 1, COMMAND);
    case DOLLAR:
    case COLON:
      return readGlobalOrSymbol(state, at, code);
    case QUESTION_MARK:
      return readCharacter(state, at);
    default:
      return at + 1;
  }
}

function readLineEnd(state: RubyState, at: number): number {
  if (state.pending.length === 0) return readLineStart(state, at + 1);
  const heredoc = state.pending.shift();
  const end = heredoc === undefined ? null : state.findHeredocEnd(heredoc.label, at + 1, heredoc.indented);
  if (heredoc === undefined || end === null) return at + 1;
  return readDelimited(
    state,
    at + 1,
    makeDelimiter('', { ...end, escapes: heredoc.holes, hole: heredoc.holes ? '#{' : '' }),
  );
}

/** Reads `=begin` to `=end`, and everything after `__END__`. */
function readLineStart(state: RubyState, at: number): number {
  const { text } = state;
  const first = text.charCodeAt(at);
  if (first === EQUALS && text.startsWith('=begin', at) && !isWordCode(text.charCodeAt(at + 6))) {
    const close = text.indexOf('\n=end', at);
    const end = close === -1 ? text.length : endOfLine(text, close + 1);
    addSpan(state, at, end, COMMENT);
    return end;
  }
  if (first !== UNDERSCORE || !/^__END__\r?(?:\n|$)/.test(text.slice(at, at + 10))) return at;
  addSpan(state, at, text.length, DOCUMENTATION);
  return text.length;
}

function readSlash(state: RubyState, at: number): number {
  if (isMethodName(state.text, at) || !findRubyRegex(state, at)) return at + 1;
  return readDelimited(state, at + 1, REGEX);
}

/** `%w[…]`, `%(…)`, `%r{…}`. Elsewhere, a percent sign is an operator. */
function readPercent(state: RubyState, at: number): number {
  const { text } = state;
  if (isMethodName(text, at) || isRubyValue(text, at)) return at + 1;
  const letter = text[at + 1] ?? '';
  const lettered = /[qQwWiIxrs]/.test(letter) && !isWordCode(text.charCodeAt(at + 2));
  const mark = text.charCodeAt(at + (lettered ? 2 : 1));
  if (
    !(mark > 32 && mark < 127) ||
    isWordCode(mark) ||
    (!lettered && !CLOSING.has(mark) && mark !== PIPE && mark !== EXCLAMATION_MARK)
  )
    return at + 1;
  const holes = !lettered || HOLED.includes(letter);
  const delimiter = makeDelimiter(CLOSING.get(mark) ?? String.fromCharCode(mark), {
    nests: CLOSING.has(mark) ? mark : -1,
    escapes: true,
    hole: holes ? '#{' : '',
    regex: letter === 'r',
  });
  return readDelimited(state, at + (lettered ? 3 : 2), delimiter);
}

/** `<<~X`, `<<-'X'`, `<<X`. The body starts on the next line. */
function readHeredoc(state: RubyState, at: number): number {
  const { text } = state;
  if (text.charCodeAt(at + 1) !== LESS_THAN) return at + 1;
  const found = /^<<([~-]?)(?:(["'`])([^"'`\r\n]{1,80})\2|([A-Za-z_]\w{0,79}))/.exec(text.slice(at, at + 90));
  if (found === null) return at + 2;
  const [whole, mark, quote, quoted, bare] = found;
  const label = quoted ?? bare ?? '';
  // `list<<ITEM` is a shift. `list <<ITEM` is a heredoc only if a line closes it, and `list << ITEM` never is.
  if (mark === '' && /[\w)\]}]/.test(text[at - 1] ?? '')) return at + 2;
  if (state.findHeredocEnd(label, at, mark !== '') === null) return at + 2;
  if (state.pending.length === MOST_PENDING) return at + 2;
  state.pending.push({ label, holes: quote !== "'", indented: mark !== '' });
  return at + whole.length;
}

/** Skips globals such as `$"` and symbols such as `:/` or `:[]`, whose names are punctuation. */
function readGlobalOrSymbol({ text }: RubyState, at: number, code: number): number {
  const next = text.charCodeAt(at + 1);
  if (code === DOLLAR) return '"\'`/<?:$'.includes(text[at + 1] ?? ' ') ? at + 2 : at + 1;
  if (next === COLON) return at + 2;
  if (next === LESS_THAN && text.charCodeAt(at + 2) === LESS_THAN) return at + 3;
  return (next === SLASH || next === PERCENT || next === BACKTICK || next === LESS_THAN) && !isSpaceCode(next)
    ? at + 2
    : at + 1;
}

/** `?"` is a character; `empty?` and `a ? b : c` are not. */
function readCharacter({ text }: RubyState, at: number): number {
  if (isWordCode(text.charCodeAt(at - 1))) return at + 1;
  const next = text.charCodeAt(at + 1);
  const width = next === BACKSLASH ? 3 : 2;
  return next > 32 && !isWordCode(next) && !isWordCode(text.charCodeAt(at + width)) ? at + width : at + 1;
}

/** True for an operator used as a method: `def /(other)`, `a./(b)`. */
function isMethodName(text: string, at: number): boolean {
  return text.charCodeAt(at - 1) === DOT || text.startsWith('def ', at - 4);
}
