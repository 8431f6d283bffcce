import {
  BACKSLASH,
  CLOSE_BRACE,
  DOUBLE_QUOTE,
  HASH,
  OPEN_BRACE,
  QUESTION_MARK,
  SINGLE_QUOTE,
  TILDE,
  UNDERSCORE,
  isWordCode,
  makeClassTable,
  WORD,
} from '../../scan/characters.ts';
import {
  closeBrace,
  type HoleState,
  makeDelimiter,
  makeHoleState,
  openBrace,
  readDelimited,
} from '../../scan/literal-holes.ts';
import { DOCUMENTATION, type Scan, SPAN_KIND, SPAN_SIZE } from '../../scan/scan.ts';
import { readLineComment } from '../../scan/comments.ts';
import { scanTokens } from '../../scan/scan-tokens.ts';
import type { WordTable } from '../../scan/word-table.ts';

const CLASSES = makeClassTable('', '#~?');
const HOLED = { escapes: true, hole: '#{' };
const TEXTS = new Map(['"', "'"].map((quote) => [quote, makeDelimiter(quote, HOLED)]));
const HEREDOCS = new Map(['"', "'"].map((quote) => [quote, makeDelimiter(quote.repeat(3), HOLED)]));

/** Closing delimiters of sigils. Any other delimiter closes itself. */
const CLOSING = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['<', '>'],
]);
const SIGIL_MARKS = '/|"\'([{<';

/** Attributes that hold documentation. */
const DOCUMENTING = /@(?:doc|moduledoc|typedoc|shortdoc)[ \t(]{0,20}$/;

/** The comments, strings, charlists, heredocs and sigils of Elixir. */
export function findElixirSpans(text: string, table: WordTable): Scan {
  return scanTokens(makeHoleState(text), table, CLASSES, readMark);
}

function readMark(state: HoleState, at: number, code: number): number {
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return readString(state, at, code === DOUBLE_QUOTE ? '"' : "'");
  if (code === HASH) return readLineComment(state, at);
  if (code === TILDE) return readSigil(state, at);
  if (code === QUESTION_MARK) return readCharacter(state.text, at);
  if (code === OPEN_BRACE) return openBrace(state, at);
  return code === CLOSE_BRACE ? closeBrace(state, at) : at + 1;
}

function readString(state: HoleState, at: number, quote: string): number {
  const heredoc = state.text.startsWith(quote + quote, at + 1);
  const delimiter = (heredoc ? HEREDOCS : TEXTS).get(quote);
  return delimiter === undefined ? at + 1 : readText(state, at, at + delimiter.close.length, delimiter);
}

/** Reads a literal that opens at `at` and whose text starts at `from`. */
function readText(state: HoleState, at: number, from: number, delimiter: ReturnType<typeof makeDelimiter>): number {
  if (!DOCUMENTING.test(state.text.slice(Math.max(0, at - 32), at))) return readDelimited(state, from, delimiter);
  // Holes in documentation are rare, and are read as text.
  const behind = readDelimited(state, from, makeDelimiter(delimiter.close, { escapes: delimiter.escapes }));
  state.spans[state.spans.length - SPAN_SIZE + SPAN_KIND] = DOCUMENTATION;
  return behind;
}

/** `~s(…)`, `~H"""…"""`. Upper-case sigils have neither holes nor escapes, except of the closing delimiter. */
function readSigil(state: HoleState, at: number): number {
  const { text } = state;
  let from = at + 1;
  while (isLetterOrDigit(text.charCodeAt(from)) && from < at + 20) from++;
  const mark = text[from] ?? '';
  if (from === at + 1 || mark === '' || !SIGIL_MARKS.includes(mark)) return at + 1;
  const plain = text.charCodeAt(at + 1) < 97;
  const heredoc = (mark === '"' || mark === "'") && text.startsWith(mark + mark, from + 1);
  const delimiter = makeDelimiter(heredoc ? mark.repeat(3) : (CLOSING.get(mark) ?? mark), {
    escapes: !plain || !heredoc,
    hole: plain ? '' : '#{',
    regex: text.charCodeAt(at + 1) === 114,
  });
  return readText(state, at, from + (heredoc ? 3 : 1), delimiter);
}

function isLetterOrDigit(code: number): boolean {
  return code < 128 && CLASSES[code] === WORD && code !== UNDERSCORE;
}

/** `?"` is a character; `empty?` is a name. */
function readCharacter(text: string, at: number): number {
  if (isWordCode(text.charCodeAt(at - 1))) return at + 1;
  return text.charCodeAt(at + 1) === BACKSLASH ? at + 3 : at + 2;
}
