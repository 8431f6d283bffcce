import {
  BACKTICK,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  DOUBLE_QUOTE,
  GREATER_THAN,
  HASH,
  LESS_THAN,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUESTION_MARK,
  SINGLE_QUOTE,
  SLASH,
  STAR,
  endOfWord,
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
import { LONGEST_LABEL, makeHeredocEnds } from '../../scan/heredoc-ends.ts';
import { type PhpState, readPhpMarkup } from './php-markup.ts';
import { addSpan, COMMENT, type Scan } from '../../scan/scan.ts';
import { readBlockComment } from '../../scan/comments.ts';
import { scanTokens } from '../../scan/scan-tokens.ts';
import type { WordTable } from '../../scan/word-table.ts';

const CLASSES = makeClassTable('', '/#<?`');
const SINGLE = makeDelimiter("'", { escapes: true });
const DOUBLE = makeDelimiter('"', { escapes: true, hole: '{$', names: true });
const COMMAND = makeDelimiter('`', { escapes: true });

/** The comments and strings of PHP, and of the markup outside `<?php`. */
export function findPhpSpans(text: string, table: WordTable): Scan {
  const state: PhpState = {
    ...makeHoleState(text),
    missing: new Set(),
    findHeredocEnd: makeHeredocEnds(text, readFirstWord),
  };
  return scanTokens(state, table, CLASSES, readMark, readPhpMarkup(state, 0));
}

function readMark(state: PhpState, at: number, code: number): number {
  const { text } = state;
  const next = text.charCodeAt(at + 1);
  switch (code) {
    case SINGLE_QUOTE:
      return readDelimited(state, at + 1, SINGLE);
    case DOUBLE_QUOTE:
      return readDelimited(state, at + 1, DOUBLE);
    case BACKTICK:
      return readDelimited(state, at + 1, COMMAND);
    case SLASH:
      return next === SLASH ? readLineComment(state, at) : next === STAR ? readBlockComment(state, at) : at + 1;
    case HASH:
      // `#[` starts an attribute.
      return next === OPEN_BRACKET ? at + 1 : readLineComment(state, at);
    case LESS_THAN:
      return text.startsWith('<<', at + 1) ? readHeredoc(state, at) : at + 1;
    case QUESTION_MARK:
      return next === GREATER_THAN ? readPhpMarkup(state, at + 2) : at + 1;
    case OPEN_BRACE:
      return openBrace(state, at);
    case CLOSE_BRACE:
      return closeBrace(state, at);
    default:
      return at + 1;
  }
}

/** A closing tag also ends a line comment. */
function readLineComment(state: HoleState, at: number): number {
  const { text } = state;
  let end = at;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (
      code === LINE_FEED ||
      code === CARRIAGE_RETURN ||
      (code === QUESTION_MARK && text.charCodeAt(end + 1) === GREATER_THAN)
    )
      break;
  }
  addSpan(state, at, end, COMMENT);
  return end;
}

/** `<<<X`, `<<<"X"` with holes, `<<<'X'` without. */
function readHeredoc(state: PhpState, at: number): number {
  const { text } = state;
  const found = /^<<<[ \t]{0,10}(?:(["'])([A-Za-z_]\w{0,79})\1|([A-Za-z_]\w{0,79}))\r?\n/.exec(
    text.slice(at, at + 110),
  );
  if (found === null) return at + 3;
  const label = found[2] ?? found[3] ?? '';
  const from = at + found[0].length;
  const end = state.findHeredocEnd(label, from, true) ?? { end: text.length, after: text.length };
  const holes = found[1] !== "'";
  return readDelimited(
    state,
    from,
    makeDelimiter('', { ...end, escapes: holes, hole: holes ? '{$' : '', names: holes }),
  );
}

/** The first word of a line, which closes a heredoc whatever follows: `X, $more);`. */
function readFirstWord(text: string, from: number): string {
  return text.slice(from, Math.min(endOfWord(text, from, CLASSES), from + LONGEST_LABEL + 1));
}
